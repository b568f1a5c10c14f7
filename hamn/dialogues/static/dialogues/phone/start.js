import { Ask } from "./ask.js";
import { forget, keep, kept } from "./kept.js";
import { jittered, Line, pause } from "./line.js";
import { Queue } from "./queue.js";

// <live-room>: the participant's form as part of a room that lives. Without it the form works as forms do.
customElements.define("live-room", class extends HTMLElement {
  asks = {};

  async connectedCallback() {
    const { code, round, rev, texts } = this.dataset;
    Object.assign(this, { texts: JSON.parse(texts), round: +round, pageRev: +rev, key: `${code}.${round}`, base: `/live/v1/rooms/${code}`, jittered, forget, keep, kept, pause });
    document.documentElement.classList.add("live");
    this.queue = new Queue(this);
    this.line = new Line(this);
    this.meet();
    this.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      this.asks[document.activeElement.closest(".ask")?.dataset.ask]?.send();
    };
    for (const field of this.querySelectorAll("[name=group], [name=phrase]")) field.onchange = () => this.join();
    await Promise.all(Object.values(this.asks).map((ask) => ask.restore()));
    this.later();
    await this.join();
    this.dataset.joined = "";
    this.line.open();
    pause(300).then(this.begin);
  }

  // The questions of the page, also those that were fetched since. What is only there for scripts is in templates, within each other too.
  meet() {
    for (let later; (later = this.part("later")); ) later.replaceWith(later.content);
    for (const each of this.querySelectorAll("[data-ask]")) this.asks[each.dataset.ask] ??= new Ask(each, this);
  }

  part = (name) => this.querySelector(`[data-${name}]`);
  get group() { return this.querySelector("[name=group]:checked")?.value ?? ""; }
  // What nobody needs for a first answer is fetched after it; when it cannot be, it will be the next time.
  begun = new Promise((done) => (this.begin = done));
  // One promise for all who wait, so that what was heard first is acted upon first.
  later = () => (this.coming ??= this.begun.then(() => import(this.dataset.later)).catch(() => (this.coming = null)));
  lazily = (act, ...more) => this.later().then((later) => later?.[act](...more));

  async post(what, body) {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${this.dataset.ticket}` };
    const answer = await fetch(`${this.base}/${what}`, { method: "POST", headers, body: JSON.stringify(body), keepalive: true, signal: AbortSignal.timeout?.(20000) });
    answer.told = await answer.json().catch(() => ({}));
    return answer;
  }

  // Comes in, as often as it takes; again when the group or the phrase is chosen.
  async join() {
    const said = { group: this.group, phrase: this.querySelector("[name=phrase]").value, language: this.dataset.language };
    for (let tries = 0; !this.line.over; tries += 1) {
      const answer = await this.post("join", said).catch(() => {});
      this.isAway = !answer?.ok;
      if (answer?.ok) this.hear(answer.told.room);
      else if ([404, 409].includes(answer?.status)) this.end();
      else this.paint().then(this.begin);
      if (answer?.status < 429) break;
      await pause(answer?.headers.get("Retry-After") * 1000 || jittered(tries));
    }
    this.isIn = true;
    this.queue.flush();
  }

  hear(told, event) {
    const { state, round, own, questions, texts } = told;
    if (event === "end" || (state && (state !== "open" || round !== this.round))) return this.end();
    for (const id in own) if (this.asks[id]) this.asks[id].own = own[id];
    if (questions) this.settle((this.now = told));
    if (texts) this.lazily("show", told);
  }

  // Every question where it belongs, as the room last said.
  settle(isNew) {
    const { questions, step, pace } = this.now ?? {};
    if (!questions) return;
    const isLive = pace === "live", typing = document.activeElement?.closest(".now"), was = this.step, { group } = this;
    // What the others guess about one's own group is not asked here; the other guesses are all asked at once.
    const isOpen = ({ open, about }) => open && about !== group && !this.line.over;
    const isNow = (each) => (isLive && !each.about ? each.id === step : isOpen(each));
    for (const id in this.asks) {
      const told = questions.find((each) => each.id === +id) ?? {};
      this.asks[id].place(!!isOpen(told), !!isNow(told), !!told.shown);
    }
    this.step = step;
    this.lazily("settled", isNew, was, typing);
  }

  // One line says how things stand: kept here, arrived, or looking for the room.
  async paint() {
    const waiting = await this.queue.waiting(), here = Object.values(this.asks).some((ask) => ask.state === "arrived") ? "arrived" : "";
    const state = waiting.length ? "saved" : this.isAway && !this.line.over ? "reconnecting" : here;
    const { dataset } = this.part("link");
    if (state === dataset.state) return;
    dataset.state = state;
    this.part("how").textContent = this.texts[state] ?? "";
    this.part("more").textContent = this.texts[`${state}_more`] ?? "";
  }

  end() {
    if (this.line.over) return;
    this.line.over = true;
    this.line.close();
    this.settle();
    this.lazily("ended");
  }
});

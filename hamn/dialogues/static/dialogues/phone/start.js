import { Ask } from "./ask.js";
import { forget, keep, kept } from "./kept.js";
import { jittered, Line, pause } from "./line.js";
import { Queue } from "./queue.js";

// <live-room>: the participant's form as part of a room that lives. Without it the form works as forms do.
customElements.define("live-room", class extends HTMLElement {
  asks = new Map();

  async connectedCallback() {
    const { code, round, rev, texts } = this.dataset;
    Object.assign(this, { texts: JSON.parse(texts), pageRev: +rev, key: `${code}.${round}`, base: `/live/v1/rooms/${code}`, jittered, forget, keep, kept, pause });
    document.documentElement.classList.add("live");
    this.queue = new Queue(this);
    this.line = new Line(this);
    this.meet(this);
    this.querySelector("form").onsubmit = (event) => this.submitted(event);
    for (const field of this.querySelectorAll("[name=group], [name=phrase]")) field.onchange = () => this.join();
    await Promise.all([...this.asks.values()].map((ask) => ask.restore()));
    await this.join();
    this.line.open();
    pause(300).then(this.begin);
    this.lazily("keepPage");
  }

  // The questions of a page: this one, or one that was fetched since.
  meet(page) {
    page.querySelectorAll("template[data-later]").forEach((later) => later.replaceWith(later.content));
    for (const each of page.querySelectorAll("[data-ask]")) this.asks.has(+each.dataset.ask) || this.asks.set(+each.dataset.ask, new Ask(each, this));
  }

  part = (name) => this.querySelector(`[data-${name}]`);
  // What nobody needs for a first answer is fetched after it; when it cannot be, it will be the next time.
  begun = new Promise((done) => (this.begin = done));
  // One promise for all who wait, so that what was heard first is acted upon first.
  later = () => (this.coming ??= this.begun.then(() => import(this.dataset.later)).catch(() => (this.coming = null)));
  lazily = (act, ...more) => this.later().then((later) => later?.[act](this, ...more));

  async post(what, body) {
    const headers = { "Content-Type": "application/json", Authorization: `Bearer ${this.dataset.ticket}` };
    const answer = await fetch(`${this.base}/${what}`, { method: "POST", headers, body: JSON.stringify(body), keepalive: true, signal: AbortSignal.timeout?.(20000) });
    return { status: answer.status, ok: answer.ok, headers: answer.headers, told: await answer.json().catch(() => ({})) };
  }

  // Comes in, as often as it takes; again when the group or the phrase is chosen.
  async join() {
    const group = this.querySelector("[name=group]:checked")?.value || undefined;
    const phrase = this.querySelector("[name=phrase]").value.trim() || undefined;
    for (let tries = 0; !this.line.over; tries += 1) {
      const answer = await this.post("join", { group, phrase, language: this.dataset.language }).catch(() => {});
      this.isAway = !answer?.ok;
      if (answer?.ok) this.hear(answer.told.room);
      else if ([404, 409].includes(answer?.status)) this.end();
      else this.paint();
      if (answer?.status < 429) break;
      await pause(answer?.headers.get("Retry-After") * 1000 || jittered(tries));
    }
    this.queue.flush((this.dataset.joined = 1));
  }

  hear(told, event) {
    if (event === "end" || (told.round ?? +this.dataset.round) !== +this.dataset.round || (told.state ?? "open") !== "open") return this.end();
    for (const [id, own] of Object.entries(told.own ?? {})) if (this.asks.has(+id)) this.asks.get(+id).own = own;
    if (told.questions) this.settle((this.now = told));
    if (told.texts) this.lazily("show", told);
  }

  // Every question where it belongs, as the room last said.
  settle(isNew) {
    const { questions, step, pace } = this.now ?? {};
    if (!questions) return;
    const isLive = pace === "live", typing = document.activeElement?.closest(".now"), was = this.step;
    const group = this.querySelector("[name=group]:checked")?.value ?? "";
    // What the others guess about one's own group is not asked here; the other guesses are all asked at once.
    const isOpen = ({ open, about }) => open && about !== group && !this.line.over;
    const isNow = (each) => (isLive && !each.about ? each.id === step : isOpen(each));
    for (const [id, ask] of this.asks) {
      const told = questions.find((each) => each.id === id) ?? {};
      ask.place(!!isOpen(told), !!isNow(told), !!told.shown, isLive);
    }
    this.part("waiting").hidden = this.line.over || questions.some((each) => isOpen(each) && isNow(each));
    this.step = step;
    this.lazily("settled", isNew, was, typing);
  }

  submitted(event) {
    event.preventDefault();
    this.asks.get(+document.activeElement.closest(".ask")?.dataset.ask)?.send();
  }

  // One line says how things stand: kept here, arrived, or looking for the room.
  async paint() {
    const isAway = this.isAway || this.line.isUp === false || !navigator.onLine, waiting = await this.queue.waiting();
    const here = [...this.asks.values()].some((ask) => ask.state === "arrived") ? "arrived" : "";
    const state = waiting.length ? "saved" : isAway && !this.line.over ? "reconnecting" : here;
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

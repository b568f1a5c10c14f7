// The wall hears the room's stream and lets its figure glide. Where no stream gets through it asks every few seconds instead.
/* global htmx */
const AGAIN_MS = 3000, RESTING_MS = 10000, SURE_MS = 20000, AWAKE_MS = 3000;
const KEYS = {
  ArrowRight: "after", PageDown: "after", " ": "after", ArrowLeft: "before", PageUp: "before",
  f: "fill", b: "blank", ".": "blank", s: "show", p: "freeze",
};

// Whether an event, numbered EPOCH.SEQ, is at least as new as a page; another epoch is a room that has started again.
function asNew(event, page) {
  const [[epoch, seq], [known, from]] = [event.split("."), page.split(".")];
  return epoch !== known || Number(seq) >= Number(from);
}

class LiveWall extends HTMLElement {
  connectedCallback() {
    this.figures = new Map();
    this.notice = this.querySelector(".wall-notice");
    // Letters are keys only while the wall has the focus, and it takes it at once: nobody types here.
    this.addEventListener("keydown", (event) => this.press(event));
    addEventListener("pointermove", () => this.wake());
    this.addEventListener("click", (event) => this.click(event));
    setInterval(() => this.tellTime(), 500);
    // A stream that died without a word, and a clock that drifted, are found out by asking.
    setInterval(() => this.load(), SURE_MS);
    this.startTimer();
    this.keepFocus();
    this.listen();
  }

  keepFocus() {
    if (document.activeElement === document.body) this.focus({ preventScroll: true });
  }

  get sheet() {
    return this.querySelector("#wall");
  }

  // Listening

  listen() {
    clearTimeout(this.later);
    this.stream?.close();
    this.address = this.sheet.dataset.stream;
    if (!this.address) return this.listenLater(this.sheet.dataset.state === "waiting" ? AGAIN_MS : RESTING_MS);
    const stream = (this.stream = new EventSource(this.address));
    const heard = (name, act) => stream.addEventListener(name, (event) => {
      clearTimeout(this.later);
      this.wasLost = false;
      this.notice.hidden = true;
      act(JSON.parse(event.data), event.lastEventId);
    });
    heard("step", (data, number) => number !== this.sheet.dataset.event && this.load());
    heard("figure", (data, number) => this.draw({ ...data, number }));
    heard("counters", (data) => this.count(data.joined));
    heard("end", () => this.end());
    heard("notice", () => this.lost(false));
    stream.onerror = () => this.lost();
    this.listenLater();
  }

  // The rest of the answers stand in the page; nobody says more on a stream.
  end() {
    this.stream.close();
    this.sheet.dataset.stream = "";
    this.again();
  }

  // Nothing was heard in time: perhaps streams are blocked here. Ask for the page, and try again.
  listenLater(after = AGAIN_MS) {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.again(), after * (0.8 + 0.4 * Math.random()));
  }

  again() {
    this.load();
    this.listen();
  }

  // Asking shows whether the house is gone, or only its streams.
  lost(isThere = true) {
    this.stream.close();
    this.notice.hidden = isThere;
    this.listenLater(this.isThere === false ? AGAIN_MS / 4 : this.wasLost ? AGAIN_MS : AGAIN_MS / 6);
    this.wasLost = true;
  }

  // Showing

  async load() {
    if (this.loading) return (this.wanted = true);
    this.loading = true;
    try {
      do {
        this.wanted = false;
        await this.fetch();
      } while (this.wanted);
    } finally {
      this.loading = false;
    }
  }

  async fetch() {
    this.figures.clear();
    const query = new URLSearchParams(location.search);
    query.set("part", "wall");
    const answer = await fetch(`${location.pathname}?${query}`).catch(() => null);
    this.isThere = Boolean(answer?.ok);
    this.notice.hidden = this.isThere;
    if (!this.isThere) return;
    await this.swap(this.sheet, await answer.text(), "outerMorph");
    this.startTimer();
    this.keepFocus();
    // Another question was chosen, or a round has opened or closed.
    if (this.sheet.dataset.stream !== this.address) this.listen();
    // What came while the page was on its way is newer than the page.
    const figure = this.figures.get(this.sheet.dataset.question);
    this.loading = false;
    if (figure && asNew(figure.number, this.sheet.dataset.event)) this.draw(figure);
  }

  draw(figure) {
    this.figures.set(String(figure.question), figure);
    if (String(figure.question) !== this.sheet.dataset.question || "blank" in this.sheet.dataset || this.loading) return;
    const place = this.querySelector(".wall-figure");
    if (Boolean(place) !== Boolean(figure.html)) {
      this.load();
      return;
    }
    if (place) this.swap(place, figure.html, "innerMorph");
    this.count(undefined, figure.answered);
  }

  swap(target, text, how) {
    return htmx.swap({ sourceElement: this, target, text, swap: how });
  }

  count(joined = this.joined, answered = this.answered) {
    [this.joined, this.answered] = [joined, answered];
    const place = this.querySelector(".wall-count");
    if (!place) return;
    const given = answered === undefined ? place.dataset.answered : answered;
    const here = joined === undefined ? place.dataset.joined : joined;
    const both = place.dataset.both.replace("%(answered)s", given).replace("%(joined)s", here);
    const text = !given ? place.dataset.few : here ? both : String(given);
    place.querySelector("strong").textContent = text;
  }

  startTimer() {
    const timer = this.querySelector(".wall-timer");
    this.endsAt = timer ? performance.now() + Number(timer.dataset.left) * 1000 : 0;
    [this.joined, this.answered] = [undefined, undefined];
    this.tellTime();
  }

  // It never cuts anyone off: when it is out, it says so and that is all.
  tellTime() {
    const timer = this.querySelector(".wall-timer");
    if (!timer) return;
    const left = Math.max(0, Math.round((this.endsAt - performance.now()) / 1000));
    timer.toggleAttribute("data-is-over", !left);
    timer.textContent = left ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : timer.dataset.over;
  }

  // Leading and looking around

  press(event) {
    const act = KEYS[event.key.length > 1 ? event.key : event.key.toLowerCase()];
    const isOnButton = event.key === " " && event.target.closest("a, button");
    if (!act || isOnButton || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.act(act);
  }

  click(event) {
    const button = event.target.closest("[data-act]");
    if (!button || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.act(button.dataset.act);
  }

  act(name) {
    const act = { before: () => this.go(-1), after: () => this.go(1), fill: () => this.fill(), theme: () => this.theme() }[name];
    if (act) act();
    else this.set(name);
  }

  go(way) {
    const link = this.querySelector(`[data-act=${way < 0 ? "before" : "after"}]`);
    if (!link) return;
    if ("steers" in this.sheet.dataset) {
      this.lead({ command: "step", question: Number(link.dataset.question) });
      return;
    }
    history.replaceState(null, "", link.href);
    this.load();
  }

  // Blank, freeze, show: the room's for those who lead, this screen's own for others.
  set(name) {
    const button = this.querySelector(`[data-act=${name}]`);
    const on = button?.getAttribute("aria-pressed") !== "true";
    if (!this.querySelector("[data-act=show]")) {
      if (name === "blank") this.toggleAttribute("data-dark");
    } else if (name === "show") this.lead({ command: on ? "show" : "hide", question: Number(this.sheet.dataset.question) });
    else this.lead({ command: name, on });
  }

  lead(command) {
    fetch(this.dataset.commands, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(command),
    }).then(() => this.load(), () => this.lost());
  }

  fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen?.().catch(() => {});
  }

  theme() {
    history.replaceState(null, "", this.querySelector("[data-act=theme]").href);
    document.documentElement.dataset.theme = new URLSearchParams(location.search).get("theme");
    this.load();
  }

  wake() {
    this.dataset.awake = "";
    clearTimeout(this.asleep);
    this.asleep = setTimeout(() => delete this.dataset.awake, AWAKE_MS);
  }
}
customElements.define("live-wall", LiveWall);

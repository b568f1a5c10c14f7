import { better } from "./better.js";
import { forget, keep, kept } from "./kept.js";
import { answersOf, fieldsOf, isPressed, putBack, written } from "./values.js";

const AT_ONCE_AFTER_MS = 500;

// One question on the phone: what stands in it, whether it is sent, and where it is in the room.
export class Ask {
  own = {};

  constructor(element, room) {
    Object.assign(this, { element, room, id: +element.dataset.ask, key: `${room.key}/typed/${element.dataset.ask}` });
    this.part("form")?.replaceWith(this.part("form").content);
    element.querySelectorAll(".plain-only").forEach((each) => each.remove());
    const isAtOnce = /scale|choice/.test(element.dataset.kind) && !("several" in element.dataset);
    element.addEventListener("input", () => this.typed());
    element.addEventListener(isAtOnce ? "change" : "send", () => this.soon(isAtOnce ? AT_ONCE_AFTER_MS : 0));
    this.part("send").hidden = isAtOnce;
    this.part("send").onclick = () => this.send();
    if (!element.hidden) this.improve();
    this.mark(this.isAnswered ? "arrived" : "");
  }

  part = (name) => this.element.querySelector(`[data-${name}]`);
  get isAnswered() { return "answered" in this.element.dataset; }
  get isDraft() { return this.state === "draft"; }

  // What makes the form of its kind better. A kind that was not asked when the page was loaded brings its own.
  improve() {
    const { element, room } = this, { kind, script } = element.dataset;
    if (!script) return;
    delete element.dataset.script;
    if (better[kind]) better[kind](element, room.texts);
    else import(script).then((added) => added.improve(element, room.texts));
  }

  // As it was before a reload, unless the page knows something newer.
  async restore() {
    const [row] = await kept(this.key);
    if (!row || (row.state === "arrived" && row.rev < this.room.pageRev)) return;
    if (row.state === "saved" && !(await this.room.queue.all(`${this.id}/`)).length) row.state = "arrived";
    putBack(this.element, row.rows);
    this.element.toggleAttribute("data-answered", this.isAnswered || row.state === "arrived");
    this.element.hidden &&= row.state === "arrived";
    this.mark(row.state);
    this.isRestored = this.isDraft;
    if (this.isDraft) this.tell("note", this.room.texts.draft);
  }

  remember = (rev = 0) => keep({ key: this.key, rows: written(this.element), state: this.state, rev });

  typed() {
    const isBlank = !this.isAnswered && !answersOf(this.element, this.own).length;
    this.mark(isBlank ? "" : "draft");
    this.tell("said");
    isBlank ? forget(this.key) : this.remember();
    this.room.settle();
  }

  soon(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), ms);
  }

  async send() {
    const answers = answersOf(this.element, this.own);
    this.tell("said", answers.length || this.isAnswered ? "" : this.room.texts.empty);
    if (!answers.length) return;
    const rev = await this.room.queue.put(this.id, answers);
    for (const { item, value } of answers) this.settleItem(item, value);
    this.mark("saved");
    await this.remember(rev);
    this.room.settle();
    this.room.queue.flush();
  }

  // A text of one's own leaves its field and joins the list of what one has said.
  settleItem(item, value) {
    const text = value?.own ?? value?.ask;
    if (value === null) delete this.own[item];
    else if (!item.endsWith(":")) this.own[item] = item ? value[item] ?? true : value;
    else {
      fieldsOf(this.element).find((field) => /-(own|ask)$/.test(field.name)).value = "";
      this.part("own").append(Object.assign(document.createElement("li"), { dir: "auto", textContent: text }));
      this.part("when-own").hidden = false;
    }
  }

  arrived(isLast) {
    this.element.setAttribute("data-answered", "");
    if (!isLast || this.isDraft) return;
    this.mark("arrived");
    kept(this.key).then(([row]) => row && keep({ ...row, state: "arrived" }));
    this.room.settle();
  }

  refused(_isLast, sentence) {
    this.mark("draft");
    this.remember();
    this.tell("said", sentence);
    this.room.settle();
  }

  mark(state) {
    const { texts } = this.room;
    this.state = this.element.dataset.state = state;
    this.part("mark").textContent = (!this.isDraft && texts[state]) || "";
    this.part("send").textContent = this.isAnswered ? texts.change : texts.send;
  }

  tell(name, sentence = "") {
    Object.assign(this.part(name), { textContent: sentence, hidden: !sentence });
  }

  // Where the question is in the room now. Nothing that is typed is ever moved, emptied or hidden by it.
  place(isOpen, isNow, isShown, isLive) {
    const { element, isDraft } = this, { texts } = this.room, at = [isOpen, isNow, isShown].join();
    element.hidden = !(isOpen || isNow || isShown || isDraft || this.isAnswered);
    element.hidden || this.improve();
    element.classList.toggle("now", isNow || isDraft);
    if (isNow || isDraft) element.open = true;
    else if (at !== this.at) element.open = isShown && !isOpen;
    this.at = at;
    for (const field of fieldsOf(element)) field[isPressed(field) || field.options ? "disabled" : "readOnly"] = !isOpen;
    element.toggleAttribute("data-closed", !isOpen);
    this.part("send").disabled = !isOpen;
    this.part("told").hidden = !isShown;
    const closed = isDraft ? texts.draft_closed : this.state === "saved" ? texts.kept_closed : texts.question_closed;
    const open = isLive && !isNow ? texts.moved_on : this.isRestored ? texts.draft : "";
    this.tell("note", isOpen ? isDraft && open : closed);
  }
}

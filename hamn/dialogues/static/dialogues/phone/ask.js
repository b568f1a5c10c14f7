import { forget, keep, kept } from "./kept.js";
import { answersOf, fieldsOf, putBack, written } from "./values.js";

const AT_ONCE_AFTER_MS = 500;

// One question on the phone: what stands in it, whether it is sent, and where it is in the room.
export class Ask {
  own = {};

  constructor(element, room) {
    Object.assign(this, { element, room, id: +element.dataset.ask, key: `${room.key}/typed/${element.dataset.ask}/` });
    element.addEventListener("input", () => this.typed());
    element.addEventListener("send", () => this.send());
    this.part("send").onclick = () => this.send();
    this.mark(this.isAnswered ? "arrived" : "");
  }

  part = (name) => this.element.querySelector(`[data-${name}]`);
  get isAnswered() { return "answered" in this.element.dataset; }
  get isDraft() { return this.state === "draft"; }

  // As it was before a reload, unless the page knows something newer.
  async restore() {
    const [row] = await kept(this.key);
    if (!row || (row.state === "arrived" && row.rev < this.room.pageRev)) return;
    if (row.state === "saved" && !(await this.room.queue.all(`${this.id}/`)).length) row.state = "arrived";
    putBack(this.element, row.rows);
    if (row.state === "arrived") this.element.dataset.answered = "";
    else this.element.hidden = false;
    this.mark(row.state);
    this.isRestored = this.isDraft;
    if (this.isDraft) this.tell("note", this.room.texts.draft);
  }

  typed() {
    this.isTypedOn = true;
    this.become(this.isAnswered || answersOf(this.element, this.own).length ? "draft" : "");
    if (!this.part("send").hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), AT_ONCE_AFTER_MS);
  }

  async send() {
    const { element, room } = this, answers = answersOf(element, this.own);
    this.tell("said", answers.length || this.isAnswered ? "" : room.texts.empty);
    if (!answers.length) return;
    this.isTypedOn = false;
    const rev = await room.queue.put(this.id, answers);
    for (const { item, value } of answers) this.settleItem(item, value);
    await this.become(this.isTypedOn ? "draft" : "saved", "", rev);
    room.queue.flush();
  }

  // A text of one's own leaves its field and joins the list of what one has said.
  settleItem(item, value) {
    if (value === null) delete this.own[item];
    else if (!item.endsWith(":")) this.own[item] = item ? value[item] ?? true : value;
    else {
      if (!this.isTypedOn) this.part("mine").value = "";
      this.part("own").append(Object.assign(document.createElement("li"), { dir: "auto", textContent: value.own ?? value.ask }));
      this.part("when-own").hidden = false;
    }
  }

  arrived(isLast) {
    this.element.dataset.answered = "";
    if (!isLast || this.isDraft) return;
    this.mark("arrived");
    kept(this.key).then(([row]) => row && keep({ ...row, state: "arrived" }));
    this.room.settle();
  }

  // What stands in it is kept with what has become of it. rev: of the answer that was made of it.
  become(state, sentence, rev = 0) {
    this.mark(state);
    this.tell("said", sentence);
    this.room.settle();
    return state ? keep({ key: this.key, rows: written(this.element), state, rev }) : forget(this.key);
  }

  mark(state) {
    this.state = this.element.dataset.state = state;
    this.part("mark").textContent = (!this.isDraft && this.room.texts[state]) || "";
  }

  tell(name, sentence = "") {
    Object.assign(this.part(name), { textContent: sentence, hidden: !sentence });
  }

  // Where the question is in the room now. Nothing that is typed is ever moved, emptied or hidden by it.
  place(isOpen, isNow, isShown) {
    const { element, isDraft } = this, at = [isOpen, isNow, isShown].join();
    element.hidden = !(isOpen || isNow || isShown || isDraft || this.isAnswered);
    element.classList.toggle("now", isNow || isDraft);
    if (isNow || isDraft) element.open = true;
    else if (at !== this.at) element.open = isShown && !isOpen;
    Object.assign(this, { at, isOpen, isNow });
    for (const field of fieldsOf(element)) field[/text/.test(field.type) ? "readOnly" : "disabled"] = !isOpen;
    element.toggleAttribute("data-closed", !isOpen);
  }
}

import { forget, keep, kept, newId } from "./kept.js";
import { jittered } from "./line.js";

// Answers on their way: kept on the phone until the room says that it has them. Nothing is dropped without a word.
export class Queue {
  tries = 0;

  constructor(room) {
    this.room = room;
  }

  all = (question = "") => kept(`${this.room.key}/answer/${question}`);
  waiting = async () => (await this.all()).filter((row) => !row.refused);

  async put(question, answers) {
    // The number of this change, higher than any before it in every tab of this phone.
    const key = `${this.room.key}/rev`, [row] = await kept(key), rev = Math.max(row?.rev ?? 0, this.room.pageRev) + 1;
    await keep({ key, rev });
    for (const { item, ...said } of answers) {
      const body = { id: newId(), rev, question, ...said };
      if (said.value === null) Object.assign(body, { withdraw: true }, item && { item });
      await keep({ key: `${this.room.key}/answer/${question}/${item}${item.endsWith(":") ? body.id : ""}`, question, body });
    }
    return rev;
  }

  async flush() {
    clearTimeout(this.timer);
    // Who answers before the room has let them in is in no hurry: coming in empties the queue.
    if (!this.room.isIn) return this.room.paint();
    if (this.busy) return (this.again = true);
    this.busy = true;
    try {
      for (const row of await this.waiting()) await this.deliver(row);
      this.tries = 0;
    } catch (wait_s) {
      this.timer = setTimeout(() => this.flush(), wait_s > 0 ? wait_s * 1000 * (1 + Math.random()) : jittered(this.tries++));
    }
    this.busy = false;
    this.room.paint();
    if (this.again) this.flush((this.again = false));
  }

  async deliver(row) {
    const { status, ok, headers, told } = await this.room.post("answers", row.body), ask = this.room.asks[row.question];
    if (status === 409) return keep({ ...row, refused: true }).then(() => this.room.settle());
    if (status === 401) this.room.join();
    if ([401, 408, 429].includes(status) || status > 499) throw headers.get("Retry-After");
    // A newer answer may have taken its place meanwhile.
    const [now] = await kept(row.key);
    if (now?.body.id === row.body.id) await forget(row.key);
    if (ok) ask?.arrived(!(await this.all(`${row.question}/`)).length);
    else ask?.become("draft", Object.values(told.fields ?? {})[0] ?? told.message);
  }
}

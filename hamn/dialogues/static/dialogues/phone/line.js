// The line down from the room: a stream; where streams do not get through, phone-later asks and waits for an answer.
const SILENCE_MS = 8000;

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
// Everyone in a hall loses the same server at once; they must not all come back at once.
export const jittered = (tries) => Math.min(15000, 400 * 2 ** tries) * (0.5 + Math.random());

export class Line {
  last = "";
  failures = 0;
  turn = 0;

  constructor(room) {
    this.room = room;
  }

  open() {
    this.close();
    if (this.over) return;
    // What is left of the time stands in a snapshot, and a phone that slept has lost count.
    if (this.room.now?.timer) this.last = "";
    if (this.failures < 2) this.listen();
    else this.room.later().then((later) => later ? later.ask(this, this.turn) : this.failed());
  }

  close() {
    this.turn += 1;
    clearTimeout(this.timer);
    this.stream?.close();
  }

  lost() {
    this.close();
    this.up(false);
  }

  up(isUp) {
    this.room.isAway = !isUp;
    isUp ? this.room.queue.flush() : this.room.paint();
  }

  listen() {
    const stream = (this.stream = new EventSource(`${this.room.base}/events${this.last && `?after=${this.last}`}`));
    // A proxy that holds the stream back lets it open and then says nothing.
    if (!this.last) this.timer = setTimeout(() => this.failed(), SILENCE_MS);
    stream.onopen = () => this.last && this.works();
    stream.onerror = () => this.failed();
    for (const name of ["snapshot", "step", "results", "end", "notice"]) {
      stream.addEventListener(name, (event) => {
        if (name === "notice") return this.failed();
        this.works();
        this.last = event.lastEventId;
        this.room.hear(JSON.parse(event.data), name);
      });
    }
  }

  works() {
    clearTimeout(this.timer);
    this.failures = 0;
    if (this.room.isAway) this.up(true);
  }

  failed() {
    this.lost();
    this.timer = setTimeout(() => this.open(), jittered((this.failures += 1)));
  }
}

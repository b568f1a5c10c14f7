// <waiting-room>: asks now and then whether the room is open, and goes in when it is.
const EVERY_MS = 4000;

customElements.define("waiting-room", class extends HTMLElement {
  connectedCallback() {
    document.documentElement.classList.add("live");
    this.again();
  }

  again() {
    setTimeout(() => this.look(), EVERY_MS * (0.5 + Math.random()));
  }

  async look() {
    const answer = await fetch(`/live/v1/rooms/${this.dataset.code}`).catch(() => null);
    const room = answer?.ok ? await answer.json() : {};
    if (room.state && room.state !== "waiting") location.reload();
    else this.again();
  }
});

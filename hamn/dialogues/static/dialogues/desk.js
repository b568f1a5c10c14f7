// <desk-live>…the desk, which htmx refreshes every other second…</desk-live>
// Says so when the server cannot be reached, so that nobody leads by a picture that stands still.
class DeskLive extends HTMLElement {
  connectedCallback() {
    this.addEventListener("htmx:error", () => this.classList.add("lost"));
    this.addEventListener("htmx:after:swap", () => this.classList.remove("lost"));
  }
}
customElements.define("desk-live", DeskLive);

// <copy-button data-done="Copied" hidden><button type="button" data-copy="the text">…</button></copy-button>
// Hidden until this script runs: without it there is nothing to press.
class CopyButton extends HTMLElement {
  connectedCallback() {
    if (!navigator.clipboard) return;
    this.button = this.querySelector("[data-copy]");
    this.hidden = false;
    this.button.addEventListener("click", () => this.copy());
    this.answer = document.createElement("span");
    this.answer.setAttribute("role", "status");
    this.append(this.answer);
  }

  async copy() {
    await navigator.clipboard.writeText(this.button.dataset.copy);
    this.answer.textContent = ` ${this.dataset.done}`;
    setTimeout(() => (this.answer.textContent = ""), 4000);
  }
}
customElements.define("copy-button", CopyButton);

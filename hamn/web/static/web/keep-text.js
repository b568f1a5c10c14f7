// <keep-text data-kept="Your half-written text is back." data-drop="Throw it away">…a form…</keep-text>
// Half-written text survives a closed window: it is kept in this browser, and thrown away once the form is sent.
const WAIT_MS = 400;
const DAYS_7_MS = 7 * 24 * 3600 * 1000;

class KeepText extends HTMLElement {
  connectedCallback() {
    this.fields = [...this.querySelectorAll("textarea, input[type=text]")].filter((field) => field.name);
    // Whoever signs in after somebody else on the same computer must not meet their thoughts.
    this.key = `kept-text ${document.body.dataset.person ?? ""} ${location.pathname} ${this.id || this.fields.map((field) => field.name).join(" ")}`;
    this.bring(this.read());
    this.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), WAIT_MS);
    });
    this.addEventListener("submit", () => {
      clearTimeout(this.timer);
      localStorage.removeItem(this.key);
    });
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept && Date.now() - kept.at < DAYS_7_MS ? kept.fields : {};
    } catch {
      return {};
    }
  }

  keep() {
    const written = this.fields.filter((field) => field.value !== field.defaultValue);
    const fields = Object.fromEntries(written.map((field) => [field.name, field.value]));
    if (written.length) localStorage.setItem(this.key, JSON.stringify({ at: Date.now(), fields }));
    else localStorage.removeItem(this.key);
  }

  bring(kept) {
    const changed = this.fields.filter((field) => kept[field.name] && kept[field.name] !== field.value);
    if (!changed.length || !this.dataset.kept) return;
    for (const field of changed) field.value = kept[field.name];
    const note = Object.assign(document.createElement("p"), { className: "note sea" });
    note.setAttribute("role", "status");
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "btn plain", textContent: this.dataset.drop });
    drop.addEventListener("click", () => {
      for (const field of changed) field.value = field.defaultValue;
      localStorage.removeItem(this.key);
      note.remove();
    });
    note.append(this.dataset.kept, drop);
    this.prepend(note);
  }
}
customElements.define("keep-text", KeepText);

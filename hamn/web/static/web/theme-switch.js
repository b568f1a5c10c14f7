// Changes the theme where one stands, so that half-written text stays. Without scripts the form does it, by a new page.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.choose(event));
  }

  choose(event) {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    const body = new FormData(this.form);
    body.set("theme", theme);
    // Also when the page is left at once. Without a network the choice holds for this page.
    fetch(this.form.action, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    for (const button of document.querySelectorAll("theme-switch button")) {
      button.setAttribute("aria-pressed", String(button.value === theme));
    }
  }
}
customElements.define("theme-switch", ThemeSwitch);

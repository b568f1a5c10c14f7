// Signs in with a passkey, or makes one. Without the browser's help the button stays hidden, and there are other ways in.
class PassKey extends HTMLElement {
  connectedCallback() {
    const known = window.PublicKeyCredential;
    if (!known?.parseRequestOptionsFromJSON || !known.prototype.toJSON) return;
    this.hidden = false;
    this.querySelector("button").addEventListener("click", (event) => {
      event.preventDefault();
      this.ask().catch((error) => this.tell(error));
    });
  }

  async ask() {
    const form = this.querySelector("form") ?? this.closest("form");
    const credential = this.dataset.options ? await this.made() : await this.shown(form.action);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  }

  async made() {
    const options = JSON.parse(this.dataset.options).publicKey;
    // A passkey must be found without an address typed first, and its owner must unlock it.
    const selection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...options, authenticatorSelection: selection });
    return (await navigator.credentials.create({ publicKey })).toJSON();
  }

  async shown(address) {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    const options = (await answer.json()).request_options.publicKey;
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return (await navigator.credentials.get({ publicKey })).toJSON();
  }

  tell(error) {
    console.warn(error);
    const words = this.querySelector("[role=status]");
    if (words) words.textContent = this.dataset.failed;
  }
}

customElements.define("pass-key", PassKey);

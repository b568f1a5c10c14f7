"""Counts what a person does in the browser, as the page itself meets it: clicks, changed fields, and what each form demands."""

import json

from playwright.sync_api import Page

LISTEN = """
const tell = (what) => console.info('burden ' + JSON.stringify(what));
const PRESSED = 'a, button, summary, input[type=radio], input[type=checkbox]';
const fields = (form) => [...form.elements].filter((field) => field.name && field.type !== 'hidden' && field.type !== 'submit');
const label = (field) => (field.labels?.[0]?.innerText ?? field.name).trim();
addEventListener('click', (event) => event.target.closest(PRESSED) && tell({act: 'click'}), true);
addEventListener('change', (event) => event.target.matches('[type=radio], [type=checkbox]') || tell({act: 'fill'}), true);
addEventListener('submit', (event) => tell({
  act: 'submit',
  required: [...new Set(fields(event.target).filter((field) => field.required).map((field) => field.name))],
  asked: fields(event.target).map(label),
}), true);
"""


class Recorder:
    """Everything that was done on this page since it was opened."""

    def __init__(self, page: Page):
        self.interactions = 0
        self.required: list[str] = []
        self.asked: list[str] = []
        page.add_init_script(LISTEN)
        page.on("console", lambda said: self.note(said.text))

    def note(self, text: str) -> None:
        if not text.startswith("burden "):
            return
        done = json.loads(text.removeprefix("burden "))
        if done["act"] == "submit":
            self.required += done["required"]
            self.asked += done["asked"]
        else:
            self.interactions += 1

    @property
    def asked_twice(self) -> list[str]:
        return [label for label in set(self.asked) if self.asked.count(label) > 1]

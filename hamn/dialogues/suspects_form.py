"""The lists of what waits for the leader, as an administrator edits them: one word per line."""

import json

from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import building, suspects
from hamn.web.forms import Form

LANGUAGES = {"sv": _("Swedish"), "fi": _("Finnish"), "en": _("English"), "ar": _("Arabic, also in Latin letters")}
LABELS = {
    "given": _("First names"),
    "also": _("First names that are also words: only with a capital inside a sentence"),
    "family": _("Family names"),
    "abuse": _("Abuse, as whole words or phrases"),
}


def list_field(label, help_text="") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=area)


class SuspectsForm(Form):
    never = list_field(_("Never wait for these words"), _("One per line, whatever the lists below say."))
    networks = list_field(_("Addresses of social media"), _("One per line, such as example.com."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = suspects.current()
        for language in LANGUAGES:
            for name, label in LABELS.items():
                field = self.fields[f"{language}_{name}"] = list_field(label)
                field.initial = "\n".join(found.get(language, {}).get(name, ()))
        for name in suspects.EVERYWHERE:
            self.fields[name].initial = "\n".join(found.get(name, ()))

    @property
    def by_language(self):
        return [(words, [self[f"{language}_{name}"] for name in LABELS]) for language, words in LANGUAGES.items()]

    def save(self) -> None:
        """Written whole and then put in place, so that no room ever reads half a file."""
        path = suspects.own_path()
        draft = path.with_suffix(".new")
        draft.write_text(self.as_toml(), encoding="utf-8")
        draft.replace(path)
        suspects.watched.looked_at = -1e9

    def as_toml(self) -> str:
        rows = [self.row(name, name) for name in suspects.EVERYWHERE]
        for language in LANGUAGES:
            rows += ["", f"[{language}]", *(self.row(name, f"{language}_{name}") for name in LABELS)]
        return "\n".join(rows) + "\n"

    def row(self, name: str, field: str) -> str:
        # A list of strings is written the same in JSON and in TOML.
        return f"{name} = {json.dumps(building.lines(self.cleaned_data[field]), ensure_ascii=False)}"

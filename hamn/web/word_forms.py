"""The form that renames one text of the interface, and the search that finds it."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamn.web.forms import Form
from hamn.web.models import NO_PLURAL, Wording
from hamn.web.terms import TERMS, is_term
from hamn.web.wordings import InterfaceText, interface_texts, missing_placeholders, overlay


def found_texts(language: str, search: str) -> list[InterfaceText]:
    """Without a search the terms, in the order of the glossary; with one, every text that has it."""
    texts = interface_texts(language)
    if not search:
        known = {text.msgid: text for text in texts if text.form == NO_PLURAL}
        forms = [msgid for term in TERMS for msgid in term]
        return [known.get(msgid) or InterfaceText(msgid, NO_PLURAL, msgid) for msgid in forms]
    wanted = search.casefold()
    own = dict(Wording.objects.filter(language=language).values_list("msgid", "text"))
    return [
        text
        for text in texts
        if any(wanted in words.casefold() for words in (text.msgid, text.original, own.get(text.msgid, "")))
    ]


class WordForm(Form):
    """One field per language. Left empty, the delivered words come back."""

    def __init__(self, address, *args, **kwargs):
        self.msgid = address.get("text", "")
        form = address.get("form", "")
        self.form_number = int(form) if form.isdigit() else NO_PLURAL
        super().__init__(*args, **kwargs)
        own = self.own_words()
        for code, name in settings.LANGUAGES:
            original = self.original_in(code)
            self.fields[code] = forms.CharField(
                label=name,
                required=False,
                max_length=2_000,
                initial=own.get(code, ""),
                help_text=_("As delivered: %(words)s") % {"words": original},
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )

    @property
    def is_known(self) -> bool:
        return is_term(self.msgid) or any(self.is_this(text) for text in interface_texts(settings.LANGUAGE_CODE))

    def is_this(self, text: InterfaceText) -> bool:
        return (text.msgid, text.form) == (self.msgid, self.form_number)

    @property
    def original(self) -> str:
        return self.original_in(get_language())

    def original_in(self, language: str) -> str:
        matches = (text.original for text in interface_texts(language) if self.is_this(text))
        return next(matches, self.msgid)

    def own_words(self) -> dict[str, str]:
        rows = Wording.objects.filter(msgid=self.msgid, form=self.form_number)
        return dict(rows.values_list("language", "text"))

    def clean(self):
        for code, words in self.cleaned_data.items():
            parts = missing_placeholders(self.original_in(code), words) if words.strip() else ()
            if parts:
                message = _("Keep the parts that are filled in by the page, exactly as they are: %(parts)s")
                self.add_error(code, message % {"parts": ", ".join(sorted(parts))})
        return self.cleaned_data

    def save(self) -> None:
        for code, words in self.cleaned_data.items():
            Wording.settle(code, self.msgid, self.form_number, words)
        overlay.load()

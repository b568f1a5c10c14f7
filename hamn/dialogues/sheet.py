"""A participant's sheet: one form for all questions of a round, without an account. Everything typed is kept on an error."""

import hashlib
import re
import secrets

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamn.dialogues.models import Question
from hamn.dialogues.store import Sent
from hamn.dialogues.tally import DONT_KNOW
from hamn.dialogues.wordings import LONGEST_TEXT, LONGEST_WORD, MOST_WORDS, split_words, tidy
from hamn.web.forms import Form

FORM_ID = re.compile(r"[0-9a-f]{32}")
# Each saving raises it by one; a number beyond this comes from no phone of ours.
HIGHEST_REV = 2**53
MOST_SHOWN = 3


class Sheet(Form):
    """`own` is what the participant answered before, by question number; `rev` is above everything of theirs."""

    id = forms.CharField(widget=forms.HiddenInput)
    rev = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=HIGHEST_REV)

    def __init__(self, data=None, *, questions, own=None, rev=1):
        self.questions, self.own = questions, own or {}
        super().__init__(data, initial={"id": secrets.token_hex(16), "rev": rev}, auto_id="a-%s")
        for question in questions:
            self.add_question(question)

    def add_question(self, question: Question) -> None:
        own = self.own.get(question.pk)
        if question.kind == Question.Kind.WORDS:
            words = [*(own or []), *[""] * MOST_WORDS][:MOST_WORDS]
            for number, word in enumerate(words):
                label = gettext_lazy("Word or short phrase %(number)d") % {"number": number + 1}
                field = forms.CharField(label=label, required=False, initial=word, max_length=LONGEST_TEXT)
                field.widget.attrs |= {"autocomplete": "off", "enterkeyhint": "next"}
                self.fields[f"q{question.pk}-{number}"] = field
        elif question.kind == Question.Kind.TEXT:
            self.fields[f"q{question.pk}"] = forms.CharField(
                label=question.text,
                required=False,
                initial=own or "",
                max_length=LONGEST_TEXT,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        else:
            choices = [(str(step), str(step)) for step in question.step_range]
            self.fields[f"q{question.pk}"] = forms.ChoiceField(
                required=False,
                initial=str(own or ""),
                choices=[*choices, (DONT_KNOW, gettext_lazy("Don't know"))],
                widget=forms.RadioSelect,
            )

    def parts(self) -> list[dict]:
        """Each question with its fields, for the template."""
        return [
            {"question": question, "fields": (fields := self.fields_of(question)), "field": fields[0]}
            | {
                "shown": fields[:MOST_SHOWN],
                "more": fields[MOST_SHOWN:],
                "errors": [e for f in fields for e in f.errors],
            }
            for question in self.questions
        ]

    def fields_of(self, question: Question) -> list:
        names = [name for name in self.fields if name == f"q{question.pk}" or name.startswith(f"q{question.pk}-")]
        return [self[name] for name in names]

    def clean_id(self):
        form_id = self.cleaned_data["id"]
        if not FORM_ID.fullmatch(form_id):
            raise forms.ValidationError(_("This form is damaged. Load the page again."))
        return form_id

    def clean(self):
        cleaned = super().clean()
        self.values = {question.pk: self.value_of(question, cleaned) for question in self.questions}
        nothing = not any(value is not None for value in self.values.values())
        if nothing and not self.own and not self.errors:
            raise forms.ValidationError(_("Nothing is written yet. Answer at least one question, and send again."))
        return cleaned

    def value_of(self, question: Question, cleaned: dict):
        """The answer as it is stored, or None."""
        if question.kind == Question.Kind.WORDS:
            return self.words_of(question, cleaned)
        value = cleaned.get(f"q{question.pk}", "")
        if question.kind == Question.Kind.SCALE:
            return (value if value == DONT_KNOW else int(value)) if value else None
        return tidy(value) or None

    def words_of(self, question: Question, cleaned: dict) -> list[str] | None:
        first = f"q{question.pk}-0"
        words = split_words([cleaned.get(f"q{question.pk}-{number}", "") for number in range(MOST_WORDS)])
        if len(words) > MOST_WORDS:
            self.add_error(first, _("At most %(most)d words or short phrases, please.") % {"most": MOST_WORDS})
        if any(len(word) > LONGEST_WORD for word in words):
            self.add_error(
                first, _("Keep each to %(most)d characters: a word, or a short phrase.") % {"most": LONGEST_WORD}
            )
        return words or None

    def sent(self, round_id: int, participant: str) -> list[Sent]:
        """What goes to the store: answers given, and earlier answers now left empty, which are taken back."""
        return [
            Sent(self.id_of(question), round_id, question, participant, self.cleaned_data["rev"], value)
            for question, value in self.values.items()
            if value is not None or question in self.own
        ]

    def id_of(self, question: int) -> str:
        """One hidden id for the whole form gives each answer its own, and the same form always the same."""
        return hashlib.sha256(f"{self.cleaned_data['id']}:{question}".encode()).hexdigest()[:32]

"""The form of one question: what its kind needs, and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import building
from hamn.dialogues.models import Question
from hamn.web.forms import ModelForm

Kind, Purpose = Question.Kind, Question.Purpose

FIELDS = {
    Kind.WORDS: ["text", "purpose"],
    Kind.TEXT: ["text", "purpose"],
    Kind.CHOICE: ["text", "options", "several"],
    Kind.SCALE: ["text", "steps", "low_label", "high_label"],
    Kind.RANKING: ["text", "options"],
    Kind.POINTS: ["text", "options", "points"],
    Kind.AXES: ["text", "options", "steps", "low_label", "high_label"],
    Kind.STATEMENTS: ["text", "options"],
    Kind.QA: ["text"],
}
OPTIONS = {
    Kind.AXES: _("Areas, one per line"),
    Kind.STATEMENTS: _("Statements, one per line"),
}
# What each kind is for, where one chooses: its picture and its sentence.
ABOUT = {
    Kind.WORDS: ("waves", _("A few words each. They become a cloud.")),
    Kind.TEXT: ("message-circle", _("A sentence or more, in one's own words.")),
    Kind.CHOICE: ("list-checks", _("One or more of your options.")),
    Kind.SCALE: ("scale", _("A step from low to high.")),
    Kind.RANKING: ("chevron-up", _("Your options, put in order.")),
    Kind.POINTS: ("target", _("Points shared out over your options.")),
    Kind.AXES: ("compass", _("A step on each of several areas: a looking-out.")),
    Kind.STATEMENTS: ("handshake", _("Agree, disagree or pass, and add one's own.")),
    Kind.QA: ("circle-help", _("The room asks, and supports each other's questions.")),
}


def kinds() -> list[tuple[str, str, str, str]]:
    """Value, name, picture and sentence of every kind."""
    return [(kind.value, kind.label, *ABOUT[kind]) for kind in Kind]


class QuestionForm(ModelForm):
    options = forms.CharField(label=_("Options, one per line"), widget=forms.Textarea(attrs={"rows": 5}))

    class Meta:
        model = Question
        fields = ["text", "purpose", "several", "steps", "low_label", "high_label", "points"]
        labels = {"text": _("The question"), "purpose": _("What are the answers for?")}
        widgets = {"purpose": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "purpose": _("What we should stop doing is answered by the management, one by one."),
            "points": _("Each person shares out so many."),
        }

    def __init__(self, *args, options=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind = Kind(self.instance.kind)
        for name in [name for name in self.fields if name not in FIELDS[self.kind]]:
            del self.fields[name]
        self.order_fields(FIELDS[self.kind])
        if "options" in self.fields:
            self.fields["options"].label = OPTIONS.get(self.kind, self.fields["options"].label)
            self.initial["options"] = "\n".join(self.known_options() if options is None else options)
        if "purpose" in self.fields:
            self.fields["purpose"].choices = [(each.value, each.label) for each in Purpose if each != Purpose.CANDOUR]

    def known_options(self) -> list[str]:
        return [option.text for option in self.instance.options.all()] if self.instance.pk else []

    def clean_text(self):
        return " ".join(self.cleaned_data["text"].split())

    def clean_steps(self):
        steps = self.cleaned_data["steps"]
        if not 2 <= steps <= 11:
            raise forms.ValidationError(_("A scale has 2 to 11 steps."))
        return steps

    def clean_points(self):
        points = self.cleaned_data["points"]
        if not 2 <= points <= 1000:
            raise forms.ValidationError(_("Give between 2 and 1000 points to share out."))
        return points

    def clean_options(self):
        texts, least = building.lines(self.cleaned_data["options"]), building.least_options(self.kind)
        if not least <= len(texts) <= building.MOST_OPTIONS:
            raise forms.ValidationError(
                _("Write between %(least)d and %(most)d, each on a line of its own."),
                params={"least": least, "most": building.MOST_OPTIONS},
            )
        if any(len(text) > building.LONGEST_OPTION for text in texts):
            raise forms.ValidationError(
                _("Keep each to %(most)d characters."), params={"most": building.LONGEST_OPTION}
            )
        return texts

    @property
    def texts(self) -> list[str]:
        """The options as they were written; none where the kind has none."""
        return self.cleaned_data.get("options", [])

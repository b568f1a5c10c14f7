"""What those who prepare a round fill in."""

import re

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import building
from hamn.dialogues.models import Dialogue
from hamn.people.models import Body
from hamn.radar import starting
from hamn.radar.models import Axis, Instrument, Round
from hamn.radar.parties import is_party
from hamn.radar.planning import GroupPlan
from hamn.records.forms import SharedForm
from hamn.records.models import Visibility
from hamn.web.forms import Form, ModelForm

# "Staff (25)": a group, and how many are in it.
SIZED = re.compile(r"^(?P<name>.*?)\s*\((?P<size>\d{1,6})\)$")
LEVELS = (Visibility.DOCKING, Visibility.PARTNERSHIP, Visibility.PUBLIC)


class InstrumentForm(SharedForm):
    step_words = forms.CharField(
        label=_("What each step means, one per line from the lowest"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Leave it empty if it is enough that the lowest and the highest step have words."),
    )

    class Meta:
        model = Instrument
        fields = [
            *("title", "question", "steps", "low_label", "high_label", "step_words", "asks_comments", "team"),
        ]
        labels = {"title": _("What is it called?"), "question": _("The question")}
        widgets = {"question": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "steps": _("Between 3 and 10. One can always answer that one does not know."),
            "question": _("The same for all areas."),
        }

    def __init__(self, *args, teams=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["step_words"] = "\n".join(self.instance.step_words)
        self.fields["team"].queryset = teams if teams is not None else Body.objects.none()

    def clean_question(self):
        return " ".join(self.cleaned_data["question"].split())

    def clean_step_words(self):
        return [" ".join(line.split()) for line in self.cleaned_data["step_words"].splitlines() if line.strip()]

    def clean(self):
        cleaned = super().clean()
        words, steps = cleaned.get("step_words") or [], cleaned.get("steps")
        if words and steps and len(words) != steps:
            self.add_error(
                "step_words",
                _("There are %(steps)d steps and %(words)d words. Write one for each step, or none.")
                % {"steps": steps, "words": len(words)},
            )
        if any(len(word) > 80 for word in words):
            self.add_error("step_words", _("Keep each to %(most)d characters.") % {"most": 80})
        return cleaned


class NewInstrumentForm(InstrumentForm):
    """Something to begin with is chosen first; all of it can be changed afterwards."""

    begin_with = forms.ChoiceField(label=_("Begin with"), widget=forms.RadioSelect)
    field_order = ["begin_with"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["begin_with"].choices = starting.choices()
        first = starting.templates()[0]
        self.initial = {**self.initial, "begin_with": first["id"], **starting.first_values(first)}


class AxisForm(ModelForm):
    class Meta:
        model = Axis
        fields = ["name", "desired_state", "is_unwritten"]
        widgets = {"desired_state": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "desired_state": _(
                "What is it like when we are there? It is written before anybody says how close we are."
            ),
            "is_unwritten": _("The phone then shows the area without it."),
        }

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if Axis.objects.filter(instrument=self.instance.instrument_id, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("There is an area with that name already."))
        return name


class RoundForm(Form):
    """A date and the groups are enough; everything else comes filled in."""

    held_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    groups = forms.CharField(
        label=_("Groups, one per line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "By role, such as politicians, managers, staff: never by party. Each gets a link and a QR code of its own, or "
            "is chosen on the phone. Add in brackets how many are in it, if you know: Staff (25)."
        ),
    )
    pace = forms.ChoiceField(label=_("How do people answer?"), choices=Dialogue.Pace.choices, widget=forms.RadioSelect)
    guesses = forms.ChoiceField(
        label=_("Whose picture do the others guess?"),
        choices=Round.Guesses.choices,
        widget=forms.RadioSelect,
        help_text=_("First each group sees its own picture, then it guesses, and then everybody sees all."),
    )
    recognisable = forms.BooleanField(
        label=_("Open round: answers may be recognised, and everything is shown however few we are"),
        required=False,
        help_text=_("For a small group that agrees to it. The phone says so plainly, and it cannot be changed later."),
    )
    team = forms.ModelChoiceField(label=_("Whose work is it?"), queryset=Body.objects.none(), required=False)
    who_asks = forms.CharField(
        label=_("Who asks?"), max_length=160, help_text=_("Stands on every phone, before the first answer.")
    )
    why = forms.CharField(label=_("Why do you ask?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    visibility = forms.ChoiceField(label=_("Who may see the round and its results?"), widget=forms.RadioSelect)

    def __init__(self, data=None, *args, instrument, teams, who_asks="", **kwargs):
        super().__init__(data, *args, **kwargs)
        self.instrument = instrument
        self.fields["team"].queryset = teams
        self.fields["visibility"].choices = [(level.value, level.label) for level in LEVELS]
        self.initial = self.first_values(teams, who_asks) | self.initial
        self.add_undescribed()
        if self.is_bound:
            self.data = self.with_defaults()

    def first_values(self, teams, who_asks) -> dict:
        return {
            "held_on": timezone.localdate(),
            "pace": Dialogue.Pace.LIVE,
            "guesses": Round.Guesses.EACH,
            "team": getattr(teams.first(), "pk", None),
            "who_asks": who_asks,
            "why": _("We want to see where our pictures differ, and talk about why."),
            "visibility": Visibility.PARTNERSHIP,
        }

    def with_defaults(self):
        """What a sender leaves out altogether is as the page would have held it; what was emptied is empty."""
        data = self.data.copy()
        for name in ("held_on", "pace", "guesses", "who_asks", "why", "visibility"):
            data.setdefault(name, str(self.initial[name]))
        return data

    def add_undescribed(self) -> None:
        """A field for each area whose wished-for state nobody has written, and one to say that this is so."""
        self.undescribed = self.instrument.undescribed
        for axis in self.undescribed:
            self.fields[f"state-{axis.pk}"] = forms.CharField(
                label=axis.name,
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        if self.undescribed:
            self.fields["not_written"] = forms.BooleanField(
                label=_("We have not written it yet, and ask all the same"), required=False
            )

    @property
    def states(self) -> list:
        return [self[f"state-{axis.pk}"] for axis in self.undescribed]

    def clean_groups(self) -> list[GroupPlan]:
        plans = [plan_of(line) for line in building.lines(self.cleaned_data["groups"])]
        if len({plan.name for plan in plans}) < len(plans):
            raise forms.ValidationError(_("Two groups have the same name."))
        if len(plans) == 1:
            raise forms.ValidationError(_("One group alone cannot be compared. Write at least two, or none."))
        if any(not plan.name or len(plan.name) > building.LONGEST_GROUP for plan in plans):
            raise forms.ValidationError(
                _("Keep each name to %(most)d characters."), params={"most": building.LONGEST_GROUP}
            )
        for plan in plans:
            if is_party(plan.name):
                raise forms.ValidationError(
                    _(
                        "%(name)s looks like a party. Here pictures are compared by role and never by party, so that people "
                        "can answer as what they are and not for their side. Write politicians, for example."
                    ),
                    params={"name": plan.name},
                )
        return plans

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("visibility") == Visibility.DOCKING and not cleaned.get("team"):
            self.add_error("team", _("Choose the team that those you dock with belong to."))
        if self.undescribed and not cleaned.get("not_written"):
            for axis in self.undescribed:
                if not cleaned.get(f"state-{axis.pk}", "").strip():
                    self.add_error(
                        f"state-{axis.pk}",
                        _("Write it before anybody answers, or say below that it is not written yet."),
                    )
        return cleaned

    def describe(self, by) -> None:
        """Into the instrument goes what was written of the states that one wishes for."""
        for axis in self.undescribed:
            axis.desired_state = self.cleaned_data[f"state-{axis.pk}"].strip()
            axis.is_unwritten = not axis.desired_state
            axis.change(by)

    def dialogue(self) -> Dialogue:
        told = self.cleaned_data
        same = {name: told[name] for name in ("pace", "recognisable", "team", "who_asks", "why", "visibility")}
        return Dialogue(threshold=settings.SMALLEST_GROUP, **same)


def plan_of(line: str) -> GroupPlan:
    found = SIZED.match(line)
    return GroupPlan(found["name"].strip(), int(found["size"])) if found else GroupPlan(line)

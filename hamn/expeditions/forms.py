"""What people type about expeditions."""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hamn.challenges.models import ChallengeArea
from hamn.expeditions.lines import LONGEST_LINE, MOST_LINES, entries_in
from hamn.expeditions.models import Expedition, Harbour, LogEntry, Mandate, Trial
from hamn.expeditions.photos import cleaned_photo
from hamn.people.models import Body, Person
from hamn.programmes.models import Programme, Track
from hamn.records.forms import SharedForm
from hamn.records.slugs import free_slug
from hamn.web.forms import Form, ModelForm

# Words that stand at the same place in an address.


def day_field():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def paragraph(rows: int):
    return forms.Textarea(attrs={"rows": rows})


class ExpeditionForm(SharedForm):
    class Meta:
        model = Expedition
        fields = [
            "name", "question", "area", "why_this_area", "team", "harbour", "starts_on", "ends_on", "programme", "track",
        ]  # fmt: skip
        widgets = {
            "question": paragraph(3),
            "why_this_area": paragraph(4),
            "starts_on": day_field(),
            "ends_on": day_field(),
        }
        labels = {
            "area": _("Societal challenge"),
            "harbour": _("Harbour"),
            "programme": _("Programme"),
            "track": _("Track"),
        }
        help_texts = {
            "question": _("What do you not know, and want to find out? A question, not a delivery."),
            "team": _("Those in this team see what the expedition writes for the team only."),
            "ends_on": _("Short and concentrated expeditions have worked best."),
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(person)
        self.fields["programme"].initial = Programme.objects.current_for(person)
        self.fields["programme"].empty_label = None
        self.fields["area"].queryset = ChallengeArea.objects.visible_to(person)
        self.fields["harbour"].queryset = Harbour.objects.visible_to(person)
        self.fields["track"].queryset = Track.objects.filter(programme__in=self.fields["programme"].queryset)
        self.fields["team"].queryset = teams_of(person, self.instance)
        self.fields["team"].required = True

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The time box ends before it begins. Give a later day."))
        return cleaned

    def save_by(self, person, reason=""):
        self.instance.slug = self.instance.slug or free_slug(Expedition, self.instance.name)
        return super().save_by(person, reason)


def teams_of(person, expedition):
    """A facilitator starts for any crew, a member for their own; whose it is already stays possible."""
    teams = Body.objects.filter(pk__in=person.reach.teams)
    if person.reach.is_facilitator:
        teams |= Body.objects.filter(kind=Body.Kind.CREW)
    return teams | Body.objects.filter(pk=expedition.team_id)


class MandateForm(ModelForm):
    class Meta:
        model = Mandate
        fields = ["giver", "given_on", "action_space", "support", "limits", "when_to_dock", "reason"]
        widgets = {
            "given_on": day_field(),
            "action_space": paragraph(4),
            "support": paragraph(3),
            "limits": paragraph(3),
            "when_to_dock": paragraph(2),
            "reason": paragraph(2),
        }
        labels = {"reason": _("Why is the mandate changed now?")}

    def __init__(self, *args, standing: Mandate | None, **kwargs):
        kwargs["initial"] = {"given_on": timezone.localdate()}
        if standing:
            copied = ("giver", "action_space", "support", "limits", "when_to_dock")
            kwargs["initial"] |= forms.model_to_dict(standing, copied)
        super().__init__(*args, **kwargs)
        self.fields["giver"].queryset = Body.objects.exclude(kind=Body.Kind.CREW)
        self.fields["reason"].required = bool(standing)
        if not standing:
            del self.fields["reason"]


class TrialForm(SharedForm):
    class Meta:
        model = Trial
        fields = ["assumption", "small_scale", "what_happened", "verdict"]
        widgets = {
            "assumption": paragraph(2),
            "small_scale": paragraph(2),
            "what_happened": paragraph(3),
            "verdict": forms.RadioSelect,
        }
        help_texts = {"what_happened": _("Leave it empty until you have tried.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = [("", _("Not decided yet")), *Trial.Verdict.choices]


class PassageForm(Form):
    note = forms.CharField(label=_("A word about this step"), required=False, max_length=2000, widget=paragraph(2))


class EndingForm(PassageForm):
    """No expedition ends without a lesson, and "nothing new, because …" is one."""

    outcome = forms.ChoiceField(
        label=_("What did it teach us?"),
        choices=[("learned", _("We learned this:")), ("nothing_new", _("Nothing new, because:"))],
        widget=forms.RadioSelect,
        initial="learned",
    )
    lesson = forms.CharField(
        label=_("In your own words"),
        max_length=4000,
        widget=paragraph(4),
    )
    field_order = ["outcome", "lesson", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lesson"].error_messages["required"] = _(
            "An expedition ends with what it taught us. “Nothing new, because …” is also a lesson."
        )


class TimeBoxForm(Form):
    until = forms.DateField(label=_("New last day"), widget=day_field())
    reason = forms.CharField(label=_("Which docking agreed on it, and why"), max_length=1000, widget=paragraph(2))

    def __init__(self, *args, expedition, **kwargs):
        super().__init__(*args, **kwargs)
        self.expedition = expedition
        self.fields["until"].initial = (expedition.ends_on or timezone.localdate()) + timedelta(weeks=4)

    def clean_until(self):
        until = self.cleaned_data["until"]
        if self.expedition.ends_on and until < self.expedition.ends_on:
            raise ValidationError(_("The new day is before the present one. To end earlier, end the expedition."))
        return until


class MotiveForm(Form):
    motive = forms.CharField(
        label=_("What drives you to be here?"), required=False, max_length=600, widget=paragraph(3)
    )


class SentOnce(Form):
    """A form with a number of its own, so that pressing Save twice saves once."""

    sent_as = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sent_as"].initial = uuid4().hex

    def clean_sent_as(self):
        return self.cleaned_data["sent_as"] or uuid4().hex


class PhotoField(forms.FileField):
    """Our own check instead of Django's, since it also turns, scales and strips."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Photo"))
        picker = forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
        super().__init__(required=False, widget=picker, **kwargs)

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        return cleaned_photo(file) if file and file is not initial else file


KIND = {"label": _("What is it?"), "choices": LogEntry.Kind.choices, "widget": forms.RadioSelect}


class LogForm(SentOnce):
    """From a phone, in a hurry: text, kind, save."""

    text = forms.CharField(label=_("What happened?"), max_length=10000, widget=paragraph(4))
    kind = forms.ChoiceField(**KIND, initial=LogEntry.Kind.OBSERVATION)
    photo = PhotoField()


class LinesForm(SentOnce):
    lines = forms.CharField(
        label=_("Several at once"), widget=paragraph(10), help_text=_("One entry a line. Blank lines are skipped.")
    )
    kind = forms.ChoiceField(**KIND, initial=LogEntry.Kind.OBSERVATION)

    def clean_lines(self):
        lines = entries_in(self.cleaned_data["lines"])
        if not lines:
            raise ValidationError(_("Please fill in this field."))
        if len(lines) > MOST_LINES:
            raise ValidationError(
                _("At most %(most)d lines at a time; here are %(count)d. Nothing of it is lost."),
                params={"most": MOST_LINES, "count": len(lines)},
            )
        if too_long := [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]:
            raise ValidationError(
                ngettext(
                    "Line %(lines)s is longer than an entry may be. Part it in two.",
                    "Lines %(lines)s are longer than an entry may be. Part them in two.",
                    len(too_long),
                )
                % {"lines": ", ".join(map(str, too_long))}
            )
        return lines


class LogEntryForm(SharedForm):
    photo = PhotoField()

    class Meta:
        model = LogEntry
        fields = ["text", "kind", "on", "photo", "photo_alt"]
        widgets = {"text": paragraph(5), "kind": forms.RadioSelect, "on": day_field()}
        help_texts = {
            "photo_alt": _("For those who cannot see it. It is needed before the entry is shared."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = LogEntry.Kind.choices


class SurpriseForm(SentOnce):
    text = forms.CharField(label=_("What has surprised you since last time?"), max_length=10000, widget=paragraph(6))


class QuestionForm(Form):
    docking_on = forms.DateField(label=_("Day of the docking"), widget=day_field())

    def clean_docking_on(self):
        day = self.cleaned_data["docking_on"]
        if day < timezone.localdate():
            raise ValidationError(_("That day has passed. Choose the day of the next docking."))
        return day


class HarbourForm(SharedForm):
    class Meta:
        model = Harbour
        fields = ["name", "team", "hosts", "opening_hours", "place", "supplies"]
        widgets = {"supplies": paragraph(5), "hosts": forms.CheckboxSelectMultiple}
        labels = {"hosts": _("Hosts"), "team": _("Held by")}
        help_texts = {
            "team": _("Its organisation holds the documents of the harbour."),
            "supplies": _("Method help, data, contacts: what an expedition can fetch here."),
        }

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Body.objects.filter(pk__in=person.reach.teams) | Body.objects.filter(pk=self.instance.team_id)
        self.fields["team"].queryset = mine
        self.fields["hosts"].queryset = (
            Person.objects.active().filter(memberships__body__in=mine).distinct().order_by("name")
        )
        self.fields["name"].label = capfirst(_("name of the harbour"))

"""What people type about dockings. As few required fields as a meeting can do with."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models import Dialogue
from hamn.dockings.models import Commitment, Docking, DockingSeries, FollowUp, Outcome, Recheck
from hamn.expeditions.models import Expedition
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.records.forms import SharedForm
from hamn.web.forms import Form

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def teams_of(person):
    """The bodies in whose name the person may write; a process leader also for those they belong to."""
    reach = person.reach
    return Body.objects.filter(pk__in=reach.bodies if reach.is_facilitator else reach.teams)


class SeriesForm(SharedForm):
    class Meta:
        model = DockingSeries
        fields = ["name", "team", "docks_with", "rhythm", "purpose", "programme", "expedition"]
        widgets = {"docks_with": forms.CheckboxSelectMultiple, "purpose": lines(3)}
        help_texts = {"rhythm": _("For example: every third week.")}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = choosable(teams_of(person), self.instance.team_id)
        self.fields["team"].required = True
        self.fields["docks_with"].queryset = Body.objects.filter(ended_on__isnull=True)
        self.fields["programme"].queryset = Programme.objects.visible_to(person)
        self.fields["expedition"].queryset = Expedition.objects.visible_to(person)
        only_choice(self.fields["team"])
        only_choice(self.fields["programme"])


def choosable(bodies, kept: int | None):
    """Those bodies, and the one that is chosen already."""
    return Body.objects.filter(Q(pk__in=bodies.values("pk")) | Q(pk=kept)) if kept else bodies


def only_choice(field) -> None:
    """What can be chosen in one way only is chosen beforehand."""
    found = list(field.queryset[:2])
    if len(found) == 1:
        field.initial = found[0].pk


class NewDockingForm(SharedForm):
    """Two required fields, both filled in beforehand; the template brings the rest."""

    class Meta:
        model = Docking
        fields = ["series", "title", "starts_at", "place"]
        widgets = {"starts_at": TIME}

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        series = self.fields["series"]
        series.queryset = DockingSeries.objects.editable_by(person)
        series.empty_label = _("A meeting of its own")


class DockingForm(SharedForm):
    """Time is not here: a meeting that gets a new time is moved, with its reason."""

    class Meta:
        model = Docking
        fields = ["title", "kind", "purpose", "ends_at", "place", "led_by", "track", "precision"]
        widgets = {"ends_at": TIME, "purpose": lines(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["track"].queryset = self.instance.programme.tracks.all()

    def clean_ends_at(self):
        ends_at = self.cleaned_data["ends_at"]
        if ends_at and ends_at < self.instance.starts_at:
            raise forms.ValidationError(_("The meeting cannot end before it starts."))
        return ends_at


class MoveForm(Form):
    to = forms.DateTimeField(label=_("New time"), widget=TIME)
    reason = forms.CharField(label=_("Why is it moved?"), max_length=1000, widget=lines(2))


class CancelForm(Form):
    reason = forms.CharField(label=_("Why is it cancelled?"), max_length=1000, widget=lines(2))
    lesson = forms.CharField(
        label=_("What does that teach us?"),
        help_text=_("“Nothing new, because …” is an answer too."),
        max_length=1000,
        widget=lines(2),
    )


class ClosingForm(Form):
    """The three lines of the projected screen."""

    we_heard = forms.CharField(label=_("We heard"), max_length=1000, widget=lines(3))
    we_do = forms.CharField(label=_("We do"), max_length=1000, widget=lines(3))
    we_return = forms.CharField(label=_("We come back with"), max_length=1000, required=False, widget=lines(3))


class CorrectionForm(ClosingForm):
    """A new version of the three lines. `revision` tells whether somebody else corrected them meanwhile."""

    reason = forms.CharField(label=_("Why is it corrected?"), max_length=1000, widget=forms.TextInput)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class PointForm(Form):
    title = forms.CharField(label=_("New point"), max_length=200)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=1, max_value=999)


class OutcomeForm(Form):
    """`bodies` and `points` are those the page has read already, so that the form asks for nothing again."""

    kind = forms.ChoiceField(label=_("What came out?"), choices=Outcome.Kind.choices, initial="decision")
    text = forms.CharField(label=_("In your own words"), max_length=2000, required=False, widget=lines(2))
    item = forms.TypedChoiceField(label=_("Point on the agenda"), required=False, coerce=int, empty_value=None)
    lifted_to = forms.TypedChoiceField(
        label=_("Lifted to (for an obstacle)"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args, points=(), bodies=(), is_closed=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.points = {point.pk: point for point in points}
        self.bodies = {body.pk: body for body in bodies}
        self.fields["item"].choices = [("", _("The whole meeting")), *self.points.items()]
        self.fields["lifted_to"].choices = [("", _("Nobody")), *self.bodies.items()]
        if not points:
            del self.fields["item"]
        if is_closed:
            self.fields["reason"] = afterwards()

    def clean(self):
        told = super().clean()
        if told.get("kind") != Outcome.Kind.NOTHING and not told.get("text"):
            self.add_error("text", _("Please fill in this field."))
        if told.get("kind") == Outcome.Kind.OBSTACLE_LIFTED and not told.get("lifted_to"):
            self.add_error("lifted_to", _("Say whom the obstacle is lifted to."))
        told["item"] = self.points.get(told.get("item"))
        told["lifted_to"] = self.bodies.get(told.get("lifted_to"))
        return told


def afterwards() -> forms.CharField:
    return forms.CharField(label=_("Why is it written down afterwards?"), max_length=1000)


class LearningForm(Form):
    text = forms.CharField(label=_("What we learned"), max_length=2000, widget=lines(2))

    def __init__(self, *args, is_closed=False, **kwargs):
        super().__init__(*args, **kwargs)
        if is_closed:
            self.fields["reason"] = afterwards()


class FollowUpForm(Form):
    text = forms.CharField(label=_("What we come back to"), max_length=1000)


class EndingForm(Form):
    how = forms.CharField(label=_("How did it end?"), max_length=1000, widget=forms.TextInput)
    ending = forms.ChoiceField(choices=FollowUp.Ending.choices, initial=FollowUp.Ending.DONE)


class AskForm(Form):
    dialogue = forms.ModelChoiceField(label=_("Question to the room"), queryset=Dialogue.objects.none())

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dialogue"].queryset = Dialogue.objects.visible_to(person)


class NewQuestionForm(Form):
    """A question of words, asked in this meeting: two fields and it is there."""

    question = forms.CharField(label=_("The question"), max_length=160)
    why = forms.CharField(
        label=_("Why do you ask?"),
        max_length=1000,
        widget=lines(2),
        help_text=_("One or two sentences. What will you do with the answers?"),
    )


class CommitmentForm(SharedForm):
    class Meta:
        model = Commitment
        fields = ["text", "kind", "owner", "recheck_on"]
        widgets = {"text": lines(2), "kind": forms.RadioSelect, "recheck_on": DAY}

    def __init__(self, *args, bodies=None, **kwargs):
        super().__init__(*args, **kwargs)
        if bodies is not None:
            self.fields["owner"].queryset = bodies


class ComingBackForm(Form):
    on = forms.DateField(label=_("We come back on"), widget=DAY)

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on <= timezone.localdate():
            raise forms.ValidationError(_("Name a day that is still to come."))
        return on


class RecheckForm(Form):
    verdict = forms.ChoiceField(
        label=_("What became of it?"), choices=Recheck.Verdict.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("In your own words"), max_length=1000, widget=lines(2))
    next_on = forms.DateField(label=_("Looked at again on"), required=False, widget=DAY)

    def clean(self):
        told = super().clean()
        if told.get("verdict") == Recheck.Verdict.UNDER_WAY and not told.get("next_on"):
            self.add_error("next_on", _("Say when it is looked at again."))
        return told


class RoundKitForm(Form):
    """A name and a first day are enough; the other days follow at the usual pace."""

    name = forms.CharField(label=_("What is the round about?"), max_length=100)
    series = forms.ModelChoiceField(label=_("Series"), queryset=DockingSeries.objects.none())
    lecture_at = forms.DateTimeField(label=_("Lecture"), widget=TIME)
    workplaces_at = forms.DateTimeField(
        label=_("Workplace dialogues, from"),
        required=False,
        widget=TIME,
        help_text=_("Left empty: two weeks after the lecture."),
    )
    answer_at = forms.DateTimeField(
        label=_("What we heard, what we do"),
        required=False,
        widget=TIME,
        help_text=_("Left empty: five weeks after the lecture."),
    )
    large_meeting_at = forms.DateTimeField(
        label=_("Large meeting"),
        required=False,
        widget=TIME,
        help_text=_("Left empty: eight weeks after the lecture."),
    )
    dialogue = forms.ModelChoiceField(
        label=_("Question to the workplaces"),
        queryset=Dialogue.objects.none(),
        required=False,
        help_text=_("Can be chosen later too."),
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = DockingSeries.objects.editable_by(person)
        self.fields["dialogue"].queryset = Dialogue.objects.visible_to(person)
        only_choice(self.fields["series"])

    TIMES = ("lecture_at", "workplaces_at", "answer_at", "large_meeting_at")

    def times(self) -> list:
        return [self.cleaned_data[name] for name in self.TIMES]

    def clean(self):
        told = super().clean()
        given = [time for name in self.TIMES if (time := told.get(name))]
        if given != sorted(given):
            raise forms.ValidationError(_("The steps of a round come in this order, so the dates must too."))
        return told

"""One meeting, from its agenda to its closing."""

from django.db import models, transaction
from django.db.models import F, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models import AnswerGroup, Dialogue
from hamn.dockings.models.series import DockingSeries
from hamn.people.models import Body, Person
from hamn.programmes.models import Programme, Track
from hamn.programmes.plans import PlanChange, Planned, State
from hamn.records import history, values
from hamn.records.links import link, unlink
from hamn.records.models import EditedMeanwhile, Shared, SharedQuerySet, Visibility
from hamn.web.usertext import shortened

# The closing, projected as one screen, line by line.
LINES = ("we_heard", "we_do", "we_return")


class Refused(Exception):
    """What was asked for cannot happen to this meeting any more; `sentence` says why."""

    def __init__(self, docking, sentence):
        super().__init__(str(sentence))
        self.docking, self.sentence = docking, sentence


class DockingKind(models.TextChoices):
    DOCKING = "docking", _("docking")
    LEARNING_MEETING = "learning_meeting", _("learning meeting")
    WORKPLACE_MEETING = "workplace_meeting", _("workplace dialogue")
    LARGE_MEETING = "large_meeting", _("large meeting")
    MANAGERS_DAY = "managers_day", _("managers' day")
    LECTURE = "lecture", _("lecture")
    INFO_SESSION = "info_session", _("information session")
    MANAGEMENT_MEETING = "management_meeting", _("management meeting")
    WORKING_GROUP_MEETING = "working_group_meeting", _("working-group meeting")


class DockingQuerySet(SharedQuerySet):
    def ahead(self):
        """Still to come or to be told about. A cancelled one stays here until its day has passed."""
        waiting = Q(state__in=[State.PLANNED, State.MOVED])
        return self.filter(waiting | Q(state=State.CANCELLED, starts_at__gte=timezone.now()))

    def behind(self):
        """Held or cancelled, the latest first."""
        past = Q(state=State.HELD) | Q(state=State.CANCELLED, starts_at__lt=timezone.now())
        return self.filter(past).order_by("-starts_at", "-pk")

    def held(self):
        return self.filter(state=State.HELD)


class Docking(Planned):
    """One meeting. Planned, moved, cancelled with its reason and lesson, or held; closed once."""

    time_field = "starts_at"
    first_visibility = Visibility.DOCKING

    series = models.ForeignKey(DockingSeries, models.PROTECT, null=True, blank=True, related_name="dockings")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="dockings")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="dockings")
    kind = models.CharField(_("kind"), max_length=30, choices=DockingKind.choices, default=DockingKind.DOCKING)
    title = models.CharField(_("title"), max_length=160)
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place or link"), max_length=240, blank=True)
    led_by = models.CharField(_("led by"), max_length=160, blank=True)
    # The dialogues asked in this meeting; the next meeting of the series opens with them.
    dialogues = models.ManyToManyField(Dialogue, blank=True, related_name="dockings")
    we_heard = models.TextField(_("we heard"), max_length=1000, blank=True)
    we_do = models.TextField(_("we do"), max_length=1000, blank=True)
    we_return = models.TextField(_("we come back with"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False)

    objects = DockingQuerySet.as_manager()

    class Meta(Planned.Meta):
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="docking_ends_after_start",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("docking", args=[self.pk])

    def shared_fields(self):
        """With the meeting are seen its agenda and what both sides learned, which have no level of their own."""
        points = "\n".join(item.title for item in self.agenda.all())
        learned = "\n".join(f"{each.body}: {each.text}" for each in self.learnings.select_related("body"))
        more = [values.Shown(_("Agenda"), points, True), values.Shown(_("What did both sides learn?"), learned, True)]
        return super().shared_fields() + [shown for shown in more if shown.text]

    @property
    def edit_url(self):
        return "" if self.is_closed else reverse("docking_edit", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_held(self) -> bool:
        return self.state == State.HELD

    def bodies(self):
        """Who is invited: the bodies of the series, or the team alone."""
        return self.series.bodies() if self.series else Body.objects.filter(pk=self.team_id)

    def previous_for(self, person):
        """The meeting that this one opens with: the last one held before it in the series."""
        if self.series is None:
            return None
        before = Docking.objects.visible_to(person).held().filter(series=self.series_id)
        return before.filter(starts_at__lt=self.starts_at).exclude(pk=self.pk).order_by("-starts_at").first()

    def lines_of(self, name: str) -> list[str]:
        return [line.strip(" •-–\t") for line in getattr(self, name).splitlines() if line.strip(" •-–\t")]

    @transaction.atomic
    def move(self, to, by, reason: str):
        """Give it a new time; the end follows along."""
        self._still_open()
        if self.is_held:
            raise Refused(self, _("The meeting has been held, so it cannot be moved."))
        return super().move(to, by, reason)

    @transaction.atomic
    def cancel(self, by, reason: str, lesson: str):
        self._still_open()
        if self.is_held:
            raise Refused(self, _("The meeting has been held, so it cannot be cancelled."))
        return super().cancel(by, reason, lesson)

    @transaction.atomic
    def hold(self, by):
        self._still_open()
        return super().hold(by)

    @transaction.atomic
    def edit(self, by, expected_revision: int, reason: str = ""):
        # Closing raises the revision, so a copy read before it is refused below as changed meanwhile.
        if self.is_closed:
            raise Refused(self, CLOSED)
        super().edit(by, expected_revision, reason)

    @transaction.atomic
    def close(self, by, we_heard: str, we_do: str, we_return: str = ""):
        """Close the meeting with its three lines. What we come back with is carried to the next one.

        Raises: Refused when it is closed or cancelled already.
        """
        now = timezone.now()
        waiting = Docking.objects.filter(pk=self.pk, closed_at__isnull=True).exclude(state=State.CANCELLED)
        # One statement decides who closed it, also when two press at the same instant.
        claimed = waiting.update(closed_at=now, closed_by=by, revision=F("revision") + 1)
        self.refresh_from_db()
        if not claimed:
            raise Refused(self, CLOSED if self.is_closed else CANCELLED)
        super().hold(by)
        self.we_heard, self.we_do, self.we_return = we_heard, we_do, we_return
        history.note(self, "closed", by)
        for line in self.lines_of("we_return"):
            self._carry_on(line, by)

    @transaction.atomic
    def correct(self, by, reason: str, expected_revision: int, **lines: str):
        """A new version of a closed meeting's lines, with who, when and why.

        Raises: EditedMeanwhile when somebody else corrected it first.
        """
        self._locked()
        if not self.is_closed:
            raise Refused(self, _("The meeting is not closed yet, so there is nothing to correct."))
        changed = {name: text for name, text in lines.items() if name in LINES and text != getattr(self, name)}
        if not changed:
            return []
        if self.revision != expected_revision:
            raise EditedMeanwhile
        self.revision += 1
        made = [self._correction(name, getattr(self, name), text, by, reason) for name, text in changed.items()]
        for name, text in changed.items():
            setattr(self, name, text)
        history.note(self, "corrected", by, reason)
        return made

    @transaction.atomic
    def learn(self, body, text: str, by, reason: str = ""):
        """What one side learned: one line per body. Afterwards only with a reason, and on record."""
        self._locked()
        before = self.learnings.filter(body=body).values_list("text", flat=True).first() or ""
        if text == before:
            return
        self._note_if_closed("learning", before, text, by, reason)
        self.learnings.update_or_create(body=body, defaults={"text": text})

    @transaction.atomic
    def record_outcome(self, by, kind: str, text: str, item=None, lifted_to=None, reason: str = ""):
        """What came out of a point. Sending the same twice leaves one."""
        self._locked()
        told = {"kind": kind, "text": text, "item": item, "lifted_to": lifted_to}
        if same := self.outcomes.filter(**told).first():
            return same
        self._note_if_closed("outcome", "", text, by, reason)
        outcome = self._child(self.outcomes.model(docking=self, **told), by)
        history.note(outcome, "created", by)
        return outcome

    @transaction.atomic
    def come_back_to(self, text: str, by):
        """Something to carry to the next meeting. Sending the same twice leaves one."""
        self._still_open()
        return self._carry_on(text, by)

    def _carry_on(self, text, by):
        if same := self.follow_ups_raised.filter(text=text, closed_at__isnull=True).first():
            return same
        raised = self._child(self.follow_ups_raised.model(raised_in=self, series=self.series, text=text), by)
        history.note(raised, "created", by)
        return raised

    @transaction.atomic
    def add_point(self, title: str, minutes: int | None = None):
        self._still_open()
        last = self.agenda.aggregate(last=Max("order"))["last"] or 0
        return self.agenda.create(title=title, minutes=minutes, order=last + 1)

    @transaction.atomic
    def take_up(self, said: AnswerGroup, by):
        """Put what was said on the agenda, with its line from the room. Doing it again leaves one point."""
        self._still_open()
        if same := self.agenda.filter(said=said).first():
            return same
        point = self.add_point(shortened(said.label, 200))
        point.said, point.dialogue = said, said.question.dialogue
        point.save()
        link(said, self, by=by)
        return point

    @transaction.atomic
    def move_point(self, item, steps: int):
        """Move a point up (-1) or down (1). At either end it stays where it is."""
        self._still_open()
        points = list(self.agenda.all())
        place = next((place for place, each in enumerate(points) if each.pk == item.pk), None)
        if place is None or not 0 <= place + steps < len(points):
            return
        points.insert(place + steps, points.pop(place))
        for order, each in enumerate(points, start=1):
            each.order = order
        self.agenda.bulk_update(points, ["order"])

    @transaction.atomic
    def remove_point(self, item):
        self._still_open()
        if item.said:
            unlink(item.said, self)
        self.agenda.filter(pk=item.pk).delete()

    @transaction.atomic
    def ask(self, dialogue):
        """Say that this dialogue is asked in the meeting."""
        self._still_open()
        self.dialogues.add(dialogue)

    @transaction.atomic
    def unask(self, dialogue):
        self._still_open()
        self.dialogues.remove(dialogue)

    def _change(self, unless_done, change, by, reason="", **fields):
        if "starts_at" in change and self.ends_at:
            change = change | {"ends_at": self.ends_at + (change["starts_at"] - self.starts_at)}
        return super()._change(unless_done, change, by, reason, **fields)

    def _locked(self):
        # A stale copy that is saved would undo a closing made since it was read.
        self.refresh_from_db(from_queryset=Docking.objects.select_for_update())

    def _still_open(self):
        self._locked()
        if self.is_closed:
            raise Refused(self, CLOSED)

    def _note_if_closed(self, what, before, after, by, reason):
        if not self.is_closed:
            return
        if not reason:
            raise Refused(self, CLOSED)
        self._correction(what, before, after, by, reason)

    def _correction(self, what, before, after, by, reason):
        return self.corrections.create(what=what, before=before, after=after, by=by, reason=reason)

    def _child(self, noun, by):
        """What is made in the meeting is seen by those who see the meeting."""
        noun.author, noun.team, noun.visibility = by, self.team, self.visibility
        return noun


CLOSED = _("The meeting is closed. A closed meeting does not change; a correction is a new version with its reason.")
CANCELLED = _("The meeting was cancelled. Give it a new time first if it is to be held after all.")


class Change(PlanChange):
    """A meeting that was moved, cancelled or held."""

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="changes")
    moved_from = models.DateTimeField(null=True, blank=True)


class Correction(models.Model):
    """What was changed in a closed meeting: before, after, who, when and why."""

    class What(models.TextChoices):
        WE_HEARD = "we_heard", _("we heard")
        WE_DO = "we_do", _("we do")
        WE_RETURN = "we_return", _("we come back with")
        LEARNING = "learning", _("what we learned")
        OUTCOME = "outcome", _("what came out")

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="corrections")
    what = models.CharField(max_length=20, choices=What.choices)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]


class AgendaItem(models.Model):
    """A point on the agenda."""

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("point"), max_length=200)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    text = models.TextField(_("notes before the meeting"), max_length=4000, blank=True)
    dialogue = models.ForeignKey(Dialogue, models.SET_NULL, null=True, blank=True, related_name="agenda_items")
    # What somebody said in a room, where the point comes from that.
    said = models.ForeignKey(AnswerGroup, models.SET_NULL, null=True, blank=True, related_name="agenda_items")

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Learning(models.Model):
    """What did both sides learn? The main outcome: one line per body."""

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="learnings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+")
    text = models.TextField(_("what we learned"), max_length=2000)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["docking", "body"], name="one_learning_a_side")]


class PackSending(models.Model):
    """The log of who was sent the pack of a meeting, by whom and when."""

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="pack_sendings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    people = models.ManyToManyField(Person, related_name="+")
    failed = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]

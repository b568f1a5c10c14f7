"""The expedition, its states, and the rule that it may not end without a lesson."""

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.challenges.models import ChallengeArea
from hamn.expeditions.models.harbour import Harbour
from hamn.expeditions.timebox import TimeBox
from hamn.people.models import Membership, Person
from hamn.programmes.models import Programme, Track
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet, Visibility


class NotReady(ValueError):
    """A step that the expedition cannot take yet. `sentence` tells why, to the person who tried."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


class ExpeditionQuerySet(SharedQuerySet):
    def open(self):
        return self.exclude(state__in=Expedition.ENDS)

    def open_first(self):
        """Those under way and to come, then those that have ended; the latest first in both."""
        has_ended = Case(When(state__in=Expedition.ENDS, then=1), default=0)
        return self.order_by(has_ended, *Expedition._meta.ordering)

    def crewed_by(self, person):
        """Those in whose logbook the person writes."""
        return self.visible_to(person).filter(team__in=person.reach.teams)

    def with_lesson(self):
        """What an ended expedition taught us, as `lesson`."""
        told = Passage.objects.filter(expedition=OuterRef("pk")).exclude(lesson="").order_by("-at", "-pk")
        return self.annotate(
            lesson=Subquery(told.values("lesson")[:1]), nothing_new=Exists(told.filter(nothing_new=True))
        )

    def with_neighbours_for(self, person):
        """Whether the person may also see the challenge and the harbour that an expedition names."""
        area = ChallengeArea.objects.visible_to(person).filter(pk=OuterRef("area"))
        harbour = Harbour.objects.visible_to(person).filter(pk=OuterRef("harbour"))
        return self.select_related("area", "harbour", "team__organisation", "programme", "track").annotate(
            shows_area=Exists(area), shows_harbour=Exists(harbour)
        )


class Expedition(Shared):
    """A small crew with a question. It has no percent complete and may not end without a lesson.

    `team` (from Shared) is the crew.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        ANCHORED = "anchored", _("anchored")
        UNDER_WAY = "under_way", _("under way")
        LANDED = "landed", _("finished")
        HANDED_OVER = "handed_over", _("handed over")
        STOPPED = "stopped", _("ended early")

    ENDS = (State.LANDED, State.HANDED_OVER, State.STOPPED)
    # Which states may follow. There is no way back: a correction is a new expedition.
    TRANSITIONS = {
        State.PROPOSED: (State.ANCHORED, State.STOPPED),
        State.ANCHORED: (State.UNDER_WAY, State.STOPPED),
        State.UNDER_WAY: ENDS,
        State.LANDED: (),
        State.HANDED_OVER: (),
        State.STOPPED: (),
    }

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="expeditions")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="expeditions")
    area = models.ForeignKey(ChallengeArea, models.SET_NULL, null=True, blank=True, related_name="expeditions")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    question = models.TextField(_("the question"), max_length=1000)
    why_this_area = models.TextField(_("why this area"), max_length=4000, blank=True)
    harbour = models.ForeignKey(Harbour, models.SET_NULL, null=True, blank=True, related_name="expeditions")
    starts_on = models.DateField(_("casts off"), null=True, blank=True)
    ends_on = models.DateField(_("time box ends"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.PROPOSED, editable=False)

    objects = ExpeditionQuerySet.as_manager()

    class Meta(Shared.Meta):
        # Those without a first day yet come last, on either database.
        ordering = [F("starts_on").desc(nulls_last=True), "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("expedition", args=[self.slug])

    @property
    def edit_url(self):
        return reverse("expedition_edit", args=[self.slug])

    @property
    def has_ended(self) -> bool:
        return self.state in self.ENDS

    @property
    def next_states(self) -> list["Expedition.State"]:
        return [self.State(state) for state in self.TRANSITIONS[self.state]]

    @property
    def time_box(self) -> TimeBox:
        return TimeBox(self.starts_on, self.ends_on, timezone.localdate(), self.has_ended)

    @property
    def crew_visibility(self) -> Visibility:
        """Where what the crew writes starts: with the team, when there is one."""
        return Visibility.HARBOUR if self.team_id else Visibility(self.visibility)

    def is_crewed_by(self, person) -> bool:
        return self.team_id in person.reach.teams

    def crew(self):
        """The memberships of today, in the order people came aboard."""
        if self.team_id is None:
            return Membership.objects.none()
        return self.team.memberships.current().select_related("person__organisation")

    def anchor(self, by, note=""):
        """The mandate holds: management stands behind it. Raises: NotReady without a mandate."""
        if not self.mandates.exists():
            raise NotReady(_("Write the mandate first: what the team may decide itself, and what it is promised."))
        return self.pass_to(self.State.ANCHORED, by, note)

    def cast_off(self, by, note=""):
        return self.pass_to(self.State.UNDER_WAY, by, note)

    def end(self, state, by, lesson, note="", nothing_new=False):
        """Land, hand over or end early. Raises: NotReady without a lesson; "nothing new, because …" is one."""
        if not lesson.strip():
            raise NotReady(_("An expedition ends with what it taught us. “Nothing new, because …” is also a lesson."))
        return self.pass_to(state, by, note, lesson=lesson.strip(), nothing_new=nothing_new)

    def land(self, by, lesson, note="", nothing_new=False):
        return self.end(self.State.LANDED, by, lesson, note, nothing_new)

    def hand_over(self, by, lesson, note="", nothing_new=False):
        return self.end(self.State.HANDED_OVER, by, lesson, note, nothing_new)

    def stop(self, by, lesson, note="", nothing_new=False):
        return self.end(self.State.STOPPED, by, lesson, note, nothing_new)

    @transaction.atomic
    def pass_to(self, state, by, note="", **told):
        """Take the step and write its passage. Taking it again changes nothing. Raises: NotReady out of order."""
        if state in self.ENDS and not told.get("lesson"):
            raise NotReady(_("An expedition ends with what it taught us. “Nothing new, because …” is also a lesson."))
        before = [each for each, after in self.TRANSITIONS.items() if state in after]
        # The update claims the step, so that of two at the same instant only one is taken.
        taken = type(self)._base_manager.filter(pk=self.pk, state__in=before).update(state=state)
        self.refresh_from_db(fields=["state"])
        if not taken:
            return self._earlier_passage(state)
        history.note(self, str(state), by, note)
        return self.passages.create(state=state, by=by if by and by.pk else None, note=note, **told)

    def _earlier_passage(self, state):
        if self.state != state:
            raise NotReady(
                _("The expedition is %(state)s, so this step is not possible now.")
                % {"state": self.get_state_display()}
            )
        return self.passages.filter(state=state).first()

    @transaction.atomic
    def extend(self, until, by, reason: str):
        """Agree on a later end. Agreeing on the same day again changes nothing."""
        moved = (
            type(self)
            ._base_manager.filter(pk=self.pk)
            .filter(Q(ends_on__isnull=True) | Q(ends_on__lt=until))
            .exclude(state__in=self.ENDS)
            .update(ends_on=until)
        )
        self.refresh_from_db(fields=["ends_on", "state"])
        if not moved:
            return None
        history.note(self, "extended", by, reason)
        return self.passages.create(state=self.state, by=by if by and by.pk else None, note=reason, ends_on=until)

    @transaction.atomic
    def give_mandate(self, mandate, by):
        """Make this the mandate that holds. The same words again are not a new version."""
        Expedition.objects.select_for_update().get(pk=self.pk)
        standing = self.mandates.first()
        if standing and standing.says_the_same_as(mandate):
            return standing
        mandate.expedition, mandate.author = self, by
        mandate.version = standing.version + 1 if standing else 1
        mandate.team = self.team
        mandate.visibility = standing.visibility if standing else self.visibility
        history.note(mandate, "created", by, mandate.reason)
        return mandate


class Passage(models.Model):
    """An expedition's step from one state to the next: who, when, and what was said about it."""

    expedition = models.ForeignKey(Expedition, models.CASCADE, related_name="passages")
    state = models.CharField(max_length=20, choices=Expedition.State.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)
    # What was learned, required to end: "nothing new, because …" is a lesson too.
    lesson = models.TextField(blank=True)
    nothing_new = models.BooleanField(default=False)
    # Set when the time box was extended without a new state.
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.expedition} · {self.get_state_display()}"

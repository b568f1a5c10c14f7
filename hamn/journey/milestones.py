"""Everything along the way that one person may see, read from the folders where it belongs, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, CharField, DateField, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamn.dockings.models import Commitment, Docking, DockingKind, Outcome
from hamn.expeditions.models import Expedition, Passage
from hamn.journey.models import Event
from hamn.people.reach import Reach
from hamn.programmes.plans import Precision, State

# Six kinds: what a legend can hold and an eye can tell apart.
KINDS = {
    "structure": gettext_lazy("structure"),
    "culture": gettext_lazy("culture"),
    "method": gettext_lazy("way of working"),
    "docking": gettext_lazy("docking"),
    "expedition": gettext_lazy("expedition"),
    "decision": gettext_lazy("decision or promise"),
}
# A meeting changes culture unless something else is said here.
DOCKING_KINDS = {
    DockingKind.DOCKING: "docking",
    DockingKind.LEARNING_MEETING: "method",
    DockingKind.WORKPLACE_MEETING: "method",
    DockingKind.MANAGEMENT_MEETING: "structure",
    DockingKind.WORKING_GROUP_MEETING: "structure",
}
# What a timeline with three lanes does with the other three.
LANES = {"docking": "method", "expedition": "method", "decision": "structure"}
NOT_YET = [Expedition.State.PROPOSED, Expedition.State.ANCHORED]
ENDED = [Expedition.State.LANDED, Expedition.State.HANDED_OVER, Expedition.State.STOPPED]
# Every row of the road has these; the prefix keeps them apart from the nouns' own fields.
COLUMNS = ("label", "number", "part", "day", "first_day", "exact", "words", "sort", "standing", "lane_of", "place")


@dataclass(frozen=True)
class Milestone:
    """One point on the road. `on` is where it was first set, `moved_to` where it went instead."""

    label: str
    pk: int
    on: date
    precision: str
    title: str
    kind: str
    state: str
    track: int | None
    place: str = ""
    moved_to: date | None = None
    part: str = ""

    @property
    def id(self) -> str:
        return "-".join(filter(None, [self.label, str(self.pk), self.part]))

    @property
    def noun_key(self) -> tuple[str, int]:
        return self.label, self.pk

    @cached_property
    def url(self) -> str:
        return ADDRESSES[self.label](self)

    @property
    def year(self) -> int:
        return self.on.year

    @property
    def lane(self) -> str:
        return LANES.get(self.kind, self.kind)

    @property
    def kind_label(self):
        return KINDS[self.kind]


def milestones(programme, person, track=None) -> list[Milestone]:
    """The programme's road for this reader, oldest first and in the order in which drawings number it.

    With a track, only what stands on that.
    """
    rows = question(programme.pk, Reader(person.pk, person.reach), track and track.pk)
    found = [read(*row) for row in rows.all()]
    return sorted(found, key=lambda milestone: (milestone.on, milestone.id))


@dataclass(frozen=True)
class Reader:
    """What the rule of visibility asks of a person, and nothing else: two who are alike here see the same."""

    pk: int | None
    reach: Reach


# Putting the question together takes longer than having it answered, and only a reader's reach changes it. What is kept
# is the question alone: the database answers it anew each time.
@lru_cache(maxsize=200)
def question(programme: int, reader: Reader, track: int | None):
    on_track = {prefixed("lane_of"): track} if track else {}
    first, *others = [
        source(programme, reader).filter(**on_track).order_by().values_list(*map(prefixed, COLUMNS))
        for source in SOURCES
    ]
    return first.union(*others, all=True)


def read(label, pk, part, day, first_day, precision, words, kind, state, track, place) -> Milestone:
    has_moved = state == State.MOVED and first_day is not None
    return Milestone(
        label=label,
        pk=pk,
        part=part,
        on=first_day if has_moved else day,
        moved_to=day if has_moved else None,
        precision=precision,
        title=title_of(part, words),
        kind=kind,
        state=state,
        track=track,
        place=place,
    )


def title_of(part: str, words: str) -> str:
    if part == "begins":
        return _("%(expedition)s casts off") % {"expedition": words}
    if part == "ends":
        return _("%(expedition)s ends") % {"expedition": words}
    return shortened(words)


def shortened(text: str, length: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[:length].rsplit(' ', 1)[0]} …"


def events(programme, person):
    seen = Event.objects.visible_to(person).filter(programme=programme)
    return as_rows(
        seen,
        day=F("on"),
        first_day=first_day_of(Event, lambda day: Cast(day, DateField())),
        exact=F("precision"),
        words=F("title"),
        sort=F("kind"),
        standing=F("state"),
    )


def dockings(programme, person):
    """Meetings that mean something to the road. The working group's own are its rhythm, not its turns."""
    seen = Docking.objects.visible_to(person).filter(programme=programme)
    return as_rows(
        seen.exclude(kind=DockingKind.WORKING_GROUP_MEETING),
        day=TruncDate("starts_at"),
        first_day=first_day_of(Docking, TruncDate),
        exact=F("precision"),
        words=F("title"),
        sort=Case(*[When(kind=kind, then=text(sort)) for kind, sort in DOCKING_KINDS.items()], default=text("culture")),
        standing=F("state"),
    )


def expeditions_begun(programme, person):
    seen = Expedition.objects.visible_to(person).filter(programme=programme, starts_on__isnull=False)
    return as_rows(
        seen,
        part="begins",
        day=F("starts_on"),
        words=F("name"),
        sort=text("expedition"),
        standing=Case(When(state__in=NOT_YET, then=text(State.PLANNED)), default=text(State.HELD)),
        place=F("slug"),
    )


def expeditions_ended(programme, person):
    last_end = Passage.objects.filter(expedition=OuterRef("pk"), state__in=ENDED).order_by("-at", "-pk")
    seen = Expedition.objects.visible_to(person).filter(programme=programme, state__in=ENDED)
    return as_rows(
        seen.annotate(ended_at=Subquery(last_end.values("at")[:1])).filter(ended_at__isnull=False),
        part="ends",
        day=TruncDate("ended_at"),
        words=F("name"),
        sort=text("expedition"),
        place=F("slug"),
    )


def commitments(programme, person):
    seen = Commitment.objects.visible_to(person).filter(programme=programme)
    return as_rows(seen, day=F("made_on"), words=Cast("text", CharField()), sort=text("decision"))


def decisions(programme, person):
    """A decision belongs to its meeting: who may not see the meeting does not learn of it here either."""
    seen = Outcome.objects.visible_to(person).filter(
        Q(docking__in=Docking.objects.visible_to(person)),
        docking__programme=programme,
        kind=Outcome.Kind.DECISION,
    )
    return as_rows(
        seen,
        day=TruncDate("docking__starts_at"),
        words=Cast("text", CharField()),
        sort=text("decision"),
        lane_of=F("docking__track_id"),
        place=Cast("docking_id", CharField()),
    )


def first_day_of(model, as_day):
    """Where it was set before its first move: looked for only where something was moved."""
    change = model.changes.rel
    earlier = change.related_model.objects.filter(**{change.field.name: OuterRef("pk")}, moved_from__isnull=False)
    first = Subquery(earlier.order_by("moved_from").values("moved_from")[:1])
    return Case(When(state=State.MOVED, then=as_day(first)), default=None, output_field=DateField())


def as_rows(nouns, part="", **told):
    """The same columns whatever the table, so that all are asked for at once."""
    usual = {
        "label": text(nouns.model._meta.label_lower),
        "number": F("pk"),
        "part": text(part),
        "first_day": Cast(Value(None), DateField()),
        "exact": text(Precision.DAY),
        "standing": text(State.HELD),
        "lane_of": F("track_id") if hasattr(nouns.model, "track_id") else None,
        "place": text(""),
    }
    return nouns.annotate(**{prefixed(name): value for name, value in {**usual, **told}.items()})


def prefixed(name: str) -> str:
    return f"row_{name}"


def text(words):
    return Value(str(words), CharField())


def ids_of(nouns: Iterable, road: Iterable[Milestone]) -> frozenset[str]:
    """The milestones on this road that stand for any of the nouns."""
    keys = {(noun._meta.label_lower, noun.pk) for noun in nouns}
    return frozenset(milestone.id for milestone in road if milestone.noun_key in keys)


SOURCES = [events, dockings, expeditions_begun, expeditions_ended, commitments, decisions]
ADDRESSES = {
    "journey.event": lambda milestone: reverse("event", args=[milestone.pk]),
    "dockings.docking": lambda milestone: reverse("docking", args=[milestone.pk]),
    "expeditions.expedition": lambda milestone: reverse("expedition", args=[milestone.place]),
    "dockings.commitment": lambda milestone: reverse("commitment", args=[milestone.pk]),
    "dockings.outcome": lambda milestone: f"{reverse('docking', args=[milestone.place])}#outcome-{milestone.pk}",
}

"""Links between nouns, and the trail they make: said → answered → decided → held, read from both ends.

Some steps need no link of their own, because one noun already stands inside another: an outcome belongs to its meeting.
Folders tell of these with `belongs`, in AppConfig.ready.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.fields import BigIntegerField, CharField
from django.db.models.functions import Cast

from hamn.records.models import Link
from hamn.records.registry import is_noun

# Far enough for said → insight → recommendation → commitment → event and a little more.
DEEPEST = 8
# A noun that everything hangs on would otherwise draw the whole installation.
MOST = 400

Key = tuple[int, int]  # content type and number
Edge = tuple[Key, Key, str]


@dataclass(frozen=True)
class Relation:
    """`later` was made from, or in, what its `path` leads to."""

    later: type
    path: str
    earlier: type

    def edges(self, frontier: "Frontier"):
        """Those of this relation that touch the frontier, as rows of two keys, or None."""
        later_type, earlier_type = type_number(self.later), type_number(self.earlier)
        touching = Q()
        if earlier_type in frontier.down:
            touching |= Q(**{f"{self.path}__in": frontier.down[earlier_type]})
        if later_type in frontier.up:
            touching |= Q(pk__in=frontier.up[later_type])
        if not touching:
            return None
        rows = self.later._base_manager.filter(touching, **{f"{self.path}__isnull": False})
        return as_rows(rows, Value(earlier_type), self.path, Value(later_type), "pk", Value(Link.Kind.LED_TO))


_relations: list[Relation] = []


def belongs(later, path: str, earlier) -> None:
    """Say that `later` (a model) is a step further on than the `earlier` that `path` (field or lookup) leads to."""
    relation = Relation(later, path, earlier)
    if relation not in _relations:
        _relations.append(relation)


@dataclass
class Frontier:
    """What was reached last: numbers by type, forwards (down) and backwards (up)."""

    down: dict[int, list[int]]
    up: dict[int, list[int]]

    def __bool__(self):
        return bool(self.down or self.up)


@dataclass(frozen=True)
class Step:
    """A noun on the trail, how far away it is, the kind of link that led there, and the noun before it."""

    noun: object
    kind: str
    distance: int
    after: object


@dataclass(frozen=True)
class Trail:
    """What a noun builds on and what it led to, nearest first: only what its reader may see."""

    noun: object
    built_on: list[Step] = field(default_factory=list)
    led_to: list[Step] = field(default_factory=list)

    def __bool__(self):
        return bool(self.built_on or self.led_to)


@transaction.atomic
def link(source, target, kind=Link.Kind.LED_TO, by=None, invented=False) -> Link:
    """Tie two nouns together. Doing it again changes nothing."""
    ends = dict(zip(("from_type_id", "from_id", "to_type_id", "to_id"), (*key_of(source), *key_of(target)), strict=True))
    if key_of(source) == key_of(target):
        raise ValueError("A noun cannot be linked to itself.")
    made, _new = Link.objects.get_or_create(
        **ends, kind=kind, defaults={"by": by if getattr(by, "pk", None) else None, "invented": invented}
    )
    return made


def unlink(source, target, kind=Link.Kind.LED_TO) -> None:
    (from_type, from_id), (to_type, to_id) = key_of(source), key_of(target)
    Link.objects.filter(from_type=from_type, from_id=from_id, to_type=to_type, to_id=to_id, kind=kind).delete()


def trail(noun, person, depth: int = DEEPEST) -> Trail:
    """Walk the links from a noun in both directions, past nothing that the person may not see.

    One query per step of distance and one per kind of noun, however many nouns there are.
    """
    start = key_of(noun)
    edges = gathered_edges(start, depth)
    nouns = visible_nouns({end for edge in edges for end in edge[:2]} - {start}, person) | {start: noun}
    forwards, backwards = defaultdict(list), defaultdict(list)
    for earlier, later, kind in edges:
        forwards[earlier].append((later, kind))
        backwards[later].append((earlier, kind))
    return Trail(noun, walk(start, backwards, nouns, depth), walk(start, forwards, nouns, depth))


def gathered_edges(start: Key, depth: int) -> list[Edge]:
    """Every edge within reach, ends by number alone: what they are is asked later, of those who may know."""
    edges: dict[Edge, None] = {}
    seen_down, seen_up = {start}, {start}
    frontier = Frontier({start[0]: [start[1]]}, {start[0]: [start[1]]})
    for _distance in range(depth):
        found = edges_at(frontier)
        edges.update(dict.fromkeys(found))
        down = {later for earlier, later, _kind in found if earlier in seen_down} - seen_down
        up = {earlier for earlier, later, _kind in found if later in seen_up} - seen_up
        seen_down |= down
        seen_up |= up
        frontier = Frontier(by_type(down), by_type(up))
        if not frontier or len(seen_down) + len(seen_up) > MOST:
            break
    return list(edges)


def edges_at(frontier: Frontier) -> list[Edge]:
    """The links and relations that touch the frontier, in one query."""
    touching = Q(pk__in=[])
    for kind, numbers in frontier.down.items():
        touching |= Q(from_type=kind, from_id__in=numbers)
    for kind, numbers in frontier.up.items():
        touching |= Q(to_type=kind, to_id__in=numbers)
    links = as_rows(Link.objects.filter(touching), "from_type_id", "from_id", "to_type_id", "to_id", "kind")
    others = [rows for relation in _relations if (rows := relation.edges(frontier)) is not None]
    rows = links.union(*others) if others else links
    return sorted(((a, b), (c, d), kind) for a, b, c, d, kind in rows)


def as_rows(queryset, *columns):
    """The same five columns whatever the table, so that all can be asked for at once."""
    number = BigIntegerField()
    *numbers, kind = columns
    names = {f"end_{place}": typed(column, number) for place, column in enumerate(numbers)}
    return queryset.order_by().annotate(**names, link_kind=typed(kind, CharField())).values_list(*names, "link_kind")


def typed(column, output_field):
    expression = F(column) if isinstance(column, str) else column
    return Cast(expression, output_field)


def visible_nouns(keys: Iterable[Key], person) -> dict[Key, object]:
    nouns = {}
    for kind, numbers in by_type(keys).items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None or not is_noun(model):
            continue
        found = model._default_manager.visible_to(person).select_related(*places_of(model)).filter(pk__in=numbers)
        nouns.update({(kind, noun.pk): noun for noun in found})
    return nouns


def places_of(model) -> list[str]:
    """The nouns that a noun stands inside: most addresses need them."""
    return [
        each.name for each in model._meta.fields if each.many_to_one and each.related_model and is_noun(each.related_model)
    ]


def walk(start: Key, neighbours, nouns, depth: int) -> list[Step]:
    """Breadth first. A noun that may not be seen ends its path, as if nothing lay beyond it."""
    steps, seen, nearest = [], {start}, [start]
    for distance in range(1, depth + 1):
        next_ones = []
        for before in nearest:
            for key, kind in neighbours[before]:
                if key in nouns and key not in seen:
                    seen.add(key)
                    next_ones.append(key)
                    steps.append(Step(nouns[key], kind, distance, nouns[before]))
        nearest = next_ones
    return steps


def key_of(noun) -> Key:
    return type_number(type(noun)), noun.pk


def type_number(model) -> int:
    return ContentType.objects.get_for_model(model).pk


def by_type(keys: Iterable[Key]) -> dict[int, list[int]]:
    numbers = defaultdict(list)
    for kind, number in sorted(keys):
        numbers[kind].append(number)
    return dict(numbers)

"""Links between nouns, and the trail they make: said → answered → decided → held, read from both ends.

Some steps need no link of their own, because one noun already stands inside another: an outcome belongs to its meeting.
Folders tell of these with `belongs`, in AppConfig.ready.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import F, Value
from django.db.models.fields import BigIntegerField, CharField
from django.db.models.functions import Cast

from hamn.records.models import Link
from hamn.records.registry import is_noun, places_of
from hamn.records.together import read_together

# Far enough for said → insight → recommendation → commitment → event and a little more.
DEEPEST = 8
# A noun that everything hangs on would otherwise draw the whole installation: so many links at most, the nearest.
MOST = 400
# Every edge is written from both its ends, so that the walk forwards (1) and the walk backwards (-1) are one.
# A ring is walked round until the depth is reached, and no longer.
WITHIN_REACH = """
WITH RECURSIVE
edge (from_type, from_id, to_type, to_id, kind) AS ({edges}),
hop (way, here_type, here_id, next_type, next_id, kind) AS (
    SELECT 1, from_type, from_id, to_type, to_id, kind FROM edge
    UNION ALL SELECT -1, to_type, to_id, from_type, from_id, kind FROM edge
),
reached (way, type, id, distance) AS (
    SELECT way, type, id, 0 FROM (
        SELECT 1 AS way, CAST(%s AS bigint) AS type, CAST(%s AS bigint) AS id
        UNION ALL SELECT -1, CAST(%s AS bigint), CAST(%s AS bigint)
    ) AS start
    UNION
    SELECT reached.way, next_type, next_id, distance + 1
    FROM reached JOIN hop ON hop.way = reached.way AND here_type = type AND here_id = id
    WHERE distance + 1 < %s
),
near (from_type, from_id, to_type, to_id, kind, distance) AS (
    SELECT
        CASE hop.way WHEN 1 THEN here_type ELSE next_type END, CASE hop.way WHEN 1 THEN here_id ELSE next_id END,
        CASE hop.way WHEN 1 THEN next_type ELSE here_type END, CASE hop.way WHEN 1 THEN next_id ELSE here_id END,
        kind, distance
    FROM reached JOIN hop ON hop.way = reached.way AND here_type = type AND here_id = id
    WHERE distance < %s
)
SELECT from_type, from_id, to_type, to_id, kind FROM near
GROUP BY from_type, from_id, to_type, to_id, kind
ORDER BY MIN(distance), from_type, from_id, to_type, to_id, kind
LIMIT %s
"""

Key = tuple[int, int]  # content type and number
Edge = tuple[Key, Key, str]


@dataclass(frozen=True)
class Relation:
    """`later` was made from, or in, what its `path` leads to."""

    later: type
    path: str
    earlier: type

    @property
    def numbered(self):
        return self, type_number(self.later), type_number(self.earlier)

    def edges(self):
        rows = self.later._base_manager.filter(**{f"{self.path}__isnull": False})
        ends = Value(type_number(self.earlier)), self.path, Value(type_number(self.later)), "pk"
        return as_rows(rows, *ends, Value(Link.Kind.LED_TO))


_relations: list[Relation] = []


def belongs(later, path: str, earlier) -> None:
    """Say that `later` (a model) is a step further on than the `earlier` that `path` (field or lookup) leads to."""
    relation = Relation(later, path, earlier)
    if relation not in _relations:
        _relations.append(relation)


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
    ends = dict(
        zip(("from_type_id", "from_id", "to_type_id", "to_id"), (*key_of(source), *key_of(target)), strict=True)
    )
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

    Two queries, however deep the trail and however many nouns and kinds of noun there are.
    """
    start, kinds = key_of(noun), kinds_of_noun()
    edges = gathered_edges(start, depth)
    nouns = visible_nouns({end for edge in edges for end in edge[:2]} - {start}, kinds, person) | {start: noun}
    forwards, backwards = defaultdict(list), defaultdict(list)
    for earlier, later, kind in edges:
        forwards[earlier].append((later, kind))
        backwards[later].append((earlier, kind))
    return Trail(noun, walk(start, backwards, nouns, depth), walk(start, forwards, nouns, depth))


def gathered_edges(start: Key, depth: int) -> list[Edge]:
    """The edges within reach, nearest first. Ends are numbers alone: what they are is asked of those who may know."""
    sql, values = edges_in_sql(tuple(relation.numbered for relation in _relations))
    with connection.cursor() as cursor:
        cursor.execute(WITHIN_REACH.format(edges=sql), [*values, *start, *start, depth, depth, MOST])
        rows = cursor.fetchall()
    return [((a, b), (c, d), kind) for a, b, c, d, kind in rows]


# Put together once: every page with a trail asks the same.
@lru_cache(maxsize=4)
def edges_in_sql(numbered: tuple) -> tuple[str, tuple]:
    """`numbered` says which relations there are and the numbers of their types, which the text holds."""
    return all_edges().query.sql_with_params()


def all_edges():
    """The links and the relations, as rows of two keys and the kind of link between them."""
    links = as_rows(Link.objects.all(), "from_type_id", "from_id", "to_type_id", "to_id", "kind")
    return links.union(*[relation.edges() for relation in _relations])


def as_rows(queryset, *columns):
    """The same five columns whatever the table, so that all can be asked for at once."""
    number = BigIntegerField()
    *numbers, kind = columns
    names = {f"end_{place}": typed(column, number) for place, column in enumerate(numbers)}
    return queryset.order_by().annotate(**names, link_kind=typed(kind, CharField())).values_list(*names, "link_kind")


def typed(column, output_field):
    expression = F(column) if isinstance(column, str) else column
    return Cast(expression, output_field)


def visible_nouns(keys: Iterable[Key], kinds, person) -> dict[Key, object]:
    """Those that the person may see, of all kinds in one query."""
    asked = [
        kinds[kind]._default_manager.visible_to(person).filter(pk__in=numbers)
        for kind, numbers in by_type(keys).items()
        if kind in kinds
    ]
    return {key_of(noun): noun for noun in read_together(asked, places_of)}


def kinds_of_noun() -> dict[int, type]:
    """The classes of nouns by the number of their type. Asked for all at once, since Django remembers them."""
    nouns = [model for model in apps.get_models() if is_noun(model)]
    return {kind.pk: model for model, kind in ContentType.objects.get_for_models(*nouns).items()}


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

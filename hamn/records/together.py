"""Rows of several tables read in one query, each whole: how a page shows nouns of many kinds without asking for each.

Every table gives one column of JSON, so a new noun needs to say nothing about itself to take part.
"""

from collections.abc import Iterable
from datetime import UTC

from django.db.models import DateTimeField, FileField, Func, JSONField, QuerySet, Value
from django.db.models.fields import BigIntegerField
from django.db.models.functions import JSONObject
from django.utils.timezone import is_naive

# JSON inside JSON reads differently from one database to another; such a field is fetched if somebody asks for it.
LEFT_OUT = JSONField


def read_together(querysets: Iterable[QuerySet], places=lambda model: ()) -> list:
    """The objects of all the querysets, in no order. `places(model)` names the foreign keys to fetch with each."""
    asked = list(querysets)
    parts = [part(queryset, number, places(queryset.model)) for number, queryset in enumerate(asked)]
    if not parts:
        return []
    first, *others = parts
    rows = first.union(*others, all=True) if others else first
    return [whole(asked[number], held) for number, held in rows]


def part(queryset, number: int, places: Iterable[str]):
    """Two columns, the same whatever the table. The prefix keeps them apart from the tables' own."""
    held = {place: Row(queryset.model._meta.get_field(place).related_model, place) for place in places}
    return (
        queryset.order_by()
        .annotate(
            row_number=Value(number, BigIntegerField()),
            row_held=JSONObject(own=Row(queryset.model), places=JSONObject(**held)),
        )
        .values_list("row_number", "row_held")
    )


class Row(Func):
    """All that is readable of a row, or of the row that a foreign key leads to, as one JSON object.

    Django's own JSONObject looks each field up by its path, and a page of links has hundreds. Here the table is found
    once and its columns are named directly.
    """

    function = "JSON_OBJECT"
    output_field = JSONField()

    def __init__(self, model, place: str = ""):
        super().__init__()
        self.model, self.place = model, place

    def resolve_expression(self, query=None, allow_joins=True, reuse=None, summarize=False, for_save=False):
        fields = readable(self.model)
        # Not the primary key: for that, the foreign key's own column would do, and the table were never joined.
        beyond = next(field for field in fields if not field.primary_key)
        path = f"{self.place}__{beyond.attname}" if self.place else beyond.attname
        table = query.resolve_ref(path, allow_joins, reuse, summarize).alias
        resolved = self.copy()
        resolved.set_source_expressions([field.get_col(table) for field in fields])
        return resolved

    def as_sql(self, compiler, connection, **extra):
        columns = [compiler.compile(column) for column in self.get_source_expressions()]
        names = [field.attname for field in readable(self.model)]  # names in Python, so nothing to escape
        pairs = ", ".join(f"'{name}', {sql}" for name, (sql, _none) in zip(names, columns, strict=True))
        return f"{extra.get('function', self.function)}({pairs})", []

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="JSONB_BUILD_OBJECT")


def readable(model):
    return [field for field in model._meta.concrete_fields if not isinstance(field, LEFT_OUT)]


def whole(queryset, held):
    """The object, with what stands around it in place."""
    model = queryset.model
    found = from_held(model, held["own"], queryset.db)
    for place, values in held["places"].items():
        field = model._meta.get_field(place)
        if getattr(found, field.attname) is not None:
            setattr(found, place, from_held(field.related_model, values, queryset.db))
    return found


def from_held(model, values, database: str):
    fields = readable(model)
    names = [field.attname for field in fields]
    return model.from_db(database, names, [python_value(field, values[field.attname]) for field in fields])


def python_value(field, value):
    """What JSON made of a value, as the field would have read it."""
    if value is None or isinstance(field, FileField):
        return value
    read = field.to_python(value)
    if isinstance(field, DateTimeField) and is_naive(read):
        return read.replace(tzinfo=UTC)  # SQLite keeps times in UTC and does not say so
    return read

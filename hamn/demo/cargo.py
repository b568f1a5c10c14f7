"""Reads the demonstration's files and turns each row into the noun that its heading names."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.db import models
from django.utils import timezone

CONTENT = Path(__file__).parent / "content"


class Cargo:
    """What has been loaded so far, so that one row can point at another by its `id`."""

    def __init__(self, today: date):
        self.today = today
        self.nouns: dict[str, models.Model] = {}

    def rows(self, file: str, heading: str) -> list[dict]:
        return tomllib.loads((CONTENT / f"{file}.toml").read_text(encoding="utf-8")).get(heading, [])

    def build(self, model, row: dict, **more) -> models.Model:
        """Make one noun of a row; keys are the model's own field names."""
        fields = {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
        values = {
            name: self.value(fields[name], given) for name, given in row.items() if name in fields and name != "id"
        }
        lists = {name: values.pop(name) for name in list(values) if fields[name].many_to_many}
        noun = model(**values, **more)
        noun._history_user = getattr(noun, "author", None)
        noun.save()
        for name, members in lists.items():
            getattr(noun, name).set(members)
        return self.keep(row, noun)

    def build_all(self, model, file: str, heading: str) -> list[models.Model]:
        return [self.build(model, row) for row in self.rows(file, heading)]

    def keep(self, row: dict, noun):
        if "id" in row:
            self.nouns[row["id"]] = noun
        return noun

    def value(self, field, given):
        if field.many_to_many:
            return [self.nouns[name] for name in given]
        if field.is_relation:
            return self.nouns[given]
        if isinstance(field, models.DateTimeField):
            return self.moment(given)
        if isinstance(field, models.DateField):
            return self.day(given)
        return given.strip() if isinstance(given, str) else given

    def day(self, given) -> date:
        """A date, or days from today such as "+9d" and "-28d"."""
        return given if isinstance(given, date) else self.today + timedelta(days=int(given.removesuffix("d")))

    def moment(self, given, hour: int = 13) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(given), time(hour)))

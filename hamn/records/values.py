"""How a noun's fields read to a person: words instead of codes, names instead of numbers."""

from dataclasses import dataclass
from pathlib import PurePath

from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

# Known to the machine alone; nobody wrote them.
UNTOLD = {"id", "author", "team", "visibility", "invented", "revision", "created_at", "slug", "order"}


@dataclass(frozen=True)
class Shown:
    """One field as a reader meets it. `is_prose` tells several lines from a few words."""

    label: str
    text: str
    is_prose: bool = False


def shown_fields(noun) -> list[Shown]:
    """Every field that somebody filled in, in the order of the form."""
    told = [field for field in noun._meta.fields if field.editable and field.name not in UNTOLD]
    read = [(field, read_value(field, getattr(noun, field.attname), noun)) for field in told]
    return [Shown(label_of(field), text, isinstance(field, models.TextField)) for field, text in read if text]


def label_of(field) -> str:
    return capfirst(str(field.verbose_name))


def read_value(field, value, noun=None, names=None) -> str:
    """The value in words; `names` (of linked nouns, by field and number) when there is no noun to ask."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names(field, value) if names else str(getattr(noun, field.name))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(field, models.DateTimeField):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(field, models.FileField):
        return PurePath(str(value)).name
    return str(value)

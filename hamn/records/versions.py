"""A noun's history as its reader may know it: who changed what, when, and how it read before."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models
from django.utils.translation import gettext as _

from hamn.records import history
from hamn.records.difference import Piece, word_difference
from hamn.records.models import Share, Visibility, seen_by
from hamn.records.registry import is_noun
from hamn.records.values import label_of, read_value

# Kept by the machine; a person changed nothing by them. Visibility is told by the log of sharing.
UNTOLD = {"id", "author", "created_at", "revision", "visibility"}


@dataclass(frozen=True)
class FieldChange:
    """One field before and after; `pieces` tells the difference word by word when that helps."""

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Step:
    """Something that was done to the noun."""

    at: datetime
    who: str
    verb: str
    reason: str = ""
    changes: tuple[FieldChange, ...] = ()
    version: int | None = None
    shared_from: str = ""
    shared_to: str = ""


def seen_versions(noun, reader):
    """The stored versions, oldest first, that were within the reader's reach at the level they had then."""
    return list(
        noun.history.filter(seen_by(reader))
        .exclude(visibility=Visibility.DRAFT)
        .select_related("history_user__organisation", "author__organisation")
        .order_by("history_date", "history_id")
    )


def steps(noun, reader) -> list[Step]:
    """Everything the reader may know of, newest first."""
    versions = seen_versions(noun, reader)
    names = Names(reader, versions)
    pairs = zip([None, *versions], versions, strict=False)
    told = [step_of(version, before, names, reader) for before, version in pairs if not is_share(version)]
    told += [share_step(share, reader) for share in shares_seen(noun, versions)]
    return sorted(told, key=lambda step: step.at, reverse=True)


def is_share(version) -> bool:
    """Sharing stores a version too, but changes no word; the log of sharing tells more of it."""
    return version.history_change_reason == "shared"


def shares_seen(noun, versions) -> list[Share]:
    """The sharing that opened the noun to this reader, and what came after: not whom it was kept among before."""
    reached = {version.visibility for version in versions}
    shares = Share.objects.of(noun).select_related("by__organisation")
    return [share for share in shares if share.after in reached]


def step_of(version, before, names: "Names", reader) -> Step:
    verb, reason = history.told(version.history_change_reason, version.history_type)
    changes = field_changes(before, version, names) if before else ()
    by = version.history_user or (version.author if version.history_type == "+" else None)
    return Step(version.history_date, shown_name(by, reader), verb, reason, changes, version.history_id)


def share_step(share: Share, reader) -> Step:
    labels = dict(Visibility.choices)
    return Step(
        share.at,
        shown_name(share.by, reader),
        str(history.VERBS["shared"]),
        shared_from=str(labels[share.before]),
        shared_to=str(labels[share.after]),
    )


def shown_name(who, reader) -> str:
    """Partners meet each other by name; a visitor meets the organisation."""
    if who is None:
        return _("Hamn")
    if reader.reach.is_partner or who.pk == reader.pk:
        return str(who)
    return str(who.organisation) if who.organisation else _("somebody in the partnership")


def field_changes(before, after, names: "Names") -> tuple[FieldChange, ...]:
    """The fields that differ between two versions, in words."""
    found = []
    for told in told_fields(after):
        old, new = getattr(before, told.attname), getattr(after, told.attname)
        if old != new:
            found.append(changed_field(told, read_value(told, old, names=names), read_value(told, new, names=names)))
    return tuple(change for change in found if change.before or change.after)


def changed_field(told, before: str, after: str) -> FieldChange:
    pieces = word_difference(before, after) if isinstance(told, models.TextField) and before and after else ()
    return FieldChange(label_of(told), before, after, pieces)


def told_fields(version) -> list[models.Field]:
    return [
        each for each in version.tracked_fields if each.name not in UNTOLD and not isinstance(each, models.AutoField)
    ]


@dataclass
class Names:
    """What linked nouns are called, as far as the reader may know that they exist. One query per class."""

    reader: object
    versions: list
    known: dict[tuple[type, int], str] = field(default_factory=dict)

    def __post_init__(self):
        wanted = defaultdict(set)
        for told in told_fields(self.versions[0]) if self.versions else ():
            values = {getattr(version, told.attname) for version in self.versions}
            # What never changed is never told.
            if told.is_relation and len(values) > 1:
                wanted[told.related_model] |= values - {None}
        for model, numbers in wanted.items():
            rows = model._default_manager.visible_to(self.reader) if is_noun(model) else model._default_manager
            self.known |= {(model, row.pk): str(row) for row in rows.filter(pk__in=numbers)}

    def __call__(self, told, number) -> str:
        return self.known.get((told.related_model, number), _("something that is not shared with you"))

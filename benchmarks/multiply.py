"""Makes the demonstration larger: every noun again, with what belongs to it, so many times."""

from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

FOLDERS = ("challenges", "expeditions", "dialogues", "dockings", "findings", "journey", "records")
# Answers stay: pages never read them. Codes are given out anew by the dialogue itself.
LEFT_ALONE = {
    *(
        "Answer",
        "OpenRound",
        "Respondent",
        "SeenView",
        "ShownView",
        "RoomState",
        "Settled",
        "RemoteLink",
        "ImportedFile",
    ),
    *("RememberedColumns", "SpentCode", "Share", "CrewLink", "MeetingTemplate", "CalendarFeed"),
}


@transaction.atomic
def multiply(times: int) -> int:
    """Copy every noun `times - 1` times. Returns how many rows were made."""
    originals = {model: list(model._base_manager.order_by("pk")) for model in copied_models()}
    return sum(copy_all(originals, number) for number in range(1, times))


def copied_models() -> list[type[models.Model]]:
    """Ours, those that others point at first."""
    waiting = [
        model
        for folder in FOLDERS
        for model in apps.get_app_config(folder).get_models()
        if model.__name__ not in LEFT_ALONE and not model.__name__.startswith("Historical")
    ]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not set(parents(model)) & set(waiting) - {model}]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    # A link points at anything, so it comes when everything else has its copy.
    return sorted(ordered, key=lambda model: model.__name__ == "Link")


def parents(model):
    return [field.related_model for field in model._meta.fields if field.is_relation and field.related_model]


def copy_all(originals, number: int) -> int:
    copies: dict[tuple[type, int], models.Model] = {}
    for model, rows in originals.items():
        for row in rows:
            copies[(model, row.pk)] = copy_of(row, number, copies)
    return len(copies)


def copy_of(row, number: int, copies):
    model = type(row)
    lists = {field.name: list(getattr(row, field.name).all()) for field in model._meta.many_to_many}
    copy = model(
        **{field.attname: getattr(row, field.attname) for field in model._meta.fields if not field.primary_key}
    )
    for field in model._meta.fields:
        rewrite(copy, row, field, number, copies)
    follow_generic_ends(copy, copies)
    copy.skip_history_when_saving = True
    copy.save()
    for name, members in lists.items():
        getattr(copy, name).set([copies.get((type(member), member.pk), member) for member in members])
    return copy


def rewrite(copy, row, field, number: int, copies) -> None:
    value = getattr(row, field.attname)
    if field.is_relation and (field.related_model, value) in copies:
        setattr(copy, field.name, copies[(field.related_model, value)])
    elif isinstance(field, models.SlugField):
        setattr(copy, field.name, f"{value}-{number}")
    elif field.name == "code":
        copy.code = ""
    elif field.name in {"on", "starts_at", "made_on"} and value:
        setattr(copy, field.name, value + timedelta(days=3 * number))
    elif field.name == "ends_at":
        copy.ends_at = None


def follow_generic_ends(copy, copies) -> None:
    for kind, number in (("from_type", "from_id"), ("to_type", "to_id"), ("sorted_type", "sorted_id")):
        if getattr(copy, f"{kind}_id", None):
            model = ContentType.objects.get_for_id(getattr(copy, f"{kind}_id")).model_class()
            found = copies.get((model, getattr(copy, number)))
            setattr(copy, number, found.pk if found else getattr(copy, number))

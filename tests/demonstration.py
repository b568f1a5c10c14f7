"""The demonstration in a test database, with a canary of every noun at every visibility level."""

from django.db import models

from hamn.demo.load import load, persons
from hamn.dialogues.models import Round
from hamn.dialogues.store import seal
from hamn.people.models import Body, Person
from hamn.records.models import Visibility
from hamn.records.registry import shared_models

CREW = "Expeditionsteamet Unga vuxnas vägar"
OUTSIDER = "canary@example.org"


def load_demonstration() -> None:
    """With its closed rounds sealed, as they are once a transaction is committed; a test's never is."""
    load()
    for number in Round.objects.filter(closed_at__isnull=False).values_list("pk", flat=True):
        seal(number)


def people() -> dict[str, Person | None]:
    """One person per role, and the visitor as None."""
    return {role: Person.objects.get(email=email) for role, _name, email, _password in persons()} | {"visitor": None}


def canary(model, level: str) -> str:
    return f"canary-{level}-{model._meta.model_name}"


def release_canaries() -> list[str]:
    """For each noun and level, a copy of a demonstration noun whose every text is the canary's name: their addresses."""
    author = Person.objects.create_user(OUTSIDER, name="Canary keeper")
    crew = Body.objects.get(name=CREW)
    patterns = [pattern for model in shared_models() if (pattern := model._base_manager.order_by("pk").first())]
    return [
        release(pattern, level, step, author, crew).get_absolute_url()
        for pattern in patterns
        for step, level in enumerate(Visibility, start=1)
    ]


def release(pattern, level, step: int, author, crew):
    copy = type(pattern)._base_manager.get(pk=pattern.pk)
    lists = {field.name: list(getattr(copy, field.name).all()) for field in copy._meta.many_to_many}
    copy.pk = copy.id = None
    copy._state.adding = True
    copy.author, copy.team, copy.visibility = author, crew, level
    for field in copy._meta.fields:
        write_canary(copy, field, canary(type(copy), level), step)
    copy.save()
    for name, members in lists.items():
        getattr(copy, name).set(members)
    return copy


def write_canary(copy, field, text: str, step: int) -> None:
    if isinstance(field, models.SlugField):
        setattr(copy, field.name, text)
    elif field.name in {"version", "year"}:
        setattr(copy, field.name, getattr(copy, field.name) + 100 + step)
    elif field.name == "code":
        setattr(copy, field.name, f"CANR{step}X"[:6])
    elif isinstance(field, (models.FileField, models.URLField, models.EmailField)) or field.choices:
        return
    elif isinstance(field, (models.CharField, models.TextField)) and field.name not in {"visibility", "state"}:
        setattr(copy, field.name, text)


def levels_seen(person) -> set[str]:
    """The levels of crew one's canaries that this person may meet."""
    if person is None:
        return {Visibility.PUBLIC}
    seen = {Visibility.PUBLIC}
    if person.reach.is_partner:
        seen.add(Visibility.PARTNERSHIP)
    crew = Body.objects.get(name=CREW).pk
    if crew in person.reach.bodies:
        seen |= {Visibility.HARBOUR, Visibility.DOCKING}
    if crew in person.reach.docked:
        seen.add(Visibility.DOCKING)
    return seen

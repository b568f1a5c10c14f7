"""Taking something with us, and sorting it when there is time: changes to several nouns at once."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from hamn.dockings.actions import circle_of
from hamn.findings.models import Finding, TakeAway
from hamn.records.links import link
from hamn.records.models import Link, Visibility


@transaction.atomic
def take_away(text: str, about, programme, by) -> TakeAway:
    """Keep one sentence, tied to what it is about. The same sentence about the same thing is kept once."""
    text = text.strip()
    if twin := twin_of(text, about, by):
        return twin
    level, team = beginning(about)
    taken = TakeAway.objects.create(text=text, author=by, programme=programme, team=team, visibility=level)
    if about is not None:
        link(about, taken, "led_to", by)
    return taken


def twin_of(text: str, about, by) -> TakeAway | None:
    """The same person's same sentence about the same thing: a button pressed twice."""
    same = TakeAway.objects.filter(text=text, author=by)
    if about is None:
        return same.unsorted().first()
    kinds = ContentType.objects.get_for_models(about, TakeAway)
    tied = Link.objects.filter(from_type=kinds[about], from_id=about.pk, to_type=kinds[TakeAway])
    return same.filter(pk__in=tied.values("to_id")).first()


def beginning(about) -> tuple[str, object]:
    """Where a finding starts: never wider than what it comes from, and never public by itself."""
    circle = circle_of(about)
    level = getattr(circle, "visibility", Visibility.PARTNERSHIP)
    return min(level, Visibility.PARTNERSHIP, key=lambda each: Visibility(each).rank), getattr(circle, "team", None)


@transaction.atomic
def sort(taken: TakeAway, finding: Finding, by) -> Finding:
    """Make the take-away an insight, a recommendation, a lesson or a reflection. It is sorted once."""
    waiting = TakeAway.objects.select_for_update().filter(pk=taken.pk).unsorted()
    if not waiting.exists():
        taken.refresh_from_db()
        return taken.sorted_into
    finding.programme, finding.track = taken.programme, finding.track or taken.track
    finding.team, finding.visibility, finding.author = taken.team, taken.visibility, by
    finding.save()
    taken.sorted_type = ContentType.objects.get_for_model(finding)
    taken.sorted_id = finding.pk
    taken.save()
    link(taken, finding, "led_to", by)
    return finding


@transaction.atomic
def record(finding: Finding, about, by) -> Finding:
    """Write a finding down directly, tied to what it builds on."""
    finding.author = by
    finding.visibility, finding.team = beginning(about)
    finding.save()
    if about is not None:
        link(about, finding, "led_to", by)
    return finding

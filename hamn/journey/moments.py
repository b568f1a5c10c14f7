"""A trail as a story in time: what was said, what was answered, what was cancelled, what took place."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamn.journey.milestones import shortened
from hamn.people.models import Body
from hamn.programmes.plans import Planned, State
from hamn.records.together import read_together

# What each kind of noun is when it stands in a story.
ACTS = {
    "dialogues.answergroup": gettext_lazy("Said"),
    "dialogues.reply": gettext_lazy("Answered"),
    "dialogues.dialogue": gettext_lazy("Asked"),
    "expeditions.logentry": gettext_lazy("Noticed"),
    "findings.takeaway": gettext_lazy("Taken along"),
    "findings.insight": gettext_lazy("Understood"),
    "findings.recommendation": gettext_lazy("Recommended"),
    "findings.lesson": gettext_lazy("Learned"),
    "findings.reflection": gettext_lazy("Reflected on"),
    "dockings.commitment": gettext_lazy("Promised"),
    "dockings.outcome": gettext_lazy("Came out"),
}
# The reverse relations that tell what happened to a noun after it came to be.
TURNS = ("changes", "responses")
DAYS = ("on", "made_on", "given_on", "released_at", "starts_on", "created_at")


@dataclass(frozen=True)
class Moment:
    """One step of the story. `state` gives it its sign; `is_here` marks the noun the reader came from."""

    on: date
    act: str
    text: str
    url: str
    noun: object
    state: str = "held"
    note: str = ""
    lesson: str = ""
    by: str = ""
    precision: str = "day"
    is_here: bool = False
    is_response: bool = False


def moments(here, nouns: Iterable) -> list[Moment]:
    """Every noun of the trail, and what happened to it, oldest first."""
    nouns = list(nouns)
    turns, names = turns_of(nouns), bodies_of(nouns)
    told = [
        moment for noun in nouns for moment in moments_of(noun, noun == here, turns[noun._meta.label, noun.pk], names)
    ]
    return sorted(told, key=lambda moment: moment.on)


def turns_of(nouns) -> dict[tuple[str, int], list]:
    """What moved, cancelled or answered each noun, oldest first, of all kinds in one query."""
    asked, ends = [], {}
    for kind in {type(noun) for noun in nouns}:
        relation = next((getattr(kind, name).rel for name in TURNS if hasattr(kind, name)), None)
        if relation:
            numbers = [noun.pk for noun in nouns if type(noun) is kind]
            asked.append(relation.related_model.objects.filter(**{f"{relation.field.name}__in": numbers}))
            ends[relation.related_model] = (kind._meta.label, relation.field.attname)
    turns = defaultdict(list)
    for turn in sorted(read_together(asked), key=lambda turn: turn.pk):
        label, end = ends[type(turn)]
        turns[label, getattr(turn, end)].append(turn)
    return turns


def bodies_of(nouns) -> dict[int, str]:
    """The names of those who answer and promise, in one query."""
    numbers = {body_number(noun) for noun in nouns} - {None}
    return {body.pk: body.name for body in Body.objects.filter(pk__in=numbers)} if numbers else {}


def body_number(noun) -> int | None:
    return getattr(noun, "body_id", None) or getattr(noun, "owner_id", None)


def moments_of(noun, is_here: bool, turns: Iterable, names: Mapping[int, str]) -> Iterator[Moment]:
    if isinstance(noun, Planned):
        yield from plans_of(noun, is_here, turns)
        return
    yield Moment(
        on=day_of_noun(noun),
        act=act_of(noun),
        text=shortened(str(getattr(noun, "text", "") or noun), 240),
        url=noun.get_absolute_url(),
        noun=noun,
        by=names.get(body_number(noun), ""),
        is_here=is_here,
    )
    for response in turns:
        yield Moment(
            on=response.on,
            act=_("Answered"),
            text=f"{capfirst(response.get_verdict_display())}. {shortened(response.why, 240)}",
            url=noun.get_absolute_url(),
            noun=noun,
            is_response=True,
        )


def plans_of(noun, is_here: bool, changes: Iterable) -> Iterator[Moment]:
    """Where it stands now, and before that every turn it took."""
    ended = None
    for change in changes:
        if change.state == State.MOVED and change.moved_from:
            yield plan(noun, State.MOVED, day_of(change.moved_from), False, change)
        elif change.state == noun.state:
            ended = change
    yield plan(noun, State.PLANNED if noun.state == State.MOVED else noun.state, day_of(noun.time), is_here, ended)


def plan(noun, state, on: date, is_here: bool, change=None) -> Moment:
    return Moment(
        on=on,
        act=capfirst(str(State(state).label)),
        text=str(noun),
        url=noun.get_absolute_url(),
        noun=noun,
        state=str(state),
        note=change.reason if change else "",
        lesson=change.lesson if change else "",
        precision=noun.precision,
        is_here=is_here,
    )


def is_unanswered(noun, told: Iterable[Moment]) -> bool:
    """Whether something that asks for an answer has none that this reader may see."""
    if noun._meta.label_lower == "dialogues.answergroup":
        return not any(is_reply_to(moment.noun, noun) for moment in told)
    if noun._meta.label_lower == "findings.recommendation":
        return not any(moment.is_response and moment.noun == noun for moment in told)
    return False


def is_reply_to(noun, group) -> bool:
    return noun._meta.label_lower == "dialogues.reply" and noun.group_id == group.pk


def act_of(noun) -> str:
    act = ACTS.get(noun._meta.label_lower)
    return str(act) if act else capfirst(str(noun._meta.verbose_name))


def day_of_noun(noun) -> date:
    docking = getattr(noun, "docking", None)
    found = next((value for name in DAYS if (value := getattr(noun, name, None))), None)
    if docking is not None and noun._meta.label_lower == "dockings.outcome":
        return day_of(docking.starts_at)
    return day_of(found) if found else date.max


def day_of(time) -> date:
    return timezone.localtime(time).date() if hasattr(time, "hour") else time

"""From what the gate lets out to the rows that result pages read, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from hamn.dialogues import rooms, store
from hamn.dialogues.group_words import KINDS, said_more
from hamn.dialogues.models import AnswerGroup, Question, Round, ShownFigure, Tension
from hamn.live.beside import pictures
from hamn.live.room import Room
from hamn.live.tally import Tally
from hamn.live.texts import Moderation, Text, Texts
from hamn.records.models import Link

# What a page has rows of its own for. Statements and questions asked stay, with what the room said of each.
TEXTS_TOLD = ("words", "texts", "comments", "put_aside")
KEPT_UP = ["own_count", "shown_count", "held_for", "hidden_reason", "merged_into"]
BATCH = 500


@dataclass(frozen=True)
class Released:
    """What may be seen of one question: its figures, and its texts with what the leader decided about them."""

    question_id: int
    told: Mapping[str, Any] | None
    texts: list[Text]
    decided: Moderation
    # How each group answered, once the question is settled.
    groups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def release(round_id: int, closing: bool = False, on=None) -> None:
    """Let out what may be seen of a round now. Doing it again without new answers changes nothing.

    The ledger is committed before the pages' rows: a crash between them makes the gate too careful, never too open.
    """
    with transaction.atomic():
        round = Round.objects.select_for_update(of=["self"]).select_related("dialogue").get(pk=round_id)
        room = rooms.load(round)
        passages = room.passages(closing)
        if not closing:
            store.store([passage.seen for passage in passages])
        room.passed(passages)
        Round.objects.filter(pk=round_id).update(has_written_in=room.has_written_in)
        publish(round, room, room.shown, on)
        if closing:
            publish_groups(round, room)


def publish(round: Round, room: Room, numbers: Iterable[int], on=None) -> None:
    """Write the pages' rows of these questions."""
    known = [number for number in sorted(numbers) if number in room.questions]
    publish_released(round, [view_of(room, number).released() for number in known], room.answered, on)


@dataclass(frozen=True)
class View:
    """What the room shows of a question at one moment, to be put into rows by another thread than the room's."""

    told: Mapping[str, Any] | None
    texts: Texts
    tally: Tally
    groups: Mapping[str, Mapping[str, Any]]

    def released(self) -> Released:
        texts = self.texts.everything(self.tally)
        return Released(self.texts.question, self.told, texts, self.texts.moderation, self.groups)


def view_of(room: Room, number: int) -> View:
    """The tally that is shown never changes again; the leader's decisions may, so they are copied."""
    texts = room.texts(room.questions[number])
    tally, _people = room.shown.get(number, (Tally(), 0))
    groups = dict(room.state.settled.get(number, {}))
    return View(room.told.get(number), replace(texts, moderation=deepcopy(texts.moderation)), tally, groups)


@dataclass(frozen=True)
class Told:
    """A round whose pages are to follow its room, with what may be seen of its questions and how many have answered."""

    round: Round
    everything: Sequence[Released]
    answered: int | None


def publish_released(round: Round, everything: Iterable[Released], answered: int | None, on=None) -> None:
    publish_rounds([Told(round, list(everything), answered)], on)


@transaction.atomic
def publish_rounds(rounds: Sequence[Told], on=None) -> None:
    """Write the pages' rows of many rounds in the same few queries that one would take: a hundred rooms may move at once."""
    for told in rounds:
        told.round.shown_answered = told.answered
    Round.objects.bulk_update([told.round for told in rounds], ["shown_answered"])
    asked = {each.question_id for told in rounds for each in told.everything}
    asked = set(Question.objects.filter(pk__in=asked).values_list("pk", flat=True))
    released = [(told.round, each) for told in rounds for each in told.everything if each.question_id in asked]
    publish_figures([(round, each.question_id, each.told) for round, each in released])
    publish_texts(released, on or timezone.localdate())
    for round, each in released:
        publish_settled(round, each)


def publish_figures(figures: Sequence[tuple[Round, int, Mapping[str, Any] | None]], group=None) -> None:
    """What is told of each question of each round, of everybody or of one group; a figure of nothing is taken away."""
    wanted = {(round.pk, question): told for round, question, told in figures}
    places = {"round__in": {round for round, _ in wanted}, "question__in": {question for _, question in wanted}}
    found = ShownFigure.objects.filter(**places, group=group)
    stands = {(figure.round_id, figure.question_id): figure for figure in found}
    new, moved, gone = [], [], []
    for place, told in wanted.items():
        figure = stands.get(place)
        if told is None:
            gone += [figure.pk] if figure else []
            continue
        shown = {name: value for name, value in told.items() if name not in TEXTS_TOLD}
        if figure is None:
            new.append(ShownFigure(round_id=place[0], question_id=place[1], group=group, told=shown))
        elif figure.told != shown:
            figure.told = shown
            moved.append(figure)
    ShownFigure.objects.bulk_create(new, batch_size=BATCH)
    ShownFigure.objects.bulk_update(moved, ["told"], batch_size=BATCH)
    if gone:
        ShownFigure.objects.filter(pk__in=gone).delete()


def publish_settled(round: Round, each: Released) -> None:
    for group in round.dialogue.groups.filter(key__in=each.groups) if each.groups else ():
        publish_figures([(round, each.question_id, each.groups[group.key])], group)


def publish_texts(released: Sequence[tuple[Round, Released]], on) -> None:
    places = {
        "round__in": {round.pk for round, _ in released},
        "question__in": {each.question_id for _, each in released},
    }
    stands: dict[tuple[int, int], dict[str, AnswerGroup]] = {}
    for group in AnswerGroup.objects.filter(**places):
        stands.setdefault((group.round_id, group.question_id), {})[group.ref] = group
    first = []
    for round, each in released:
        known = stands.setdefault((round.pk, each.question_id), {})
        # In the alphabet's order, so that row numbers say nothing about who came first.
        texts = sorted(each.texts, key=lambda text: text.text)
        first += [first_shown(round, each.question_id, text, on) for text in texts if text.id not in known]
    # A whole round's texts may come at once, when it closes or was answered elsewhere.
    for group in AnswerGroup.objects.bulk_create(first, batch_size=BATCH):
        stands[group.round_id, group.question_id][group.ref] = group
    moved = []
    for round, each in released:
        moved += moved_texts(each, stands[round.pk, each.question_id])
    AnswerGroup.objects.bulk_update(moved, KEPT_UP, batch_size=BATCH)
    for round, each in released:
        if each.decided.merged:
            for group in AnswerGroup.objects.filter(round=round, question=each.question_id).prefetch_related("merged"):
                group.recount()


def moved_texts(each: Released, groups: Mapping[str, AnswerGroup]) -> list[AnswerGroup]:
    """Those whose rows have to follow; what nobody says any more is taken back."""
    told = {text.id: text for text in each.texts}
    for group in [group for ref, group in groups.items() if ref not in told]:
        take_back(group)
    return [group for ref, group in groups.items() if ref in told and keep_up(group, told[ref], each.decided, groups)]


def first_shown(round: Round, question: int, text: Text, on) -> AnswerGroup:
    return AnswerGroup(
        question_id=question,
        round=round,
        ref=text.id,
        label=text.text,
        own_count=text.count,
        shown_count=text.count,
        held_for=text.waits,
        released_at=on,
        invented=round.dialogue.invented,
    )


def keep_up(group: AnswerGroup, text: Text, decided: Moderation, groups: Mapping[str, AnswerGroup]) -> bool:
    """The row as the room has it: count, whether it waits, is put aside or merged. Returns whether anything moved."""
    into = groups.get(decided.target(text.id))
    now = {
        "own_count": text.count,
        "held_for": text.waits,
        "hidden_reason": decided.aside.get(text.id, ""),
        "merged_into": into if into and into.pk != group.pk else None,
    }
    # By the number of its row: comparing the row itself would read it.
    stands = group.merged_into_id == (now["merged_into"].pk if now["merged_into"] else None) and all(
        getattr(group, name) == now[name] for name in ("own_count", "held_for", "hidden_reason")
    )
    if stands and group.shown_count is not None:
        return False
    for name, value in now.items():
        setattr(group, name, value)
    group.shown_count = text.count
    return True


def take_back(group: AnswerGroup) -> None:
    """Nobody says it any more. Where something was built on it, its page stays, without the words' writer's number."""
    drawn = Tension.objects.filter(Q(one=group) | Q(other=group))
    if group.replies.exists() or group.merged.exists() or drawn.exists() or Link.objects.touching(group).exists():
        AnswerGroup.objects.filter(pk=group.pk).update(
            own_count=None, shown_count=None, hidden_reason=group.hidden_reason or _("Taken back by whoever said it.")
        )
    else:
        group.delete()


def publish_groups(round: Round, room: Room) -> None:
    """How each group answered, where that isolates nobody: only once, when the round is closed.

    Of a question that was settled it was told then; to tell it anew could set two memberships beside each other.
    """
    groups = {group.key: group for group in round.dialogue.groups.all()}
    if not groups:
        return
    for number in sorted(set(room.questions) - set(room.state.settled)):
        found = pictures(room, number)
        more = said_more(room, number, round.dialogue.gate, found) if room.questions[number].kind in KINDS else {}
        for key, told in found.items():
            if key in groups:
                words = {"said_more": more[key]} if key in more else {}
                publish_figures([(round, number, told | words)], groups[key])

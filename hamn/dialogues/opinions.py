"""From a closed round's votes on statements to the map of opinions: rows → arrays → the gate → rows. Stored once."""

from collections import defaultdict
from threading import Lock

from hamn.dialogues import tally
from hamn.dialogues.models import AnswerGroup, OpinionMap, Question, Round
from hamn.sensemaking.opinions.analyse import analyse
from hamn.sensemaking.opinions.options import Options
from hamn.sensemaking.opinions.result import VERSION
from hamn.sensemaking.opinions.shown import shown
from hamn.sensemaking.opinions.votes import Moderation, Votes, gather

# So many votes are analysed within a few seconds, so whoever looks first may wait for it.
SMALL = 600
# A hundred who look at once wait for the first, instead of each computing the same.
_computing = Lock()


def map_of(question: Question, round: Round, wait: bool = False) -> OpinionMap | None:
    """The map of the question in this round; None while it is not computed, or cannot be.

    wait: compute it now, however large it is.
    """
    if round is None or round.is_open or round.is_void:
        return None
    found = OpinionMap.objects.filter(question=question, round=round).first()
    if found or not may_be_mapped(round):
        return found
    with _computing:
        return OpinionMap.objects.filter(question=question, round=round).first() or made(question, round, wait)


def may_be_mapped(round: Round | None) -> bool:
    """Nobody can be told any more from how they voted: closed, sealed, and not void."""
    return round is not None and not round.is_open and not round.is_void and tally.is_sealed(round.pk)


def map_all() -> None:
    """Background duty: every closed question of statements that has no map yet."""
    closed = Round.objects.filter(closed_at__isnull=False, voided_reason="", dialogue__questions__kind="statements")
    for round in closed.distinct().select_related("dialogue"):
        for question in round.dialogue.questions.filter(kind=Question.Kind.STATEMENTS).exclude(
            opinion_maps__round=round
        ):
            map_of(question, round, wait=True)


def made(question: Question, round: Round, wait: bool) -> OpinionMap | None:
    rows = list(tally.statement_votes(round.pk, question.pk))
    if len(rows) > SMALL and not wait:
        return None
    votes = votes_of(rows)
    result = analyse(votes, moderation_of(question, round, votes), options_of(round))
    values = {"told": shown(result, round.dialogue.gate), "input_hash": votes.digest()}
    values |= {"method": result.options.mode.value, "version": VERSION, "seed": result.options.seed}
    found, _is_new = OpinionMap.objects.get_or_create(question=question, round=round, defaults=values)
    return found


def options_of(round: Round) -> Options:
    return Options(threshold=round.dialogue.gate.threshold, ideal_point=True)


def votes_of(rows) -> Votes:
    """Votes with everybody numbered by what they voted, so that the result does not depend on how rows were shuffled."""
    by_person: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for person, statement, value in rows:
        by_person[person].append((statement, value))
    people = sorted(sorted(votes) for votes in by_person.values())
    flat = [(str(number), statement, value) for number, votes in enumerate(people) for statement, value in votes]
    return gather(*zip(*flat, strict=True)) if flat else gather([], [], [])


def moderation_of(question: Question, round: Round, votes: Votes) -> Moderation:
    """What was hidden, merged or never shown is not of the map, though it was voted on while it stood there."""
    return Moderation(out=frozenset(votes.statements) - set(texts_of(question, round)))


def texts_of(question: Question, round: Round) -> dict[str, str]:
    """Every statement that stands now, by its id: the question's own, and the room's as the gate has let them out."""
    own = {option.key: option.text for option in question.options.all()}
    said = AnswerGroup.objects.shown().filter(question=question, round=round)
    return own | {group.ref: group.label for group in said}

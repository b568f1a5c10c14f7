"""From stored answers to what may be shown: tally → gate → the rows that result pages read, and nothing else."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hamn.dialogues.models import AnswerGroup, Phrase, Question, Round, ShownScale
from hamn.dialogues.tally import PRESENCE, Tally, remember, seen, tally, views_of
from hamn.records.models import Link
from hamn.sensemaking.disclosure import Gate, Verdict, changes


@dataclass(frozen=True)
class Passage:
    """One question's way through the gate."""

    question_id: int
    tally: Tally
    ledger: dict
    gate: Gate

    @property
    def marks(self) -> dict[str, str]:
        return {who: sha256(value.encode()).hexdigest() for who, value in self.tally.values.items()}

    def verdict(self, closing: bool) -> Verdict:
        return self.gate.verdict(self.marks, self.ledger, views_of(self.ledger), closing)

    def write_ledger(self, round_id: int, verdict: Verdict) -> None:
        shown = self.marks if verdict is Verdict.SHOW else {}
        remember(round_id, self.question_id, views_of(self.ledger) + 1, changes(shown, self.ledger))


@transaction.atomic
def release(round_id: int, closing: bool = False, on=None) -> None:
    """Let out what may be seen of a round now. Doing it again without new answers changes nothing.

    The ledger is committed before the pages' rows: a crash between them makes the gate too careful, never too open.
    """
    round = Round.objects.select_for_update(of=["self"]).select_related("dialogue").get(pk=round_id)
    questions = {question.pk: question for question in round.dialogue.questions.all()}
    tallies, ledgers = tally(round_id, questions), seen(round_id)
    for number, counted in tallies.items():
        passage = Passage(number, counted, ledgers.get(number, {}), round.dialogue.gate)
        verdict = passage.verdict(closing)
        if verdict is Verdict.HOLD:
            continue
        with transaction.atomic(using=settings.ANSWERS_DATABASE):
            passage.write_ledger(round_id, verdict)
        if number == PRESENCE:
            show_presence(round, counted, verdict)
        else:
            show_question(round, questions[number], counted, verdict, on or timezone.localdate())


def show_presence(round: Round, counted: Tally, verdict: Verdict) -> None:
    round.shown_answered = counted.people if verdict is Verdict.SHOW else None
    round.save(update_fields=["shown_answered"])


def show_question(round: Round, question: Question, counted: Tally, verdict: Verdict, on) -> None:
    shown = counted if verdict is Verdict.SHOW else Tally()
    if question.kind == Question.Kind.SCALE:
        show_scale(round, question, shown)
    else:
        show_wordings(round, question, shown.wordings(), on)


def show_scale(round: Round, question: Question, counted: Tally) -> None:
    if not counted.people:
        ShownScale.objects.filter(question=question, round=round).delete()
        return
    counts, dont_know = counted.steps(question.steps)
    ShownScale.objects.update_or_create(
        question=question, round=round, defaults={"counts": counts, "dont_know": dont_know}
    )


def show_wordings(round: Round, question: Question, wordings: dict[str, Counter], on) -> None:
    phrases = {
        phrase.key: phrase for phrase in Phrase.objects.filter(round=round, question=question).select_related("group")
    }
    for key in sorted(wordings.keys() - phrases.keys()):
        phrases[key] = first_shown(round, question, key, likeliest(wordings[key]), on)
    for key, phrase in phrases.items():
        said = sum(wordings[key].values()) if key in wordings else 0
        if not said:
            take_back(phrase)
        else:
            phrase.group.own_count = said
            phrase.group.save(update_fields=["own_count"])
    for group in AnswerGroup.objects.filter(round=round, question=question):
        group.recount()


def first_shown(round: Round, question: Question, key: str, text: str, on) -> Phrase:
    group = AnswerGroup.objects.create(
        question=question, round=round, label=text, released_at=on, invented=round.dialogue.invented
    )
    return Phrase.objects.create(round=round, question=question, group=group, key=key, text=text)


def likeliest(texts: Counter) -> str:
    """The wording most people chose; among equals the first in the alphabet, so that no order of answering shows."""
    return min(texts, key=lambda text: (-texts[text], text))


def take_back(phrase: Phrase) -> None:
    """Nobody says it any more. Where something was built on it, its page stays, without the words' writer's number."""
    group = phrase.group
    if group.replies.exists() or group.merged.exists() or Link.objects.touching(group).exists():
        AnswerGroup.objects.filter(pk=group.pk).update(
            own_count=None, hidden_reason=group.hidden_reason or _("Taken back by whoever said it.")
        )
    else:
        group.delete()

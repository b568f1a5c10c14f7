"""After closing, whoever has everything that we keep, and every phone, can tie no answer to a person, a ticket or a moment."""

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.db import connections

from hamn.dialogues import keys, live
from hamn.dialogues.answers import Answer, Respondent, Settled
from hamn.dialogues.models import Dialogue, RespondentGroup
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import forget_settled, hash_of, is_settled
from hamn.live.messages import Answer as Message
from tests.dialogues import builders

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 12


@pytest.fixture
def round(astrid):
    made = builders.opened(by=astrid, kinds=("words", "scale"))
    for key in ("staff", "leaders"):
        RespondentGroup.objects.create(dialogue=made.dialogue, key=key, name=key)
    return made


class Phones:
    """Everything that the phones know: tickets, ids, what was answered, and in which order."""

    def __init__(self, round, phrases=None):
        self.round, self.tickets, self.ids = round, [], []
        words, scale = round.dialogue.questions.all()
        for number in range(PEOPLE):
            ticket = f"ticket-of-{number}-" + "x" * 12
            first, second = (f"{round.pk:08x}{number:012x}{question:012x}" for question in (1, 2))
            sent = [Message(first, 7, words.pk, [f"ord {number}"]), Message(second, 9, scale.pk, number % 5 + 1)]
            phrase = (phrases or {}).get(number, "")
            live.answer_all(round, ticket, sent, "staff" if number < 6 else "leaders", phrase)
            self.tickets.append(ticket)
            self.ids += [first, second]
        self.hashes = {keys.participant(round.pk, ticket) for ticket in self.tickets}


def everything_kept(place) -> bytes:
    """Both databases as rows, their files and logs, whatever lies in the data folder, and a fresh backup."""
    rows = serializers.serialize("json", [*Answer.objects.all(), *Respondent.objects.all(), *Dialogue.objects.all()])
    files = [path.read_bytes() for path in Path(settings.DATA).rglob("*") if path.is_file()]
    answers = connections[settings.ANSWERS_DATABASE]
    if answers.vendor == "sqlite":
        # As `hamn backup` copies it.
        saved = place / "answers.sqlite3"
        with closing(sqlite3.connect(answers.settings_dict["NAME"])) as kept, closing(sqlite3.connect(saved)) as copy:
            kept.backup(copy)
        files.append(saved.read_bytes())
    return rows.encode() + b"".join(files)


def test_nothing_that_is_kept_holds_a_ticket_a_hash_or_an_id_of_a_phone(round, astrid, tmp_path):
    phones = Phones(round)
    close_round(round, by=astrid)
    kept = everything_kept(tmp_path)
    assert b"ord 3" in kept
    for secret in [*phones.tickets, *phones.hashes, *phones.ids]:
        assert secret.encode() not in kept


def test_no_row_tells_a_moment_or_an_order(round, astrid):
    Phones(round)
    close_round(round, by=astrid)
    assert {row.rev for row in Answer.objects.all()} == {0}
    fields = {field.get_internal_type() for model in (Answer, Respondent) for field in model._meta.fields}
    assert not fields & {"DateTimeField", "DateField", "TimeField"}
    words = round.dialogue.questions.first()
    by_number = {row.participant: json.loads(row.value) for row in Answer.objects.filter(question_id=words.pk)}
    assert set(by_number) == {str(number) for number in range(1, PEOPLE + 1)}
    assert [by_number[str(number)] for number in range(1, PEOPLE + 1)] != [[f"ord {n}"] for n in range(PEOPLE)]


def test_people_keep_their_group_and_nothing_else_of_their_coming(round, astrid):
    Phones(round)
    close_round(round, by=astrid)
    assert sorted(Respondent.objects.values_list("group", flat=True)) == ["leaders"] * 6 + ["staff"] * 6
    assert set(Respondent.objects.values_list("phrase", flat=True)) == {""}


def test_rounds_are_joined_by_a_chosen_phrase_and_by_nothing_else(round, astrid):
    Phones(round, phrases={0: "tre blå båtar"})
    close_round(round, by=astrid)
    dialogue = Dialogue.objects.get(pk=round.dialogue_id)
    second = open_round(dialogue, by=astrid)
    Phones(second, phrases={0: "Tre blå båtar"})
    close_round(second, by=astrid)
    first, again = (
        {row.phrase: row.participant for row in Respondent.objects.filter(round_id=each)}
        for each in (round.pk, second.pk)
    )
    [phrase] = set(first) & set(again) - {""}
    assert first[phrase] and again[phrase]
    answers = {each.round_id: set() for each in Answer.objects.all()}
    [answers[each.round_id].add(each.pk) for each in Answer.objects.all()]
    assert not answers[round.pk] & answers[second.pk]


def test_a_lost_confirmation_is_known_for_a_day_and_belongs_to_no_row(round, astrid, monkeypatch):
    phones = Phones(round)
    close_round(round, by=astrid)
    assert is_settled(phones.ids[:2]) and not is_settled(["f" * 32]) and not is_settled([])
    columns = {field.name for field in Settled._meta.fields}
    assert columns == {"id_hash", "on"}
    assert hash_of(phones.ids[0]) not in str(list(Answer.objects.values_list("id", flat=True)))
    forget_settled()
    assert is_settled(phones.ids[:2])
    Settled.objects.update(on="2020-01-01")
    forget_settled()
    assert not Settled.objects.exists()


def test_the_most_talkative_log_holds_no_ticket_and_no_answer(round, astrid, caplog):
    caplog.set_level(logging.DEBUG)
    phones = Phones(round)
    close_round(round, by=astrid)
    said = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert not [ticket for ticket in phones.tickets if ticket in said]
    assert "ord 3" not in said

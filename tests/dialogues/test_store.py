"""Confirmed means stored; once; and the last one counts."""

import json
import random
import threading

import pytest
from django.conf import settings
from django.db import connections

from hamn.dialogues import store
from hamn.dialogues.answers import Answer
from hamn.dialogues.store import Sent, Taken, stop_answers
from hamn.live.journal import store_each
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid)


def sent(round, id="a" * 32, who="someone", rev=1, value="x", question=1):
    return Sent(id, round.pk, question, who, rev, value)


def test_the_same_answer_again_gets_the_same_confirmation_and_changes_nothing(round):
    first = store.store([sent(round)])
    assert store.store([sent(round)]) == first
    assert Answer.objects.count() == 1


def test_a_later_answer_replaces_and_an_earlier_one_that_arrives_late_does_not(round):
    store.store([sent(round, rev=2, value="new")])
    store.store([sent(round, id="b" * 32, rev=1, value="old")])
    assert Answer.objects.get().id == "a" * 32
    assert json.loads(Answer.objects.get().value) == "new"
    store.store([sent(round, id="c" * 32, rev=3, value="newest")])
    assert json.loads(Answer.objects.get().value) == "newest"


def test_an_answer_taken_back_is_not_brought_to_life_by_a_late_copy(round):
    store.store([sent(round, rev=1)])
    store.store([sent(round, id="b" * 32, rev=2, value=None)])
    store.store([sent(round, rev=1)])
    assert Answer.objects.get().value == "null"


def test_an_id_of_somebody_elses_answer_is_not_stored_and_harms_nobody_in_the_batch(round):
    store.store([sent(round)])
    batch = [sent(round, who="thief", value="y"), sent(round, id="d" * 32, who="honest")]
    with pytest.raises(Taken):
        store.store(batch)
    stolen, honest = store_each(store.store, batch)
    assert isinstance(stolen, Taken)
    assert honest.id == "d" * 32
    assert sorted(Answer.objects.values_list("participant", flat=True)) == ["honest", "someone"]


def test_confirmations_come_in_the_order_of_the_batch(round):
    batch = [sent(round, id=f"{number:032x}", who=str(number)) for number in (3, 1, 2)]
    assert [each.id for each in store.store(batch)] == [each.id for each in batch]


def test_a_closed_round_takes_nothing_while_another_in_the_batch_does(round, astrid):
    other = builders.opened(by=astrid, title="Another")
    stop_answers(round.pk)
    closed, stored = store.store([sent(round), sent(other, id="e" * 32)])
    assert closed.is_closed and stored.id == "e" * 32
    assert Answer.objects.get().round_id == other.pk


def test_random_repeats_and_reorderings_end_in_what_was_sent_last(round):
    rng = random.Random(7)
    everything = [
        sent(round, id=f"{who}{rev}".rjust(32, "0"), who=str(who), rev=rev, value=f"{who}-{rev}")
        for who in range(8)
        for rev in range(1, 6)
    ]
    arriving = everything * 3
    rng.shuffle(arriving)
    while arriving:
        size = rng.randint(1, 7)
        store.store(arriving[:size])
        arriving = arriving[size:]
    values = dict(Answer.objects.values_list("participant", "value"))
    assert values == {str(who): f'"{who}-5"' for who in range(8)}


@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_the_same_instant_are_all_stored(astrid):
    round = builders.opened(by=astrid)
    ready, failures = threading.Barrier(10), []

    def person(number):
        try:
            ready.wait()
            for again in range(5):
                who = f"{number}-{again}"
                store.store([sent(round, id=who.rjust(32, "0"), who=who)])
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=person, args=[number]) for number in range(10)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not failures
    assert Answer.objects.count() == 50


def test_the_table_holds_no_address_device_time_or_user():
    columns = {field.name for field in Answer._meta.fields}
    assert columns == {"id", "round_id", "question_id", "participant", "item", "rev", "value"}
    with connections[settings.ANSWERS_DATABASE].cursor() as cursor:
        described = connections[settings.ANSWERS_DATABASE].introspection.get_table_description(
            cursor, "dialogues_answer"
        )
    assert {column.name for column in described} == columns

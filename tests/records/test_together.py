"""Rows of several tables in one query are what they are when read alone."""

from datetime import date

from django.db.models import FileField

from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Round
from hamn.findings.models import Insight
from hamn.records.models import Visibility
from hamn.records.registry import places_of
from hamn.records.together import read_together
from tests import cast
from tests.journey import builders
from tests.records.builders import insight


def values_of(noun):
    fields = type(noun)._meta.concrete_fields
    values = {field.attname: getattr(noun, field.attname) for field in fields}
    return values | {field.name: values[field.attname].name for field in fields if isinstance(field, FileField)}


def one_of_each(astrid, quay):
    dialogue = Dialogue.objects.create(
        programme=cast.programme(),
        title="Trust",
        code="4F7K",
        who_asks="LG",
        why="To learn",
        visibility=Visibility.PUBLIC,
    )
    question = Question.objects.create(dialogue=dialogue, text="What should we do?")
    group = AnswerGroup.objects.create(
        question=question,
        round=Round.objects.create(dialogue=dialogue),
        label="open “question” time, 100 %",
        x=0.25,
        released_at=dialogue.created_at,
    )
    found = insight("Två rader\noch ett \\ snedstreck", by=astrid, on=date(2021, 5, 21))
    docking = builders.docking()
    return [dialogue, group, found, docking, builders.decision("We begin", docking), builders.event(), quay]


def test_each_is_whole(astrid, quay):
    nouns = one_of_each(astrid, quay)
    asked = [type(noun).objects.filter(pk=noun.pk) for noun in nouns]
    alone = {noun: values_of(noun) for noun in (queryset.get() for queryset in asked)}
    assert {noun: values_of(noun) for noun in read_together(asked)} == alone


def test_one_query_brings_them_and_what_they_stand_inside(astrid, quay, django_assert_num_queries):
    nouns = one_of_each(astrid, quay)
    expected = {noun.get_absolute_url() for noun in nouns}
    asked = [type(noun).objects.filter(pk=noun.pk) for noun in nouns]
    with django_assert_num_queries(1):
        assert {noun.get_absolute_url() for noun in read_together(asked, places_of)} == expected


def test_a_place_that_is_empty_stays_empty(astrid, django_assert_num_queries):
    expected = insight(by=astrid, visibility=Visibility.PUBLIC)
    with django_assert_num_queries(1):
        (found,) = read_together([Insight.objects.filter(pk=expected.pk)], lambda model: ["track", "receiver"])
        assert found.track is None and found.receiver is None


def test_nothing_asked_for_needs_no_database():
    assert read_together([]) == []

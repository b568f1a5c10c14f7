"""From word to deed: one press beside what somebody said, with its line from the word and no reader more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.dialogues.models import Question, Tension
from hamn.dockings import deeds
from hamn.dockings.models import Commitment
from hamn.dockings.models.commitment import USUAL_WAIT
from hamn.people.models import Body
from hamn.records.links import trail
from hamn.records.models import Link, Visibility
from tests import cast
from tests.dockings import builders


@pytest.fixture(autouse=True)
def read_in_english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def word(docking, bo):
    return builders.words(docking, "fewer reports", "more walks", by=bo)[0]


@pytest.fixture
def next_docking(series, bo):
    return builders.docking(series, title="Second docking", days=20, by=bo)


def press(client, name, word, **posted):
    return client.post(reverse(name, args=[word.pk]), posted)


def test_one_press_promises_it_with_owner_day_and_line(word, docking, bo, as_):
    assert press(as_(bo), "answer_commitments", word, kind="start").status_code == 302
    made = Commitment.objects.get()
    assert (made.text, made.kind, made.owner, made.docking) == ("fewer reports", "start", cast.crew(), docking)
    assert made.recheck_on == timezone.localdate() + USUAL_WAIT
    assert made in [step.noun for step in trail(word, bo).led_to]
    assert word in [step.noun for step in trail(made, bo).built_on]


def test_pressing_twice_or_together_leaves_one(word, bo, astrid, as_):
    for who in (bo, bo, astrid):
        press(as_(who), "answer_commitments", word, kind="stop")
    assert Commitment.objects.count() == 1


def test_what_was_dropped_may_be_promised_again(word, bo):
    deeds.promise(word, "start", bo).recheck(bo, "dropped", "No money")
    assert deeds.promise(word, "start", bo) != Commitment.objects.earliest("pk")


def test_two_words_of_the_same_wording_each_get_their_line(docking, bo):
    first, second = (builders.words(docking, "fewer reports", by=bo)[0] for _ in range(2))
    for word in (first, second):
        made = deeds.promise(word, "stop", bo)
        assert made in [step.noun for step in trail(word, bo).led_to]


def test_a_manager_promises_in_the_name_of_the_management_team(word, lena, as_):
    press(as_(lena), "answer_commitments", word, kind="stop")
    assert Commitment.objects.get().owner == cast.body()


def test_a_dialogue_without_a_team_asks_who_does_it(word, astrid, as_):
    asked = word.question.dialogue
    asked.team, asked.visibility = None, Visibility.PARTNERSHIP
    asked.save()
    answer = press(as_(astrid), "answer_commitments", word, kind="stop")
    assert answer.url == f"{reverse('commitment_new')}?from=dialogues.answergroup:{word.pk}"
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("name", ["answer_commitments", "answer_agenda", "answer_take_away"])
def test_who_may_not_see_the_word_finds_no_button_behind_the_address(name, word, next_docking, cilla, as_):
    assert press(as_(cilla), name, word, kind="start").status_code == 404
    assert press(as_(None), name, word, kind="start").url.startswith("/accounts/login/")
    assert not Link.objects.exists()


def test_an_unknown_kind_is_no_promise(word, bo, as_):
    assert press(as_(bo), "answer_commitments", word, kind="maybe").status_code == 404


def test_the_press_leads_back_to_where_it_was_made_and_to_no_other_house(word, bo, as_):
    here = word.question.dialogue.get_absolute_url() + "#said"
    assert press(as_(bo), "answer_commitments", word, kind="start", next=here).url == here
    away = press(as_(bo), "answer_commitments", word, kind="start", next="https://elsewhere.example/")
    assert away.url == word.get_absolute_url()


def test_one_press_puts_it_on_the_agenda_of_the_next_meeting(word, docking, next_docking, bo, as_):
    for _ in range(2):
        press(as_(bo), "answer_agenda", word)
    [point] = next_docking.agenda.all()
    assert (point.title, point.said, point.dialogue) == ("fewer reports", word, word.question.dialogue)
    assert next_docking in [step.noun for step in trail(word, bo).led_to]
    assert word in [step.noun for step in trail(next_docking, bo).built_on]
    assert f'href="{word.get_absolute_url()}"' in as_(bo).get(next_docking.get_absolute_url()).text


def test_taking_the_point_away_takes_its_line_along(word, next_docking, bo):
    next_docking.remove_point(next_docking.take_up(word, bo))
    assert next_docking not in [step.noun for step in trail(word, bo).led_to]


def test_the_meeting_itself_takes_it_up_while_it_is_ahead_and_no_other_is_planned(series, bo):
    ahead = builders.docking(series, days=3, by=bo)
    [word] = builders.words(ahead, "fewer reports", by=bo)
    assert deeds.meetings_of(word.question.dialogue, bo).next == ahead


def test_without_a_next_meeting_there_is_no_button_and_a_sentence(series, bo, as_):
    past = builders.docking(series, days=-3, by=bo)
    [word] = builders.words(past, "fewer reports", by=bo)
    assert reverse("answer_agenda", args=[word.pk]) not in as_(bo).get(word.get_absolute_url()).text
    told = as_(bo).post(reverse("answer_agenda", args=[word.pk]), follow=True).text
    assert "No next meeting is planned" in told


def test_a_word_of_the_team_alone_never_reaches_a_meeting_with_more_readers(word, next_docking, bo):
    asked = word.question.dialogue
    asked.visibility = Visibility.HARBOUR
    asked.save()
    assert deeds.meetings_of(asked, bo) == deeds.Meetings()
    made = deeds.promise(word, "start", bo)
    assert (made.docking, made.visibility) == (None, Visibility.HARBOUR)


def test_the_team_of_another_series_is_not_within(docking, bo):
    other = cast.docking_series("Other", team=cast.body("Crew two", Body.Kind.CREW), by=bo)
    theirs = builders.docking(other, by=bo)
    assert deeds.is_within(docking, docking)
    assert not deeds.is_within(docking, theirs)


def test_the_long_form_has_the_same_defaults(word, bo, as_):
    word.question.purpose = Question.Purpose.STOP
    word.question.save()
    form = as_(bo).get(f"{reverse('commitment_new')}?from=dialogues.answergroup:{word.pk}").context["form"]
    assert [form[name].value() for name in ("text", "kind", "owner")] == ["fewer reports", "stop", cast.crew().pk]


def test_a_word_that_asks_to_stop_offers_stopping_and_one_that_asks_to_start_offers_doing(word, bo, as_):
    offered = {}
    for purpose in Question.Purpose.values:
        Question.objects.update(purpose=purpose)
        page = as_(bo).get(word.get_absolute_url()).text
        offered[purpose] = [kind for kind in ("start", "stop") if f'name="kind" value="{kind}"' in page]
    assert (offered["start"], offered["stop"], offered[""]) == (["start"], ["stop"], ["start", "stop"])


def test_a_visitor_and_a_member_without_a_seat_meet_only_what_they_may_do(word, frida, as_):
    Dialogue = type(word.question.dialogue)
    Dialogue.objects.update(visibility=Visibility.PUBLIC)
    assert "dialogues-tools" not in as_(None).get(word.get_absolute_url()).text
    page = as_(frida).get(word.get_absolute_url()).text
    assert reverse("answer_take_away", args=[word.pk]) in page
    assert reverse("answer_commitments", args=[word.pk]) not in page
    assert press(as_(frida), "answer_commitments", word, kind="start").status_code == 404


def test_fifty_words_ask_the_database_no_more_than_two(docking, next_docking, bo, as_, django_assert_max_num_queries):
    words = builders.words(docking, *[f"word {number}" for number in range(50)], by=bo)
    client, address = as_(bo), words[0].question.dialogue.get_absolute_url()
    assert client.get(address).text.count("dialogues-tools") == 50
    with django_assert_max_num_queries(12):
        client.get(address)


def test_a_tension_goes_on_the_next_agenda_once_with_its_line_and_question(docking, next_docking, bo, as_):
    drawn = Tension.objects.draw(*builders.words(docking, "fewer reports", "more walks", by=bo)[:2], by=bo)
    for _press in range(2):
        assert press(as_(bo), "tension_agenda", drawn).status_code == 302
    point = next_docking.agenda.get()
    assert point.title == str(drawn) and point.text == drawn.talk
    assert next_docking in [step.noun for step in trail(drawn, bo).led_to]
    assert drawn in [step.noun for step in trail(drawn.one, bo).led_to]
    assert drawn in [step.noun for step in trail(drawn.other, bo).led_to]

"""Everybody answers, each group sees its own picture, they guess, and all see all: as pages, without scripts."""

from itertools import count

import pytest
from django.urls import reverse

from hamn.dialogues import live, tally
from hamn.dialogues.models import ShownFigure
from hamn.dialogues.rounds import close_round, open_round
from hamn.dialogues.store import seal
from hamn.live.kinds.kind import field_name
from hamn.live.messages import Answer, Command
from hamn.radar.planning import GroupPlan
from tests.radar import builders

pytestmark = pytest.mark.django_db
IDS = count(1)


@pytest.fixture
def hall(as_, bo):
    """Six politicians and seven of the staff, each with a phone of their own; nobody has answered yet."""
    plans = [GroupPlan("Politicians", 7), GroupPlan("Staff", 25)]
    round = builders.look_out(builders.instrument(by=bo), bo, groups=plans)
    open_round(round.dialogue, by=bo)
    return Hall(round, as_, bo)


class Hall:
    def __init__(self, round, as_, leader):
        self.round, self.as_, self.leader = round, as_, leader
        self.dialogue, self.tickets = round.dialogue, {}
        self.page = reverse("phone", args=[self.dialogue.code])

    def phone(self, who, method="get", path="", data=None):
        client = self.as_(None)
        if who in self.tickets:
            client.cookies["ticket"] = self.tickets[who]
        response = getattr(client, method)(self.page + path, data or {})
        if "ticket" in response.cookies:
            self.tickets[who] = response.cookies["ticket"].value
        return response

    def answer(self, who, question, step, group="", **more):
        fields = {field_name(question, axis.key): step for axis in question.options.all()}
        seen = self.phone(who)
        form = {"id": seen.context["form"].id, "rev": seen.context["form"].rev, "group": group}
        return self.phone(who, "post", data=form | fields | more)

    def everybody(self, politicians=6, staff=7):
        """Straight into the room, every other one a step lower; what a phone's own form does is tried where it matters."""
        asked, step = self.round.question, {"politicians": 5, "staff": 2}
        for group, people in (("politicians", politicians), ("staff", staff)):
            for number in range(people):
                ticket = self.tickets[f"{group} {number}"] = f"{group}-{number}"
                given = {axis.key: step[group] - number % 2 for axis in asked.options.all()}
                answer = Answer(f"{next(IDS):032x}", 1, asked.pk, given)
                live.answer_all(self.dialogue.open_round, ticket, [answer], group)

    def press(self, stage):
        data = {"do": f"way {stage}"}
        return self.as_(self.leader).post(reverse("desk_commands", args=[self.dialogue.pk]), data, follow=True)

    def text(self, who, path=""):
        return self.phone(who, path=path).content.decode()


def closed(hall):
    """Closed, and sealed at once: what otherwise follows when the transaction is committed."""
    number = hall.dialogue.open_round.pk
    close_round(hall.dialogue.open_round, by=hall.leader)
    seal(number)


def test_each_phone_sees_its_own_groups_picture_and_no_other(hall):
    hall.everybody()
    assert "How your group answered" not in hall.text("staff 0")
    hall.press("settle")
    for path in ("", "/pictures"):
        seen = hall.text("staff 0", path)
        assert "How your group answered" in seen and '<h3 dir="auto">Staff</h3>' in seen
        assert "Politicians</h3>" not in seen


def test_a_phone_that_walks_between_groups_sees_nothing_more(hall):
    hall.everybody()
    hall.press("settle")
    newcomer = hall.answer("walker", hall.round.question, "3", "politicians")
    assert newcomer.status_code in (303, 409, 422)
    assert "Politicians</h3>" not in hall.text("walker", "?group=politicians")
    hall.phone("staff 0", path="?group=politicians")
    assert "Politicians</h3>" not in hall.text("staff 0", "?group=politicians")


def test_a_stranger_with_the_code_finds_no_pictures(hall):
    hall.everybody()
    assert hall.phone("nobody", path="/pictures").status_code == 404
    hall.press("settle")
    assert "Staff</h3>" not in hall.text("nobody", "/pictures")


def test_a_group_that_is_too_few_is_told_so(hall):
    hall.everybody(politicians=2)
    page = hall.press("settle").content.decode()
    assert "Too few to show by themselves: Politicians." in page
    assert "Too few in your group" in hall.text("politicians 0")


def test_the_question_is_closed_for_good(hall):
    hall.everybody()
    page = hall.press("settle").content.decode()
    assert "closed for good" in page and "Open the question" not in page
    number = hall.round.question.pk
    url = reverse("desk_commands", args=[hall.dialogue.pk])
    refused = hall.as_(hall.leader).post(url, {"do": f"open {number}"}, follow=True)
    assert "It is closed for good and cannot be opened again." in refused.content.decode()
    assert not live.moment(hall.dialogue).open


def test_what_the_whole_room_answered_stays_hidden_until_all_is_shown(hall):
    hall.everybody()
    live.lead(hall.dialogue, hall.leader, Command("show", question=hall.round.question.pk))
    hall.press("settle")
    assert hall.round.question.pk not in live.moment(hall.dialogue).shown
    hall.press("reveal")
    assert hall.round.question.pk in live.moment(hall.dialogue).shown


def test_each_group_guesses_about_the_others_and_never_about_itself(hall):
    hall.everybody()
    hall.press("guess")
    asked = {ask.question.about: ask.is_open for ask in hall.phone("staff 0").context["asks"]}
    assert asked == {"": False, "politicians": True, "staff": False}
    about_politicians, about_staff = hall.round.guess_questions
    assert hall.answer("staff 0", about_politicians, "4").status_code == 303
    refused = hall.answer("staff 1", about_staff, "4")
    assert refused.status_code == 422 and "it is about your own group" in refused.content.decode()


def test_guesses_do_not_open_before_the_groups_have_seen_their_own(hall):
    url = reverse("desk_commands", args=[hall.dialogue.pk])
    guess = hall.round.guess_questions.first()
    refused = hall.as_(hall.leader).post(url, {"do": f"step {guess.pk}"}, follow=True)
    assert "First let each group see its own picture" in refused.content.decode()


def test_at_last_everybody_sees_all(hall):
    hall.everybody()
    hall.press("guess")
    page = hall.press("reveal").content.decode()
    assert "Everybody sees everything." in page
    for who in ("staff 0", "nobody"):
        seen = hall.text(who)
        assert "How each group answered" in seen and "Politicians" in seen and "Where do the pictures differ" in seen
    assert all(
        number in live.moment(hall.dialogue).settled for number in hall.dialogue.questions.values_list("pk", flat=True)
    )


def test_pressing_a_stage_again_changes_nothing(hall):
    hall.everybody()
    hall.press("settle")
    before = live.moment(hall.dialogue)
    hall.press("settle")
    assert live.moment(hall.dialogue) == before


def test_there_is_no_stage_that_is_not_there(hall):
    assert "There is no such command." in hall.press("dance").content.decode()
    assert not live.moment(hall.dialogue).settled


def test_what_each_group_answered_is_the_same_when_the_round_is_closed(hall):
    hall.everybody()
    hall.press("settle")
    pictures = {figure.group.key: figure.told for figure in ShownFigure.objects.filter(group__isnull=False)}
    assert pictures["staff"]["axes"][0]["counts"] == [3, 4, 0, 0, 0]
    close_round(hall.dialogue.open_round, by=hall.leader)
    closed = ShownFigure.objects.filter(group__isnull=False, question=hall.round.question)
    assert {figure.group.key: figure.told for figure in closed} == pictures


def test_nobody_with_one_phone_can_stand_on_two_sides_of_a_picture(hall):
    hall.everybody()
    hall.press("guess")
    guess = hall.round.guess_questions.first()
    hall.answer("staff 0", guess, "4", group="politicians")
    closed(hall)
    told = list(tally.axes_answers(hall.dialogue.latest_round.pk, hall.round.question.pk))
    assert sum(group == "staff" for group, _phrase, _steps in told) == 7


def test_answers_are_read_one_by_one_only_when_the_round_is_closed(hall):
    hall.everybody()
    hall.answer("staff 0", hall.round.question, "2", "staff", phrase="three blue boats")
    number = hall.dialogue.open_round.pk
    with pytest.raises(ValueError, match="closed and sealed"):
        list(tally.axes_answers(number, hall.round.question.pk))
    closed(hall)
    told = list(tally.axes_answers(number, hall.round.question.pk))
    assert (
        sorted((group, steps["courage"]) for group, _phrase, steps in told)
        == [("politicians", 4)] * 3 + [("politicians", 5)] * 3 + [("staff", 1)] * 3 + [("staff", 2)] * 4
    )
    assert sum(bool(phrase) for _group, phrase, _steps in told) == 1


def test_a_phrase_joins_the_rounds_of_one_instrument(hall, bo):
    hall.answer("staff 0", hall.round.question, "2", "staff", phrase="Three  blue boats")
    first = hall.dialogue.open_round
    closed(hall)
    second = builders.look_out(hall.round.instrument, bo, groups=[GroupPlan("Politicians"), GroupPlan("Staff")])
    other = builders.look_out(builders.instrument(by=bo), bo)
    phrases = []
    for round in (second, other):
        open_round(round.dialogue, by=bo)
        again = Hall(round, hall.as_, bo)
        again.answer("x", round.question, "3", "staff", phrase="three blue boats")
        number = round.dialogue.open_round.pk
        closed(again)
        phrases += [phrase for _group, phrase, _steps in tally.axes_answers(number, round.question.pk)]
    [was] = [phrase for _group, phrase, _steps in tally.axes_answers(first.pk, hall.round.question.pk)]
    assert phrases[0] == was and phrases[1] != was


def test_the_pages_of_the_wall_hold_no_groups_picture_before_all_is_shown(hall):
    hall.everybody()
    hall.press("guess")
    wall = hall.as_(None).get(reverse("present", args=[hall.dialogue.code])).content.decode()
    assert "counts" not in wall and "How your group answered" not in wall
    assert str(hall.round.guess_questions.first().text) in wall.replace("&#x27;", "'")

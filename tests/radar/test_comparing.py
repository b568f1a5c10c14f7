import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from hamn.dialogues import keys, store
from hamn.dialogues.rounds import close_round, make_unlinkable, open_round, void_round
from hamn.findings.models import Insight
from hamn.live.entries import Joined
from hamn.radar.comparing import compare, compare_all
from hamn.radar.drawn import drawn
from hamn.radar.figures import Shown
from hamn.radar.models import Comparison
from hamn.radar.planning import GroupPlan
from hamn.sensemaking.assessment import from_json
from tests import cast
from tests.dialogues.builders import say
from tests.dockings import builders as dockings
from tests.radar import builders

pytestmark = pytest.mark.django_db
GROUPS = (GroupPlan("Politicians", 30), GroupPlan("Staff", 60))
KEYS = ("courage", "politics", "actors")


def answer(round, group, people, steps, phrases=None, question=None):
    """So many of a group answer, each the steps that `steps` tells by number."""
    answering = round.dialogue.open_round
    for number in range(people):
        who = f"{group}-{number}"
        phrase = phrases(number) if phrases else ""
        participant = keys.participant(answering.pk, who)
        store.store([Joined(answering.pk, participant, group, phrase, False)])
        say(
            answering,
            who,
            dict(zip(KEYS, steps(number), strict=True)),
            question=question or round.question,
            release_it=False,
        )


def spread(low, high):
    """About half give each, so that nobody is of one mind."""
    return lambda number: (low + number % 2, 2 + number % 3, high - number % 2)


@pytest.fixture
def made(bo):
    return builders.instrument(by=bo)


def looked_out(made, by, politicians=12, staff=12, apart=True, **fields):
    """A round where staff see courage two steps lower, if `apart`."""
    round = builders.look_out(made, by, groups=GROUPS, **fields)
    open_round(round.dialogue, by=by)
    first, second = (group.key for group in round.groups[:2])
    answer(round, first, politicians, spread(4, 4))
    answer(round, second, staff, spread(1 if apart else 4, 4))
    return round


def closed(made, by, **fields):
    round = looked_out(made, by, **fields)
    shut(round, by)
    return round


def shut(round, by):
    """Closed, and sealed as it is once that is committed."""
    answering = round.dialogue.open_round
    close_round(answering, by=by)
    make_unlinkable(answering.pk)
    round.dialogue.forget_rounds()


def test_a_closed_round_tells_where_the_pictures_differ(made, bo):
    found = compare(closed(made, bo))
    verdicts = {each.key: each.verdict for each in found.differences.all()}
    assert verdicts["courage"] == "differ"
    assert found.differences.first().key == "courage", "the widest sure gap stands first"
    assert "Courage" in str(found.differences.first()) and "2" not in verdicts["politics"]


def test_nothing_is_told_while_people_answer_nor_of_a_void_round(made, bo):
    round = looked_out(made, bo)
    assert compare(round) is None
    void_round(round.dialogue.open_round, by=bo, reason="A test")
    assert compare(round) is None


def test_comparing_twice_leaves_one_comparison(made, bo):
    round = closed(made, bo)
    assert compare(round) == compare(round)
    compare_all()
    assert Comparison.objects.count() == 1


def test_in_the_background_every_closed_round_is_compared(made, bo):
    closed(made, bo)
    compare_all()
    assert Comparison.objects.count() == 1


def test_a_group_that_is_too_small_is_in_no_figure(made, bo):
    told = compare(closed(made, bo, staff=3)).told
    report = from_json(told["report"])
    staff = told["groups"][1]
    assert staff["answered"] is None
    assert all(level.n == 0 for level in report.levels if level.group == staff["name"])
    assert all(pair.contrast.difference is None for pair in report.pairs)
    assert all(margin["whole"] is None for margin in told["table"]), "the whole would tell them by subtraction"


def test_a_small_group_of_one_mind_is_hidden_like_one_that_is_too_small(made, bo):
    round = looked_out(made, bo, staff=0)
    answer(round, round.groups[1].key, 7, lambda number: (3, 3, 1 + number % 2))
    shut(round, bo)
    table = compare(round).told["table"]
    assert [margin["hidden"] for margin in table] == [[1], [1], []]


def test_a_later_round_tells_whether_the_gap_closed(made, bo):
    closed(made, bo, on=date(2021, 9, 1))
    later = compare(closed(made, bo, apart=False, on=date(2022, 9, 1)))
    report = from_json(later.told["report"])
    assert report.waves == ("2021-09-01", "2022-09-01")
    [change] = [one for one in report.gap_changes if one.axis == "Courage"]
    assert change.verdict == "closing"


def test_an_axis_in_other_words_is_not_followed_over_rounds(made, bo):
    closed(made, bo, on=date(2021, 9, 1))
    courage = made.axes.get(key="courage")
    courage.desired_state = "We dare to stop."
    courage.change(by=bo)
    made.refresh_from_db()
    later = from_json(compare(closed(made, bo, on=date(2022, 9, 1))).told["report"])
    assert not [one for one in later.gap_changes if one.axis == "Courage"]
    assert [one for one in later.gap_changes if one.axis == "Politics"]


def test_guesses_are_laid_beside_the_answers(made, bo):
    round = looked_out(made, bo)
    first, second = round.groups[:2]
    about_second = round.guess_questions.get(about_group=second)
    answer(round, first.key, 12, spread(4, 4), question=about_second)
    shut(round, bo)
    report = from_json(compare(round).told["report"])
    [courage] = [one for one in report.guesses if one.axis == "Courage"]
    assert (courage.by, courage.about) == (first.name, second.name)
    assert courage.contrast.verdict == "differ" and courage.contrast.difference > 2


def test_the_page_shows_pictures_sentences_and_who_was_there(as_, made, bo, cilla):
    round = closed(made, bo)
    address = reverse("radar_comparison", args=[round.pk])
    mine = as_(bo).get(address).content.decode()
    assert mine.count("<svg") > 4 and "Courage" in mine and "12 of" in mine
    theirs = as_(cilla).get(address).content.decode()
    assert "Everybody sees all when the leader lets them" in theirs and "<figure" not in theirs
    assert as_(cilla).get(reverse("radar_wall", args=[round.pk])).status_code == 404
    round.dialogue.latest_round.reveal(by=bo)
    assert "12 of" in as_(cilla).get(address).content.decode()
    assert as_(cilla).get(reverse("radar_wall", args=[round.pk])).status_code == 200
    assert as_(None).get(address).status_code == 404


def test_the_page_says_who_more_often_do_not_know(as_, made, bo):
    round = looked_out(made, bo, staff=0)

    def unsure(number):
        return ("dont_know" if number < 15 else 2 + number % 3, 2 + number % 3, 3 + number % 2)

    answer(round, round.groups[1].key, 20, unsure)
    shut(round, bo)
    page = as_(bo).get(reverse("radar_comparison", args=[round.pk])).content.decode()
    assert "Staff answer “don&#x27;t know” about “Courage” more often than Politicians: 75 against 0 per cent" in page
    assert page.count("more often than") == 1


def test_one_press_puts_a_gap_on_the_next_agenda_and_twice_is_once(as_, made, bo):
    round = closed(made, bo)
    gap = compare(round).differences.first()
    cast.member(bo, round.dialogue.team)
    docking = dockings.docking(cast.docking_series(by=bo), title="Second docking", days=20, by=bo)
    for _press in range(2):
        as_(bo).post(reverse("difference_agenda", args=[gap.pk]))
    [point] = docking.agenda.all()
    assert "Courage" in point.title and point.dialogue == round.dialogue


def test_a_gap_is_evidence_of_an_insight(as_, made, bo):
    gap = compare(closed(made, bo)).differences.first()
    page = as_(bo).get(reverse("finding_new", args=["insight"]) + f"?from=radar.difference:{gap.pk}")
    assert page.status_code == 200 and "Courage" in page.content.decode()
    assert not Insight.objects.exists()


def test_a_round_without_groups_shows_the_whole_and_says_that_there_is_nothing_to_compare(made, bo):
    round = builders.look_out(made, bo, groups=())
    assert not round.question.beside
    open_round(round.dialogue, by=bo)
    answer(round, "", 9, spread(2, 4))
    shut(round, bo)
    assert round.question.shown_figures.get().told["axes"][0]["counts"] == [0, 5, 4, 0, 0]
    found = compare(round)
    assert {each.verdict for each in found.differences.all()} == {"alone"}
    assert found.told["groups"][0]["answered"] == 9


def test_a_file_tells_of_groups_only_what_its_reader_may_see_on_the_page(as_, made, bo, cilla):
    round = closed(made, bo)
    address = reverse("dialogue", args=[round.dialogue_id]) + "export.csv"
    assert "Politicians" in as_(bo).get(address).content.decode()
    assert "Politicians" not in as_(cilla).get(address).content.decode()
    round.dialogue.latest_round.reveal(by=bo)
    assert "Politicians" in as_(cilla).get(address).content.decode()


def test_the_drawings_are_made_once_in_each_language_and_never_those_of_another_round(as_, made, bo):
    round, other = closed(made, bo, on=date(2021, 9, 1)), closed(made, bo, apart=False, on=date(2021, 9, 2))
    shown, others = Shown(compare(round)), Shown(compare(other))
    assert drawn(shown) is drawn(Shown(compare(round)))
    assert drawn(others) is not drawn(shown)
    with override("sv"):
        in_swedish = drawn(Shown(compare(round)))
    assert in_swedish is not drawn(shown)
    page = as_(bo).get(reverse("radar_comparison", args=[round.pk])).content.decode()
    assert all(picture in page for both in drawn(shown).beside for picture in both)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))

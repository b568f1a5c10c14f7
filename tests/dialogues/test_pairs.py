"""What to do beside what to stop doing: which questions are a pair, and where it is shown."""

import io

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from hamn.dialogues import live, moderating
from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Tension
from hamn.dialogues.pairing import pairs_by_second, pairs_of
from hamn.dialogues.pairs import by_pairs, cloud, paired
from hamn.dialogues.results import Heard
from hamn.dialogues.rounds import close_round
from hamn.live.messages import Command
from hamn.live.questions import Pair
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
START, STOP = Question.Purpose.START, Question.Purpose.STOP


def asked(*given):
    """Questions in memory, each by its purpose, or its kind and purpose."""
    both = [each if isinstance(each, tuple) else ("words", each) for each in given]
    return [Question(pk=number, kind=kind, purpose=purpose) for number, (kind, purpose) in enumerate(both, 1)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([START, STOP], [(1, 2)]),
        ([STOP, START], [(2, 1)]),
        ([START, ("scale", ""), "", STOP], [(1, 4)]),
        ([START, START, STOP], [(2, 3)]),
        ([START, STOP, START, STOP], [(1, 2), (3, 4)]),
        ([START, STOP, STOP], [(1, 2)]),
        ([START, ("text", STOP)], []),
        ([STOP], []),
        ([], []),
    ],
)
def test_a_question_of_doing_and_the_next_of_stopping_are_a_pair_whichever_comes_first(given, found):
    assert [(start.pk, stop.pk) for start, stop in pairs_of(asked(*given))] == found


def test_the_room_knows_a_pair_by_the_question_that_is_asked_last():
    assert pairs_by_second(asked(STOP, START)) == {2: Pair(start=2, stop=1)}


@pytest.fixture
def round(astrid):
    made = builders.opened(by=astrid, kinds=("words", "scale", "words"), pace="live")
    start, _scale, stop = made.dialogue.questions.all()
    for question, purpose, word in ((start, START, "återkoppla"), (stop, STOP, "överpröva")):
        Question.objects.filter(pk=question.pk).update(purpose=purpose)
        live.lead(made.dialogue, astrid, Command("open", question=question.pk))
        builders.room(made, 6, lambda number, word=word: [word, f"{word} {number}"], question=question)
    return made


def page(as_, who, round):
    return as_(who).get(round.dialogue.get_absolute_url()).content.decode()


def results(round):
    dialogue = Dialogue.objects.get(pk=round.dialogue_id)
    return Heard.of(dialogue).results(dialogue.latest_round)


def pair_of(round):
    return next(each for each in by_pairs(results(round)) if len(each) == 2)


def test_a_pair_stands_where_its_first_was_asked_and_with_one_side_empty_each_by_itself(round):
    assert [[each.question.purpose for each in asked] for asked in by_pairs(results(round))] == [[START, STOP], [""]]
    AnswerGroup.objects.filter(question__purpose=STOP).delete()
    assert [[each.question.purpose for each in asked] for asked in by_pairs(results(round))] == [[START], [""], [STOP]]


def test_the_deck_has_one_slide_of_both_with_their_tensions(as_, astrid, round):
    one, other = (AnswerGroup.objects.get(label=label) for label in ("återkoppla", "överpröva"))
    alone = slides(as_, astrid, round)
    assert len(alone) == 3
    start, stop = (round.dialogue.questions.all()[place].text for place in (0, 2))
    assert alone[1].shapes.title.text_frame.text == f"{start} {stop}"
    note = alone[1].notes_slide.notes_text_frame.text
    assert "Do\tåterkoppla\t6" in note and "Stop doing\töverpröva\t6" in note
    Tension.objects.draw(one, other, by=astrid)
    assert picture_of(slides(as_, astrid, round)[1]) != picture_of(alone[1])


def slides(as_, who, round):
    file = as_(who).get(f"/dialogues/{round.dialogue_id}/export.pptx").content
    return list(Presentation(io.BytesIO(file)).slides)


def picture_of(slide):
    [picture] = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    return picture.image.blob


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Olika ord: 7. Oftast sagt: återkoppla (6)."),
        ("en", "Different words: 7. Most often said: återkoppla (6)."),
    ],
)
def test_those_who_answered_read_both_in_one_drawing_in_the_phone_s_language(client, astrid, round, language, sentence):
    close_round(round, by=astrid)
    start, stop = (round.dialogue.questions.all()[place] for place in (0, 2))
    shown = client.get(f"/d/{round.dialogue.code}", headers={"accept-language": language}).content.decode()
    assert shown.count('<figure class="figure">') == 1
    assert f"{start.text} {sentence} {stop.text}" in shown
    for group in AnswerGroup.objects.exclude(label=""):
        assert f'href="#said-{group.pk}"' in shown and f'id="said-{group.pk}"' in shown


def test_the_result_page_shows_both_sides_once_with_both_lists(as_, astrid, round):
    shown = page(as_, astrid, round)
    assert shown.count("Do, and stop doing") == 1
    for text in ("Stop doing: 7 different words. Most often said: överpröva, by 6.", "Do: 7 different words."):
        assert text in shown
    for group in AnswerGroup.objects.all():
        assert shown.count(f'id="said-{group.pk}"') == 1


def test_a_side_that_has_nothing_to_show_leaves_the_other_as_it_was(as_, astrid, round):
    AnswerGroup.objects.filter(question__purpose=STOP).update(hidden_reason="Names somebody.")
    shown = page(as_, astrid, round)
    assert "Do, and stop doing" not in shown and "återkoppla" in shown


def test_a_word_keeps_its_place_in_its_side_when_counts_change(round):
    first = paired(*pair_of(round))
    places = {group.pk: (group.pair_x, group.pair_y) for group in AnswerGroup.objects.all()}
    assert None not in {x for x, _y in places.values()}
    AnswerGroup.objects.filter(label="överpröva 3").update(shown_count=9)
    again = paired(*pair_of(round))
    assert {group.pk: (group.pair_x, group.pair_y) for group in AnswerGroup.objects.all()} == places
    assert first.figure.table.rows != again.figure.table.rows


def test_a_tension_between_the_sides_is_drawn_and_one_within_a_side_is_not(astrid, round):
    one, other = (AnswerGroup.objects.get(label=label) for label in ("återkoppla", "överpröva"))
    across = Tension.objects.draw(other, one, by=astrid)
    within = Tension.objects.draw(one, AnswerGroup.objects.get(label="återkoppla 1"), by=astrid)
    found = paired(*pair_of(round), Tension.objects.all())
    keys = {shape.key for shape in found.figure.drawing.shapes()}
    assert f"tension:{across.pk}" in keys and f"tension:{within.pk}" not in keys


def wall(client, round, number):
    answer = client.get(f"/present/{round.dialogue.code}", {"question": number})
    assert answer.status_code == 200
    return answer.content.decode()


def show(round, astrid, *places):
    for place in places:
        question = round.dialogue.questions.all()[place]
        live.lead(round.dialogue, astrid, Command("show", question=question.pk))


def test_the_wall_shows_the_pair_at_its_second_question_once_both_are_shown(client, astrid, round):
    show(round, astrid, 2)
    assert "återkoppla" not in wall(client, round, 3)
    show(round, astrid, 0)
    assert "överpröva" not in wall(client, round, 1)
    both = wall(client, round, 3)
    assert "återkoppla" in both and "överpröva" in both and "Stop doing" in both


def test_a_closed_wall_shows_the_pair_with_its_tensions_and_nothing_that_is_put_aside(client, astrid, round):
    one, other = (AnswerGroup.objects.get(label=label) for label in ("återkoppla", "överpröva"))
    tension = Tension.objects.draw(one, other, by=astrid)
    moderating.hide(AnswerGroup.objects.get(label="återkoppla 2"), "Names a colleague.", by=astrid)
    close_round(round, by=astrid)
    shown = wall(client, round, 3)
    assert "återkoppla 1" in shown and "återkoppla 2" not in shown
    assert f"tension:{tension.pk}" in shown


def test_a_closed_wall_of_a_pair_asks_the_database_little(client, astrid, round, django_assert_max_num_queries):
    close_round(round, by=astrid)
    with django_assert_max_num_queries(12):
        wall(client, round, 3)


def test_on_a_wall_words_stand_by_how_many_said_them_and_not_where_the_page_had_them(round):
    before = cloud(*pair_of(round), variant="presenter").literal_svg()
    AnswerGroup.objects.exclude(label="återkoppla").update(pair_x=300, pair_y=240)
    assert cloud(*pair_of(round), variant="presenter").literal_svg() == before

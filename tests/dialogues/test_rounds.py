"""Opening, closing and voiding; what closing leaves behind; and when results move."""

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, connections
from django.utils import timezone

from hamn.dialogues import keys, live
from hamn.dialogues.answers import Answer, OpenRound, SeenView
from hamn.dialogues.models import AnswerGroup, Dialogue, Round, SpentCode
from hamn.dialogues.rounds import close_round, finish_closings, make_unlinkable, open_round, void_round
from hamn.live.messages import Command
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(astrid):
    return builders.opened(by=astrid)


def test_opening_twice_leaves_one_round(astrid, round):
    assert open_round(round.dialogue, by=astrid) == round
    with pytest.raises(IntegrityError):
        Round.objects.create(dialogue=round.dialogue, number=2)


def test_a_dialogue_without_questions_does_not_open(astrid):
    with pytest.raises(ValueError, match="at least one question"):
        open_round(builders.dialogue(by=astrid, kinds=()), by=astrid)


def test_the_key_is_a_file_of_its_own_that_only_the_program_reads(round):
    path = keys.path_of(round.pk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(path.read_bytes()) == 32
    assert keys.participant(round.pk, "t") == keys.participant(round.pk, "t") != keys.participant(round.pk, "u")


def test_the_same_phone_is_somebody_else_in_the_next_round(astrid, round):
    first = keys.participant(round.pk, "ticket")
    close_round(round, by=astrid)
    second = open_round(Dialogue.objects.get(pk=round.dialogue_id), by=astrid)
    assert second.number == 2
    assert keys.participant(second.pk, "ticket") != first


@pytest.mark.django_db(transaction=True)
def test_closing_renumbers_shuffles_and_destroys_the_key(astrid):
    round = builders.opened(by=astrid, kinds=("words", "text"))
    words, text = round.dialogue.questions.all()
    for number in range(20):
        builders.say(round, number, [f"word {number}"], question=words)
        builders.say(round, number, f"text {number}", question=text)
    before = dict(Answer.objects.values_list("id", "participant"))
    close_round(round, by=astrid)
    rows = list(Answer.objects.all())
    assert not keys.exists(round.pk)
    assert not {row.id for row in rows} & set(before)
    assert {row.participant for row in rows} == {str(number) for number in range(1, 21)}
    assert {row.rev for row in rows} == {0}
    # One person's answers stay together, and the order they were given in is gone.
    by_person = {row.participant: set() for row in rows}
    [by_person[row.participant].add(row.value.strip('[]"').split()[1]) for row in rows]
    assert all(len(numbers) == 1 for numbers in by_person.values())
    assert [by_person[str(number)] for number in range(1, 21)] != [{str(number)} for number in range(20)]
    assert not SeenView.objects.exists() and not OpenRound.objects.exists()
    with pytest.raises(keys.KeyGone):
        keys.participant(round.pk, "0")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_the_open_round_remains_in_the_database_files(astrid):
    if connections[settings.ANSWERS_DATABASE].vendor != "sqlite":
        pytest.skip("what PostgreSQL keeps in its log is documented instead")
    round = builders.opened(by=astrid)
    for number in range(8):
        builders.say(round, number, ["tillit"])
    builders.say(round, 0, ["a-canary-taken-back"], rev=2)
    builders.say(round, 0, ["mod"], rev=3)
    hashes = set(Answer.objects.values_list("participant", flat=True))
    close_round(round, by=astrid)
    name = str(connections[settings.ANSWERS_DATABASE].settings_dict["NAME"])
    if name == ":memory:" or "mode=memory" in name:
        with connections[settings.ANSWERS_DATABASE].cursor() as cursor:
            cursor.execute("PRAGMA freelist_count")
            assert cursor.fetchone() == (0,)
        return
    kept = b"".join(path.read_bytes() for path in (Path(name), Path(f"{name}-wal")) if path.exists())
    assert b"tillit" in kept and b"a-canary-taken-back" not in kept
    assert not [each for each in hashes if each.encode() in kept]


def test_a_closing_that_was_cut_short_is_finished_later(astrid, round):
    builders.room(round, 6)
    Round.objects.filter(pk=round.pk).update(closed_at=timezone.now())
    finish_closings()
    assert not keys.exists(round.pk)
    assert {len(row.participant) for row in Answer.objects.all()} == {1}


def test_closing_twice_changes_nothing(astrid, cilla, round):
    close_round(round, by=astrid)
    closed_at = round.closed_at
    close_round(Round.objects.get(pk=round.pk), by=cilla)
    round.refresh_from_db()
    assert (round.closed_at, round.closed_by) == (closed_at, astrid)


def test_a_void_round_needs_a_reason_and_shows_nothing(astrid, round):
    builders.room(round, 6)
    with pytest.raises(ValueError, match="reason"):
        void_round(round, by=astrid, reason=" ")
    void_round(round, by=astrid, reason="Only a test")
    assert round.is_void and not round.is_open
    assert not AnswerGroup.objects.shown().exists()


def test_a_code_is_never_given_out_twice(astrid, monkeypatch):
    made = builders.dialogue(by=astrid, visibility="draft")
    codes = iter([made.code, made.code, "QQQQQQ"])
    made.erase()
    monkeypatch.setattr("hamn.dialogues.models.dialogue.new_code", lambda: next(codes))
    assert builders.dialogue(by=astrid).code == "QQQQQQ"
    assert SpentCode.objects.filter(pk=made.code).exists()


# When results move


def test_words_said_once_are_shown_when_five_have_answered_and_not_before(round):
    question = round.dialogue.questions.get()
    for number in range(4):
        builders.say(round, number, [f"ord {number}"])
    assert builders.words(question) == {}
    builders.say(round, 4, ["ord 4"])
    assert builders.words(question) == {f"ord {number}": 1 for number in range(5)}


def test_what_is_shown_rests_until_five_more_have_come(round):
    question = round.dialogue.questions.get()
    builders.room(round, 5)
    for number in range(4):
        builders.say(round, f"new {number}", ["tillit", "mod"])
        assert builders.words(question) == {"tillit": 5}
    builders.say(round, "new 4", ["fika"])
    assert builders.words(question) == {"tillit": 9, "mod": 4, "fika": 1}
    round.refresh_from_db()
    assert round.shown_answered == 10


def test_each_question_waits_for_its_own_five(astrid):
    round = builders.opened(by=astrid, kinds=("words", "scale"))
    words, scale = round.dialogue.questions.all()
    builders.room(round, 5, question=words)
    for number in range(4):
        builders.say(round, f"person-{number}", 3, question=scale)
    assert builders.words(words) == {"tillit": 5}
    assert not round.shown_figures.filter(question=scale).exists()
    builders.say(round, "person-4", "dont_know", question=scale)
    shown = round.shown_figures.get(question=scale).told
    assert (shown["counts"], shown["dont_know"]) == ([0, 0, 4, 0, 0], 1)


def test_at_closing_the_last_few_show_too(astrid, round):
    question = round.dialogue.questions.get()
    builders.room(round, 5)
    builders.say(round, "late", ["tillit", "sist"])
    close_round(round, by=astrid)
    assert builders.words(question) == {"tillit": 6, "sist": 1}
    assert round.shown_answered == 6


def test_fewer_than_five_show_nothing_after_closing_either(astrid, round):
    builders.room(round, 4)
    close_round(round, by=astrid)
    assert not AnswerGroup.objects.exists()
    assert round.shown_answered is None


def test_equal_wordings_are_one_and_swedish_letters_are_letters(round):
    question = round.dialogue.questions.get()
    for number, word in enumerate(
        ["Öppen dialog", " öppen  DIALOG. ", "öppen\u200b dialog", "oppen dialog", "öppen dialog"]
    ):
        builders.say(round, number, [word])
    assert builders.words(question) == {"öppen dialog": 4, "oppen dialog": 1} or builders.words(question) == {
        "Öppen dialog": 4,
        "oppen dialog": 1,
    }


def test_a_word_that_everybody_takes_back_disappears_unless_something_was_built_on_it(round, lena):
    from tests import cast

    question = round.dialogue.questions.get()
    builders.room(round, 5, lambda number: ["bort", "svarad"])
    answered = AnswerGroup.objects.get(label="svarad")
    answered.answer(by=lena, body=cast.body(), verdict="doing", text="Ja.")
    for number in range(5):
        builders.say(round, f"person-{number}", ["kvar"], rev=2)
    assert builders.words(question) == {"kvar": 5}
    assert not AnswerGroup.objects.filter(label="bort").exists()
    assert AnswerGroup.objects.get(label="svarad").hidden_reason


def test_a_dialogue_whose_answers_may_be_recognised_shows_the_first(astrid):
    round = builders.opened(by=astrid, recognisable=True)
    builders.say(round, "one", ["ensam"])
    assert builders.words(round.dialogue.questions.get()) == {"ensam": 1}
    round.refresh_from_db()
    assert round.shown_answered == 1


def test_a_long_text_finds_its_equal(astrid):
    round = builders.opened(by=astrid, kinds=("text",))
    builders.room(round, 5, lambda number: "Å" * 2000)
    assert list(builders.words(round.dialogue.questions.get()).values()) == [5]


def test_sealing_twice_is_harmless(astrid, round):
    builders.room(round, 6)
    make_unlinkable(round.pk)
    make_unlinkable(round.pk)
    assert Answer.objects.filter(round_id=round.pk).count() == 6


def test_answers_that_were_written_in_are_marked_as_such(astrid, round, as_):
    builders.room(round, 5)
    close_page = as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()
    assert "written in by those who lead" not in close_page
    command = Command("on_behalf", question=round.dialogue.questions.get().pk, value=["mod"], id="f" * 32)
    live.lead(round.dialogue, astrid, command)
    assert live.desk(round.dialogue)["written_in"]
    close_round(round, by=astrid)
    page = as_(astrid).get(round.dialogue.get_absolute_url()).content.decode()
    assert "written in by those who lead" in page

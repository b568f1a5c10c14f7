"""Test this room: in a copy that is thrown away, one at a time, told in a sentence."""

from dataclasses import dataclass

import pytest

from hamn.dialogues import keys, tally
from hamn.dialogues.models import Dialogue
from hamn.operations import room_test
from hamn.operations.problems import Refused
from hamn.operations.room_test import Trial
from tests.dialogues import builders

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Seen:
    """As the phones that are not there tell it."""

    phones: int = 300
    joined: int = 300
    confirmed: int = 900
    p99_ms: float = 40.4


@pytest.fixture(autouse=True)
def nothing_runs(settings, monkeypatch):
    settings.LANGUAGE_CODE = "en"
    # The thread of a real test looks after its own connections; here they are the test's.
    monkeypatch.setattr(room_test, "close_old_connections", lambda: None)
    room_test._trials.clear()
    yield
    room_test._trials.clear()


@pytest.fixture
def dialogue(astrid):
    return builders.dialogue(by=astrid, kinds=("words", "choice"), pace="live", asks_candour=True)


@pytest.mark.django_db(transaction=True)
def test_the_phones_answer_a_copy_that_leaves_nothing_behind(dialogue, astrid, django_capture_on_commit_callbacks):
    met = {}

    def simulate(address, code, phones, seconds):
        copy = Dialogue.objects.get(code=code)
        met.update(address=address, phones=phones, seconds=seconds, texts=[q.text for q in copy.questions.all()])
        met["seen by"] = Dialogue.objects.visible_to(astrid).filter(pk=copy.pk).exists()
        met["round"], met["pace"] = copy.open_round.pk, copy.pace
        builders.room(copy.open_round, 6)
        return Seen()

    with django_capture_on_commit_callbacks(execute=True):
        seen = room_test.tried(dialogue, astrid, "http://127.0.0.1:1", 300, simulate)
    assert seen == Seen() and (met["address"], met["phones"], met["seconds"]) == ("http://127.0.0.1:1", 300, 30)
    assert met["texts"][:2] == ["Question of words?", "Question of choice?"] and met["pace"] == "own"
    assert list(Dialogue.objects.all()) == [dialogue] and not dialogue.was_opened
    assert not list(tally.answers(met["round"])) and not list(tally.respondents(met["round"]))
    assert not keys.exists(met["round"])


def test_the_copy_is_thrown_away_when_the_phones_fail_and_the_page_says_so(dialogue, astrid):
    def simulate(*_details):
        raise Refused("Nobody answers there.")

    trial = Trial(50)
    room_test.run(trial, dialogue.pk, astrid, "http://127.0.0.1:1", simulate)
    assert trial.fault == "Nobody answers there." and not trial.is_running
    assert list(Dialogue.objects.all()) == [dialogue]


def test_one_test_at_a_time(dialogue, astrid, monkeypatch):
    monkeypatch.setattr(room_test.threading, "Thread", Standing)
    first = room_test.begin(dialogue, astrid, "http://127.0.0.1:1", 50)
    other = builders.dialogue(by=astrid, title="Another")
    assert room_test.begin(other, astrid, "http://127.0.0.1:1", 1000) is first
    first.seen = Seen()
    assert room_test.begin(other, astrid, "http://127.0.0.1:1", 1000).phones == 1000


class Standing:
    """A thread that never starts."""

    def __init__(self, **_how):
        pass

    def start(self):
        pass


@pytest.mark.parametrize(
    ("seen", "sentence"),
    [
        (Seen(), "This room holds 300 people with room to spare."),
        (Seen(p99_ms=900), "This room holds 300 people, but they will notice a wait."),
        (Seen(joined=120), "This room holds 120 of 300 people. The others were told to wait."),
        (Seen(confirmed=0), "No answer was confirmed."),
    ],
)
def test_what_was_seen_is_told_in_a_sentence(seen, sentence, dialogue, astrid, as_):
    room_test._trials[dialogue.pk] = Trial(300, seen=seen)
    assert sentence in as_(astrid).get(f"/dialogues/{dialogue.pk}/tests/").content.decode()


def test_while_it_runs_the_page_refreshes_itself_and_can_be_loaded_again(dialogue, astrid, as_):
    room_test._trials[dialogue.pk] = Trial(300)
    client = as_(astrid)
    page = client.get(f"/dialogues/{dialogue.pk}/tests/").content.decode()
    assert "300 phones are answering" in page and 'hx-get="?part=trial"' in page and "Try 50" not in page
    part = client.get(f"/dialogues/{dialogue.pk}/tests/", {"part": "trial"}).content.decode()
    assert part.lstrip().startswith('<section id="trial"')


def test_only_those_who_lead_test_and_only_with_so_many_phones(dialogue, astrid, cilla, as_, monkeypatch):
    monkeypatch.setattr(room_test.threading, "Thread", Standing)
    path = f"/dialogues/{dialogue.pk}/tests/"
    assert as_(cilla).get(path).status_code == 404
    assert as_(astrid).post(path, {"phones": "100000"}).status_code == 404
    assert as_(astrid).post(path, {"phones": "50"}).status_code == 302
    assert room_test.latest(dialogue).phones == 50

import pytest

from hamn.challenges.models import ChallengeArea, NotReady, Voice
from hamn.records.models import EditedMeanwhile, Visibility
from tests import cast


@pytest.fixture
def voice(quay, bo):
    return Voice.objects.create(area=quay, author=bo, text="I was asked five times", consent="She said yes, aloud.")


def offered(voice):
    voice.offer(by=voice.author)
    return voice


def seen_by(person):
    return set(Voice.objects.visible_to(person))


def test_a_voice_begins_as_its_writers_draft(voice, bo, astrid, cilla, visitor):
    assert voice.is_draft
    assert seen_by(bo) == {voice}
    assert seen_by(astrid) == seen_by(cilla) == seen_by(visitor) == set()


def test_without_consent_a_voice_cannot_be_handed_over(quay, bo):
    voice = Voice.objects.create(area=quay, author=bo, text="Without a yes")
    with pytest.raises(NotReady):
        voice.offer(by=bo)
    assert voice.is_draft


def test_an_unreviewed_voice_is_seen_by_its_writer_and_the_reviewers_alone(voice, bo, astrid, cilla, lena, visitor):
    offered(voice)
    assert seen_by(bo) == seen_by(astrid) == {voice}
    assert seen_by(cilla) == seen_by(lena) == seen_by(visitor) == set()


def test_raising_the_visibility_does_not_go_around_the_review(voice, cilla, visitor):
    offered(voice).share_with(Visibility.PUBLIC, by=voice.author)
    assert seen_by(cilla) == seen_by(visitor) == set()


def test_a_reviewed_voice_is_seen_by_those_it_is_shared_with(voice, astrid, cilla, visitor):
    offered(voice).approve(astrid, "Nobody can be recognised", voice.revision)
    assert seen_by(cilla) == {voice}
    assert seen_by(visitor) == set()


def test_nobody_reviews_their_own_voice(quay, astrid):
    voice = offered(Voice.objects.create(area=quay, author=astrid, text="Mine", consent="Yes"))
    assert not Voice.objects.reviewable_by(astrid).exists()
    with pytest.raises(NotReady):
        voice.approve(astrid, "I trust myself", voice.revision)


def test_approving_twice_keeps_the_first_review(voice, astrid):
    offered(voice).approve(astrid, "First", voice.revision)
    voice.approve(astrid, "Second", voice.revision)
    assert voice.review_note == "First"


def test_a_changed_text_needs_a_new_review(voice, astrid, bo, cilla):
    offered(voice).approve(astrid, "Fine", voice.revision)
    voice.text = "I was asked five times by Anna in Nora"
    voice.edit(bo, voice.revision)
    assert not Voice.objects.get(pk=voice.pk).is_reviewed
    assert seen_by(cilla) == set()


def test_a_text_that_changed_after_it_was_read_is_not_approved(voice, astrid, bo):
    offered(voice)
    read = Voice.objects.get(pk=voice.pk)
    voice.text = "Another text"
    voice.edit(bo, voice.revision)
    with pytest.raises(EditedMeanwhile):
        read.approve(astrid, "Fine", read.revision)
    assert not Voice.objects.get(pk=voice.pk).is_reviewed


def test_what_is_sent_back_says_why(voice, astrid):
    offered(voice).send_back(astrid, "The place points her out", voice.revision)
    stored = Voice.objects.get(pk=voice.pk)
    assert (stored.is_reviewed, stored.review_note) == (False, "The place points her out")


def test_an_areas_address_keeps_its_letters_and_never_meets_another(db):
    programme = cast.programme()
    made = [ChallengeArea.objects.create(programme=programme, name=name) for name in ("Grön väg", "Grön väg", "New")]
    assert [area.slug for area in made] == ["grön-väg", "grön-väg-2", "new-2"]

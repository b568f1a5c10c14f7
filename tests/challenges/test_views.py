import pytest
from django.urls import reverse

from hamn.challenges.models import ChallengeArea, Gap, JointEffort, Platform, StatePicture, Voice
from hamn.records.models import Visibility
from tests import cast

CANARY = "Kanariefågel"


@pytest.fixture
def green(astrid):
    """A challenge for everyone, with one of each that is for everyone and one of each that is not."""
    area = cast.challenge("Green shift", by=astrid, visibility=Visibility.PUBLIC)
    for level, words in ((Visibility.PUBLIC, "Open"), (Visibility.PARTNERSHIP, CANARY)):
        year = 2023 if level == Visibility.PUBLIC else 2024
        StatePicture.objects.create(area=area, kind="current", year=year, text=f"{words} current", visibility=level)
        Gap.objects.create(area=area, text=f"{words} gap", visibility=level)
        platform = Platform.objects.create(name=f"{words} platform", next_step=f"{words} step", visibility=level)
        platform.areas.add(area)
        JointEffort.objects.create(area=area, platform=platform, text=f"{words} effort", visibility=level)
    hidden = cast.expedition(CANARY, visibility=Visibility.PARTNERSHIP)
    area.expeditions.add(hidden)
    return area


def page_of(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("name", ["challenge_areas", "challenge_area", "platforms"])
def test_a_visitor_meets_only_what_is_for_everyone(as_, green, cilla, name):
    address = reverse(name, args=[green.slug] if name == "challenge_area" else [])
    seen = page_of(as_(None), address)
    assert "Open effort" in seen and CANARY not in seen
    assert CANARY in page_of(as_(cilla), address)


def test_an_efforts_hidden_platform_is_not_named(as_, green):
    JointEffort.objects.filter(visibility=Visibility.PUBLIC).update(
        platform=Platform.objects.get(name=f"{CANARY} platform")
    )
    for address in (green.get_absolute_url(), reverse("platforms")):
        assert CANARY not in page_of(as_(None), address)


def test_the_pages_ask_little_of_the_database(as_, green, astrid, django_assert_max_num_queries):
    client = as_(astrid)
    client.get("/about/")
    for address in (green.get_absolute_url(), reverse("challenge_areas"), reverse("platforms")):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_each_area_has_waters_of_its_own(as_, green):
    other = cast.challenge("Children", visibility=Visibility.PUBLIC)
    pages = [page_of(as_(None), area.get_absolute_url()) for area in (green, other)]
    first, second = (
        page[page.index("<svg") : page.index("<h1")] for page in (page.split("area-hero")[1] for page in pages)
    )
    assert first != second
    assert (
        page_of(as_(None), green.get_absolute_url())
        .split("area-hero")[1]
        .startswith(pages[0].split("area-hero")[1][:200])
    )


def test_who_may_not_see_an_area_finds_nothing_of_it(as_, quay):
    reviewed = {"consent": "Yes", "reviewed_at": "2024-01-01T12:00Z", "visibility": Visibility.PUBLIC}
    voice = Voice.objects.create(area=quay, text="Hers", **reviewed)
    for address in (quay.get_absolute_url(), voice.get_absolute_url(), reverse("voice_new", args=[quay.slug])):
        assert as_(None).get(address).status_code == 404


def test_a_new_year_is_a_new_picture_that_begins_with_last_years_words(as_, green, astrid):
    address = reverse("state_picture_new", args=[green.slug]) + "?kind=current"
    assert f"{CANARY} current" in page_of(as_(astrid), address)
    as_(astrid).post(address, {"kind": "current", "year": 2025, "text": "Now", "revision": 0})
    page = page_of(as_(astrid), green.get_absolute_url()).split('class="needs"')[1]
    assert page.index("Now") < page.index("<details") < page.index("Open current")


def test_the_same_year_is_not_described_twice(as_, green, astrid):
    told = {"kind": "current", "year": 2023, "text": "Again, at length", "revision": 0}
    page = as_(astrid).post(reverse("state_picture_new", args=[green.slug]), told)
    assert page.status_code == 422 and "Again, at length" in page.content.decode()
    assert StatePicture.objects.filter(year=2023).count() == 1


def test_an_edit_of_the_same_year_is_a_version_in_the_history(as_, green, astrid):
    picture = StatePicture.objects.get(year=2023)
    told = {"kind": "current", "year": 2023, "text": "Sharper", "revision": picture.revision}
    as_(astrid).post(reverse("state_picture_edit", args=[picture.pk]), told)
    assert [version.text for version in picture.history.all()] == ["Sharper", "Open current"]


def test_a_preview_shows_and_saves_nothing(as_, green, astrid):
    told = {"text": "Half a thought", "revision": 0, "preview": "1"}
    page = as_(astrid).post(reverse("gap_new", args=[green.slug]), told)
    assert page.status_code == 200 and "Half a thought" in page.content.decode()
    assert not Gap.objects.filter(text="Half a thought").exists()


def test_the_second_of_two_editors_is_shown_the_difference(as_, green, astrid):
    gap = Gap.objects.get(text="Open gap")
    address = reverse("gap_edit", args=[gap.pk])
    assert as_(astrid).post(address, {"text": "First", "revision": gap.revision}).status_code == 302
    page = as_(astrid).post(address, {"text": "Second", "revision": gap.revision})
    assert page.status_code == 409 and "First" in page.content.decode() and "Second" in page.content.decode()


def test_a_platform_is_never_without_a_next_step(as_, green, astrid):
    told = {"name": "Council", "areas": [green.pk], "stage": "running", "next_step": "", "revision": 0}
    assert as_(astrid).post(reverse("platform_new"), told).status_code == 422
    assert as_(astrid).post(reverse("platform_new"), {**told, "next_step": "Meet in May"}).status_code == 302
    platform = Platform.objects.get(name="Council")
    assert list(platform.areas.all()) == [green]
    assert "Meet in May" in page_of(as_(astrid), platform.get_absolute_url())


@pytest.mark.parametrize("name", ["challenge_area_edit", "gap_new", "state_picture_new", "joint_effort_new"])
def test_only_those_who_may_edit_an_area_find_its_forms(as_, green, astrid, cilla, name):
    address = reverse(name, args=[green.slug])
    assert as_(astrid).get(address).status_code == 200
    assert as_(cilla).get(address).status_code == 404
    assert as_(None).get(address).status_code == 404


def test_a_facilitator_begins_a_new_challenge(as_, astrid, cilla):
    cast.programme()
    told = {"name": "Växa upp", "lead": "Every child", "order": 0, "revision": 0}
    assert as_(cilla).post(reverse("challenge_area_new"), told).status_code == 404
    as_(astrid).post(reverse("challenge_area_new"), told)
    assert ChallengeArea.objects.get().slug == "växa-upp"


def test_a_voice_goes_from_draft_over_review_to_the_page_without_scripts(as_, green, astrid, cilla):
    address = reverse("voice_new", args=[green.slug])
    told = {"text": "I was asked five times", "told_by": "somebody looking for work", "consent": "", "revision": 0}
    as_(cilla).post(address, told)
    voice = Voice.objects.get()
    assert as_(astrid).get(voice.get_absolute_url()).status_code == 404

    offer = reverse("voice_offer", args=[voice.pk])
    assert as_(cilla).post(offer).url == reverse("voice_edit", args=[voice.pk])
    as_(cilla).post(
        reverse("voice_edit", args=[voice.pk]), {**told, "consent": "She said yes", "revision": voice.revision}
    )
    as_(cilla).post(offer)
    assert "five times" not in page_of(as_(None), green.get_absolute_url())

    review = reverse("voice_review", args=[voice.pk])
    voice.refresh_from_db()
    silent = as_(astrid).post(review, {"note": "", "revision": voice.revision, "approve": "1"})
    assert silent.status_code == 422
    as_(astrid).post(review, {"note": "Nobody can be recognised", "revision": voice.revision, "approve": "1"})
    voice.refresh_from_db()
    assert voice.reviewed_by == astrid
    assert "five times" in page_of(as_(cilla), green.get_absolute_url())
    assert "five times" not in page_of(as_(None), green.get_absolute_url())
    voice.share_with(Visibility.PUBLIC, by=astrid)
    assert "five times" in page_of(as_(None), green.get_absolute_url())


def test_a_reviewer_who_read_an_older_text_reads_again_and_keeps_the_note(as_, green, astrid, cilla):
    voice = Voice.objects.create(area=green, author=cilla, text="First", consent="Yes")
    voice.offer(by=cilla)
    read = voice.revision
    voice.text = "Second, with a name"
    voice.edit(cilla, voice.revision)
    page = as_(astrid).post(
        reverse("voice_review", args=[voice.pk]), {"note": "All fine", "revision": read, "approve": "1"}
    )
    assert page.status_code == 409
    assert "Second, with a name" in page.content.decode() and "All fine" in page.content.decode()
    assert not Voice.objects.get().is_reviewed


def test_a_voice_shows_consent_and_reviewer_to_partners_and_never_to_visitors(as_, green, astrid, cilla):
    voice = Voice.objects.create(area=green, author=cilla, text="Told", consent="Over a coffee in March")
    voice.offer(by=cilla)
    voice.approve(astrid, "Checked", voice.revision)
    voice.share_with(Visibility.PUBLIC, by=astrid)
    assert "Over a coffee in March" in page_of(as_(cilla), voice.get_absolute_url())
    seen = page_of(as_(None), voice.get_absolute_url())
    assert "Told" in seen and "Over a coffee" not in seen and "Astrid" not in seen

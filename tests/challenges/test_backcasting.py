import pytest
from django.urls import reverse
from django.utils import timezone

from hamn.challenges.models import Gap, Shift, StatePicture
from hamn.programmes.models import Principle
from hamn.records.models import Visibility
from tests import cast


@pytest.fixture
def quay(astrid):
    return cast.challenge("The quay", by=astrid)


def address(area, step):
    return reverse("backcasting_step", args=[area.slug, step])


def page_of(client, area, step):
    return client.get(address(area, step)).content.decode()


def begins_at(client, area):
    return client.get(reverse("backcasting", args=[area.slug])).url.rstrip("/").split("/")[-1]


def test_it_begins_with_the_first_step_that_nobody_has_written(as_, quay, astrid):
    client = as_(astrid)
    assert begins_at(client, quay) == "desired"
    StatePicture.objects.create(area=quay, kind="desired", year=2020, text="A living quay")
    assert begins_at(client, quay) == "current"
    StatePicture.objects.create(area=quay, kind="current", year=2020, text="A car park")
    assert begins_at(client, quay) == "gaps"
    Gap.objects.create(area=quay, text="Nobody asks those who live there")
    assert begins_at(client, quay) == "shifts"


def test_the_whole_way_from_desired_state_to_first_step(as_, quay, astrid):
    client, year = as_(astrid), timezone.localdate().year
    seen = client.post(address(quay, "desired"), {"text": "A living quay", "year": year, "revision": 0})
    assert seen.url == address(quay, "current")
    assert "A living quay" in page_of(client, quay, "current")
    client.post(address(quay, "current"), {"text": "A car park", "year": year, "revision": 0})
    needs = Principle.objects.create(programme=quay.programme, name="Need at the centre")
    assert "Need at the centre" in page_of(client, quay, "gaps")
    seen = client.post(address(quay, "gaps"), {"text": "Nobody asks", "principle": needs.pk, "revision": 0})
    assert seen.url == address(quay, "gaps"), "there is often more than one"
    gap = Gap.objects.get(principle=needs)
    sent = {"gap": gap.pk, "text": "From plans to people", "first_step": "Coffee on the quay", "revision": 0}
    client.post(address(quay, "shifts"), sent)
    area = client.get(quay.get_absolute_url()).content.decode()
    for words in ("A living quay", "A car park", "Nobody asks", "From plans to people", "Coffee on the quay"):
        assert words in area


def test_coming_back_in_the_same_year_goes_on_with_the_same_picture(as_, quay, astrid):
    year = timezone.localdate().year
    picture = StatePicture.objects.create(area=quay, kind="desired", year=year, text="First words", author=astrid)
    assert "First words" in page_of(as_(astrid), quay, "desired")
    sent = {"text": "Better words", "year": year, "revision": picture.revision}
    as_(astrid).post(address(quay, "desired"), sent)
    assert StatePicture.objects.get().text == "Better words"


def test_a_new_year_is_a_new_picture_that_begins_with_the_words_of_the_last(as_, quay, astrid):
    StatePicture.objects.create(area=quay, kind="desired", year=2020, text="Words of 2020", author=astrid)
    assert "Words of 2020" in page_of(as_(astrid), quay, "desired")
    sent = {"text": "Words of now", "year": timezone.localdate().year, "revision": 0}
    as_(astrid).post(address(quay, "desired"), sent)
    assert StatePicture.objects.filter(area=quay).count() == 2


def test_a_gap_from_another_area_cannot_be_chosen(as_, quay, astrid):
    elsewhere = Gap.objects.create(area=cast.challenge("Elsewhere", by=astrid), text="Theirs")
    seen = as_(astrid).post(address(quay, "shifts"), {"gap": elsewhere.pk, "text": "x", "revision": 0})
    assert seen.status_code == 422 and not Shift.objects.exists()
    assert "Theirs" not in seen.content.decode()


def test_a_shift_whose_gap_the_reader_may_not_see_stands_by_itself(as_, quay, astrid, cilla):
    hidden = Gap.objects.create(area=quay, text="Secret gap", author=astrid, visibility=Visibility.DRAFT)
    Shift.objects.create(area=quay, gap=hidden, text="An open shift")
    seen = as_(cilla).get(quay.get_absolute_url()).content.decode()
    assert "An open shift" in seen and "Secret gap" not in seen


@pytest.mark.parametrize("step", ["desired", "current", "gaps", "shifts"])
def test_who_may_not_edit_the_area_does_not_find_it(as_, quay, cilla, step):
    assert as_(None).get(address(quay, step)).status_code == 404
    assert as_(cilla).get(address(quay, step)).status_code == 404


def test_a_fifth_step_is_not_found(as_, quay, astrid):
    assert as_(astrid).get(address(quay, "fifth")).status_code == 404

import pytest

from hamn.challenges.models import ChallengeArea
from hamn.records.slugs import free_slug
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Åtta öar & än", "åtta-öar-än"), ("New", "new-2"), ("???", "challengearea"), ("x" * 300, "x" * 100)],
)
def test_a_name_becomes_an_address_and_swedish_letters_stay(name, slug):
    assert free_slug(ChallengeArea, name) == slug


def test_the_second_of_the_same_name_is_numbered(quay):
    assert free_slug(ChallengeArea, quay.name) == "the-quay-2"
    cast.challenge("The quay 2")
    assert free_slug(ChallengeArea, quay.name) == "the-quay-3"

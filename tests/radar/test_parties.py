import pytest

from hamn.radar.parties import is_party


@pytest.mark.parametrize(
    "name",
    [
        "S",
        "sd",
        "Moderaterna",
        "Socialdemokratiska gruppen",
        "Politiker (MP)",
        "VÄNSTERPARTIET",
        "Nya moderater",
        "KD.",
    ],
)
def test_a_party_is_known_by_its_name_or_its_letters(name):
    assert is_party(name)


@pytest.mark.parametrize(
    "name", ["Politiker", "Chefer", "Moderatorer", "Medarbetare", "Grupp C", "Partners", "Styrelsen", "Centrala staben"]
)
def test_ordinary_groups_are_no_parties(name):
    assert not is_party(name)

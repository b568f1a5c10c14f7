import pytest

from hamn.charts.waters import waters
from tests.charts.samples import overlapping_texts


def test_the_same_seed_gives_the_same_waters():
    assert waters("quay").decoration_svg() == waters("quay").decoration_svg()


def test_every_challenge_has_waters_of_its_own():
    assert len({waters(seed).decoration_svg() for seed in range(6)}) == 6


def test_waters_are_scenery_that_screen_readers_pass_by():
    svg = waters(1).decoration_svg()
    assert 'aria-hidden="true"' in svg
    assert "<title" not in svg
    assert "href" not in svg


@pytest.mark.parametrize("seed", range(8))
def test_depth_figures_never_touch(seed):
    assert overlapping_texts(waters(seed).drawing) == []


def test_waters_weigh_little():
    assert max(len(waters(seed).decoration_svg()) for seed in range(4)) < 32_000

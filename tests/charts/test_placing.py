import numpy as np
import pytest

from hamn.charts.placing import Box, Space, spread
from hamn.charts.road import Road


def test_boxes_that_only_touch_do_not_overlap():
    assert not Box(0, 0, 10, 10).overlaps(Box(10, 0, 20, 10))
    assert Box(0, 0, 10, 10).overlaps(Box(9, 9, 20, 20))


def test_a_taken_place_is_not_free_again():
    space = Space(200, 200, margin=0)
    space.take(Box(50, 50, 100, 100))
    assert not space.free(Box(90, 90, 120, 120))
    assert space.free(Box(100, 50, 120, 80))


def test_nothing_is_free_outside_the_margin():
    space = Space(100, 100, margin=10)
    assert not space.free(Box(5, 20, 30, 30))
    assert space.free(Box(10, 20, 30, 30))


def test_a_painted_area_stays_clear():
    space = Space(200, 200, margin=0)
    space.paint(np.array([[100.0, 100.0]]), 30)
    assert not space.free(Box(110, 95, 150, 105))
    assert space.free(Box(140, 95, 180, 105))
    assert space.on_painted((100, 100))
    assert not space.on_painted((10, 10))


def test_a_stem_may_not_pass_through_a_label_nor_a_label_stand_on_a_stem():
    space = Space(200, 200, margin=0)
    space.take(Box(80, 80, 120, 120))
    assert not space.stem_is_free((0, 100), (200, 100))
    assert space.stem_is_free((0, 10), (200, 10))
    space.take_stem((10, 0), (10, 200))
    assert not space.free(Box(0, 90, 30, 110))
    assert space.stem_crossings((0, 50), (20, 50)) == 1


def test_crowded_places_are_pushed_apart_in_order():
    places = spread([100, 100, 100], [0, 0, 1], (20, 14), 1000)
    assert places == [100, 120, 134]


def test_places_pushed_past_the_end_are_drawn_together_again():
    places = spread([90, 95, 98, 99], [0, 0, 0, 0], (20, 14), 100)
    assert places == sorted(places)
    assert max(places) == pytest.approx(100)


def test_a_road_is_measured_along_its_way():
    road = Road([(0, 0), (100, 0), (200, 0)])
    assert road.length == pytest.approx(200)
    assert road.at(50) == pytest.approx((50, 0))
    assert road.at(50, 10) == pytest.approx((50, 10))
    assert road.direction(50) == pytest.approx((1, 0))

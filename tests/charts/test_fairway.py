from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from hamn.charts.drawing import Group, Shape
from hamn.charts.fairway import Track, fairway
from hamn.charts.fairway_labels import Labels
from tests.charts.samples import FAIRWAY_WORDS, overlapping_texts, texts_outside, voyage


def draw(count, seed=0, crowded=False, variant="wide", lit=frozenset()):
    return drawn(count, seed, crowded, variant, lit)


@cache
def drawn(count, seed, crowded, variant, lit):
    """Drawings are pure, so the tests of one drawing may share it."""
    return fairway(voyage(count, seed, crowded), FAIRWAY_WORDS, variant, lit)


def styles(figure):
    painted = [node for node in figure.drawing.everything() if isinstance(node, Shape | Group)]
    return {style for node in painted for style in node.style.split()}


def only(state, **changes):
    """A voyage with a single milestone in that state."""
    one = voyage(1)
    milestone = replace(one.milestones[0], state=state, title="Stormöte", moved_to=None, **changes)
    return fairway(replace(one, milestones=[milestone]), FAIRWAY_WORDS)


@pytest.mark.parametrize("variant", ["wide", "phone"])
@pytest.mark.parametrize(
    ("count", "seeds"),
    [(0, 1), (1, 2), (5, 4), (12, 4), (40, 3), (120, 1), pytest.param(400, 1, marks=pytest.mark.slow)],
)
def test_no_two_texts_overlap_and_none_leaves_the_chart(count, seeds, variant):
    for seed in range(seeds):
        drawing = draw(count, seed, variant=variant).drawing
        assert overlapping_texts(drawing) == []
        assert texts_outside(drawing) == []


@pytest.mark.parametrize("count", [20, 60])
def test_no_two_texts_overlap_when_half_of_everything_happens_in_one_spring(count):
    assert overlapping_texts(draw(count, crowded=True).drawing) == []


def test_no_two_texts_overlap_when_everything_happens_on_the_same_day():
    same = voyage(50)
    milestones = [replace(milestone, on=date(2021, 3, 1)) for milestone in same.milestones]
    drawing = fairway(replace(same, milestones=milestones), FAIRWAY_WORDS).drawing
    assert overlapping_texts(drawing) == []


def test_names_too_long_for_the_chart_still_overlap_nothing():
    long = replace(
        voyage(12),
        title="Omställning " * 20,
        subtitle="tillsammans " * 60,
        vision_title="Livskraft" * 20,
        vision_text="i hela länet " * 30,
        tracks=[Track(f"t{n}", "ett mycket långt spår " * 8) for n in range(7)],
    )
    for variant in ("wide", "phone"):
        drawing = fairway(long, FAIRWAY_WORDS, variant).drawing
        assert overlapping_texts(drawing) == []
        assert texts_outside(drawing) == []


@pytest.mark.parametrize("count", [12, 40, 120])
def test_every_milestone_is_reached_by_a_link_of_its_own_or_a_gathered_one(count):
    figure = draw(count)
    links = figure.drawing.links()
    own = {link.href for link in links if link.href.startswith("/journey/events/")}
    gathered = [link for link in links if link.href.startswith("#month-")]
    assert len(own) + sum(int(link.label.split()[0]) for link in gathered) == count
    assert all(link.label for link in links)


def test_a_dozen_milestones_all_get_their_label():
    assert sum(link.href.startswith("/journey") for link in draw(12).drawing.links()) == 12


def test_markers_remain_for_milestones_without_a_label():
    figure = draw(120)
    signs = [node for node in figure.drawing.everything() if isinstance(node, Group) and node.at]
    markers = [sign for sign in signs if sign.style.endswith(("-solid", "-hollow"))]
    in_the_middle = sum(milestone.track is None for milestone in voyage(120).milestones)
    assert len(markers) == 120 - in_the_middle


@pytest.mark.slow
def test_more_milestones_make_a_taller_chart_with_the_same_width():
    heights = [draw(count).drawing.height for count in (12, 40, 120, 400)]
    assert heights == sorted(set(heights))
    assert len({draw(count).drawing.width for count in (12, 120)}) == 1


def test_a_cancelled_meeting_is_crossed_out_with_a_dashed_stem_and_the_word():
    figure = only("cancelled")
    assert {"cross", "stem-off"} <= styles(figure)
    assert "inställt" in figure.page_svg("f")


def test_a_held_meeting_is_filled_and_a_planned_one_hollow():
    track = voyage(1).tracks[0].id
    assert "g1-solid" in styles(only("held", track=track))
    assert "g1-hollow" in styles(only("planned", track=track))
    assert "cross" not in styles(only("held"))


def test_a_moved_meeting_has_a_way_to_its_new_place():
    one = voyage(1)
    moved = replace(one.milestones[0], state="moved", on=date(2021, 3, 1), moved_to=date(2021, 9, 1))
    figure = fairway(replace(one, milestones=[moved]), FAIRWAY_WORDS)
    assert "moved" in styles(figure)
    assert "flyttat till" in figure.page_svg("f")


def test_lit_milestones_are_joined_and_only_they_are_labelled():
    lit = frozenset({"1", "4", "8"})
    figure = draw(12, lit=lit)
    assert "lit" in styles(figure)
    assert sum(text.face == "strong" and text.style == "mark" for text in figure.drawing.texts()) == len(lit)
    assert "lit" not in styles(draw(12))


@pytest.mark.parametrize("variant", ["wide", "phone"])
def test_nothing_that_steps_back_is_text(variant):
    figure = draw(30, variant=variant, lit=frozenset({"1", "2"}))
    dimmed = [node for node in figure.drawing.everything() if getattr(node, "style", "") == "dim"]
    assert dimmed
    assert not [text for group in dimmed for text in inner_texts(group)]


def inner_texts(group):
    for node in group.nodes:
        if hasattr(node, "nodes"):
            yield from inner_texts(node)
        elif hasattr(node, "text"):
            yield node


@pytest.mark.parametrize("count", [5, 40, 400])
def test_phone_text_is_at_least_twelve_pixels_on_the_smallest_phone(count):
    drawing = draw(count, variant="phone").drawing
    assert min(text.size for text in drawing.texts()) * 320 / drawing.width >= 12


def test_phone_numbers_follow_the_order_of_the_list():
    numbers = [text for text in draw(20, variant="phone").drawing.texts() if text.text.isdigit() and text.size == 15]
    assert [text.text for text in sorted(numbers, key=lambda text: text.y)] == [str(n) for n in range(1, 21)]


def test_the_table_holds_every_milestone_in_order_with_track_and_state():
    one = voyage(30)
    table = fairway(one, FAIRWAY_WORDS).table
    assert [row[2] for row in table.rows] == [milestone.title for milestone in one.in_order()]
    assert {row[3] for row in table.rows} <= set(FAIRWAY_WORDS.states.values())
    assert any(row[1] == "All tracks" for row in table.rows)


def test_equal_voyages_give_equal_drawings():
    again = fairway(voyage(40), FAIRWAY_WORDS)
    assert draw(40).page_svg("f") == again.page_svg("f")


def test_the_order_in_which_milestones_arrive_changes_nothing():
    one = voyage(30)
    backwards = replace(one, milestones=list(reversed(one.milestones)))
    assert fairway(one, FAIRWAY_WORDS).page_svg("f") == fairway(backwards, FAIRWAY_WORDS).page_svg("f")


def test_milestones_outside_the_voyage_are_drawn_at_its_ends():
    one = voyage(2)
    early, late = one.milestones
    outside = [replace(early, on=date(2001, 1, 1)), replace(late, on=date(2050, 1, 1))]
    figure = fairway(replace(one, milestones=outside), FAIRWAY_WORDS)
    assert len(figure.drawing.links()) == 2


def test_a_voyage_without_tracks_is_still_a_road():
    figure = fairway(replace(voyage(5), tracks=[]), FAIRWAY_WORDS)
    assert len(figure.drawing.links()) == 5


def test_a_voyage_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="end after it starts"):
        fairway(replace(voyage(1), end=date(2020, 1, 1) - timedelta(1)), FAIRWAY_WORDS)


def test_two_milestones_with_the_same_id_are_refused():
    one = voyage(1)
    with pytest.raises(ValueError, match="id of its own"):
        fairway(replace(one, milestones=[*one.milestones, *one.milestones]), FAIRWAY_WORDS)


def test_a_journey_of_ordinary_size_stays_light():
    figure = draw(35)
    assert len(figure.page_svg("f").encode()) < 60_000


@pytest.mark.slow
@pytest.mark.parametrize(("count", "most"), [(120, 105_000), (400, 180_000)])
def test_a_long_journey_does_not_weigh_the_page_down(count, most):
    """benchmarks/figures.py measures it more closely."""
    assert len(draw(count).page_svg("road-wide").encode()) < most
    assert len(draw(count, variant="phone").page_svg("road-phone").encode()) < 80_000


def test_labels_that_find_no_room_share_a_mark_that_stands_on_nothing_else(monkeypatch):
    """Even when no count finds room anywhere, what is gathered is drawn on the road, where no label is."""
    monkeypatch.setattr(Labels, "_place", lambda self, stop: None)
    monkeypatch.setattr(Labels, "_room_for_count", lambda self, stops: None)
    drawing = draw(30).drawing
    assert [text.text for text in drawing.texts() if text.text.startswith("+")] == ["+30"]
    assert overlapping_texts(drawing) == []

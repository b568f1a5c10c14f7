import random
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from hamn.charts.archipelago import Bridge, Buoy, Island, archipelago
from hamn.charts.islands import Cell
from tests.charts.comparisons import MAP_WORDS
from tests.charts.samples import overlapping_texts, texts_outside

ISLANDS = [Island("a", "A", 30, "/groups/a/"), Island("b", "B", 20), Island("c", "C", 12)]
BRIDGES = [Bridge("ab", "a", "b", "Mät samma sak"), Bridge("bc", "b", "c", "Ge unga en budget")]
CENTRES = {"a": (-3, 1), "b": (3, 1), "c": (0, -2), None: (0, 0)}
every_variant = pytest.mark.parametrize("variant", ["page", "presenter", "phone"])


def people(*groups, count=20):
    rng = random.Random(7)
    return [
        Cell(f"{group}{n}", CENTRES[group][0] + rng.gauss(0, 0.6), CENTRES[group][1] + rng.gauss(0, 0.4), group)
        for group in groups
        for n in range(count)
    ]


def draw(variant="page", islands=ISLANDS, cells=None, outcome="groups", bridges=BRIDGES, **more):
    given = people("a", "b", "c") if cells is None else cells
    return archipelago(islands, given, outcome, "T", "S", MAP_WORDS, variant, bridges=bridges, **more)


def styles(figure):
    return [shape.style for shape in figure.drawing.shapes()]


def said(figure):
    return [" ".join((text.text, *text.more)) for text in figure.drawing.texts()]


def dots(figure):
    return {shape.key.split(":")[1]: shape.style for shape in figure.drawing.shapes() if shape.key.startswith("dot:")}


@every_variant
def test_every_group_has_its_name_its_size_and_land_of_its_own(variant):
    figure = draw(variant)
    assert {"A", "B", "C", "30 deltagare", "20 deltagare", "12 deltagare"} <= set(said(figure))
    shore = next(shape.attributes["d"] for shape in figure.drawing.shapes() if shape.style == "land")
    assert shore.count("M") == 3


def test_there_is_a_strait_between_two_groups_however_close_they_stand():
    near = [replace(cell, x=cell.x * 0.2, y=0.2 * cell.y) for cell in people("a", "b", count=60)]
    shore = next(
        s.attributes["d"]
        for s in draw(cells=near, islands=ISLANDS[:2], bridges=[]).drawing.shapes()
        if s.style == "land"
    )
    assert shore.count("M") >= 2


@every_variant
def test_a_group_too_small_to_show_has_no_island_no_dot_and_no_bridge_but_is_named(variant):
    figure = draw(variant, [*ISLANDS[:2], Island("c", "C", None)])
    assert not any(name.startswith("c") for name in dots(figure))
    assert not any(shape.key.startswith("bridge:b:c") for shape in figure.drawing.shapes())
    assert any("C: för få för att visas" in text for text in said(figure))
    assert figure.table.rows[2] == ("C", "för få för att visas", "")
    assert "Ge unga en budget" not in " ".join([*said(figure), *(cell for row in figure.table.rows for cell in row)])


def test_an_island_keeps_its_sign_when_the_one_before_it_is_hidden():
    shown, hidden = draw(), draw(islands=[replace(ISLANDS[0], people=None), *ISLANDS[1:]])
    assert dots(shown)["b1"] == dots(hidden)["b1"]


def test_a_group_whose_dots_may_not_be_shown_stands_with_its_size_under_the_map():
    assert "C: 12 deltagare" in said(draw(cells=people("a", "b")))


@pytest.mark.parametrize(("people_", "least"), [(4, 5), (9, 10), (2, 1)])
def test_an_island_under_the_threshold_is_refused(people_, least):
    with pytest.raises(ValueError, match="may not be shown"):
        draw(islands=[replace(ISLANDS[0], people=people_), *ISLANDS[1:]], least=least)


@every_variant
def test_without_clear_groups_there_is_open_water_and_it_says_so(variant):
    figure = draw(variant, [], people(None), "none", [])
    assert not {"land", "hill", "shoal", "shallow"} & set(styles(figure))
    assert "Inga tydliga grupper" in said(figure)
    assert set(dots(figure).values()) == {"dot-plain"}
    assert figure.table.rows == [("Inga tydliga grupper", "", "")]


@every_variant
def test_where_dots_may_not_be_shown_there_are_none(variant):
    assert dots(draw(variant, [], [], "none", [])) == {}


@every_variant
def test_a_spectrum_is_one_long_shoal_with_a_word_at_either_end(variant):
    ungrouped = [replace(cell, group=None) for cell in people("a", "b", "c")]
    figure = draw(variant, [], ungrouped, "spectrum", [], ends=("Nära", "Samlat"))
    assert "land" not in styles(figure)
    shoal = next(shape for shape in figure.drawing.shapes() if shape.style == "shoal")
    numbers = [(s.attributes["cx"], s.attributes["cy"]) for s in figure.drawing.shapes() if s.key.startswith("dot:")]
    wide = max(x for x, _ in numbers) - min(x for x, _ in numbers)
    high = max(y for _, y in numbers) - min(y for _, y in numbers)
    assert shoal.attributes["d"].count("M") == 1
    assert wide > 2 * high
    assert {"Ett spektrum, inte grupper", "Nära", "Samlat"} <= set(said(figure))


def test_bridges_are_drawn_once_for_two_groups_and_listed_with_both():
    twice = [*BRIDGES, Bridge("again", "b", "a", "Dela folk")]
    figure = draw(bridges=twice)
    lines = [shape.key for shape in figure.drawing.shapes() if shape.style == "lit"]
    assert sorted(lines) == ["bridge:a:b", "bridge:b:c"]
    assert figure.table.rows[0] == ("A", "30", "med B: Mät samma sak; med B: Dela folk")
    assert "med A: Dela folk" in figure.table.rows[1][2]


def test_a_page_writes_what_joins_groups_on_the_map_and_a_phone_in_a_list():
    assert {"Mät samma sak", "Ge unga en budget"} <= set(said(draw()))
    phone = draw("phone")
    assert {"Mät samma sak", "Ge unga en budget", "1", "2"} <= set(said(phone))
    assert "plate" not in styles(phone)


def test_a_statement_floats_as_a_buoy_at_its_own_place():
    left, right = Buoy("l", "Till vänster", -3, 0), Buoy("r", "Till höger", 3, 0)
    figure = draw(buoys=[left, right])
    placed = {text.text: text.x for text in figure.drawing.texts() if text.text.startswith("Till")}
    assert placed["Till vänster"] < placed["Till höger"]
    assert figure.table.rows[-1] == ("Påstående", "", "Till höger")


@every_variant
def test_how_much_the_map_explains_is_written_under_it(variant):
    assert "Kartan visar 34% av skillnaderna i svaren" in said(draw(variant, explained=0.34))


def test_dots_stand_beside_the_exact_place_and_always_the_same():
    def places(figure):
        return {
            s.key: (s.attributes["cx"], s.attributes["cy"])
            for s in figure.drawing.shapes()
            if s.key.startswith("dot:a")
        }

    same = [Cell(f"a{n}", 0, 0, "a") for n in range(6)] + people("b", "c")
    first = places(draw(cells=same))
    assert len(set(first.values())) == 6
    assert first == places(draw(cells=list(reversed(same))))


def test_an_island_with_an_address_is_a_link_by_keyboard():
    svg = ElementTree.fromstring(draw().page_svg("f"))
    links = [element for element in svg.iter() if element.tag.endswith("}a")]
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [("/groups/a/", "A, 30 deltagare")]


@every_variant
def test_eight_islands_upon_each_other_still_have_their_names(variant):
    crowd = [Island(f"i{n}", f"Grupp {n}", 40) for n in range(8)]
    cells = [Cell(f"{n}-{k}", n % 2 * 0.01, k * 0.01, f"i{n}") for n in range(8) for k in range(8)]
    figure = draw(variant, crowd, cells, bridges=[])
    assert {f"Grupp {n}" for n in range(8)} <= set(said(figure))
    assert overlapping_texts(figure.drawing) == []
    assert texts_outside(figure.drawing) == []


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"bridges": [Bridge("x", "a", "a", "T")]}, "joins two islands"),
        ({"bridges": [Bridge("x", "a", "z", "T")]}, "joins two islands"),
        ({"cells": [Cell("1", 0, 0, "z")]}, "belongs to an island"),
        ({"islands": [ISLANDS[0], ISLANDS[0]], "bridges": []}, "id of its own"),
        ({"islands": [Island(str(n), "X", 9) for n in range(9)], "bridges": []}, "up to 8 islands"),
    ],
)
def test_what_cannot_be_a_map_is_refused(given, message):
    with pytest.raises(ValueError, match=message):
        draw(**given)

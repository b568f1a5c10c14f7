"""Colours that can be read and told apart, and style sheets that say what the tables say."""

from itertools import combinations, product

import numpy as np
import pytest

from hamn.charts.drawing import Text
from hamn.charts.styles import (
    EXTENT_TEXTS,
    GROUND_STYLES,
    LANE_PATTERNS,
    ON_FILL_STYLES,
    SHAPE_STYLES,
    STYLES,
    TEXT_STYLES,
    TRACK_NAMES,
    figures_css,
)
from hamn.charts.stylesheets import FOLDER, sheets
from hamn.charts.tokens import DARK, LIGHT, THEMES
from tests.charts.test_figure import FIGURES

READABLE, VISIBLE = 4.5, 3.0
SMALLEST_DISTANCE = 0.05
TEXT_GROUNDS = {
    **GROUND_STYLES,
    "plate": SHAPE_STYLES["plate"],
    "count": SHAPE_STYLES["count"],
    "rail": SHAPE_STYLES["rail"],
}
# How dichromats see linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.
SEEN_AS = {
    "full colour": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}


def linear(colour):
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2.2 contrast ratio of two colours."""
    light, dark = sorted((float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def oklab(rgb):
    """Ottosson (2020), A perceptual color space for image processing."""
    cones = np.array(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    axes = np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    )
    return axes @ np.cbrt(np.clip(cones @ rgb, 0, None))


def test_contrast_knows_black_on_white():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_every_text_can_be_read_on_every_fill_it_may_stand_on():
    faint = []
    for style, ground, theme in product(TEXT_STYLES, TEXT_GROUNDS, THEMES):
        colours = THEMES[theme]
        ratio = contrast(colours[TEXT_STYLES[style]["fill"]], colours[TEXT_GROUNDS[ground]["fill"]])
        faint += [(style, ground, theme, ratio)] if ratio < READABLE else []
    assert faint == []


@pytest.mark.parametrize("name", FIGURES)
def test_figures_use_no_text_style_that_the_contrast_test_does_not_know(name):
    used = {style for text in FIGURES[name].drawing.texts() for style in text.style.split()}
    assert used - {"title"} <= {*TEXT_STYLES, *ON_FILL_STYLES}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", EXTENT_TEXTS)
def test_a_number_in_a_bar_can_be_read_on_its_own_fill(fill, theme):
    colours = THEMES[theme]
    ink = colours[ON_FILL_STYLES[EXTENT_TEXTS[fill]]["fill"]]
    assert contrast(ink, colours[SHAPE_STYLES[fill]["fill"]]) >= READABLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_tracks_and_borders_are_seen_on_paper_and_card(colours, ground):
    for name in (*TRACK_NAMES, "line", "fyr"):
        assert contrast(colours[name], colours[ground]) >= VISIBLE, name


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("style", ["bar", "bar-middle", "spread", "dot", "support", "agree", "passed", "disagree"])
def test_what_carries_a_number_is_seen_on_paper_by_its_fill_or_its_edge(style, colours):
    edges = [colours[SHAPE_STYLES[style][part]] for part in ("fill", "stroke") if part in SHAPE_STYLES[style]]
    assert max(contrast(edge, colours["paper"]) for edge in edges) >= VISIBLE


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_disagreement_passing_and_agreement_differ_by_lightness_too(colours):
    fills = [colours[SHAPE_STYLES[style]["fill"]] for style in ("disagree", "passed", "agree")]
    assert min(contrast(one, other) for one, other in combinations(fills, 2)) >= 1.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("sight", SEEN_AS)
def test_tracks_are_told_apart_also_without_full_colour_vision(colours, sight):
    seen = {name: oklab(np.clip(SEEN_AS[sight] @ linear(colours[name]), 0, 1)) for name in TRACK_NAMES}
    for one, other in combinations(TRACK_NAMES, 2):
        assert np.linalg.norm(seen[one] - seen[other]) >= SMALLEST_DISTANCE, (one, other)


def test_every_track_has_a_pattern_of_its_own():
    patterns = [LANE_PATTERNS.get(name, "") for name in TRACK_NAMES]
    assert len(set(patterns)) == len(TRACK_NAMES) == 7


def test_both_themes_have_the_same_tokens():
    assert LIGHT.keys() == DARK.keys()


def test_every_figure_draws_with_known_styles_only():
    for figure in FIGURES.values():
        nodes = [node for node in figure.drawing.everything() if not isinstance(node, Text)]
        used = {style for node in nodes for style in node.style.split()}
        assert used - {"link"} <= set(STYLES)


def test_only_those_who_do_not_ask_for_less_motion_see_nodes_glide():
    calm, moving = figures_css().split("@media (prefers-reduced-motion:no-preference){")
    assert "transition" not in calm
    assert moving.startswith(".k-glide{transition:transform .25s,d .25s,")


@pytest.mark.parametrize("name", sheets())
def test_the_style_sheet_on_disk_is_the_one_the_tables_make(name):
    made = sheets()[name]
    assert (FOLDER / name).read_text(encoding="utf-8") == made, "run python -m hamn.charts.stylesheets"

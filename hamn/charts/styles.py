"""One table of drawing styles: classes for pages and literal attributes for files come from it.

A style never shares an attribute with the shape that carries it. On a page the class would win,
in a file the shape would, and the two drawings would quietly differ.
"""

from collections.abc import Mapping

from hamn.charts.tokens import LIGHT, THEMES, Theme

Style = Mapping[str, str]

TRACK_COUNT = 7
TRACK_NAMES = tuple(f"g{number}" for number in range(1, TRACK_COUNT + 1))

# A thin pattern inside each lane, so that tracks are told apart without seeing colour.
# Round caps on a zero-length dash draw dots.
LANE_PATTERNS: Mapping[str, str] = {
    "g2": "none",
    "g3": "0 9",
    "g4": "12 9",
    "g5": "16 6 0 6",
    "g6": "3 15",
    "g7": "26 9",
}

FACE_STYLES: Mapping[str, Style] = {
    "display": {"font-family": "d", "font-weight": "700"},
    "text": {"font-family": "b", "font-weight": "500"},
    "strong": {"font-family": "b", "font-weight": "700"},
}
LITERAL_FONTS: Mapping[str, str] = {
    "d": "Familjen Grotesk, Familjen Grotesk Variable, Arial, sans-serif",
    "b": "Atkinson Hyperlegible Next, Atkinson Hyperlegible Next Variable, Verdana, sans-serif",
}

GROUND_STYLES: Mapping[str, Style] = {
    "sea": {"fill": "sea3"},
    "deep": {"fill": "sea2", "stroke": "sea4", "stroke-width": ".7", "stroke-opacity": ".45"},
    "middle": {"fill": "sea1", "stroke": "sea4", "stroke-width": ".7", "stroke-opacity": ".45"},
    "shallow": {"fill": "sea0", "stroke": "sea4", "stroke-width": ".7", "stroke-opacity": ".45"},
    "land": {"fill": "land", "stroke": "shore", "stroke-width": "1.2"},
    "hill": {"fill": "hill"},
    "paper": {"fill": "paper"},
    "card": {"fill": "card", "stroke": "line", "stroke-width": "1"},
}

# Every class that text may wear. The contrast test takes its list from here.
TEXT_STYLES: Mapping[str, Style] = {
    "ink": {"fill": "ink"},
    "quiet": {"fill": "ink2"},
    "mark": {"fill": "fyr"},
    "depth": {"fill": "sea5"},
}

# Text on a fill of its own: the contrast test takes each with the fills it names.
ON_FILL_STYLES: Mapping[str, Style] = {
    "on-pale": {"fill": "ink"},
    "on-middle": {"fill": "onmiddle"},
    "on-deep": {"fill": "paper"},
}
EXTENT_TEXTS: Mapping[str, str] = {
    "extent-1": "on-pale",
    "extent-2": "on-pale",
    "extent-3": "on-middle",
    "extent-4": "on-deep",
    "extent-5": "on-deep",
}

LINE_STYLES: Mapping[str, Style] = {
    "isobath": {"fill": "none", "stroke": "sea4", "stroke-width": ".7", "stroke-opacity": ".45"},
    "casing": {
        "fill": "none",
        "stroke": "paper",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    "casing-flat": {"fill": "none", "stroke": "paper", "stroke-linejoin": "round"},
    "rule": {"fill": "none", "stroke": "line", "stroke-width": "1"},
    "rim": {"fill": "none", "stroke": "line", "stroke-width": "1.2"},
    "axis": {"fill": "none", "stroke": "ink2", "stroke-width": "1.2"},
    "stem": {"fill": "none", "stroke": "ink2", "stroke-width": "1.4"},
    "stem-off": {
        "fill": "none",
        "stroke": "ink2",
        "stroke-width": "1.4",
        "stroke-dasharray": "2 4",
    },
    "strike": {"fill": "none", "stroke": "ink", "stroke-width": "1.6"},
    "cross": {"fill": "none", "stroke": "ink", "stroke-width": "2.4", "stroke-linecap": "round"},
    "year": {"fill": "none", "stroke": "ink", "stroke-width": "2.5"},
    "month": {"fill": "none", "stroke": "ink2", "stroke-width": "1"},
    "moved": {
        "fill": "none",
        "stroke": "ink",
        "stroke-width": "2",
        "stroke-dasharray": "6 4",
        "stroke-linejoin": "round",
    },
    "lit": {
        "fill": "none",
        "stroke": "fyr",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
    },
    # What lies behind: an earlier round, or everybody else.
    "ghost": {"fill": "none", "stroke": "ink2", "stroke-linejoin": "round", "stroke-linecap": "butt"},
    "median": {"fill": "none", "stroke": "fyr", "stroke-width": "3"},
}

SHAPE_STYLES: Mapping[str, Style] = {
    "solid": {"fill": "ink"},
    "hollow": {"fill": "paper", "stroke": "ink", "stroke-width": "2.2"},
    "light": {"fill": "fyr"},
    "glow": {"fill": "fyr", "fill-opacity": ".13"},
    # Behind a marker, which draws its own edge.
    "backing": {"fill": "paper", "stroke": "none"},
    "plate": {"fill": "card", "stroke": "line", "stroke-width": "1"},
    "count": {"fill": "paper", "stroke": "ink2", "stroke-width": "1.4"},
    "bar": {"fill": "q3", "stroke": "line", "stroke-width": "1"},
    "bar-middle": {"fill": "q4", "stroke": "ink", "stroke-width": "1"},
    "star-light": {"fill": "sea1"},
    "star-dark": {"fill": "sea3"},
    "rail": {"fill": "sea1", "stroke": "sea4", "stroke-width": ".7", "stroke-opacity": ".45"},
    "support": {"fill": "q4"},
    "spread": {"fill": "q3", "stroke": "line", "stroke-width": "1"},
    "dot": {"fill": "ink", "stroke": "paper", "stroke-width": "2"},
    **{f"extent-{n}": {"fill": f"q{n}", "stroke": "line", "stroke-width": "1"} for n in range(1, 6)},
    # Someone in no group, and someone on an axis without groups.
    "dot-plain": {"fill": "ink2", "stroke": "paper", "stroke-width": "1.2"},
    "shoal": {
        "fill": "land",
        "stroke": "shore",
        "stroke-width": "1.6",
        "stroke-dasharray": "2 6",
        "stroke-linecap": "round",
    },
    # Water on one side, land on the other: agreement is blue, its opposite sand, and nobody is red.
    "agree": {"fill": "q4", "stroke": "line", "stroke-width": "1"},
    "disagree": {"fill": "shore", "stroke": "line", "stroke-width": "1"},
    "passed": {"fill": "paper", "stroke": "line", "stroke-width": "1.2"},
    "hit": {"fill": "none", "pointer-events": "all"},
    "dim": {"opacity": ".3"},
}


def _track_styles() -> dict[str, Style]:
    styles: dict[str, Style] = {}
    for name in TRACK_NAMES:
        lane = {"stroke-linecap": "round", "stroke-linejoin": "round"}
        styles[f"{name}-lane"] = {"fill": "none", "stroke": name, **lane}
        styles[f"{name}-solid"] = {"fill": name}
        styles[f"{name}-band"] = {"fill": name, "fill-opacity": ".18"}
        styles[f"{name}-interval"] = {"fill": name, "fill-opacity": ".55"}
        styles[f"{name}-dot"] = {"fill": name, "stroke": "paper", "stroke-width": "1.2"}
        styles[f"{name}-dashed"] = {"fill": "none", "stroke": name, "stroke-linecap": "butt"}
        styles[f"{name}-hollow"] = {"fill": "paper", "stroke": name, "stroke-width": "2.6"}
        pattern = LANE_PATTERNS.get(name)
        if pattern:
            styles[f"{name}-pattern"] = {
                "fill": "none",
                "stroke": "paper",
                "stroke-linecap": "round",
                "stroke-dasharray": pattern,
            }
    return styles


STYLES: Mapping[str, Style] = {
    **FACE_STYLES,
    **GROUND_STYLES,
    **TEXT_STYLES,
    **ON_FILL_STYLES,
    **LINE_STYLES,
    **SHAPE_STYLES,
    **_track_styles(),
}

# What changes when numbers do. Browsers animate these attributes because they are CSS properties too.
GLIDING = ("transform", "d", "x", "y", "width", "height", "cx", "cy", "r", "font-size", "fill")
# The usual widths of a halo have a class each; a chart has hundreds of texts.
HALO_WIDTHS = (5, 6, 7, 9)
HALOS = ",".join([".k-halo", *(f".k-h{width}" for width in HALO_WIDTHS)])

INTERACTION_CSS = (
    f"{HALOS}{{stroke:var(--paper);stroke-linejoin:round;paint-order:stroke}}",
    *(f".k-h{width}{{stroke-width:{width}}}" for width in HALO_WIDTHS),
    ".k-link{cursor:pointer;text-decoration:none}",
    ".k-link:hover .k-title{text-decoration:underline}",
    ".k-link:focus-visible{outline:3px solid var(--fyr);outline-offset:3px}",
    "@media (prefers-reduced-motion:no-preference){.k-glide{transition:"
    + ",".join(f"{name} .25s" for name in GLIDING)
    + "}}",
    f"@media (forced-colors:active){{{HALOS}{{stroke:Canvas;forced-color-adjust:none}}}}",
)


def literal(name: str, theme: Theme) -> dict[str, str]:
    """The attributes of one style with the theme's own colours and font names."""
    colours = THEMES[theme]
    return {attribute: colours.get(value, LITERAL_FONTS.get(value, value)) for attribute, value in STYLES[name].items()}


def figures_css() -> str:
    """The style sheet every drawing on a page needs."""
    rules = [f".k-{name}{{{_declarations(style)}}}" for name, style in STYLES.items()]
    head = "/* Made from hamn/charts/styles.py by python -m hamn.charts.stylesheets: change it there. */"
    return "\n".join([head, "@layer parts{", *rules, *INTERACTION_CSS, "}", ""])


def _declarations(style: Style) -> str:
    variables = {*LIGHT, *LITERAL_FONTS}
    return ";".join(
        f"{attribute}:{f'var(--{value})' if value in variables else value}" for attribute, value in style.items()
    )

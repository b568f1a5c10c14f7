"""The colours, type sizes and fonts of Hamn: the one place they are written.

`hamn/web/static/web/tokens.css` is made from here by `python -m hamn.charts.stylesheets`.
"""

from collections.abc import Mapping
from typing import Literal

Theme = Literal["light", "dark", "print"]

LIGHT: Mapping[str, str] = {
    "paper": "#FBF8F0",
    "paper2": "#F2ECDC",
    "card": "#FFFFFF",
    "ink": "#0E2433",
    "ink2": "#415665",
    "line": "#6B7D88",
    "fyr": "#A6135D",
    "fyr2": "#7F0C46",
    "sea0": "#F1F7F7",
    "sea1": "#E0EEF1",
    "sea2": "#CBE2E9",
    "sea3": "#B4D7E1",
    "sea4": "#3F88A0",
    "sea5": "#1C6079",
    "sea6": "#0D3F54",
    "land": "#F6E9C4",
    "land2": "#EBD59A",
    "hill": "#F0DEAD",
    "shore": "#B99A4B",
    "g1": "#0B3A73",
    "g2": "#8C1650",
    "g3": "#C07A1A",
    "g4": "#41774A",
    "g5": "#9A5BD8",
    "g6": "#3E9BAA",
    "g7": "#2B1D14",
    "ok": "#1E7A46",
    "warn": "#F2B705",
    "bad": "#B42318",
    "q1": "#E9F2EF",
    "q2": "#BBDCDD",
    "q3": "#7FB9C6",
    "q4": "#2F7690",
    "q5": "#123F57",
    # Text on q3, which is a pale fill by day and a strong one by night.
    "onmiddle": "#0E2433",
}

DARK: Mapping[str, str] = {
    "paper": "#061823",
    "paper2": "#0B2533",
    "card": "#0F2E3F",
    "ink": "#F4EFE2",
    "ink2": "#B4C4CC",
    "line": "#6F8894",
    "fyr": "#FF8CC0",
    "fyr2": "#FFB5D7",
    "sea0": "#061823",
    "sea1": "#082030",
    "sea2": "#0A2A3D",
    "sea3": "#0F3A52",
    "sea4": "#3E8FAE",
    "sea5": "#7CC3DA",
    "sea6": "#C5E7F1",
    "land": "#2E2A1B",
    "land2": "#4A4126",
    "hill": "#3D3721",
    "shore": "#A98F4B",
    "g1": "#6FA4E6",
    "g2": "#F285B5",
    "g3": "#E3A64E",
    "g4": "#B9FBB2",
    "g5": "#9170EE",
    "g6": "#7FE0F5",
    "g7": "#D25517",
    "ok": "#6FD49A",
    "warn": "#F7CE46",
    "bad": "#FF9A8A",
    "q1": "#12384B",
    "q2": "#1F5A74",
    "q3": "#3E8FAE",
    "q4": "#7CC3DA",
    "q5": "#D7F1F7",
    "onmiddle": "#061823",
}

# Printers leave white paper white; everything else stays as on the light screen.
PRINT: Mapping[str, str] = {**LIGHT, "paper": "#FFFFFF"}

THEMES: Mapping[Theme, Mapping[str, str]] = {"light": LIGHT, "dark": DARK, "print": PRINT}

# Hanken Grotesk holds the Northern Sámi letters that the other two lack.
DISPLAY_FONT = '"Familjen Grotesk Variable","Familjen Grotesk","Hanken Grotesk Variable",Arial,sans-serif'
TEXT_FONT = (
    '"Atkinson Hyperlegible Next Variable","Atkinson Hyperlegible Next","Hanken Grotesk Variable",Verdana,sans-serif'
)

MEASURES: Mapping[str, str] = {
    "d": DISPLAY_FONT,
    "b": TEXT_FONT,
    "s0": "clamp(1rem,.96rem + .2vw,1.125rem)",
    "s1": "1.25rem",
    "s2": "clamp(1.4rem,1.2rem + .8vw,1.8rem)",
    "s3": "clamp(1.8rem,1.4rem + 1.6vw,2.75rem)",
    "s4": "clamp(2.3rem,1.6rem + 3vw,4.25rem)",
    "r": ".375rem",
    "gap": "clamp(1rem,.6rem + 1.4vw,2rem)",
}

SURFACES = (
    *("paper", "paper2", "card", "sea0", "sea1", "sea2", "sea3", "land", "land2", "hill"),
    *("q1", "q2", "q3"),
)
ACTIONS = ("fyr", "fyr2")


def tokens_css() -> str:
    """The style sheet of tokens, with dark, high contrast, forced colours and print."""
    return "\n".join(
        [
            "/* Made from hamn/charts/tokens.py by python -m hamn.charts.stylesheets: change it there. */",
            f":root{{color-scheme:light;{_properties({**LIGHT, **MEASURES})}}}",
            f':root[data-theme="dark"]{{color-scheme:dark;{_properties(DARK)}}}',
            "@media (prefers-color-scheme:dark){"
            f':root:not([data-theme="light"]){{color-scheme:dark;{_properties(DARK)}}}}}',
            "@media (prefers-contrast:more){:root:root{--ink2:var(--ink);--line:var(--ink)}}",
            f"@media (forced-colors:active){{:root:root:root{{{_properties(_system_colours())}}}}}",
            f"@media print{{:root:root:root{{color-scheme:light;{_properties(PRINT)}}}}}",
            "",
        ]
    )


def _system_colours() -> Mapping[str, str]:
    """In forced colours only three things remain: ground, text and what can be acted on."""

    def system(name: str) -> str:
        if name in SURFACES:
            return "Canvas"
        return "LinkText" if name in ACTIONS else "CanvasText"

    return {name: system(name) for name in LIGHT}


def _properties(values: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())

"""The figures that compare groups, with as much in them as an ordinary meeting has: what benchmarks/figures.py draws."""

import random
from collections.abc import Callable, Mapping
from typing import Any

from hamn.charts.archipelago import ArchipelagoWords, Bridge, Island, archipelago
from hamn.charts.axes import Axis, CompassWords, Reading, Series
from hamn.charts.cloud import Word
from hamn.charts.cloud_pair import PairWords, Tension, cloud_pair
from hamn.charts.compasses import compasses
from hamn.charts.dot_twin import dot_twin
from hamn.charts.extent_bars import Extent, ExtentWords, extent_bars
from hamn.charts.figure import Figure
from hamn.charts.gap_over_waves import GapRow, GapWords, gap_over_waves
from hamn.charts.guessed import Guessed, GuessedWords, guessed
from hamn.charts.islands import Cell

NAMES = ("Riktning", "Samordning", "Mandat", "Lärande", "Kraft", "Delaktighet", "Resurser")
GROUPS = ("Politik", "Chefer", "Medarbetare", "Kommuner", "Civilsamhälle")
HEAD = ("Var står vi?", "Politiken ser mandat.")
STEPS = 5
PEOPLE, WORDS = 100, 40
WRITING: Mapping[str, Any] = {
    "hidden": "för få för att visas",
    "number": "{:.1f}".format,
    "interval": "{}–{}".format,
    "approximate": "ungefärlig",
}
MORE = "{} till".format
VERDICTS = {"differ": "skiljer sig", "alike": "lika", "unsure": "för få för att säga"}
CHANGES = {**VERDICTS, "closed": "slutet", "narrower": "mindre", "same": "lika", "wider": "större"}


def drawers(variant: str) -> Mapping[str, Callable[[], Figure]]:
    """Seven axes, five groups with an earlier round behind, three rounds, forty words a side, a hundred people on the map."""
    rng = random.Random(1)
    axes = [Axis(name, name) for name in NAMES]
    series = [Series(name, name, readings(7, rng), 12, readings(7, rng)) for name in GROUPS]
    words = CompassWords(
        axis="Axel",
        value="Medel",
        band="osäkerhet",
        behind="förra rundan",
        verdict="Utfall",
        verdicts=VERDICTS,
        more=MORE,
        **WRITING,
    )
    verdicts = dict(zip(NAMES, ("differ", "alike", "unsure", "differ", "alike", "unsure", "differ"), strict=True))
    sides = [[Word(f"{side}{n}", f"{side} ord nummer {n}", WORDS - n) for n in range(WORDS)] for side in "ab"]
    pair = PairWords("Börja göra", "Sluta göra", "Sida", "Ord", "Antal", "få", "spänning")
    return {
        "compasses": lambda: compasses(axes, series, STEPS, *HEAD, words, variant),
        "dot twin": lambda: dot_twin(axes, series, STEPS, *HEAD, words, variant, verdicts),
        "guessed": lambda: guessed(guesses(rng), STEPS, *HEAD, guessed_words(), variant),
        "gap over waves": lambda: gap_over_waves(gaps(rng), ("2021", "2022", "2023"), *HEAD, gap_words(), variant),
        "extent bars": lambda: extent_bars(extents(), STEPS, *HEAD, extent_words(), variant),
        "cloud pair": lambda: cloud_pair(*sides, None, *HEAD, pair, variant, [Tension("t", "a1", "b1")])[0],
        "archipelago": lambda: opinions(variant),
    }


def readings(count: int, rng: random.Random) -> list[Reading]:
    values = [rng.uniform(1.5, 4.5) for _ in range(count)]
    return [Reading(value, value - 0.5, value + 0.5) for value in values]


def guesses(rng: random.Random) -> list[Guessed]:
    ends = zip(readings(7, rng), readings(7, rng), strict=True)
    return [Guessed(name, name, *both, "differ") for name, both in zip(NAMES, ends, strict=True)]


def guessed_words() -> GuessedWords:
    return GuessedWords(
        axis="Axel",
        guess="trodde",
        answer="svarade",
        band="osäkerhet",
        difference="{:+.1f}".format,
        more=MORE,
        verdict="Utfall",
        verdicts=VERDICTS,
        **WRITING,
    )


def gaps(rng: random.Random) -> list[GapRow]:
    return [GapRow(name, name, readings(3, rng), "narrower") for name in NAMES]


def gap_words() -> GapWords:
    return GapWords(
        axis="Axel", change="Utfall", level="ingen skillnad", band="osäkerhet", changes=CHANGES, more=MORE, **WRITING
    )


def extents() -> list[Extent]:
    return [Extent(name, name, [0.1, 0.2, 0.3, 0.3, 0.1], 0.1, 12) for name in GROUPS]


def extent_words() -> ExtentWords:
    return ExtentWords("Grupp", "Inte alls", "Helt", "vet inte", "för få", "{:.0%}".format, MORE)


def opinions(variant: str) -> Figure:
    rng = random.Random(1)
    centres = ((-2, 1), (2, 1), (0, -1.5))
    cells = []
    for number in range(PEOPLE):
        x, y = centres[number % 3]
        cells.append(Cell(str(number), x + rng.gauss(0, 0.7), y + rng.gauss(0, 0.4), "ABC"[number % 3]))
    islands = [Island(letter, letter, 33) for letter in "ABC"]
    bridges = [Bridge(a + b, a, b, "Alla kommuner bör mäta samma sak") for a, b in ("AB", "BC", "AC")]
    words = ArchipelagoWords(
        *("Grupp", "Antal", "Det som förenar", "Påstående", "för få", "Inga tydliga grupper", "Ett spektrum"),
        size="{} deltagare".format,
        explained="{:.0%} förklaras".format,
        bridge="med {}: {}".format,
    )
    return archipelago(islands, cells, "groups", *HEAD, words, variant, 0.34, bridges)

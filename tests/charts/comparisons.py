"""Groups, rounds and maps for the chart tests, from throws of dice."""

import random
from collections.abc import Callable
from dataclasses import replace

from hamn.charts.archipelago import ArchipelagoWords, Bridge, Buoy, Island, archipelago
from hamn.charts.axes import MOST_APART, Axis, CompassWords, Reading, Series
from hamn.charts.cloud import Word
from hamn.charts.cloud_pair import PairWords, Tension, cloud_pair
from hamn.charts.compasses import compasses
from hamn.charts.dot_twin import dot_twin
from hamn.charts.extent_bars import Extent, ExtentWords, extent_bars
from hamn.charts.figure import Figure
from hamn.charts.gap_over_waves import GapRow, GapWords, gap_over_waves
from hamn.charts.guessed import Guessed, GuessedWords, guessed
from hamn.charts.islands import Cell
from hamn.charts.stage import Variant

PAIR_WORDS = PairWords("Börja göra", "Sluta göra", "Sida", "Ord", "Antal", "ett fåtal", "spänning mellan två ord")
WORDS = ("lyssna", "ta beslut tillsammans", "å", "medarbetarskapsutvecklingsprocessansvarig", "شبكة", "mod 🌊", "fira")
STATEMENTS = (
    "Alla kommuner bör mäta samma sak",
    "Ge unga en egen budget, också de som bor långt från residensstaden och sällan tillfrågas om någonting alls",
    "Medarbetarskapsutvecklingsprocessansvarigkommittén",
    "شبكة المواصلات العامة",
)
MAP_WORDS = ArchipelagoWords(
    group="Grupp",
    people="Antal",
    agreed="Det som förenar",
    statement="Påstående",
    hidden="för få för att visas",
    none="Inga tydliga grupper",
    spectrum="Ett spektrum, inte grupper",
    size=lambda count: f"{count} deltagare",
    explained=lambda share: f"Kartan visar {share:.0%} av skillnaderna i svaren",
    bridge=lambda name, text: f"med {name}: {text}",
)
EXTENT_WORDS = ExtentWords(
    row="Grupp",
    low="Inte alls",
    high="Helt och hållet och i varje avseende som tänkas kan",
    dont_know="vet inte",
    hidden="för få för att visas",
    percent=lambda share: f"{share * 100:.0f} %",
    more=lambda count: f"{count} till finns i tabellen",
)
GAP_WORDS = GapWords(
    axis="Axel",
    change="Utfall",
    level="ingen skillnad",
    band="osäkerhet",
    approximate="ungefärlig osäkerhet",
    hidden="för få för att visas",
    changes={
        "closed": "gapet har slutits",
        "narrower": "mindre gap",
        "same": "lika stort gap",
        "wider": "större gap",
        "unsure": "för få för att säga",
    },
    number=lambda value: f"{value:.1f}".replace(".", ","),
    interval=lambda low, high: f"{low}–{high}",
    more=lambda count: f"{count} till finns i tabellen",
)
GUESSED_WORDS = GuessedWords(
    axis="Axel",
    guess="Politiken trodde att tjänstepersonerna skulle svara",
    answer="Tjänstepersonerna svarade",
    off="Svar minus gissning",
    band="osäkerhet",
    approximate="ungefärlig osäkerhet",
    hidden="för få för att visas",
    number=lambda value: f"{value:.1f}".replace(".", ","),
    interval=lambda low, high: f"{low}–{high}",
    difference=lambda value: f"{value:+.1f}".replace(".", ",").replace("-", "−"),
    more=lambda count: f"{count} till finns i tabellen",
    verdict="Utfall",
    verdicts={"differ": "gissade fel", "alike": "gissade rätt", "unsure": "för få för att säga"},
)
VERDICTS = ("differ", "alike", "unsure", "")
HEAD = ("Var står vi?", "En mening om vad som syns.")
GROUPS = (
    "Politik",
    "Tjänstepersoner i regionen",
    "Civilsamhälle",
    "Å",
    "Medarbetarskapsutvecklingsprocessansvarigkommittén",
    "Kommuner 🌊",
    "شبكة",
    "Unga i hela länet och i skärgården, även de allra minsta",
)


def readings(count: int, steps: int, rng: random.Random) -> list[Reading]:
    return [_reading(steps, rng) for _ in range(count)]


def _reading(steps: int, rng: random.Random) -> Reading:
    low, value, high = sorted(rng.uniform(1, steps) for _ in range(3))
    known = [Reading(value, low, high)] * 4
    return rng.choice([Reading(None), Reading(value), Reading(value, low, high, approximate=True), *known])


def groups(of_axes: int, steps: int, seed: int) -> list[Series]:
    """Four to eight groups; sometimes one of them is hidden, and sometimes an earlier round lies behind."""
    rng = random.Random(seed)
    count = (4, 8, 5, 4, 6, 7)[seed % 6] if seed else 4
    made = [
        Series(
            f"s{n}",
            GROUPS[n],
            readings(of_axes, steps, rng),
            rng.choice([None, 5, 14, 1250]),
            readings(of_axes, steps, rng) if seed % 2 else (),
        )
        for n in range(count)
    ]
    if seed % 3 == 1:
        made[2] = replace(made[2], readings=[Reading(None)] * of_axes, people=None, behind=())
    return made[:MOST_APART]


def opinions(variant: Variant, seed: int, size: int) -> Figure:
    """One to eight islands with bridges, or one of the outcomes without."""
    rng = random.Random(f"{seed}")
    outcome = ("groups", "spectrum", "none")[seed % 3]
    count = min(size, 8) if outcome == "groups" else 0
    islands = [
        Island(f"i{n}", GROUPS[n] if n % 3 == 2 else "ABCDEFGH"[n], None if n == 4 else 9 + n) for n in range(count)
    ]
    cells = [cell(n, islands, rng) for n in range(12 * size)]
    bridges = [
        Bridge(f"b {n}", islands[n].id, islands[(n + 1) % count].id, STATEMENTS[n % len(STATEMENTS)])
        for n in range(count if count > 1 else 0)
    ]
    buoys = [Buoy(f"u {n}", STATEMENTS[n % 3], rng.gauss(0, 2), rng.gauss(0, 1)) for n in range(min(size, 5))]
    ends = (STATEMENTS[0], STATEMENTS[1])
    return archipelago(islands, cells, outcome, *HEAD, MAP_WORDS, variant, 0.34, bridges, buoys, ends)


def cell(number: int, islands: list[Island], rng: random.Random) -> Cell:
    place = rng.randrange(len(islands)) if islands else 0
    x, y = (place % 3) * 3 + rng.gauss(0, 0.7), (place // 3) * 2 + rng.gauss(0, 0.5)
    group = islands[place].id if islands and rng.random() < 0.9 else None
    return Cell(f"c {number}", x, y, group, rng.choice([1, 1, 1, 4, 30]))


def extent(number: int, steps: int, seed: int) -> Extent:
    rng = random.Random(f"{seed} {number}")
    weights = [rng.choice([0, 1, rng.random() * 6]) for _ in range(steps)]
    total = sum(weights) or 1
    shares = None if rng.random() < 0.2 else [weight / total for weight in weights]
    apart = None if shares is None else rng.random()
    return Extent(
        f"e {number}", GROUPS[number % 8], shares, apart, None if shares is None else rng.choice([None, 1250])
    )


def gap_row(number: int, axis: Axis, waves: list[str], seed: int) -> GapRow:
    rng = random.Random(f"{seed} {number}")
    gaps = [
        replace(reading, value=shift(reading.value), low=shift(reading.low), high=shift(reading.high))
        for reading in readings(len(waves), 5, rng)
    ]
    return GapRow(axis.id, axis.label, gaps, rng.choice([None, "closed", "narrower", "same", "wider", "unsure"]))


def shift(value: float | None) -> float | None:
    return None if value is None else value - 1


def guess(axis: Axis, number: int, steps: int, seed: int) -> Guessed:
    rng = random.Random(f"{seed} {number}")
    verdict = rng.choice([None, "differ", "alike", "unsure"])
    return Guessed(axis.id, axis.label, _reading(steps, rng), _reading(steps, rng), verdict)


def said(side: str, count: int, seed: int) -> list[Word]:
    rng = random.Random(f"{side}{seed}")
    return [Word(f"{side} {n}", WORDS[n % len(WORDS)] + "!" * (n // len(WORDS)), many(rng, n)) for n in range(count)]


def many(rng: random.Random, number: int) -> int | None:
    return 60 - 3 * number if number < 4 else rng.choice([None, rng.randint(3, 40)])


def comparisons(
    variant: Variant, seed: int, size: int, steps: int, axes: list[Axis], words: CompassWords
) -> dict[str, Callable[[], Figure]]:
    """Every figure that compares groups or rounds, with about so many rows."""
    many = groups(len(axes), steps, seed)
    verdicts = {axis.id: VERDICTS[(n + seed) % 4] for n, axis in enumerate(axes) if (n + seed) % 4 < 3}
    start, stop = said("a", size, seed), said("b", size, seed + 1)
    pulls = [Tension(f"t {n}", start[n].id, stop[-1 - n].id) for n in range(min(3, size))]
    extents = [extent(n, steps, seed) for n in range(size)]
    waves = [f"{2021 + n} års runda" if n % 2 else str(2021 + n) for n in range(seed % 4 + 1)]
    rows = [gap_row(n, axis, waves, seed) for n, axis in enumerate(axes)]
    guesses = [guess(axis, n, steps, seed) for n, axis in enumerate(axes)]
    return {
        "guessed": lambda: guessed(guesses, steps, *HEAD, GUESSED_WORDS, variant),
        "gap over waves": lambda: gap_over_waves(rows, waves, *HEAD, GAP_WORDS, variant),
        "extent bars": lambda: extent_bars(extents, steps, *HEAD, EXTENT_WORDS, variant),
        "archipelago": lambda: opinions(variant, seed, size),
        "cloud pair": lambda: cloud_pair(start, stop, None, *HEAD, PAIR_WORDS, variant, pulls)[0],
        "twin of many": lambda: dot_twin(axes, many, steps, *HEAD, words, variant, verdicts),
        "compasses": lambda: compasses(axes, many, steps, *HEAD, words, variant),
    }

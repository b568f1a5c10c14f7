"""Voyages and words for the chart tests, and what a reader would see of a drawing."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hamn.charts.agreement import AgreementWords, Statement, agreement
from hamn.charts.axes import Axis, CompassWords, Reading, Series
from hamn.charts.bars import Bar, BarsWords, bars
from hamn.charts.compass import compass
from hamn.charts.dot_twin import dot_twin
from hamn.charts.drawing import Drawing, Text
from hamn.charts.fairway import FairwayWords, Milestone, Track, Voyage
from hamn.charts.figure import Figure
from hamn.charts.histogram import HistogramWords, histogram
from hamn.charts.measure import metrics, width
from hamn.charts.placing import Box
from hamn.charts.ranking import Ranked, RankingWords, ranking
from hamn.charts.soundings import SoundingsWords, Word, soundings
from hamn.charts.stage import Variant
from hamn.charts.support import Supported, SupportWords, support
from tests.charts.comparisons import comparisons

FAIRWAY_WORDS = FairwayWords(
    sentence="A winding road from 2020 to 2023 with seven tracks.",
    when="When",
    track="Track",
    event="Event",
    state="State",
    all_tracks="All tracks",
    kinds={"structure": "Struktur", "culture": "Kultur", "method": "Metod"},
    states={"planned": "planerat", "moved": "flyttat", "cancelled": "inställt", "held": "genomfört"},
    month=lambda day, precision: {"day": f"{day.day} september {day.year}", "year": f"{day.year}"}.get(
        precision, f"september {day.year}"
    ),
    moved_to=lambda when: f"flyttat till {when}",
    gathered=lambda count, month: f"{count} händelser till, {month}",
    list_href=lambda month: f"#month-{month:%Y-%m}",
)
HIDDEN = "för få för att visas"
HISTOGRAM_WORDS = HistogramWords("Steg", "Antal", "Hälften svarade här", HIDDEN)
DONT_KNOW_WORDS = HistogramWords("Steg", "Antal", "Hälften svarade här", HIDDEN, "Vet inte")
SOUNDINGS_WORDS = SoundingsWords(
    "Ord", "Antal", "Svar", {"answered": "har fått svar", "unanswered": "inget svar än"}, "färre än fem"
)


def decimal(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", ",")


def span(low: str, high: str) -> str:
    return f"{low}–{high}"


def in_the_table(count: int) -> str:
    return f"{count} till finns i tabellen"


BARS_WORDS = BarsWords("Alternativ", "Antal", HIDDEN, decimal, in_the_table)
RANKING_WORDS = RankingWords(
    "Alternativ", "medelplats", "mittersta hälften", "först", HIDDEN, decimal, span, in_the_table
)
COMPASS_WORDS = CompassWords("Axel", "Medel", HIDDEN, "mittersta hälften", decimal, span)
COMPARING_WORDS = replace(
    COMPASS_WORDS,
    approximate="ungefärligt intervall",
    behind="förra rundan",
    verdict="Utfall",
    verdicts={"differ": "skiljer sig", "alike": "lika", "unsure": "för få för att säga"},
    more=in_the_table,
)
AGREEMENT_WORDS = AgreementWords("Påstående", "instämmer inte", "pass", "instämmer", HIDDEN, in_the_table)
SUPPORT_WORDS = SupportWords("Plats", "Fråga", "Stöd", "för få", in_the_table)
# Ordinary, short, very long, unbreakable, from the right, pictures, and nothing that can be measured.
LABELS = (
    "Kommunerna tillsammans",
    "Vi",
    "Näringslivet och besöksnäringens organisationer i hela länet och i skärgården, även de allra minsta",
    "Medarbetarskapsutvecklingsprocessansvarigkommittén",
    "شبكة المواصلات العامة",
    "Mer 🌊🚢 på 🇦🇽",
    "ŋáŧđŽ",
    "Å",
)
GROUPS = ("Politik", "Tjänstepersoner i regionen", "Civilsamhälle")
TITLES = (
    "Stormöte om tillit",
    "Översyn av hur den regionala utvecklingsstrategin genomförs tillsammans",
    "APT-dialoger i alla förvaltningar",
    "Dockning",
    "Medarbetarskapsutvecklingsprocessen Åland",
)
TRACKS = [Track(f"t{n}", f"Spår nummer {n} med ett ganska långt namn") for n in range(7)]


def voyage(count: int, seed: int = 0, crowded: bool = False) -> Voyage:
    """A voyage of four years; crowded puts half of it into one spring."""
    rng = random.Random(seed)
    return Voyage(
        title="Vår väg 2020–2023",
        subtitle="Sju spår på en väg som inte är rak",
        start=date(2020, 1, 1),
        end=date(2023, 12, 31),
        tracks=TRACKS,
        milestones=[milestone(number, rng, crowded) for number in range(count)],
        vision_title="Vision 2030",
        vision_text="Livskraft i hela länet",
    )


def milestone(number: int, rng: random.Random, crowded: bool) -> Milestone:
    days = rng.randrange(420, 480) if crowded and number % 2 else rng.randrange(0, 1460)
    on = date(2020, 1, 1) + timedelta(days)
    state = rng.choices(["held", "planned", "cancelled", "moved"], [8, 2, 1, 1])[0]
    return Milestone(
        id=str(number),
        title=rng.choice(TITLES),
        on=on,
        precision=rng.choice(["day", "month", "year"]),
        track=rng.choice([track.id for track in TRACKS] + [None]),
        kind=rng.choice(["structure", "culture", "method", "unknown"]),
        state=state,
        href=f"/journey/events/{number}/",
        moved_to=on + timedelta(90) if state == "moved" and rng.random() < 0.5 else None,
    )


def words(count: int = 40, seed: int = 0) -> list[Word]:
    rng = random.Random(seed)
    stems = ("samverkan", "mod", "tillit", "vatten", "långsiktighet", "ö", "ungas röst", "kollektivtrafik")
    return [
        Word(
            str(n),
            f"{stems[n % len(stems)]}{n // len(stems) or ''}",
            rng.choice([None, rng.randint(5, 50)]) if n > 12 else 60 - 3 * n,
            f"/words/{n}/",
            rng.choice(["", "answered", "unanswered"]),
        )
        for n in range(count)
    ]


def label(number: int) -> str:
    return LABELS[number % len(LABELS)] + (f" {number}" if number >= len(LABELS) else "")


def count_of(rng: random.Random) -> int | None:
    return rng.choice([None, 0, 1, rng.randint(0, 40), rng.randint(0, 2000)])


def options(count: int, seed: int = 0) -> list[Bar]:
    rng = random.Random(seed)
    return [Bar(f"o {n}", label(n), count_of(rng)) for n in range(count)]


def ranked(count: int, seed: int = 0) -> list[Ranked]:
    rng = random.Random(seed)
    return [one_ranked(n, count, rng) for n in range(count)]


def one_ranked(number: int, count: int, rng: random.Random) -> Ranked:
    low, mean, high = sorted(rng.uniform(1, count) for _ in range(3))
    if rng.random() < 0.2:
        return Ranked(f"r{number}", label(number), None)
    return Ranked(f"r{number}", label(number), mean, low, high, count_of(rng))


def axes(count: int) -> list[Axis]:
    return [Axis(f"a{n}", label(n)) for n in range(count)]


def series(count: int, of_axes: int, steps: int = 5, seed: int = 0) -> list[Series]:
    rng = random.Random(seed)
    names = GROUPS if count > 1 else ("",)
    return [
        Series(f"s{n}", names[n], [reading(steps, rng) for _ in range(of_axes)], rng.choice([None, 14]))
        for n in range(count)
    ]


def reading(steps: int, rng: random.Random) -> Reading:
    low, value, high = sorted(rng.uniform(1, steps) for _ in range(3))
    return rng.choice([Reading(None), Reading(value), *[Reading(value, low, high)] * 5])


def statements(count: int, seed: int = 0) -> list[Statement]:
    rng = random.Random(seed)
    return [Statement(f"p{n}", label(n), *(count_of(rng) for _ in range(3))) for n in range(count)]


def asked(count: int, seed: int = 0) -> list[Supported]:
    rng = random.Random(seed)
    return [Supported(f"q{n}", label(n), count_of(rng)) for n in range(count)]


def room(variant: Variant, seed: int = 0, size: int = 6) -> dict[str, Figure]:
    """Every figure of the live room with about so many rows, from random counts."""
    return {name: draw() for name, draw in room_drawers(variant, seed, size).items()}


def room_drawers(variant: Variant, seed: int = 0, size: int = 6) -> dict[str, Callable[[], Figure]]:
    rng = random.Random(seed)
    steps = min(max(size, 2), 10)
    unsure = count_of(rng)
    counts = [count_of(rng) for _ in range(steps)]
    middle = None if None in counts else (0, 1)
    numbers = [str(n + 1) for n in range(steps)]
    ends = ("Stämmer inte alls", "Stämmer helt och hållet i varje avseende")
    number_of_axes = min(max(size, 3), 12)
    groups = seed % 3 + 1
    readings = series(groups, number_of_axes, steps, seed)
    head = ("Vad behöver vi mest?", "En mening om vad som syns.")
    return {
        "bars": lambda: bars(options(size, seed), *head, BARS_WORDS, variant),
        "bars of all": lambda: bars(options(size, seed), *head, BARS_WORDS, variant, full=2000),
        "histogram": lambda: histogram(numbers, counts, *head, DONT_KNOW_WORDS, variant, unsure, ends, middle),
        "ranking": lambda: ranking(ranked(size, seed), *head, RANKING_WORDS, variant),
        "compass": lambda: compass(axes(number_of_axes), readings, steps, *head, COMPASS_WORDS, variant),
        "dot twin": lambda: dot_twin(axes(number_of_axes), readings, steps, *head, COMPASS_WORDS, variant),
        "agreement": lambda: agreement(statements(size, seed), *head, AGREEMENT_WORDS, variant),
        "support": lambda: support(asked(size, seed), *head, SUPPORT_WORDS, variant),
        "soundings": lambda: soundings(words(size, seed), None, *head, variant, SOUNDINGS_WORDS)[0],
        **comparisons(variant, seed, size, steps, axes(number_of_axes), COMPARING_WORDS),
    }


def text_boxes(drawing: Drawing) -> Iterator[tuple[str, Box]]:
    """Every line of text with the room its ink takes, measured apart from how it was placed."""
    for text in drawing.texts():
        for index, line in enumerate((text.text, *text.more)):
            yield line, line_box(text, line, text.y + index * text.leading)


def line_box(text: Text, line: str, base: float) -> Box:
    wide = width(line, text.size, text.face)
    left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
    face = metrics(text.face)
    return Box(left, base - face.ascent * text.size / 1000, left + wide, base + face.descent * text.size / 1000)


def overlapping_texts(drawing: Drawing) -> list[tuple[str, str]]:
    boxes = list(text_boxes(drawing))
    return [(a, b) for (a, box), (b, other) in combinations(boxes, 2) if box.overlaps(other)]


def texts_outside(drawing: Drawing) -> list[str]:
    return [
        line
        for line, box in text_boxes(drawing)
        if box.left < 0 or box.top < 0 or box.right > drawing.width or box.bottom > drawing.height
    ]

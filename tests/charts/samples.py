"""Voyages and words for the chart tests, and what a reader would see of a drawing."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from hamn.charts.drawing import Drawing, Text
from hamn.charts.fairway import FairwayWords, Milestone, Track, Voyage
from hamn.charts.histogram import HistogramWords
from hamn.charts.measure import metrics, width
from hamn.charts.placing import Box
from hamn.charts.soundings import SoundingsWords, Word

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
HISTOGRAM_WORDS = HistogramWords("Steg", "Antal", "Hälften svarade här", "–")
SOUNDINGS_WORDS = SoundingsWords(
    "Ord", "Antal", "Svar", {"answered": "har fått svar", "unanswered": "inget svar än"}, "färre än fem"
)
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

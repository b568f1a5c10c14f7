"""How large figures become, and how long they take to draw: `python benchmarks/figures.py`.

Draws a voyage of seven tracks with more and more events, wide and for phones, then every figure that compares groups, and
writes benchmarks/figures.md. Sizes do not depend on the machine; times do, so the ratio to the smallest voyage stands beside.
"""

import gzip
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.compared import drawers  # noqa: E402
from hamn.charts import fairway  # noqa: E402
from hamn.charts.figure import Figure  # noqa: E402

COUNTS = (12, 40, 120, 400)
ROUNDS = 5
# Bytes of the wide drawing, before compression.
GOALS = {120: 100_000, 400: 180_000}
# Bytes of an update of the wall, compressed.
WALL_GOAL = 8_000
TITLES = (
    "Stormöte om tillit",
    "Översyn av hur den regionala utvecklingsstrategin genomförs tillsammans",
    "APT-dialoger i alla förvaltningar",
    "Dockning",
    "Gemensam uppföljning med ledningsgruppen",
)
MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
WORDS = fairway.FairwayWords(
    sentence="En slingrande väg.",
    when="När",
    track="Spår",
    event="Vad",
    state="Läge",
    all_tracks="Alla spår",
    kinds={"structure": "Struktur", "culture": "Kultur", "method": "Arbetssätt", "docking": "Dockning"},
    states={"planned": "planerad", "moved": "flyttad", "cancelled": "inställd", "held": "genomförd"},
    month=lambda on, precision: f"{MONTHS[on.month - 1]} {on.year}",
    gathered=lambda count, when: f"{count} till i {when}",
    list_href=lambda on: f"/#in-{on:%Y-%m}",
    moved_to=lambda when: f"flyttad till {when}",
)


def voyage(count: int) -> fairway.Voyage:
    """Four years with their events evenly strewn; the same each time."""
    rng = random.Random(1)
    tracks = [fairway.Track(f"t{number}", f"Spår nummer {number}") for number in range(7)]
    return fairway.Voyage(
        title="Vår väg 2020–2023",
        subtitle="Sju spår på en väg som inte är rak",
        start=date(2020, 1, 1),
        end=date(2023, 12, 31),
        tracks=tracks,
        milestones=[milestone(number, tracks, rng) for number in range(count)],
        vision_title="Vision 2030",
        vision_text="Livskraft i hela länet",
    )


def milestone(number: int, tracks, rng: random.Random) -> fairway.Milestone:
    return fairway.Milestone(
        id=str(number),
        title=rng.choice(TITLES),
        on=date(2020, 1, 1) + timedelta(rng.randrange(1461)),
        precision="day",
        track=rng.choice(tracks).id,
        kind=rng.choice(list(WORDS.kinds)),
        state=rng.choices(["held", "planned", "cancelled", "moved"], [8, 2, 1, 1])[0],
        href=f"/events/{number}/",
    )


def measure(count: int, variant: str) -> tuple[int, int, float]:
    """Bytes raw and compressed, and the milliseconds that drawing takes."""
    told = voyage(count)
    return timed(lambda: fairway.fairway(told, WORDS, variant))


def timed(draw: Callable[[], Figure]) -> tuple[int, int, float]:
    times = []
    for _round in range(ROUNDS):
        before = time.perf_counter()
        drawn = draw().page_svg("figure").encode()
        times.append((time.perf_counter() - before) * 1000)
    return len(drawn), len(gzip.compress(drawn, 6)), statistics.median(times)


def compared() -> list[str]:
    """A row for every figure that compares groups, on a page, on the wall and on a phone."""
    lines = [
        "",
        "# Figures that compare groups",
        "",
        "Seven axes, five groups with an earlier round behind, three rounds; forty words a side; a hundred people on the map.",
        f"Goal on the wall, where they are sent again with every change: {WALL_GOAL // 1000} kB compressed.",
        "",
        "| figure | drawing | bytes | compressed | ms |",
        "|---|---|---:|---:|---:|",
    ]
    for name in drawers("page"):
        for variant in ("page", "presenter", "phone"):
            raw, small, ms = timed(drawers(variant)[name])
            lines.append(f"| {name} | {variant} | {raw} | {small} | {ms:.0f} |")
    return lines


def main() -> None:
    lines = [
        "# The winding fairway, larger and larger",
        "",
        f"By `benchmarks/figures.py`. Bytes as the page holds them, and compressed; milliseconds, median of {ROUNDS}.",
        "Ratio: the time, to the same drawing with 12 events. Goal for the wide one: "
        + ", ".join(f"{goal:,} bytes at {count} events".replace(",", " ") for count, goal in GOALS.items())
        + ".",
        "",
        "| drawing | events | bytes | compressed | ms | ratio |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for variant in ("wide", "phone"):
        rows = [(count, *measure(count, variant)) for count in COUNTS]
        first_ms = rows[0][3]
        lines += [
            f"| {variant} | {count} | {raw} | {small} | {ms:.0f} | {ms / first_ms:.1f} |"
            for count, raw, small, ms in rows
        ]
    table = "\n".join([*lines, *compared(), ""])
    (HERE / "figures.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

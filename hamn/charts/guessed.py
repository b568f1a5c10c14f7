"""What one group thought another would answer, beside what it did: two ends of a line on every axis."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from hamn.charts.axes import (
    LOOKS,
    Look,
    Reading,
    approximate_sign,
    finely,
    hollow_sign,
    sign,
    written,
)
from hamn.charts.dot_twin import draw_interval
from hamn.charts.drawing import Drawing, Group, Point, key, segment
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import shorten, width
from hamn.charts.rows import CAPITAL, ONE_COLUMN, Room, Row, lay_in_columns
from hamn.charts.scales import along, draw_numbers, draw_scale
from hamn.charts.stage import STAGES, Stage, Variant
from hamn.charts.verdicts import Verdict, draw_verdict, verdict_room

# The guess is hollow and the answer filled, and their shapes differ too.
GUESS, ANSWER = LOOKS[1], LOOKS[0]


@dataclass(frozen=True)
class Guessed:
    """An axis: the guess, the answer it was a guess of, and whether they differ."""

    id: str
    label: str
    guess: Reading
    answer: Reading
    verdict: Verdict | None = None


@dataclass(frozen=True)
class GuessedWords:
    """Table heads and legend: who guessed, who answered, and what the bands and hidden values are called.

    difference writes the answer less the guess, with its sign, and off heads its column. verdicts are the three in words.
    """

    axis: str
    guess: str
    answer: str
    band: str
    approximate: str
    hidden: str
    off: str
    number: Callable[[float], str]
    interval: Callable[[str, str], str]
    difference: Callable[[float], str]
    more: Callable[[int], str]
    verdict: str = ""
    verdicts: Mapping[Verdict, str] = field(default_factory=dict)


def guessed(
    given: Sequence[Guessed],
    steps: int,
    title: str,
    sentence: str,
    words: GuessedWords,
    variant: Variant = "page",
) -> Figure:
    """A row per axis in the order given; on the wall as many as find room."""
    _check(given, steps)
    fine = finely(STAGES[variant])
    stage = replace(fine, pad=fine.pad * 0.3) if fine.height else fine
    legend = _entries(given, words, stage)
    judged = any(each.verdict for each in given)
    # Two columns of the wall need their width for the lanes.
    with_difference = not stage.height or len(given) <= ONE_COLUMN
    room = Room(
        0.5,
        before=stage.mark * 2,
        after=_room_after(given, stage, words) * with_difference + stage.mark * 2,
        lines=(2, 1),
        top=legend_height(legend, stage) + stage.note * 1.7,
        lane=max(stage.bar, stage.mark * 4.4),
        under=verdict_room(words.verdicts, stage) if judged else (0, 0),
    )
    plan = lay_in_columns([each.label for each in given], stage, room)
    drawing = Drawing(width=stage.width, height=plan.height)
    draw_legend(drawing, legend, stage, 0, stage.edge)
    for row in {row.left: row for row in reversed(plan.rows)}.values():
        draw_numbers(drawing, row, steps, stage, _head(row, stage))
    for each, row in zip(given, plan.rows, strict=False):
        _draw_row(drawing, each, row, steps, words, stage)
        if with_difference:
            _draw_difference(drawing, each, row, words, stage)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    return Figure(drawing, title, sentence, _table(given, words))


def _check(given: Sequence[Guessed], steps: int) -> None:
    if not given or len({each.id for each in given}) < len(given):
        raise ValueError(f"There must be an axis, and each needs an id of its own, got {len(given)}")
    for each in given:
        for reading in (each.guess, each.answer):
            for value in (reading.value, *(reading.band or ())):
                if value is not None and not 1 <= value <= steps:
                    raise ValueError(f"A reading lies between 1 and {steps}, got {value}")


def _head(first: Row, stage: Stage) -> float:
    return first.middle - max(stage.mark * 2.4, first.middle - first.base + stage.label) - stage.note * 0.5


def _difference(each: Guessed, words: GuessedWords) -> str:
    """How far the guess was from the answer; nothing where either is hidden."""
    if each.guess.value is None or each.answer.value is None:
        return ""
    return words.difference(each.answer.value - each.guess.value)


def _room_after(given: Sequence[Guessed], stage: Stage, words: GuessedWords) -> float:
    widest = max(width(_difference(each, words), stage.note, "strong") for each in given)
    return widest + stage.gap if widest else 0


def _draw_row(drawing: Drawing, each: Guessed, row: Row, steps: int, words: GuessedWords, stage: Stage) -> None:
    row.draw_text(drawing, stage, key("axis", each.id))
    if each.verdict:
        right = row.left - stage.gap if stage.beside else row.right
        draw_verdict(drawing, each.verdict, words.verdicts[each.verdict], row, each.id, stage, right)
    if each.guess.value is None and each.answer.value is None:
        text = shorten(words.hidden, stage.note, row.right - row.left)
        drawing.text(row.left, row.middle + stage.note * CAPITAL / 2, text, stage.note, "quiet")
        return
    draw_scale(drawing, row, steps, stage, key("scale", each.id))
    apart = stage.mark * 1.1
    ends = []
    for reading, look, name, y in (
        (each.guess, GUESS, "guess", row.middle - apart),
        (each.answer, ANSWER, "answer", row.middle + apart),
    ):
        if reading.value is None:
            drawing.line("stem-off", (row.left, y), (row.right, y))
            continue
        draw_interval(drawing, reading, look, row, y, steps, stage, key("band", name, each.id))
        ends.append((along(row, reading.value, steps), y))
    if len(ends) == 2:
        drawing.path("cross", segment(*ends), key("between", each.id))
    _draw_ends(drawing, each, row, steps, apart, stage)


def _draw_difference(drawing: Drawing, each: Guessed, row: Row, words: GuessedWords, stage: Stage) -> None:
    text = _difference(each, words)
    if text:
        x, base = row.right + stage.mark * 2 + stage.gap, row.middle + stage.note * CAPITAL / 2
        drawing.text(x, base, text, stage.note, "ink", "strong", key=key("count", each.id))


def _draw_ends(drawing: Drawing, each: Guessed, row: Row, steps: int, apart: float, stage: Stage) -> None:
    if each.guess.value is not None:
        at = along(row, each.guess.value, steps), row.middle - apart
        hollow_sign(drawing, GUESS, at, stage.mark * 1.05, key("guess", each.id))
    if each.answer.value is not None:
        at = along(row, each.answer.value, steps), row.middle + apart
        sign(drawing, ANSWER, at, stage.mark * 0.95, key("answer", each.id))


def _entries(given: Sequence[Guessed], words: GuessedWords, stage: Stage) -> Sequence[Entry]:
    readings = [reading for each in given for reading in (each.guess, each.answer)]
    wide, short = stage.mark * 3.4, stage.mark * 2.6
    found = [
        Entry(words.guess, short, partial(_guess_sign, stage=stage)),
        Entry(words.answer, short, partial(_answer_sign, stage=stage)),
    ]
    if any(reading.band and not reading.approximate for reading in readings):
        found.append(Entry(words.band, wide, partial(_band_sign, look=ANSWER, stage=stage)))
    if any(reading.band and reading.approximate for reading in readings):
        found.append(Entry(words.approximate, wide, partial(approximate_sign, stage=stage)))
    # An axis where both are hidden says so itself.
    if any((each.guess.value is None) != (each.answer.value is None) for each in given):
        found.append(Entry(words.hidden, wide, partial(_hidden_sign, wide=wide)))
    return found


def _guess_sign(layer: Group, at: Point, stage: Stage) -> None:
    hollow_sign(layer, GUESS, (at[0] + stage.mark * 1.3, at[1]), stage.mark * 1.05)


def _answer_sign(layer: Group, at: Point, stage: Stage) -> None:
    sign(layer, ANSWER, (at[0] + stage.mark * 1.3, at[1]), stage.mark)


def _band_sign(layer: Group, at: Point, look: Look, stage: Stage) -> None:
    high = stage.mark * 0.7
    layer.rect(f"{look.colour}-interval", at[0], at[1] - high / 2, stage.mark * 3.4, high, high / 2)


def _hidden_sign(layer: Group, at: Point, wide: float) -> None:
    layer.line("stem-off", at, (at[0] + wide, at[1]))


def _table(given: Sequence[Guessed], words: GuessedWords) -> Table:
    judged = any(each.verdict for each in given)
    rows = []
    for each in given:
        verdict = (words.verdicts[each.verdict] if each.verdict else "",) if judged else ()
        off = _difference(each, words) or words.hidden
        rows.append((each.label, written(each.guess, words), written(each.answer, words), off, *verdict))
    return Table((words.axis, words.guess, words.answer, words.off, *((words.verdict,) if judged else ())), rows)

"""Statements: how many disagree, pass and agree, to the left, in the middle and to the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing, Group, Point, key
from hamn.charts.figure import Figure, Table
from hamn.charts.legend import Entry, draw_legend, legend_height
from hamn.charts.measure import shorten, width
from hamn.charts.rows import CAPITAL, Room, Row, lay
from hamn.charts.stage import STAGES, Stage, Variant

MOST: dict[Variant, int] = {"page": 20, "presenter": 6, "phone": 20}


@dataclass(frozen=True)
class Statement:
    """Counts are None, all three, where they may not be shown. shown: how many had it before them; None: not known."""

    id: str
    text: str
    disagree: int | None
    passed: int | None
    agree: int | None
    shown: int | None = None

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """Disagree, pass, agree, or nothing if one of them is hidden: two would give away the third."""
        if self.disagree is None or self.passed is None or self.agree is None:
            return None
        return self.disagree, self.passed, self.agree

    @property
    def reach(self) -> float:
        """How far the longer side goes from the middle, in people."""
        disagree, passed, agree = self.counts or (0, 0, 0)
        return max(disagree, agree) + passed / 2


@dataclass(frozen=True)
class AgreementWords:
    """Table heads, which also explain the three fills, and what a hidden row and the rest are called."""

    statement: str
    disagree: str
    passed: str
    agree: str
    hidden: str
    more: Callable[[int], str]
    shown: str = ""


def agreement(
    given: Sequence[Statement], title: str, sentence: str, words: AgreementWords, variant: Variant = "page"
) -> Figure:
    """One row per statement, in the order given; every row has the same scale and the same middle."""
    if len({statement.id for statement in given}) < len(given):
        raise ValueError("Every statement needs an id of its own")
    stage = STAGES[variant]
    entries = _entries(stage, words)
    plan = lay([statement.text for statement in given], stage, _room(given, stage, variant, entries))
    drawing = Drawing(width=stage.width, height=plan.height)
    most = max((statement.reach for statement in given), default=0) or 1
    for statement, row in zip(given, plan.rows, strict=False):
        _draw_statement(drawing, statement, row, most, stage, words)
    if plan.left_out:
        plan.draw_rest(drawing, stage, words.more(plan.left_out))
    draw_legend(drawing, entries, stage, 0, stage.edge)
    return Figure(drawing, title, sentence, _table(given, words))


def _entries(stage: Stage, words: AgreementWords) -> Sequence[Entry]:
    side = stage.note * 0.8

    def square(style: str) -> Callable[[Group, Point], None]:
        return lambda layer, at: _square(layer, style, at, side)

    styles = {"disagree": words.disagree, "passed": words.passed, "agree": words.agree}
    return [Entry(text, side, square(style)) for style, text in styles.items()]


def _square(layer: Group, style: str, at: Point, side: float, name: str = "") -> None:
    layer.rect(style, at[0], at[1] - side / 2, side, side, key=name)


def _room(given: Sequence[Statement], stage: Stage, variant: Variant, entries: Sequence[Entry]) -> Room:
    """Beside the bar there is room for a count on either side, and for those who passed at the far right."""
    count = max((_widest(statement, stage) for statement in given), default=0) + stage.gap * 0.8
    passed = _passed_room(given, stage)
    top = legend_height(entries, stage) + stage.gap
    return Room(0.54, before=count, after=count + passed, most=MOST[variant], top=top)


def _widest(statement: Statement, stage: Stage) -> float:
    return max(width(str(count), stage.number, "display") for count in statement.counts or (0,))


def _passed_room(given: Sequence[Statement], stage: Stage) -> float:
    most = max((statement.passed or 0 for statement in given), default=0)
    return width(str(most), stage.note, "strong") + stage.note + stage.gap * 1.6


def _draw_statement(
    drawing: Drawing, statement: Statement, row: Row, most: float, stage: Stage, words: AgreementWords
) -> None:
    row.draw_text(drawing, stage, key("text", statement.id))
    if statement.counts is None:
        text = shorten(words.hidden, stage.note, stage.width - stage.edge - row.left)
        drawing.text(row.left, row.middle + stage.note * CAPITAL / 2, text, stage.note, "quiet")
        return
    disagree, passed, agree = statement.counts
    unit, middle = (row.right - row.left) / 2 / most, (row.left + row.right) / 2
    reach = stage.bar * 0.72
    drawing.line("axis", (middle, row.middle - reach), (middle, row.middle + reach), key("middle", statement.id))
    left = middle - unit * (passed / 2 + disagree)
    ends = (left, middle - unit * passed / 2, middle + unit * passed / 2, middle + unit * (passed / 2 + agree))
    for style, start, end in zip(("disagree", "passed", "agree"), ends, ends[1:], strict=False):
        drawing.rect(style, start, row.middle - stage.bar / 2, end - start, stage.bar, key=key(style, statement.id))
    _draw_counts(drawing, statement, row, (ends[0], ends[3]), stage)


def _draw_counts(drawing: Drawing, statement: Statement, row: Row, ends: tuple[float, float], stage: Stage) -> None:
    base, gap = row.middle + stage.number * CAPITAL / 2, stage.gap * 0.6
    disagree, passed, agree = statement.counts or (0, 0, 0)
    name = key("count", statement.id)
    drawing.text(ends[0] - gap, base, str(disagree), stage.number, "ink", "display", "end", key=f"{name}:disagree")
    drawing.text(ends[1] + gap, base, str(agree), stage.number, "ink", "display", key=f"{name}:agree")
    base = row.middle + stage.note * CAPITAL / 2
    x, wide = stage.width - stage.edge, width(str(passed), stage.note, "strong")
    drawing.text(x, base, str(passed), stage.note, "quiet", "strong", "end", key=f"{name}:passed")
    side = stage.note * 0.55
    _square(drawing, "passed", (x - wide - side - stage.note * 0.35, row.middle), side, f"{name}:sign")


def _table(given: Sequence[Statement], words: AgreementWords) -> Table:
    heads = (words.statement, words.disagree, words.passed, words.agree)
    is_known = any(statement.shown is not None for statement in given)
    rows = [_cells(statement, words.hidden)[: 5 if is_known else 4] for statement in given]
    return Table((*heads, words.shown) if is_known else heads, rows)


def _cells(statement: Statement, hidden: str) -> tuple[str, ...]:
    if statement.counts is None:
        return statement.text, *[hidden] * 4
    return statement.text, *map(str, statement.counts), "–" if statement.shown is None else str(statement.shown)

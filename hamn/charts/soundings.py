"""The word cloud as soundings: words on open water, their counts as depths, density as depth curves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hamn.charts.cloud import (
    Format,
    Positions,
    Sounding,
    Word,
    WordState,
    draw_depths,
    draw_word,
    place,
    state_sign,
)
from hamn.charts.drawing import Drawing
from hamn.charts.figure import Figure, Table
from hamn.charts.measure import plain, shorten, width

Variant = Literal["page", "presenter", "beside", "phone"]


@dataclass(frozen=True)
class SoundingsWords:
    """Table heads, what the two states are called, and what a hidden count is called."""

    word: str
    count: str
    state: str
    states: Mapping[WordState, str]
    hidden: str


FORMATS: Mapping[Variant, Format] = {
    "page": Format(1200, 620, 24, 104, 17, 400, 140),
    # Projected: nothing under 4 % of the screen, of which the drawing fills about two thirds.
    "presenter": Format(1600, 680, 42, 132, 42, 8, 60),
    # As projected, with a column of words beside it.
    "beside": Format(1340, 730, 44, 124, 44, 6, 40),
    "phone": Format(360, 520, 19, 52, 14, 400, 60),
}


def soundings(
    words: Sequence[Word],
    previous: Positions | None,
    title: str,
    sentence: str,
    variant: Variant,
    head: SoundingsWords,
) -> tuple[Figure, Positions]:
    """The cloud, and where each word stands: hand the positions in again for the next drawing.

    Words that find no room are left to the ranked list, which always has them all.
    """
    form = FORMATS[variant]
    ranked = sorted(words, key=lambda word: (-(word.count or 0), word.text, word.id))
    placed = place(ranked[: form.most], previous or {}, form)
    drawing = Drawing(width=form.width, height=form.height)
    draw_depths(drawing, placed, form)
    for rank, sounding in enumerate(placed):
        draw_word(drawing, sounding, rank, form, _name(sounding.word, head))
    _draw_legend(drawing, placed, form, head)
    figure = Figure(drawing, title, sentence, _table(ranked, head))
    return figure, {sounding.word.id: sounding.at for sounding in placed}


def _draw_legend(drawing: Drawing, placed: Sequence[Sounding], form: Format, head: SoundingsWords) -> None:
    """What the two signs mean, only when they are there to be read."""
    states = [state for state in head.states if state and any(s.word.state == state for s in placed)]
    size = form.count
    x, y = form.smallest * 0.6, form.height - size * 0.6
    for state in states:
        state_sign(drawing, state, (x + size * 0.5, y - size * 0.35), size * 0.42)
        room = form.width / len(states) - size * 2
        text = shorten(plain(head.states[state]), size, room, "strong")
        drawing.text(x + size * 1.3, y, text, size, "ink", "strong")
        x += size * 2.6 + width(text, size, "strong")


def _name(word: Word, head: SoundingsWords) -> str:
    parts = [word.text, str(word.count) if word.count is not None else head.hidden]
    if word.state:
        parts.append(head.states[word.state])
    return ", ".join(parts)


def _table(ranked: Sequence[Word], head: SoundingsWords) -> Table:
    with_states = any(word.state for word in ranked)
    rows = [
        (
            word.text,
            str(word.count) if word.count is not None else head.hidden,
            *((head.states.get(word.state, ""),) if with_states else ()),
        )
        for word in ranked
    ]
    return Table((head.word, head.count, *((head.state,) if with_states else ())), rows)

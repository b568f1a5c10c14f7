"""The winding fairway: a whole voyage as one chart, wide for a wall or narrow for a phone."""

from collections.abc import Set
from typing import Literal

from hamn.charts.fairway_phone import phone_drawing
from hamn.charts.fairway_wide import wide_drawing
from hamn.charts.figure import Figure, Table
from hamn.charts.voyage import FairwayWords, Milestone, Track, Voyage

__all__ = ["FairwayWords", "Milestone", "Track", "Voyage", "fairway"]


def fairway(
    voyage: Voyage,
    words: FairwayWords,
    variant: Literal["wide", "phone"] = "wide",
    lit: Set[str] = frozenset(),
) -> Figure:
    """The voyage drawn as a fairway; milestones whose id is in lit are joined by a lit line."""
    if voyage.end < voyage.start:
        raise ValueError(f"A voyage must end after it starts, got {voyage.start} to {voyage.end}")
    if len({milestone.id for milestone in voyage.milestones}) < len(voyage.milestones):
        raise ValueError("Every milestone of a voyage needs an id of its own")
    draw = wide_drawing if variant == "wide" else phone_drawing
    return Figure(draw(voyage, words, lit), voyage.title, words.sentence, _table(voyage, words))


def _table(voyage: Voyage, words: FairwayWords) -> Table:
    tracks = {track.id: track.name for track in voyage.tracks}
    rows = [
        (
            words.month(milestone.on, milestone.precision),
            tracks.get(milestone.track or "", words.all_tracks),
            milestone.title,
            words.states[milestone.state],
        )
        for milestone in voyage.in_order()
    ]
    return Table((words.when, words.track, words.event, words.state), rows)

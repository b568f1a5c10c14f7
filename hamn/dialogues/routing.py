"""In which order each participant meets the statements: what they have met already first, and the rest as it is drawn."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hamn.dialogues.live import Moment
from hamn.dialogues.sheet import Sheet
from hamn.sensemaking.opinions.routing import order, priority


def put_in_order(sheet: Sheet, moment: Moment, met: Mapping[int, Sequence[str]], participant: str) -> None:
    """met: by question, what this participant has answered or been shown. participant: the keyed hash of their ticket."""
    for part in sheet.parts:
        number = part.question.id
        if number in moment.routes:
            ids = sorted(each["id"] for each in part.statements)
            part.order = ordered(ids, moment.routes[number], met.get(number, ()), participant, number)


def ordered(ids: Sequence[str], told: Mapping[str, Any], met: Sequence[str], participant: str, seed: int) -> list[str]:
    """told: how they were answered, as far as the gate has let that out: what it keeps back steers nothing either."""
    first = [id for id in met if id in ids]
    left = [place for place, id in enumerate(ids) if id not in first]
    drawn = order(participant, len(first), left, priorities(ids, told), seed)
    return first + [ids[one.statement] for one in drawn]


def priorities(ids: Sequence[str], told: Mapping[str, Any]) -> np.ndarray:
    rows = {row["id"]: row for row in told.get("statements", ())}
    counts = np.array([[rows.get(id, {}).get(word, 0) for word in ("agree", "pass", "disagree")] for id in ids], float)
    agree, passes, disagree = counts.reshape(-1, 3).T
    # No map is made of an open round, so nobody knows how far from the middle a statement stands.
    nothing = np.zeros(len(ids))
    return priority(agree, passes, agree + passes + disagree, nothing, nothing.astype(bool))

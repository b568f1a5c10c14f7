"""Somebody who knows every rule, how many there are in each group and everything ever shown asks what that leaves open.

For each hidden group an integer programme finds the lowest and the highest mean that fit everything shown; for each group,
whether all of its answers follow. `python -m tests.sensemaking.disclosure.attack 200` attacks so many random organisations.
"""

import sys
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from hamn.sensemaking.disclosure import UNANIMOUS, Cell, Gate, Margin, disclose
from hamn.sensemaking.disclosure.tables import FREE_STEPS

# The programme's answers are exact but for rounding.
SLACK = 1e-6


@dataclass
class Finding:
    """What was worked out of a group on an axis: its mean to within so many steps, or everybody's answer."""

    group: int
    free: float
    everybody: bool


class Attacker:
    """What fits one axis: for each group and step, how many people gave it."""

    def __init__(self, gate: Gate, sizes: np.ndarray, steps: int):
        self.gate, self.sizes, self.steps = gate, sizes, steps
        self.groups = len(sizes)
        # People by group and step; then, for each group and step, whether all of the group gave it.
        self.unknown = 2 * self.groups * steps
        self.rows, self.low, self.high = [], [], []
        for group in range(self.groups):
            self.learn({self.people(group, step): 1 for step in range(steps)}, sizes[group])

    def people(self, group: int, step: int) -> int:
        return group * self.steps + step

    def alike(self, group: int, step: int) -> int:
        return self.groups * self.steps + self.people(group, step)

    def learn(self, terms: dict[int, float], low: float, high: float | None = None) -> None:
        row = np.zeros(self.unknown)
        for place, factor in terms.items():
            row[place] += factor
        self.rows.append(row)
        self.low.append(low)
        self.high.append(low if high is None else high)

    def learn_margin(self, margin: Margin) -> None:
        for cell in (*margin.cells, *filter(None, (margin.others, margin.whole))):
            self.learn_cell(cell)
        for group in margin.hidden:
            self.learn_why_hidden(group)

    def learn_cell(self, cell: Cell) -> None:
        for step, count in enumerate(cell.counts):
            self.learn({self.people(group, step): 1 for group in cell.groups}, count)

    def learn_why_hidden(self, group: int) -> None:
        """Enough people, and hidden all the same: they are of one mind."""
        if self.gate.opens_for(self.sizes[group]):
            self.learn({self.alike(group, step): 1 for step in range(self.steps)}, 1)
            for step in range(self.steps):
                self.learn({self.people(group, step): 1, self.alike(group, step): -self.sizes[group]}, 0)

    def ends(self, terms: dict[int, float]) -> tuple[float, float]:
        row = np.zeros(self.unknown)
        for place, factor in terms.items():
            row[place] = factor
        rules = LinearConstraint(np.array(self.rows), self.low, self.high)
        found = []
        for sign in (1, -1):
            done = milp(
                sign * row, constraints=rules, integrality=np.ones(self.unknown), bounds=Bounds(0, self.sizes.max() + 1)
            )
            assert done.success, done.message
            found.append(sign * float(done.fun))
        return found[0], found[1]

    def finding(self, group: int) -> Finding:
        size = int(self.sizes[group])
        low, high = self.ends({self.people(group, step): step / size for step in range(self.steps)})
        # Only of a group whose mean is known can everybody's answer be.
        everybody = high - low < SLACK and any(
            self.ends({self.people(group, step): 1})[0] >= size - SLACK for step in range(self.steps)
        )
        return Finding(group, high - low, everybody)


def organisation(rng: np.random.Generator) -> np.ndarray:
    """Three to six groups, some of them small, some of one mind, on three axes; people by group, axis and place."""
    groups, steps = int(rng.integers(3, 7)), int(rng.integers(4, 8))
    counts = np.zeros((groups, 3, steps + 1), dtype=int)
    for group in range(groups):
        size = int(rng.choice([1, 2, 3, 4, 5, 6, 7, 9, 12, 25]))
        for axis in range(3):
            weights = rng.dirichlet(np.full(steps + 1, rng.choice([0.05, 0.3, 2.0])))
            counts[group, axis] = rng.multinomial(size, weights)
    return counts


def found_out(gate: Gate, counts: np.ndarray, shows=disclose) -> list[Finding]:
    """Everything that the attacker finds out, over all axes, and that the rules promise to keep."""
    found = []
    for axis, margin in enumerate(shows(gate, counts).margins):
        steps = counts[:, axis, :-1]
        sizes = steps.sum(axis=1)
        attacker = Attacker(gate, sizes, steps.shape[1])
        attacker.learn_margin(margin)
        found += [
            Finding(cell.groups[0], 0.0, True)
            for cell in margin.cells
            if sizes[cell.groups[0]] < UNANIMOUS and max(cell.counts) == sizes[cell.groups[0]]
        ]
        hidden = [attacker.finding(group) for group in margin.hidden if sizes[group]]
        found += [finding for finding in hidden if finding.everybody or finding.free < FREE_STEPS - SLACK]
    return found


def late_comers(gate: Gate, counts: np.ndarray, more: np.ndarray, remembers: bool) -> bool:
    """Whether fewer people than the threshold can be told apart by what was shown before and after they came."""
    before = disclose(gate, counts)
    after = disclose(gate, counts + more, before if remembers else None)
    came = more.sum(axis=2)
    for axis, (was, now) in enumerate(zip(before.margins, after.margins, strict=True)):
        for old in was.cells:
            new = now.cell(old.groups[0])
            if new and new != old and 0 < came[old.groups[0], axis] < gate.threshold:
                return True
    return False


def main(organisations: int) -> None:
    gate, found = Gate(5), 0
    for seed in range(organisations):
        found += len(found_out(gate, organisation(np.random.default_rng(seed))))
    print(f"{organisations} organisations, {found} hidden groups or answers found out")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)

"""From a column to a question with everybody's answers, by the role that was chosen for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hamn.dialogues.imports.guessing import UNKNOWING, parts
from hamn.dialogues.imports.plan import Plan
from hamn.dialogues.imports.wording import Line
from hamn.dialogues.suspects import suspect
from hamn.live.cleaning import one_line
from hamn.live.kinds.kind import DONT_KNOW
from hamn.live.questions import Option, Question
from hamn.live.wordings import MOST_WORDS, key_of, split_words
from hamn.sensemaking.disclosure import Gate

MOST_OPTIONS, LONGEST_OPTION, LONGEST_QUESTION = 30, 200, 300
ROLES = {
    "drop": gettext_lazy("leave it out"),
    "group": gettext_lazy("which group they answer as"),
    "words": gettext_lazy("words"),
    "text": gettext_lazy("open text"),
    "choice": gettext_lazy("choice of one"),
    "several": gettext_lazy("choice of several, parted by ; or ,"),
    "ranking": gettext_lazy("ranking, best first, parted by ;"),
    "scale-5": gettext_lazy("scale 1–5"),
    "scale-7": gettext_lazy("scale 1–7"),
    "scale-10": gettext_lazy("scale 1–10"),
    "scale-0-10": gettext_lazy("scale 0–10"),
    "axis-5": gettext_lazy("radar 1–5, together with the columns beside it"),
    "axis-10": gettext_lazy("radar 1–10, together with the columns beside it"),
}
STEPS = {"scale-5": 5, "scale-7": 7, "scale-10": 10, "scale-0-10": 11, "axis-5": 5, "axis-10": 10}


@dataclass(frozen=True)
class Column:
    heading: str
    role: str
    cells: Sequence[str]

    @property
    def text(self) -> str:
        return shortened_question(self.heading)


def shortened_question(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= LONGEST_QUESTION else text[: LONGEST_QUESTION - 1] + "…"


def ask(plan: Plan, column: Column, gate: Gate) -> None:
    """Put the column into the plan as a question, or a line that says why it cannot be one."""
    MAKERS[column.role.partition("-")[0]](plan, column, gate)


def words(plan: Plan, column: Column, gate: Gate) -> None:
    given = [split_words([cell]) for cell in column.cells]
    cut = sum(len(each) > MOST_WORDS for each in given)
    if cut:
        sentence = ngettext(
            "%(count)d person wrote more than %(most)d words; their first ones come along.",
            "%(count)d people wrote more than %(most)d words; their first ones come along.",
            cut,
        )
        plan.lines.append(Line(column.heading, sentence % {"count": cut, "most": MOST_WORDS}))
    plan.ask(question(plan, "words", column.text), [each[:MOST_WORDS] or None for each in given])


def text(plan: Plan, column: Column, gate: Gate) -> None:
    plan.ask(question(plan, "text", column.text), [cell or None for cell in column.cells])


def scale(plan: Plan, column: Column, gate: Gate) -> None:
    from_zero = column.role == "scale-0-10"
    ends = ("0", "10") if from_zero else ("", "")
    asked = Question(number(plan), "scale", column.text, steps=STEPS[column.role], low=ends[0], high=ends[1])
    if from_zero:
        plan.lines.append(
            Line(column.heading, _("The steps 0 to 10 become 1 to 11, since every scale begins at 1 here."))
        )
    plan.ask(asked, [step(cell, from_zero) for cell in column.cells])


def step(cell: str, from_zero: bool = False) -> Any:
    if not cell:
        return None
    if cell.casefold() in UNKNOWING:
        return DONT_KNOW
    return int(cell) + from_zero if cell.isdecimal() and len(cell) < 6 else cell


def axes(plan: Plan, columns: Sequence[Column]) -> None:
    """Columns beside each other as the axes of one radar. What their headings share is the question."""
    shared = common_start([column.heading for column in columns])
    names = [column.heading[len(shared) :].strip(" -–:·[]") or column.heading for column in columns]
    options = tuple(Option(f"a{place}", one_line(name)[:LONGEST_OPTION]) for place, name in enumerate(names, 1))
    title = shortened_question(shared.strip(" -–:·[(") or _("Where are we?"))
    asked = Question(number(plan), "axes", title, options, steps=STEPS[columns[0].role])
    people = zip(*(column.cells for column in columns), strict=True)
    plan.ask(asked, [steps_of(options, cells) for cells in people])


def steps_of(options: Sequence[Option], cells: Sequence[str]) -> dict[str, Any] | None:
    given = {option.id: step(cell) for option, cell in zip(options, cells, strict=True) if cell}
    return given or None


def common_start(headings: Sequence[str]) -> str:
    """What all of them begin with, up to a border between words."""
    if len(headings) < 2:
        return ""
    first, last = min(headings), max(headings)
    same = next((place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]), len(first))
    while same and first[same - 1].isalnum():
        same -= 1
    return first[:same]


def choice(plan: Plan, column: Column, gate: Gate) -> None:
    chosen(plan, column, gate, "choice", [[cell] if cell else [] for cell in column.cells])


def several(plan: Plan, column: Column, gate: Gate) -> None:
    separator = ";" if any(";" in cell for cell in column.cells) else ","
    chosen(plan, column, gate, "choice", [parts(cell, separator) for cell in column.cells], several=True)


def ranking(plan: Plan, column: Column, gate: Gate) -> None:
    chosen(plan, column, gate, "ranking", [parts(cell) for cell in column.cells])


def chosen(
    plan: Plan, column: Column, gate: Gate, kind: str, lists: Sequence[list[str]], several: bool = False
) -> None:
    """A question whose options are only known from its answers, so that they too must pass the gate."""
    people = sum(bool(names) for names in lists)
    wordings: dict[str, str] = {}
    for name in sorted({one_line(name) for names in lists for name in names}):
        if key_of(name):
            wordings.setdefault(key_of(name), name)
    waiting = {key for key, name in wordings.items() if suspect(name)}
    kept = {key: name for key, name in wordings.items() if key not in waiting and len(name) <= LONGEST_OPTION}
    problem = why_not(gate, people, len(wordings))
    if problem:
        plan.lines.append(Line(column.heading, problem))
        return
    ids = {key: f"o{place}" for place, key in enumerate(kept, 1)}
    options = tuple(Option(ids[key], name) for key, name in kept.items())
    answers = [[ids.get(key_of(name)) for name in names] for names in lists]
    unkept = sum(None in each for each in answers)
    if unkept:
        sentence = ngettext(
            "%(count)d person gave an answer that names somebody or is too long to be an option; it is left out.",
            "%(count)d people gave an answer that names somebody or is too long to be an option; those are left out.",
            unkept,
        )
        plan.lines.append(Line(column.heading, sentence % {"count": unkept}))
    without = [[option for option in dict.fromkeys(each) if option] or None for each in answers]
    plan.ask(Question(number(plan), kind, column.text, options, several), without)


def why_not(gate: Gate, people: int, options: int) -> str:
    """Options tell what was answered. Under the threshold they would do so past the gate."""
    if not gate.opens_for(people):
        return _(
            "Only %(people)d answered, fewer than %(least)d. The options are not in the file, only the answers, "
            "and would give them away: the question is left out."
        ) % {"people": people, "least": gate.threshold}
    if options > MOST_OPTIONS:
        return _(
            "There are %(count)d different answers, too many to be options: the question is left out. "
            "Choose words or open text for it instead."
        ) % {"count": options}
    return ""


def question(plan: Plan, kind: str, text: str) -> Question:
    return Question(number(plan), kind, text)


def number(plan: Plan) -> int:
    return len(plan.questions) + 1


MAKERS: dict[str, Callable[[Plan, Column, Gate], None]] = {
    "words": words,
    "text": text,
    "choice": choice,
    "several": several,
    "ranking": ranking,
    "scale": scale,
}

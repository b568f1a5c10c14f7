"""A LimeSurvey becomes a plan: each of its types as one of our kinds, and a line for what has no like here."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hamn.dialogues.imports.asking import LONGEST_OPTION, MOST_OPTIONS, shortened_question
from hamn.dialogues.imports.limesurvey import Asked, Part, Survey
from hamn.dialogues.imports.plan import Plan, Several, Somebody
from hamn.dialogues.imports.responses import Responses, chosen, is_yes
from hamn.dialogues.imports.table import Table
from hamn.dialogues.imports.wording import Line, dropped
from hamn.live.questions import Option, Question

UNLIKE = {
    "N": gettext_lazy("A number of one's own"),
    "K": gettext_lazy("Numbers of one's own that need not make a fixed sum"),
    "D": gettext_lazy("A date"),
    "|": gettext_lazy("An uploaded file"),
    "I": gettext_lazy("Choosing the language"),
    "X": gettext_lazy("A text without a question"),
    "*": gettext_lazy("A computed value"),
    "1": gettext_lazy("An array with two scales"),
    ":": gettext_lazy("An array of numbers"),
    ";": gettext_lazy("An array of texts"),
}


def survey_plan(survey: Survey, table: Table | None) -> Plan:
    responses = Responses(table)
    plan = Plan(people=[Somebody() for _row in responses.rows])
    for asked in survey.questions:
        note_what_differs(plan, asked)
        make = MAKERS.get(asked.type)
        problem = why_not(asked) if make else unlike(asked)
        if problem:
            plan.lines.append(Line(asked.text, problem))
        elif make:
            make(plan, asked, responses)
    note_the_rest(plan, survey, responses)
    return plan


def why_not(asked: Asked) -> str:
    if asked.type == "K" and not points_of(asked):
        return unlike(asked)
    names = asked.answers if asked.type in "L!OR" else asked.parts
    if asked.type in "L!OMPRK" and not 2 <= len(names) <= MOST_OPTIONS:
        return _("It has %(count)d options; here a question has 2 to %(most)d. It is not carried over.") % {
            "count": len(names),
            "most": MOST_OPTIONS,
        }
    if asked.type in "FH" and not 2 <= len(asked.answers) <= 11:
        return _("Its scale has %(count)d steps; here a scale has 2 to 11. It is not carried over.") % {
            "count": len(asked.answers)
        }
    return ""


def unlike(asked: Asked) -> str:
    kind = UNLIKE.get(asked.type, asked.type)
    return _("%(kind)s has no like here: it is not carried over.") % {"kind": kind}


def note_what_differs(plan: Plan, asked: Asked) -> None:
    if asked.is_conditional:
        plan.lines.append(Line(asked.text, _("It was only asked under a condition; here everyone is asked.")))
    if asked.has_other:
        plan.lines.append(Line(asked.text, _("“Other” with words of one's own is not carried over.")))
    if asked.type in "OP":
        plan.lines.append(Line(asked.text, _("The comments beside the choices are not carried over.")))


def note_the_rest(plan: Plan, survey: Survey, responses: Responses) -> None:
    whole = _("The survey")
    if survey.quotas:
        plan.lines.append(Line(whole, _("Its quotas are not carried over.")))
    if survey.conditional_groups:
        plan.lines.append(Line(whole, _("Groups of questions with a condition are asked of everyone here.")))
    if len(survey.languages) > 1:
        languages = ", ".join(survey.languages)
        sentence = _("It speaks %(languages)s; the questions come in %(language)s.")
        plan.lines.append(Line(whole, sentence % {"languages": languages, "language": survey.language}))
    if responses.unfinished:
        sentence = ngettext(
            "%(count)d person never sent their answers in; those are left out.",
            "%(count)d people never sent their answers in; those are left out.",
            responses.unfinished,
        )
        plan.lines.append(Line(whole, sentence % {"count": responses.unfinished}))
    plan.lines += dropped(responses.unused)


def choice(plan: Plan, asked: Asked, responses: Responses) -> None:
    one_of(plan, asked, asked.answers, responses)


def yes_or_no(plan: Plan, asked: Asked, responses: Responses) -> None:
    one_of(plan, asked, [Part("Y", _("Yes")), Part("N", _("No"))], responses)


def gender(plan: Plan, asked: Asked, responses: Responses) -> None:
    one_of(plan, asked, [Part("F", _("Female")), Part("M", _("Male"))], responses)


def one_of(plan: Plan, asked: Asked, names: Sequence[Part], responses: Responses) -> None:
    options = options_of(names)
    plan.ask(
        question(plan, asked, "choice", options),
        [picked(cell, names, options) for cell in responses.cells(asked.code)],
    )


def picked(cell: str, names: Sequence[Part], options: Sequence[Option]) -> list[str] | None:
    """The option that the cell names. «-oth-» is the other system's own, and is told of already."""
    place = chosen(cell, names)
    if place is None:
        return None if cell in ("", "-oth-", "N/A") else [cell]
    return [options[place].id]


def several(plan: Plan, asked: Asked, responses: Responses) -> None:
    options = options_of(asked.parts)
    rows = responses.of_parts(asked.code, [part.code for part in asked.parts])
    ticked = [[o.id for o, cell in zip(options, cells, strict=True) if is_yes(cell)] or None for cells in rows]
    plan.ask(question(plan, asked, "choice", options, several=True), ticked)


def scale(plan: Plan, asked: Asked, responses: Responses) -> None:
    made = Question(len(plan.questions) + 1, "scale", shortened_question(asked.text), steps=5)
    plan.ask(made, [int(cell) if cell.isdecimal() else None for cell in responses.cells(asked.code)])


def array_of(steps: int) -> Callable[[Plan, Asked, Responses], None]:
    def make(plan: Plan, asked: Asked, responses: Responses) -> None:
        array(plan, asked, [Part(str(step), str(step)) for step in range(1, steps + 1)], responses)

    return make


def own_scale(plan: Plan, asked: Asked, responses: Responses) -> None:
    names = " · ".join(part.text for part in asked.answers)
    sentence = _("Its answers become the steps 1 to %(steps)d of a scale, in their order: %(names)s.")
    plan.lines.append(Line(asked.text, sentence % {"steps": len(asked.answers), "names": names}))
    array(plan, asked, asked.answers, responses)


def more_or_less(plan: Plan, asked: Asked, responses: Responses) -> None:
    array(plan, asked, [Part("D", _("Less")), Part("S", _("The same")), Part("I", _("More"))], responses)


def array(plan: Plan, asked: Asked, scale: Sequence[Part], responses: Responses) -> None:
    """Each row of the array is an axis, each of its answers a step."""
    options = options_of(asked.parts)
    rows = responses.of_parts(asked.code, [part.code for part in asked.parts])
    low, high = (scale[0].text, scale[-1].text) if not scale[0].text.isdecimal() else ("", "")
    made = Question(
        len(plan.questions) + 1,
        "axes",
        shortened_question(asked.text),
        options,
        steps=len(scale),
        low=low[:80],
        high=high[:80],
    )
    plan.ask(made, [steps_of(options, cells, scale) for cells in rows])


def steps_of(options: Sequence[Option], cells: Sequence[str], scale: Sequence[Part]) -> dict[str, int] | None:
    found = {option.id: chosen(cell, scale) for option, cell in zip(options, cells, strict=True)}
    return {axis: place + 1 for axis, place in found.items() if place is not None} or None


def statements(plan: Plan, asked: Asked, responses: Responses) -> None:
    """Yes, uncertain, no: agree, pass, disagree."""
    options = options_of(asked.parts)
    votes = [Part("N", _("No")), Part("U", _("Uncertain")), Part("Y", _("Yes"))]
    rows = responses.of_parts(asked.code, [part.code for part in asked.parts])
    made = question(plan, asked, "statements", options)
    plan.ask(made, [Several(votes_of(options, cells, votes)) for cells in rows])


def votes_of(options: Sequence[Option], cells: Sequence[str], votes: Sequence[Part]) -> list[dict[str, int]]:
    found = [(option.id, chosen(cell, votes)) for option, cell in zip(options, cells, strict=True)]
    return [{id: place - 1} for id, place in found if place is not None]


def ranking(plan: Plan, asked: Asked, responses: Responses) -> None:
    options = options_of(asked.answers)
    rows = responses.of_parts(asked.code, [str(place) for place in range(1, len(options) + 1)])
    ranked = [[chosen(cell, asked.answers) for cell in cells] for cells in rows]
    plan.ask(
        question(plan, asked, "ranking", options),
        [[options[place].id for place in each if place is not None] or None for each in ranked],
    )


def points(plan: Plan, asked: Asked, responses: Responses) -> None:
    options = options_of(asked.parts)
    rows = responses.of_parts(asked.code, [part.code for part in asked.parts])
    made = question(plan, asked, "points", options, points=points_of(asked))
    plan.ask(made, [shared_out(options, cells) for cells in rows])


def points_of(asked: Asked) -> int:
    return int(asked.sum_of_points) if asked.sum_of_points.isdecimal() and 0 < int(asked.sum_of_points) <= 10_000 else 0


def shared_out(options: Sequence[Option], cells: Sequence[str]) -> dict[str, Any] | None:
    given = {option.id: cell for option, cell in zip(options, cells, strict=True) if cell}
    return {id: int(float(cell)) if cell.replace(".0", "").isdecimal() else cell for id, cell in given.items()} or None


def text(plan: Plan, asked: Asked, responses: Responses) -> None:
    made = question(plan, asked, "text", ())
    plan.ask(made, [cell or None for cell in responses.cells(asked.code)])


def several_texts(plan: Plan, asked: Asked, responses: Responses) -> None:
    """One open question for each of its lines."""
    for part in asked.parts:
        line = Asked(f"{asked.code}[{part.code}]", "T", f"{asked.text} – {part.text}")
        text(plan, line, responses)


def options_of(parts: Sequence[Part]) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", (part.text or part.code)[:LONGEST_OPTION]) for place, part in enumerate(parts, 1))


def question(plan: Plan, asked: Asked, kind: str, options: Sequence[Option], **more: Any) -> Question:
    return Question(len(plan.questions) + 1, kind, shortened_question(asked.text), options, **more)


MAKERS: dict[str, Callable[[Plan, Asked, Responses], None]] = {
    **dict.fromkeys("L!O", choice),
    **dict.fromkeys("MP", several),
    **dict.fromkeys("STU", text),
    **dict.fromkeys("FH", own_scale),
    "Y": yes_or_no,
    "G": gender,
    "5": scale,
    "A": array_of(5),
    "B": array_of(10),
    "C": statements,
    "E": more_or_less,
    "R": ranking,
    "K": points,
    "Q": several_texts,
}

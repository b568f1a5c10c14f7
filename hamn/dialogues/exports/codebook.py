"""What each column and code of an export means, in the reader's language. The codes themselves never change with it."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models import Question, Theme

# As the long table has them, in its order.
COLUMNS = {
    "round": (_("Round"), _("The number of the round, from 1.")),
    "number": (_("No."), _("The question's place in the dialogue, from 1.")),
    "question": (_("Question"), _("The question as it was asked.")),
    "kind": (_("Kind"), _("What people answered with; see the codes.")),
    "group": (_("Group"), _("Which group of respondents the row describes; empty for everyone.")),
    "item": (
        _("Item"),
        _("The id of an option, an axis, a statement or a text within the question, or a step of its scale."),
    ),
    "text": (_("Text"), _("The item in words.")),
    "measure": (_("Measure"), _("What is counted or computed; see the codes.")),
    "value": (_("Value"), _("The number; empty where so few said it that the number is not shown.")),
    "theme": (_("Theme"), _("The key of the theme that people put the text in; empty where they put it in none.")),
}
KINDS = {str(value): label for value, label in Question.Kind.choices}
MEASURES = {
    "answered": _("How many answered the question."),
    "count": _("How many chose it, or said it."),
    "mean": _("The mean: of the steps on an axis, or of the points that each person shared out."),
    "points": _("The sum of the points that everyone gave it."),
    "mean_rank": _("The mean place among those who ranked it; 1 is best."),
    "low": _("Where the middle half of the answers begins."),
    "high": _("Where the middle half of the answers ends."),
    "first": _("How many put it first."),
    "ranked": _("How many ranked it at all."),
    "dont_know": _("How many answered that they do not know; as an item, that answer itself."),
    "step_N": _("How many chose step N on that axis."),
    "agree": _("How many agree with the statement."),
    "pass": _("How many passed."),
    "disagree": _("How many disagree with the statement."),
    "shown": _("How many of those who answered had the statement before them, whether they voted on it or not."),
    "support": _("How many others support the question."),
    "theme_texts": _("How many different texts were put in the theme."),
    "theme_answers": _("The sum of how many said each text in the theme; who wrote two texts is counted in both."),
}


def headings() -> list[str]:
    return [str(heading) for heading, _meaning in COLUMNS.values()]


def entries(themes: Iterable[Theme] = ()) -> list[tuple[str, str, str]]:
    """Where a code stands, the code, and what it means; last the themes of the round itself."""
    columns = [(str(_("Column")), str(heading), str(meaning)) for heading, meaning in COLUMNS.values()]
    kinds = [(str(_("Kind")), code, str(meaning)) for code, meaning in KINDS.items()]
    measures = [(str(_("Measure")), code, str(meaning)) for code, meaning in MEASURES.items()]
    own = [(str(_("Theme")), theme.key, f"{theme.name}: {theme.description}") for theme in themes]
    return columns + kinds + measures + own


def as_json() -> dict[str, dict[str, str]]:
    return {
        "columns": {name: str(meaning) for name, (_heading, meaning) in COLUMNS.items()},
        "kinds": {code: str(meaning) for code, meaning in KINDS.items()},
        "measures": {code: str(meaning) for code, meaning in MEASURES.items()},
    }

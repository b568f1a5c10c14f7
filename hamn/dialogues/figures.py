"""The figure of each kind of question, from results as the live room tells them. Whatever comes here has passed the gate."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.charts.agreement import AgreementWords, Statement, agreement
from hamn.charts.axes import MOST_APART, Axis, CompassWords, Reading, Series
from hamn.charts.bars import Bar, BarsWords, bars
from hamn.charts.cloud_pair import PairWords, Tension, cloud_pair
from hamn.charts.compass import compass
from hamn.charts.compasses import compasses
from hamn.charts.figure import Figure
from hamn.charts.histogram import HistogramWords, histogram
from hamn.charts.ranking import Ranked, RankingWords, ranking
from hamn.charts.soundings import Positions, SoundingsWords, Variant, Word, soundings
from hamn.charts.stage import Variant as PairVariant
from hamn.charts.support import Supported, SupportWords, support
from hamn.live.questions import Question

Told = Mapping[str, Any]


def figure_of(question: Question, told: Told, variant: Variant = "page") -> Figure | None:
    """What is counted, drawn; None for texts, which are read and not drawn."""
    draw = FIGURES.get(question.kind)
    return draw(question, told, variant) if draw else None


def cloud_of(title: str, words: list[Word], places: Positions, sentence: str, variant: Variant):
    """The words on the water, and where each of them stands."""
    head = SoundingsWords(
        word=_("Word"),
        count=_("Said by"),
        state=_("Answer"),
        states={"": "", "answered": _("answered"), "unanswered": _("no answer yet")},
        hidden=_("a few"),
    )
    return soundings(words, places, title, sentence, variant, head)


def pair_of(
    title: str,
    start: list[Word],
    stop: list[Word],
    places: Positions,
    variant: PairVariant,
    tensions: Sequence[Tension] = (),
    sentence: str = "",
):
    """What to do beside what to stop doing, and where each of the words stands."""
    words = PairWords(
        start=_("Do"),
        stop=_("Stop doing"),
        side=_("Side"),
        word=_("Word"),
        count=_("Said by"),
        hidden=_("a few"),
        tension=_("pull in different directions"),
        state=_("Answer"),
        states={"": "", "answered": _("answered"), "unanswered": _("no answer yet")},
    )
    return cloud_pair(start, stop, places, title, sentence or pair_sentence(start, stop), words, variant, tensions)


def pair_sentence(start: list[Word], stop: list[Word]) -> str:
    said = [(_("Do"), start), (_("Stop doing"), stop)]
    return " ".join(
        _("%(side)s: %(sentence)s") % {"side": side, "sentence": words_sentence(len(words), most.text, most.count)}
        for side, words in said
        if (most := max(words, key=lambda word: word.count or 0, default=None))
    )


def words_sentence(different: int, most: str, count: int | None) -> str:
    """What the cloud shows, in a sentence."""
    sentence = ngettext("%(count)d different word.", "%(count)d different words.", different) % {"count": different}
    if not count or count < 2:
        return sentence
    return sentence + " " + _("Most often said: %(word)s, by %(count)d.") % {"word": most, "count": count}


def choice_figure(question: Question, told: Told, variant: Variant) -> Figure:
    given = [Bar(each["id"], name_of(question, each["id"]), each["count"]) for each in told["options"]]
    words = bars_words(_("Chosen by"))
    return bars(given, question.text, answered(told) + most_chosen(given), words, variant, full=told["answered"])


def most_chosen(given: list[Bar]) -> str:
    best = max(given, key=lambda bar: bar.value or 0, default=None)
    if best is None or not best.value:
        return ""
    return " " + _("Most chosen: %(option)s, by %(count)d.") % {"option": best.label, "count": best.value}


def points_figure(question: Question, told: Told, variant: Variant) -> Figure:
    given = [Bar(each["id"], name_of(question, each["id"]), each["mean"]) for each in told["options"]]
    sentence = answered(told) + " " + _("Mean of the points that each person shared out.")
    return bars(given, question.text, sentence, bars_words(_("Points, mean")), variant)


def scale_figure(question: Question, told: Told, variant: Variant) -> Figure:
    total = sum(told["counts"])
    sentence = ngettext("%(count)d answer on the scale.", "%(count)d answers on the scale.", total) % {"count": total}
    if told["dont_know"]:
        sentence += " " + ngettext("%(count)d does not know.", "%(count)d do not know.", told["dont_know"]) % {
            "count": told["dont_know"]
        }
    words = HistogramWords(
        _("Step"), _("Answers"), _("Half of the answers lie here"), _("too few to show"), _("Don't know")
    )
    labels = [str(step) for step in range(1, question.steps + 1)]
    ends = (question.low, question.high)
    middle = (told["low"] - 1, told["high"] - 1) if told["low"] else None
    return histogram(labels, told["counts"], question.text, sentence, words, variant, told["dont_know"], ends, middle)


def ranking_figure(question: Question, told: Told, variant: Variant) -> Figure:
    given = [
        Ranked(each["id"], name_of(question, each["id"]), each["mean_rank"], each["low"], each["high"], each["first"])
        for each in told["options"]
    ]
    words = RankingWords(
        option=_("Option"),
        mean=_("Mean rank"),
        spread=_("Middle half"),
        firsts=_("Ranked first by"),
        hidden=_("nobody"),
        number=decimal,
        interval=interval,
        more=more,
    )
    return ranking(given, question.text, answered(told) + " " + _("1 is the best place."), words, variant)


def axes_figure(question: Question, told: Told, variant: Variant) -> Figure | None:
    """One rose for everybody; one for each group where they are laid beside each other, as far as all may see that."""
    if "groups" in told:
        return groups_figure(question, told, variant)
    if "axes" not in told:
        return None
    axes = [Axis(each["id"], name_of(question, each["id"])) for each in told["axes"]]
    readings = [Reading(each["mean"], each["low"], each["high"]) for each in told["axes"]]
    series = [Series("all", told.get("who") or _("Everyone"), readings, told["answered"])]
    return compass(axes, series, question.steps, question.text, answered(told), compass_words(), variant)


def groups_figure(question: Question, told: Told, variant: Variant) -> Figure:
    axes = [Axis(option.id, option.text) for option in question.options]
    series = [
        Series(
            each["id"],
            each["text"],
            [Reading(axis["mean"], axis["low"], axis["high"]) for axis in each["axes"]],
            each["answered"],
        )
        for each in told["groups"][:MOST_APART]
    ]
    sentence = _("Each group's own picture.")
    return compasses(axes, series, question.steps, question.text, sentence, compass_words(), variant)


def compass_words() -> CompassWords:
    return CompassWords(
        axis=_("Area"),
        value=_("Mean"),
        hidden=_("too few to show"),
        band=_("The band holds the middle half"),
        number=decimal,
        interval=interval,
    )


def statements_figure(question: Question, told: Told, variant: Variant) -> Figure:
    given = [
        Statement(each["id"], each["text"], each["disagree"], each["pass"], each["agree"], each.get("shown"))
        for each in told["statements"]
    ]
    words = AgreementWords(
        statement=_("Statement"),
        disagree=_("Disagree"),
        passed=_("Pass"),
        agree=_("Agree"),
        hidden=_("too few to show"),
        more=more,
        shown=_("Was shown to"),
    )
    return agreement(given, question.text, answered(told), words, variant)


def support_figure(question: Question, told: Told, variant: Variant) -> Figure | None:
    given = [Supported(each["id"], each["text"], each["support"]) for each in told.get("asks", [])]
    words = SupportWords(_("Place"), _("Question"), _("Supported by"), _("a few"), more)
    return support(given, question.text, answered(told), words, variant) if given else None


def bars_words(value: str) -> BarsWords:
    return BarsWords(_("Option"), value, _("too few to show"), decimal, more)


def answered(told: Told) -> str:
    return ngettext("%(count)d has answered.", "%(count)d have answered.", told["answered"]) % {
        "count": told["answered"]
    }


def name_of(question: Question, option: str) -> str:
    return next((each.text for each in question.options if each.id == option), option)


def decimal(value: float) -> str:
    """One decimal, rounded: Django's own formatting cuts what it leaves out."""
    value = round(value, 1)
    return number_format(value, decimal_pos=0 if value == int(value) else 1)


def interval(low: str, high: str) -> str:
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def more(number: int) -> str:
    return ngettext("and %(count)d more in the table", "and %(count)d more in the table", number) % {"count": number}


FIGURES: dict[str, Callable[[Question, Told, Variant], Figure | None]] = {
    "choice": choice_figure,
    "points": points_figure,
    "scale": scale_figure,
    "ranking": ranking_figure,
    "axes": axes_figure,
    "statements": statements_figure,
    "qa": support_figure,
}

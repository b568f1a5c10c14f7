"""A map of opinions as its readers meet it: the archipelago, and what is said in its lists. All of it has passed the gate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.charts.archipelago import ArchipelagoWords, Island, Outcome, archipelago, end_fits
from hamn.charts.bridges import Bridge
from hamn.charts.figure import Figure
from hamn.charts.islands import Cell
from hamn.charts.stage import Variant
from hamn.dialogues.models import OpinionMap, Question, Round
from hamn.dialogues.opinions import map_of, may_be_mapped, texts_of
from hamn.sensemaking.disclosure import SMALLEST_THRESHOLD

OUTCOMES: Mapping[str, Outcome] = {"groups": "groups", "spectrum": "spectrum", "no_structure": "none"}
LANGUAGES = ("sv", "fi", "en")
ON_THE_WALL = 4


@dataclass(frozen=True)
class Agreed:
    """A statement that everybody is on one side of. low: per cent who surely are, in the group where it is least."""

    text: str
    agrees: bool
    low: int


@dataclass(frozen=True)
class Dividing:
    """A statement that two groups surely differ on, with the per cent of each that agree."""

    text: str
    most: str
    most_percent: int
    least: str
    least_percent: int


@dataclass(frozen=True)
class Telling:
    """A statement that a group is known by."""

    text: str
    agrees: bool
    percent: int


@dataclass
class Opinions:
    """made: None while it is being computed."""

    question: Question
    round: Round
    made: OpinionMap | None

    @property
    def is_computing(self) -> bool:
        return self.made is None

    @property
    def told(self) -> dict[str, Any]:
        return self.made.told if self.made else {}

    @property
    def sentences(self) -> dict[str, str]:
        language = (get_language() or "sv").split("-")[0]
        return self.told["sentences"][language if language in LANGUAGES else "sv"]

    @property
    def verdict(self) -> str:
        return self.sentences["verdict"]

    @cached_property
    def texts(self) -> dict[str, str]:
        """What stands now: a statement that was hidden since is on none of the lists."""
        return texts_of(self.question, self.round)

    @property
    def has_map(self) -> bool:
        return bool(self.told.get("archipelago") and self.told["archipelago"]["dots"])

    @property
    def has_groups(self) -> bool:
        return self.told.get("outcome") == "groups"

    @property
    def is_one_hidden(self) -> bool:
        """Whether some group is too small to show, and therefore nothing is told of the others one by one."""
        return self.has_map and self.told["archipelago"]["hidden"]

    @property
    def wide(self) -> Figure:
        return self.figure("page")

    @property
    def narrow(self) -> Figure:
        return self.figure("phone")

    @property
    def projected(self) -> Figure:
        return self.figure("presenter")

    def figure(self, variant: Variant) -> Figure:
        drawn = self.told["archipelago"]
        islands = [Island(str(each["group"]), name_of(each["group"]), each["size"]) for each in drawn["islands"]]
        cells = [
            Cell(f"{number}", x, y, None if group is None else str(group), people)
            for number, (x, y, group, people) in enumerate(drawn["dots"])
        ]
        return archipelago(
            islands,
            cells,
            OUTCOMES[self.told["outcome"]],
            self.question.text,
            self.verdict,
            words(),
            variant,
            drawn["explained"],
            list(self.bridges()),
            ends=self.ends_on(variant),
            least=SMALLEST_THRESHOLD,
        )

    @property
    def ends(self) -> list[str]:
        """What those at the left and at the right end of a scale say; nothing where one of them was hidden since."""
        told = self.told.get("ends", ())
        if any(end["id"] not in self.texts for end in told):
            return []
        return [
            self.texts[end["id"]] if end["agrees"] else _("No to: %(statement)s") % {"statement": self.texts[end["id"]]}
            for end in told
        ]

    def ends_on(self, variant: Variant) -> tuple[str, str]:
        """As the figure may hold them: both whole, or neither, since the page has them in words."""
        if len(self.ends) != 2 or not all(end_fits(end, variant) for end in self.ends):
            return "", ""
        left, right = self.ends
        return left, right

    def bridges(self) -> Iterator[Bridge]:
        for each in self.told["archipelago"]["bridges"]:
            one, other = str(each["one"]), str(each["other"])
            for number, statement in enumerate(each["statements"]):
                if statement in self.texts:
                    yield Bridge(f"{one}-{other}-{number}", one, other, self.texts[statement])

    @property
    def common(self) -> list[Agreed]:
        return [
            Agreed(self.texts[one["id"]], one["agrees"], int(one["low"] * 100))
            for one in self.told.get("common", ())
            if one["id"] in self.texts
        ]

    @property
    def divisive(self) -> list[Dividing]:
        return [
            Dividing(
                self.texts[one["id"]],
                name_of(one["most"]),
                round(one["most_share"] * 100),
                name_of(one["least"]),
                round(one["least_share"] * 100),
            )
            for one in self.told.get("divisive", ())
            if one["id"] in self.texts
        ]

    @property
    def telling(self) -> list[tuple[str, list[Telling]]]:
        """Each group with what it is known by, as far as that was found on votes that did not make the group."""
        found = []
        for group, rows in enumerate(self.told.get("telling", ())):
            told = [
                Telling(self.texts[one["id"]], one["agrees"], round(one["share"] * 100))
                for one in rows
                if one["id"] in self.texts
            ]
            if told:
                found.append((name_of(group), told))
        return found

    @property
    def stability(self) -> list[str]:
        """How much of it to believe, in words."""
        told = self.told.get("stability")
        if not told:
            return []
        runs = told["runs"]
        found = [
            _(
                "We drew a fifth of you away at random, %(runs)d times: in %(same)d of them there were as many groups "
                "as here."
            )
            % {"runs": runs, "same": round(told["holds"] * runs)}
        ]
        if told["between"]:
            found.append(
                ngettext(
                    "%(count)d person stands between the groups: now in one, now in another.",
                    "%(count)d people stand between the groups: now in one, now in another.",
                    told["between"],
                )
                % {"count": told["between"]}
            )
        return found

    @property
    def common_on_the_wall(self) -> list[Agreed]:
        return self.common[:ON_THE_WALL]

    @property
    def divisive_on_the_wall(self) -> list[Dividing]:
        return self.divisive[:ON_THE_WALL]


def opinions_of(question: Question, round: Round | None) -> Opinions | None:
    """What may be seen of a question's map; None for another kind, and as long as the round is open, unsealed or void."""
    if question.kind != Question.Kind.STATEMENTS or round is None:
        return None
    made = map_of(question, round)
    return Opinions(question, round, made) if made or may_be_mapped(round) else None


def name_of(group: int) -> str:
    return _("Group %(letter)s") % {"letter": ascii_uppercase[group]}


def words() -> ArchipelagoWords:
    return ArchipelagoWords(
        group=_("Group"),
        people=_("People"),
        agreed=_("What they share"),
        statement=_("Statement"),
        hidden=_("too few to show"),
        none=_("No clear groups"),
        spectrum=_("A scale, not groups"),
        size=size,
        explained=lambda share: _("The map shows %(share)d %% of how the answers differ.") % {"share": share * 100},
        bridge=lambda name, text: _("with %(group)s: %(statement)s") % {"group": name, "statement": text},
    )


def size(people: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", people) % {"count": people}

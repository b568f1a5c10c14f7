"""The road as drawings: rows become a voyage, and drawings are kept under a hash of what this reader may see."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.core.cache import cache
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from hamn.charts import fairway
from hamn.charts.figure import Figure
from hamn.journey.milestones import KINDS
from hamn.journey.zoom import place_in_list
from hamn.programmes.plans import Precision, State

# Raised when the drawing itself changes, so that no older drawing is shown.
DRAWN_AS = "3"
KEPT_SECONDS = 24 * 3600
PNG_WIDTH_PX = {"wide": 2160, "phone": 960}


@dataclass(frozen=True)
class Chart:
    """The road of one programme as one reader sees it, with the milestones of a trail lit."""

    programme: object
    tracks: tuple
    milestones: tuple
    lit: frozenset[str] = frozenset()
    year: int | None = None
    # The query of the start page whose list tells of the same milestones.
    query: str = ""

    def figure(self, variant: str = "wide") -> "DrawnFigure":
        return DrawnFigure(self, variant)

    @cached_property
    def voyage(self) -> fairway.Voyage:
        start, end = self.period
        years = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
        return fairway.Voyage(
            title=_("Our way %(years)s") % {"years": years},
            subtitle=self.programme.name,
            start=start,
            end=end,
            tracks=[self._lane(track) for track in self.tracks],
            milestones=[on_chart(milestone) for milestone in self.milestones],
            vision_title=self.programme.vision,
            vision_text=self.programme.vision_text,
        )

    @property
    def period(self) -> tuple[date, date]:
        """The chosen year, or the programme's own, stretched to hold everything that is drawn."""
        if self.year:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        days = [milestone.on for milestone in self.milestones]
        start = min([self.programme.starts_on, *days])
        return start, max([self.programme.ends_on or start, *days])

    def _lane(self, track) -> fairway.Track:
        days = [milestone.on for milestone in self.milestones if milestone.track == track.pk]
        return fairway.Track(str(track.pk), track.name, begins=min(days, default=None))

    @cached_property
    def words(self) -> "RoadWords":
        return RoadWords(
            known={milestone.id: milestone.precision for milestone in self.milestones},
            sentence=sentence(self.milestones),
            when=_("When"),
            track=_("Track"),
            event=_("What"),
            state=_("State"),
            all_tracks=_("All tracks"),
            kinds={kind: capfirst(str(label)) for kind, label in KINDS.items()},
            states={state.value: str(state.label) for state in State},
            month=month,
            gathered=gathered,
            list_href=self._list_href,
            moved_to=lambda when: _("moved to %(when)s") % {"when": when},
        )

    def _list_href(self, on: date) -> str:
        place = urlencode(place_in_list(self.milestones, on))
        asked = "&".join(filter(None, [self.query, place]))
        return f"{reverse('start')}{'?' if asked else ''}{asked}#in-{on:%Y-%m}"

    def key(self, variant: str) -> str:
        """What makes two drawings the same. Two readers who see the same share it; others never do."""
        return f"fairway-{variant}-{self._told}"

    @cached_property
    def _told(self) -> str:
        programme = self.programme
        told = (
            DRAWN_AS,
            get_language(),
            (programme.name, programme.vision, programme.vision_text, *self.period),
            [(track.pk, track.name) for track in self.tracks],
            self.milestones,
            sorted(self.lit),
            self.query,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass(frozen=True)
class RoadWords(fairway.FairwayWords):
    """Dates are said no finer than they are known, also where a mark stands on a finer place.

    What is remembered by year alone is drawn where its order in the year puts it, or a whole year's memories would
    stand in one point; its label says the year and no more.
    """

    known: Mapping[str, str] = field(default_factory=dict)

    def dated(self, milestone: fairway.Milestone) -> str:
        return super().dated(replace(milestone, precision=self.known[milestone.id]))


@dataclass(frozen=True)
class DrawnFigure:
    """A figure that is drawn only when nobody has asked for the same drawing before."""

    chart: Chart
    variant: str
    table = None

    @property
    def sentence(self) -> str:
        return self.chart.words.sentence

    def page_svg(self, uid: str) -> str:
        return self._kept(f"page-{uid}", lambda figure: figure.page_svg(uid))

    def literal_svg(self, theme: str = "light") -> str:
        return self._kept(f"svg-{theme}", lambda figure: figure.literal_svg(theme))

    def png(self, theme: str = "light") -> bytes:
        return self._kept(f"png-{theme}", lambda figure: figure.png(PNG_WIDTH_PX[self.variant], theme))

    def draw(self) -> Figure:
        return fairway.fairway(self.chart.voyage, self.chart.words, self.variant, self.chart.lit)

    def _kept(self, rendering: str, render):
        key = f"{self.chart.key(self.variant)}-{rendering}"
        return cache.get_or_set(key, lambda: render(self.draw()), KEPT_SECONDS)


def on_chart(milestone) -> fairway.Milestone:
    return fairway.Milestone(
        id=milestone.id,
        title=milestone.title,
        on=milestone.on,
        precision=Precision.DAY,
        track=str(milestone.track) if milestone.track else None,
        kind=milestone.kind,
        state=milestone.state,
        href=milestone.url,
        moved_to=milestone.moved_to,
    )


def sentence(milestones: Iterable) -> str:
    """What the drawing says, for those who do not see it."""
    milestones = list(milestones)
    if not milestones:
        return _("The road is drawn, and nothing is marked on it yet.")
    first, last = milestones[0].on.year, milestones[-1].on.year
    cancelled = sum(milestone.state == State.CANCELLED for milestone in milestones)
    told = ngettext(
        "A winding road with %(count)d milestone from %(first)s to %(last)s.",
        "A winding road with %(count)d milestones from %(first)s to %(last)s.",
        len(milestones),
    ) % {"count": len(milestones), "first": first, "last": last}
    if not cancelled:
        return told
    turned = ngettext(
        "%(count)d of them was cancelled and stays on the map.",
        "%(count)d of them were cancelled and stay on the map.",
        cancelled,
    ) % {"count": cancelled}
    return f"{told} {turned}"


def month(on: date, precision: str) -> str:
    """On the drawing nothing is dated finer than by month; the list beside it knows the day."""
    return str(on.year) if precision == "year" else formats.date_format(on, "YEAR_MONTH_FORMAT")


def gathered(count: int, when: str) -> str:
    return ngettext("%(count)d more in %(when)s", "%(count)d more in %(when)s", count) % {"count": count, "when": when}

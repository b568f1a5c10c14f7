"""Four steps from where we want to be, back to where we are, to what stands between and what has to move.

Source: Holmberg (1998), "Backcasting: a natural step in operationalising sustainable development", Greener Management
International 23. Each step may be left and come back to; what is written is the area's own nouns, with their history.
"""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamn.challenges.forms import GapForm, ShiftForm, StepPictureForm
from hamn.challenges.models import Gap, Shift, StatePicture
from hamn.challenges.pictures import Pictures
from hamn.challenges.views import editable_area, for_person, gaps_with_shifts
from hamn.records.views import edit_noun


@dataclass(frozen=True)
class Step:
    """noun: what one step adds. several: it is often written more than once, so its writer stays."""

    key: str
    name: Promise
    asks: Promise
    several: bool = False


STEPS = (
    Step("desired", _("How it should be"), _("Which conditions have to hold when we have come where we want to be?")),
    Step("current", _("How it is"), _("How does today look, seen from there?")),
    Step("gaps", _("What stands between"), _("What is missing, and which principle do we not live up to?"), True),
    Step("shifts", _("What has to move"), _("What would close the gap, and what is a first small step?"), True),
)


def begin(request, slug):
    """The first step that nobody has written yet; the last one when all are."""
    area = editable_area(request, slug)
    pictures = Pictures(area.state_pictures.visible_to(request.person))
    written = {
        "desired": pictures.latest(area.pk, "desired"),
        "current": pictures.latest(area.pk, "current"),
        "gaps": area.gaps.visible_to(request.person).exists(),
        "shifts": False,
    }
    return redirect(address(area, next(each for each in STEPS if not written[each.key])))


def step(request, slug, step):
    area = editable_area(request, slug)
    here = next((each for each in STEPS if each.key == step), None)
    if here is None:
        raise Http404
    place = STEPS.index(here)
    after = address(area, STEPS[place + 1]) if place + 1 < len(STEPS) else area.get_absolute_url()
    noun, form = asked(area, here, request)
    pictures = Pictures(area.state_pictures.visible_to(request.person))
    page = {
        "area": area,
        "step": here,
        "place": place + 1,
        "steps": [(each, address(area, each)) for each in STEPS],
        "after": after,
        "is_last": place + 1 == len(STEPS),
        "seen": [pictures.of(area.pk, kind) for kind in ("desired", "current")[:place]],
        "gaps": gaps_with_shifts(area, request.person) if here.several else [],
        "principles": area.programme.principles.all(),
        "back": area.get_absolute_url(),
    }
    then = address(area, here) if here.several else after
    return edit_noun(request, noun, form, "challenges/backcasting.html", then=then, **page)


def asked(area, here: Step, request):
    """What this step writes, and the form for it."""
    if here.key == "gaps":
        return Gap(area=area), GapForm
    if here.key == "shifts":
        chosen = request.GET.get("gap", "")
        gap = area.gaps.visible_to(request.person).filter(pk=chosen).first() if chosen.isdecimal() else None
        return Shift(area=area, gap=gap), for_person(ShiftForm, request)
    return picture_of_this_year(area, here.key, request.person), StepPictureForm


def picture_of_this_year(area, kind: str, person) -> StatePicture:
    """This year's picture to go on with; otherwise a new one that begins with the words of the latest."""
    year = timezone.localdate().year
    pictures = area.state_pictures.filter(kind=kind)
    ours = pictures.editable_by(person).filter(year=year).first()
    latest = pictures.visible_to(person).first()
    return ours or StatePicture(area=area, kind=kind, year=year, text=latest.text if latest else "")


def address(area, step: Step) -> str:
    return reverse("backcasting_step", args=[area.slug, step.key])

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.challenges import scenery
from hamn.challenges.forms import (
    ChallengeAreaForm,
    GapForm,
    JointEffortForm,
    PlatformForm,
    ReviewForm,
    ShiftForm,
    StatePictureForm,
    VoiceForm,
)
from hamn.challenges.matrix import matrix
from hamn.challenges.models import ChallengeArea, Gap, JointEffort, NotReady, Platform, Shift, StatePicture, Voice
from hamn.challenges.pictures import Pictures
from hamn.programmes.models import Programme
from hamn.records.models import EditedMeanwhile
from hamn.records.together import read_together
from hamn.records.views import edit_noun


def areas(request):
    person = request.person
    areas = list(ChallengeArea.objects.visible_to(person))
    pictures = Pictures(StatePicture.objects.visible_to(person).filter(area__in=areas))
    efforts = list(JointEffort.objects.visible_to(person).filter(area__in=areas))
    for area in areas:
        area.waters = scenery.card(area)
        area.current, area.desired = pictures.latest(area.pk, "current"), pictures.latest(area.pk, "desired")
        area.efforts = [effort for effort in efforts if effort.area_id == area.pk]
    return render(request, "challenges/index.html", {"areas": areas, "may_add": person.reach.is_facilitator})


def area(request, slug):
    person = request.person
    editable = ChallengeArea.objects.editable_by(person).filter(pk=OuterRef("pk"))
    seen = ChallengeArea.objects.visible_to(person).annotate(may_edit=Exists(editable))
    area = get_object_or_404(seen.select_related("programme", "author", "team"), slug=slug)
    platforms = {platform.pk: platform for platform in area.platforms.visible_to(person)}
    efforts = list(area.joint_efforts.visible_to(person))
    for effort in efforts:
        effort.seen_platform = platforms.get(effort.platform_id)
    pictures = Pictures(area.state_pictures.visible_to(person))
    voices = list(area.voices.visible_to(person))
    page = {
        "area": area,
        "waters": scenery.header(area),
        "voices": [voice for voice in voices if voice.is_reviewed],
        "unreviewed": [voice for voice in voices if not voice.is_reviewed],
        "states": [pictures.of(area.pk, kind) for kind in StatePicture.Kind],
        "gaps": gaps_with_shifts(area, person),
        "efforts": efforts,
        "platforms": platforms.values(),
        "expeditions": area.expeditions.visible_to(person),
        "may_edit": area.may_edit,
        "may_tell": person.reach.is_partner,
    }
    return render(request, "challenges/show.html", page)


def area_new(request):
    only_facilitators(request)
    programme = Programme.objects.current_for(request.person) or not_found()
    noun = ChallengeArea(programme=programme)
    return edit_noun(request, noun, ChallengeAreaForm, title=_("New societal challenge"), back="/challenges/")


def area_edit(request, slug):
    return edit_noun(request, editable_area(request, slug), ChallengeAreaForm)


def state_new(request, slug):
    """A new year begins with last year's words: most of them often still hold."""
    area = editable_area(request, slug)
    kind = request.GET.get("kind", "current")
    if kind not in StatePicture.Kind.values:
        raise Http404
    latest = area.state_pictures.visible_to(request.person).filter(kind=kind).first()
    noun = StatePicture(area=area, kind=kind, year=timezone.localdate().year, text=latest.text if latest else "")
    return edit_noun(request, noun, StatePictureForm, title=_("New picture of the state"), back=area.get_absolute_url())


def state_edit(request, pk):
    return edit_noun(request, editable(StatePicture, request, pk), StatePictureForm)


def gap_new(request, slug):
    area = editable_area(request, slug)
    return edit_noun(request, Gap(area=area), GapForm, title=_("What stands between"), back=area.get_absolute_url())


def gap_edit(request, pk):
    return edit_noun(request, editable(Gap, request, pk), GapForm)


def gaps_with_shifts(area, person) -> list:
    """Every gap with the shifts that would close it; shifts that close none of them stand last, under no gap."""
    asked = (area.gaps.visible_to(person), area.shifts.visible_to(person))
    found = read_together(asked, lambda model: ("principle",) if model is Gap else ())
    found.sort(key=lambda noun: (noun.created_at, noun.pk))
    gaps = [noun for noun in found if isinstance(noun, Gap)]
    shifts = [noun for noun in found if isinstance(noun, Shift)]
    for gap in gaps:
        gap.seen_shifts = [shift for shift in shifts if shift.gap_id == gap.pk]
    loose = [shift for shift in shifts if shift.gap_id not in {gap.pk for gap in gaps}]
    return [*gaps, {"seen_shifts": loose}] if loose else gaps


def shift_edit(request, pk):
    return edit_noun(request, editable(Shift, request, pk), for_person(ShiftForm, request))


def effort_new(request, slug):
    area = editable_area(request, slug)
    title = _("What we gather our forces around")
    noun = JointEffort(area=area, order=area.joint_efforts.count())
    return edit_noun(request, noun, for_person(JointEffortForm, request), title=title, back=area.get_absolute_url())


def effort_edit(request, pk):
    return edit_noun(request, editable(JointEffort, request, pk), for_person(JointEffortForm, request))


def platforms(request):
    person = request.person
    platforms = list(Platform.objects.visible_to(person).prefetch_related("areas"))
    for platform in platforms:
        platform.area_ids = {area.pk for area in platform.areas.all()}
    parts = matrix(ChallengeArea.objects.visible_to(person), JointEffort.objects.visible_to(person), platforms)
    page = {"parts": parts, "may_add": person.reach.is_facilitator}
    return render(request, "challenges/platforms.html", page)


def platform(request, pk):
    person = request.person
    platform = get_object_or_404(Platform.objects.visible_to(person).select_related("author", "team"), pk=pk)
    areas = platform.areas.visible_to(person)
    efforts = platform.joint_efforts.visible_to(person).filter(area__in=areas).select_related("area")
    return render(request, "challenges/platform.html", {"platform": platform, "areas": areas, "efforts": efforts})


def platform_new(request):
    only_facilitators(request)
    back = request.GET.get("area", "")
    chosen = ChallengeArea.objects.visible_to(request.person).filter(slug=back)
    form = for_person(PlatformForm, request, initial={"areas": chosen})
    return edit_noun(request, Platform(), form, title=_("New platform"), back="/platforms/")


def platform_edit(request, pk):
    return edit_noun(request, editable(Platform, request, pk), for_person(PlatformForm, request))


def voice(request, pk):
    """A voice on its own: what its writer, its reviewer and, once reviewed, its readers meet."""
    voice = get_object_or_404(voices_of(request), pk=pk)
    page = {
        "voice": voice,
        "is_mine": voice.author_id is not None and voice.author_id == request.person.pk,
        "review": ReviewForm(initial={"revision": voice.revision}) if may_review(voice, request) else None,
    }
    return render(request, "challenges/voice.html", page)


def voice_new(request, slug):
    area = get_object_or_404(ChallengeArea.objects.visible_to(request.person), slug=slug)
    if not request.person.reach.is_partner:
        raise Http404
    page = {"title": _("Write down a voice"), "back": area.get_absolute_url()}
    return edit_noun(request, Voice(area=area), VoiceForm, "challenges/voice_edit.html", **page)


def voice_edit(request, pk):
    voice = editable(Voice, request, pk)
    return edit_noun(request, voice, VoiceForm, "challenges/voice_edit.html")


@require_POST
def voice_offer(request, pk):
    voice = get_object_or_404(Voice.objects.drafts_of(request.person), pk=pk)
    try:
        voice.offer(by=request.person)
    except NotReady:
        messages.error(request, _("Say first how consent was given. Without it nobody else may read the voice."))
        return redirect("voice_edit", pk)
    messages.success(
        request, _("It waits for somebody else to review it. Until then only you and the process leaders see it.")
    )
    return redirect(voice)


@require_POST
def voice_review(request, pk):
    voice = get_object_or_404(Voice.objects.reviewable_by(request.person).select_related("area", "author"), pk=pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return render(request, "challenges/voice.html", {"voice": voice, "review": form}, status=422)
    approves = "approve" in request.POST
    verb = voice.approve if approves else voice.send_back
    try:
        verb(request.person, form.cleaned_data["note"], form.cleaned_data["revision"])
    except EditedMeanwhile:
        voice.refresh_from_db()
        form.data = {**form.data.dict(), "revision": voice.revision}
        page = {"voice": voice, "review": form, "changed_meanwhile": True}
        return render(request, "challenges/voice.html", page, status=409)
    messages.success(request, _("The voice is reviewed.") if approves else _("Its writer sees what has to change."))
    return redirect(voice)


def voices_of(request):
    areas = ChallengeArea.objects.visible_to(request.person)
    return (
        Voice.objects.visible_to(request.person)
        .filter(area__in=areas)
        .select_related("area", "author", "team", "reviewed_by")
    )


def may_review(voice, request) -> bool:
    return Voice.objects.reviewable_by(request.person).filter(pk=voice.pk).exists()


def editable_area(request, slug):
    return get_object_or_404(ChallengeArea.objects.editable_by(request.person), slug=slug)


def editable(model, request, pk):
    """One of an area's own nouns. Who may not see the area does not find it."""
    nouns = model.objects.editable_by(request.person)
    if model is not Platform:
        nouns = nouns.filter(area__in=ChallengeArea.objects.visible_to(request.person)).select_related("area")
    return get_object_or_404(nouns, pk=pk)


def for_person(form_class, request, **fixed):
    """The form whose choices hold only what this person may see."""
    return lambda *args, **kwargs: form_class(*args, person=request.person, **fixed, **kwargs)


def only_facilitators(request) -> None:
    if not request.person.reach.is_facilitator:
        raise Http404


def not_found():
    raise Http404

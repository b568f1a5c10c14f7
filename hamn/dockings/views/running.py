"""The two projected screens: *Last time we said …* and *We heard · We do · We come back with*."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamn.dockings import clouds
from hamn.dockings.forms import ClosingForm, CorrectionForm
from hamn.dockings.models import Commitment, FollowUp, Refused
from hamn.dockings.models.docking import LINES
from hamn.dockings.pack import seen_by_all, shown_to_all
from hamn.dockings.views.found import docking_seen, docking_to_edit, explains_refusal
from hamn.records.models import EditedMeanwhile

# A room reads this many lines at a glance; the rest is one touch away.
PROMISES_AT_ONCE = 4
FOLLOW_UPS_AT_ONCE = 4
LABELS = (gettext_lazy("We heard"), gettext_lazy("We do"), gettext_lazy("We come back with"))


def opening(request, pk):
    """Last meeting's cloud, its three lines, its commitments, and what we still owe an answer.

    It is projected, so it shows what everybody invited may see, not all that its reader may.
    """
    person = request.person
    docking = docking_seen(person, pk)
    last = docking.previous_for(person)
    if last is not None and not shown_to_all([last], docking):
        last = None
    page = {
        "docking": docking,
        "last": last,
        "lines": [(label, getattr(last, name)) for name, label in zip(LINES, LABELS, strict=True)] if last else [],
        "commitments": list(promised(person, last, docking)) if last else [],
        "follow_ups": list(waiting(person, docking)),
        "clouds": clouds.of_meeting(last, person) if last else [],
        "theme": "dark",
    }
    return render(request, "dockings/opening.html", page)


def promised(person, last, docking):
    seen = Commitment.objects.visible_to(person).filter(seen_by_all(docking), docking=last)
    return seen.with_verdict().select_related("owner")[: PROMISES_AT_ONCE + 1]


def waiting(person, docking):
    """What is carried, the longest first."""
    seen = FollowUp.objects.visible_to(person).filter(seen_by_all(docking)).open_in(docking)
    carried = seen.exclude(raised_in=docking).with_times_carried().order_by("-times_carried", "created_at")
    return carried[: FOLLOW_UPS_AT_ONCE + 1]


@explains_refusal
def closing(request, pk):
    """One screen, three lines, and the meeting is closed."""
    docking = docking_to_edit(request.person, pk)
    if docking.is_cancelled or (docking.is_closed and request.method != "POST"):
        raise Refused(docking, _("The three lines of this meeting cannot be written here any more."))
    form = ClosingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return close(request, docking, form.cleaned_data)
    page = {"docking": docking, "form": form, "theme": "dark"}
    return render(request, "dockings/closing.html", page, status=422 if form.is_bound else 200)


def close(request, docking, lines):
    try:
        docking.close(request.person, **lines)
    except Refused:
        if not docking.is_closed:
            raise
        if all(getattr(docking, name) == lines[name] for name in LINES):
            return redirect(docking)  # the same button pressed twice
        messages.error(request, _("Somebody closed the meeting before you. What you wrote is kept below."))
        form = CorrectionForm(initial={**lines, "revision": docking.revision})
        return render(request, "dockings/correction.html", {"docking": docking, "form": form}, status=409)
    messages.success(request, _("The meeting is closed. Thank you for today."))
    return redirect(docking)


@explains_refusal
def correction(request, pk):
    """A closed meeting does not change; this writes a new version, with its reason."""
    docking = docking_to_edit(request.person, pk)
    if not docking.is_closed:
        raise Refused(docking, _("The meeting is not closed yet, so there is nothing to correct."))
    now = {**{name: getattr(docking, name) for name in LINES}, "revision": docking.revision}
    form = CorrectionForm(request.POST or None, initial=now)
    status = 200
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            docking.correct(request.person, told["reason"], told["revision"], **{name: told[name] for name in LINES})
        except EditedMeanwhile:
            messages.error(request, _("Somebody corrected this before you. Compare, and save again."))
            form = CorrectionForm(initial={**told, "revision": docking.revision})
            status = 409
        else:
            return redirect(docking)
    elif request.method == "POST":
        status = 422
    return render(request, "dockings/correction.html", {"docking": docking, "form": form}, status=status)

"""New versions of the mandate, and trials."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hamn.expeditions.forms import MandateForm, TrialForm
from hamn.expeditions.models import Expedition, Mandate, Trial
from hamn.records.views import edit_noun


def new(request, slug):
    """A copy of the mandate that holds, to change, with the reason why."""
    expedition = get_object_or_404(Expedition.objects.editable_by(request.person).open(), slug=slug)
    standing = Mandate.objects.visible_to(request.person).filter(expedition=expedition).first()
    form = MandateForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        expedition.give_mandate(form.save(commit=False), by=request.person)
        messages.success(request, _("The mandate holds from now on. Earlier versions stay readable."))
        return redirect(expedition)
    page = {"noun": expedition, "form": form, "standing": standing}
    return render(request, "expeditions/mandate.html", page, status=422 if form.is_bound else 200)


def new_trial(request, slug):
    expedition = get_object_or_404(Expedition.objects.crewed_by(request.person).open(), slug=slug)
    trial = Trial(expedition=expedition, team=expedition.team, visibility=expedition.crew_visibility)
    return edit_noun(request, trial, TrialForm, "expeditions/trial.html", back=trial.expedition.get_absolute_url())


def edit_trial(request, pk):
    trial = get_object_or_404(Trial.objects.editable_by(request.person).select_related("expedition"), pk=pk)
    if not Expedition.objects.visible_to(request.person).filter(pk=trial.expedition_id).exists():
        raise Http404
    return edit_noun(request, trial, TrialForm, "expeditions/trial.html", back=trial.expedition.get_absolute_url())

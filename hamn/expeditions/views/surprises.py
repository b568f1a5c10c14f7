"""*What has surprised you since last time?*: asked by letter, answered behind a personal link, without signing in."""

from uuid import uuid4

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamn.expeditions.actions import invite_surprises
from hamn.expeditions.forms import QuestionForm, SurpriseForm
from hamn.expeditions.models import CrewLink, Expedition

GONE = 410


@require_POST
def ask(request, slug):
    """Send the crew its question before a docking."""
    expedition = get_object_or_404(Expedition.objects.editable_by(request.person).open(), slug=slug)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return render(request, "expeditions/ask.html", {"noun": expedition, "form": form}, status=422)
    asked = invite_surprises(expedition, form.cleaned_data["docking_on"], request.build_absolute_uri("/")[:-1])
    messages.success(request, asked_sentence(asked))
    return redirect(expedition)


def asked_sentence(count: int) -> str:
    if not count:
        return _("Everybody in the team already has the question for that day.")
    return ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", count) % {"count": count}


@never_cache
def answer(request, token):
    """One field. The token tells who writes; it is never shown again, and it opens nothing else."""
    link = CrewLink.objects.opened_by(token)
    if link is None:
        return render(request, "expeditions/surprise_gone.html", status=GONE)
    form = SurpriseForm(request.POST or None)
    page = {"link": link, "form": form, "reader_names": reader_names(link), "token": token}
    if request.method == "POST" and form.is_valid():
        with_team = request.POST.get("for") == "team"
        link.answer(form.cleaned_data["text"], form.cleaned_data["sent_as"], with_team)
        again = SurpriseForm(initial={"sent_as": uuid4().hex})
        return render(
            request, "expeditions/surprise.html", {**page, "form": again, "saved_for": "team" if with_team else "me"}
        )
    return render(request, "expeditions/surprise.html", page, status=422 if form.is_bound else 200)


def reader_names(link) -> str:
    """Everybody who would read what is saved for the team, by name: its whole membership of today."""
    people = {each.person_id: str(each.person) for each in link.expedition.crew()}
    return ", ".join(sorted(name for pk, name in people.items() if pk != link.person_id))

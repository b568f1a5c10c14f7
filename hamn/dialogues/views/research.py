"""Taking a round out row by row: for a researcher or an administrator, under terms, and written into the history."""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from hamn.dialogues.exports import parts
from hamn.dialogues.exports.research import research_zip
from hamn.dialogues.opinions import may_be_mapped
from hamn.dialogues.views.exporting import as_file
from hamn.dialogues.views.showing import chosen_round, visible
from hamn.records import history
from hamn.web.forms import Form

ROLES = {"researcher", "administrator"}


class ResearchForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("What is it for?"),
        max_length=200,
        help_text=gettext_lazy("Stands in the history, with your name and the day."),
    )
    agrees = forms.BooleanField(label=gettext_lazy("I agree to the terms"))


def may_research(person) -> bool:
    return bool(person.reach.roles & ROLES)


def terms() -> str:
    return _(
        "I keep the file safe and pass it on to nobody. I try to recognise nobody, neither from it alone nor together with "
        "anything else. I publish only figures about groups as large as the dialogue's threshold. I erase it when the work "
        "that I name here is done."
    )


@never_cache
def research(request, pk):
    """GET: the terms. POST: the file. Not found for other roles, nor while the round is open, unsealed or void."""
    dialogue = visible(request, pk)
    round = chosen_round(request, dialogue)
    if not may_research(request.person) or not may_be_mapped(round):
        raise Http404
    form = ResearchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        added = parts.packed(round)
        for taken in (dialogue, *(other for part in added.values() for other in part.others)):
            history.note(taken, "taken_for_research", request.person, form.cleaned_data["reason"])
        packed = research_zip(round, terms(), added)
        return as_file(packed, "application/zip", f"{dialogue.code}-{round.number}-research.zip")
    page = {"noun": dialogue, "round": round, "form": form, "terms": terms()}
    return render(request, "dialogues/research.html", page, status=422 if form.is_bound else 200)

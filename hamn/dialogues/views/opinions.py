"""The map of opinions by itself: the part of a page that waits for it, and the wall."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from hamn.dialogues.opinion_figures import Opinions, opinions_of
from hamn.dialogues.views.showing import chosen_round, visible


def found(request, pk, question) -> tuple[object, Opinions]:
    dialogue = visible(request, pk)
    asked = get_object_or_404(dialogue.questions, pk=question)
    opinions = opinions_of(asked, chosen_round(request, dialogue))
    if opinions is None:
        raise Http404
    return dialogue, opinions


def part(request, pk, question):
    """Only the map, for a page that waits for it; whoever comes here by an address gets the whole page."""
    dialogue, opinions = found(request, pk, question)
    if "HX-Request" not in request.headers:
        return redirect(f"{dialogue.get_absolute_url()}?round={opinions.round.number}#opinions-{question}")
    return render(request, "dialogues/_opinions.html", {"noun": dialogue, "opinions": opinions})


def wall(request, pk, question):
    dialogue, opinions = found(request, pk, question)
    if not opinions.has_map:
        raise Http404
    return render(request, "dialogues/opinions_wall.html", {"noun": dialogue, "opinions": opinions})

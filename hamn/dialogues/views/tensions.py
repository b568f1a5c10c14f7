"""The leader draws a tension between two texts, and takes it away again."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.models import AnswerGroup, Dialogue, Tension
from hamn.dialogues.views.building import edited, number


@require_POST
def tensions(request, pk):
    dialogue = edited(request, pk)
    one, other = (text_of(dialogue, request.POST.get(name, "")) for name in ("one", "other"))
    try:
        made = Tension.objects.draw(one, other, by=request.person, note=request.POST.get("note", "")[:240])
    except ValueError:
        messages.error(request, _("Choose two different texts."))
        return redirect(f"{dialogue.get_absolute_url()}#tensions")
    return redirect(made)


def text_of(dialogue: Dialogue, given: str) -> AnswerGroup:
    said = AnswerGroup.objects.shown().filter(question__dialogue=dialogue).select_related("question__dialogue")
    return get_object_or_404(said, pk=number(given))


@require_POST
def removal(request, pk):
    led = Tension.objects.filter(dialogue__in=Dialogue.objects.editable_by(request.person))
    tension = get_object_or_404(led.select_related("dialogue", "one", "other"), pk=pk)
    tension.take_away(by=request.person)
    return redirect(f"{tension.dialogue.get_absolute_url()}#tensions")

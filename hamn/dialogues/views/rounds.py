"""Opening, closing and voiding: each a page that says what happens, and the act itself."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.forms import ReasonForm
from hamn.dialogues.models import Dialogue
from hamn.dialogues.rounds import close_round, open_round, void_round
from hamn.web.views import page_to_return_to


def led(request, pk) -> Dialogue:
    return get_object_or_404(Dialogue.objects.editable_by(request.person), pk=pk)


@require_POST
def opening(request, pk):
    dialogue = led(request, pk)
    if not dialogue.questions.exists():
        messages.error(request, _("Write at least one question first."))
        return redirect("dialogue_questions", pk)
    open_round(dialogue, by=request.person)
    messages.success(request, _("It is open for answers."))
    return redirect(page_to_return_to(request, dialogue.get_absolute_url()))


def closing(request, pk):
    """A round closes once, so the page says first what closing does."""
    dialogue = led(request, pk)
    if request.method == "POST" and dialogue.open_round:
        close_round(dialogue.open_round, by=request.person)
        messages.success(request, _("It is closed. The answers can no longer be tied to anyone."))
    if request.method == "POST" or not dialogue.open_round:
        return redirect(dialogue)
    return render(request, "dialogues/closing.html", {"noun": dialogue})


@require_POST
def revealing(request, pk):
    """Everyone sees from now on how each group answered, as far as the gate has let it out."""
    dialogue = led(request, pk)
    round = get_object_or_404(dialogue.rounds.filter(closed_at__isnull=False), number=chosen(request))
    round.reveal(by=request.person)
    messages.success(request, _("Everyone sees now how each group answered."))
    return redirect(f"{dialogue.get_absolute_url()}?round={round.number}")


def chosen(request) -> int:
    number = request.GET.get("round", "")
    return int(number) if number.isdecimal() and len(number) < 5 else 0


def voiding(request, pk):
    dialogue = led(request, pk)
    round = dialogue.latest_round
    if round is None:
        return redirect(dialogue)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        void_round(round, by=request.person, reason=form.cleaned_data["reason"])
        messages.success(request, _("The round is void. Everyone can read why."))
        return redirect(dialogue)
    page = {"noun": dialogue, "round": round, "form": form}
    return render(request, "dialogues/voiding.html", page, status=422 if form.is_bound else 200)

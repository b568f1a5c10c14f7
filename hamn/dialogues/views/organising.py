"""The list of dialogues, and making one."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from hamn.dialogues import question_sets, tally
from hamn.dialogues.answering_back import AnsweringBack
from hamn.dialogues.forms import DialogueForm, NewDialogueForm, QuestionFormSet
from hamn.dialogues.models import Dialogue
from hamn.dialogues.results import answering_back_of
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.records.views import edit_noun


def index(request):
    """Every dialogue the person may see, the open ones first, each with its figure for answering back."""
    dialogues = list(
        Dialogue.objects.visible_to(request.person).select_related("team").prefetch_related("rounds", "questions")
    )
    figures = answering_back_of([dialogue.pk for dialogue in dialogues])
    for dialogue in dialogues:
        dialogue.answering_back = figures.get(dialogue.pk, AnsweringBack(0, 0, None))
    page = {
        "open": [dialogue for dialogue in dialogues if dialogue.open_round],
        "others": [dialogue for dialogue in dialogues if not dialogue.open_round],
        "may_ask": may_ask(request.person),
    }
    return render(request, "dialogues/index.html", page)


def may_ask(person) -> bool:
    """Process leaders, and whoever belongs to a team."""
    return bool(person.reach.is_facilitator or person.reach.teams)


def teams_of(person):
    return Body.objects.filter(pk__in=person.reach.teams)


def new(request):
    if not may_ask(request.person):
        raise Http404
    programme = Programme.objects.current_for(request.person)
    if programme is None:
        raise Http404
    teams = list(teams_of(request.person))
    first = {"team": teams[0].pk if teams else None, "who_asks": who_asks(request.person, teams)}
    dialogue = Dialogue(programme=programme)
    form = NewDialogueForm(request.POST or None, instance=dialogue, initial=first, teams=teams_of(request.person))
    if request.method == "POST" and form.is_valid():
        return redirect(made(form, request.person))
    return render(request, "dialogues/new.html", {"form": form}, status=422 if form.is_bound else 200)


def who_asks(person, teams) -> str:
    """Team and organisation, as a first suggestion."""
    names = [team.name for team in teams[:1]] + ([person.organisation.name] if person.organisation else [])
    return ", ".join(names)


@transaction.atomic
def made(form, person):
    """The new dialogue with its questions; where it is opened, or, without any yet, where they are written."""
    dialogue = form.save_by(person)
    question_sets.add_to(dialogue, form.cleaned_data["set"])
    return dialogue if dialogue.questions.exists() else reverse("dialogue_questions", args=[dialogue.pk])


def edit(request, pk):
    dialogue = get_object_or_404(Dialogue.objects.editable_by(request.person), pk=pk)
    teams = teams_of(request.person) | Body.objects.filter(pk=dialogue.team_id)

    def form_class(*args, **kwargs):
        return DialogueForm(*args, teams=teams, **kwargs)

    return edit_noun(request, dialogue, form_class, "dialogues/edit.html")


def questions(request, pk):
    dialogue = get_object_or_404(Dialogue.objects.editable_by(request.person), pk=pk)
    answered = tally.answered_questions(dialogue.questions.values_list("pk", flat=True))
    formset = QuestionFormSet(request.POST or None, instance=dialogue, answered=answered, prefix="q")
    if request.method == "POST" and formset.is_valid():
        with transaction.atomic():
            formset.save_in_order()
        messages.success(request, _("It is saved."))
        return redirect("dialogue_questions", pk) if "more" in request.POST else redirect(dialogue)
    page = {"noun": dialogue, "formset": formset}
    return render(request, "dialogues/questions.html", page, status=422 if formset.is_bound else 200)

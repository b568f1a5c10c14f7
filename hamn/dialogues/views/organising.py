"""The list of dialogues, and making one."""

from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hamn.dialogues import question_sets
from hamn.dialogues.answering_back import AnsweringBack
from hamn.dialogues.forms import DialogueForm, NewDialogueForm
from hamn.dialogues.models import Dialogue
from hamn.dialogues.results import Steering
from hamn.dialogues.views.answers import may_answer
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.records.views import edit_noun

# So many of those where most waits for an answer are named.
WAITING_NAMED = 3


def index(request):
    """Every dialogue the person may see, the open ones first, each with its figure for answering back."""
    dialogues = list(
        Dialogue.objects.visible_to(request.person).select_related("team").prefetch_related("rounds", "questions")
    )
    steering = Steering.of([dialogue.pk for dialogue in dialogues])
    figures = {each.dialogue: each.figure for each in steering.each}
    for dialogue in dialogues:
        dialogue.answering_back = figures.get(dialogue.pk, AnsweringBack(0, 0, None))
    page = {
        "open": [dialogue for dialogue in dialogues if dialogue.open_round],
        "others": [dialogue for dialogue in dialogues if not dialogue.open_round],
        "helped": helped_by(request.person),
        "may_ask": may_ask(request.person),
        "answering_back": steering.whole,
        # Where it waits is for those who can answer, first of all.
        "waiting": steering.waiting[:WAITING_NAMED] if may_answer(request.person) else [],
    }
    return render(request, "dialogues/index.html", page)


def helped_by(person) -> list[Dialogue]:
    """Those that the person was asked to help run. Being asked opens the desk, also of what is not in the list below."""
    if not person.pk:
        return []
    return list(Dialogue.objects.filter(co_facilitators__person=person.pk).prefetch_related("rounds"))


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

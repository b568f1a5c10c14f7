"""The questions of a dialogue, one page to put them in order and one to write each; the preview; and a copy of the whole."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hamn.dialogues import building, rooms, rounds, tally, theming
from hamn.dialogues.models import Dialogue, Question
from hamn.dialogues.question_forms import QuestionForm, kinds
from hamn.dialogues.sheet import Sheet
from hamn.dialogues.views.organising import teams_of
from hamn.dialogues.views.showing import scenery

STEPS = {"up": -1, "down": 1}


def edited(request, pk) -> Dialogue:
    return get_object_or_404(Dialogue.objects.editable_by(request.person), pk=pk)


def stands(question: Question) -> bool:
    """Somebody has answered it, or it is asked word by word as another noun has pinned it."""
    return question.dialogue.is_pinned or question.pk in tally.answered_questions([question.pk])


def questions(request, pk):
    dialogue = edited(request, pk)
    asked = list(dialogue.questions.prefetch_related("options"))
    numbers = {question.pk for question in asked}
    answered = numbers if dialogue.is_pinned else tally.answered_questions(numbers)
    page = {
        "noun": dialogue,
        "questions": [question for question in asked if question.purpose != building.CANDOUR],
        "candour": rounds.candour_of(dialogue),
        "answered": answered,
        "kinds": kinds(),
        "themed_kinds": theming.KINDS,
        "is_full": dialogue.is_pinned or len(asked) >= building.MOST_QUESTIONS,
    }
    return render(request, "dialogues/questions.html", page)


def new(request, pk):
    """A question of the kind that the address names; with `from`, another one's with a wording that may be changed."""
    dialogue = edited(request, pk)
    if dialogue.is_pinned:
        raise Http404
    origin = None
    if "from" in request.GET:
        origin = get_object_or_404(ordinary(dialogue), pk=number(request.GET["from"]))
    question = blank(dialogue, request.GET.get("kind", ""), origin)
    options = [option.text for option in origin.options.all()] if origin else []
    form = QuestionForm(request.POST or None, instance=question, options=options)
    if request.method == "POST" and form.is_valid():
        try:
            building.add(form.save(commit=False), form.texts, after=origin)
        except ValueError:
            messages.error(request, _("There are as many questions as a dialogue can have."))
        else:
            messages.success(request, _("The question is there."))
        return redirect("dialogue_questions", pk)
    return page_of(request, dialogue, form, origin=origin)


def number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0


def ordinary(dialogue: Dialogue):
    return dialogue.questions.exclude(purpose=building.CANDOUR)


def blank(dialogue: Dialogue, kind: str, origin: Question | None) -> Question:
    if origin:
        same = {name: getattr(origin, name) for name in building.COPIED if name != "order"}
        return Question(dialogue=dialogue, **same)
    if kind not in Question.Kind.values:
        raise Http404
    return Question(dialogue=dialogue, kind=kind)


def change(request, pk, question):
    """Its wording and options, as long as nobody has answered it."""
    dialogue = edited(request, pk)
    question = get_object_or_404(ordinary(dialogue), pk=question)
    if stands(question):
        return page_of(request, dialogue, None, question=question)
    form = QuestionForm(request.POST or None, instance=question)
    if request.method == "POST" and form.is_valid():
        building.change(form.save(commit=False), form.texts)
        messages.success(request, _("It is saved."))
        return redirect("dialogue_questions", pk)
    return page_of(request, dialogue, form, question=question)


def page_of(request, dialogue, form, **more):
    asked = form.instance if form else more["question"]
    page = {"noun": dialogue, "form": form, "kind": asked.get_kind_display(), "asked": asked, **more}
    status = (
        409 if form is None and request.method == "POST" else 422 if form and form.is_bound and form.errors else 200
    )
    return render(request, "dialogues/question.html", page, status=status)


@require_POST
def place(request, pk, question):
    """One step up or down."""
    dialogue = edited(request, pk)
    question = get_object_or_404(ordinary(dialogue), pk=question)
    building.move(question, STEPS.get(request.POST.get("to", ""), 0))
    return redirect(f"{question_list(dialogue)}#question-{question.pk}")


def question_list(dialogue: Dialogue) -> str:
    return redirect("dialogue_questions", dialogue.pk).url


@require_POST
def removal(request, pk, question):
    dialogue = edited(request, pk)
    question = get_object_or_404(ordinary(dialogue), pk=question)
    if stands(question):
        messages.error(request, _("It has answers, so it stays."))
    else:
        building.remove(question)
        messages.success(request, _("The question is taken away."))
    return redirect("dialogue_questions", pk)


@require_POST
def copies(request, pk):
    """The same dialogue once more, to be asked anew."""
    dialogue = edited(request, pk)
    teams = list(teams_of(request.person))
    team = dialogue.team if dialogue.team in teams or not teams else teams[0]
    copy = building.duplicate(dialogue, by=request.person, team=team)
    messages.success(request, _("Here is the copy, with a code of its own. Give it a name."))
    return redirect(copy.edit_url)


@require_safe
def phone_preview(request, pk):
    """What stands on the phone, with nothing that can be sent."""
    dialogue = edited(request, pk)
    asked = asked_in(dialogue)
    return render(
        request, "dialogues/preview_phone.html", {"noun": dialogue, "form": Sheet(asked, language=get_language())}
    )


@require_safe
def wall_preview(request, pk):
    """What stands on the wall before anyone has answered. ?question= chooses."""
    dialogue = edited(request, pk)
    asked = asked_in(dialogue)
    numbers = range(1, len(asked) + 1)
    wanted = request.GET.get("question", "1")
    if not wanted.isdecimal() or int(wanted) not in numbers:
        raise Http404
    page = {"noun": dialogue, "asked": asked[int(wanted) - 1], "number": int(wanted), "numbers": numbers}
    page["waters"] = scenery(pk)
    return render(request, "dialogues/preview_wall.html", page)


def asked_in(dialogue: Dialogue):
    """Every question as the room will know it, the one about candour among them although it is not written yet."""
    asked = [rooms.asked(question) for question in ordinary(dialogue).prefetch_related("options")]
    if not asked:
        raise Http404
    candour = rounds.candour_of(dialogue)
    return [*asked, rooms.asked(candour) if candour.pk else rounds.candour_unwritten()] if candour else asked

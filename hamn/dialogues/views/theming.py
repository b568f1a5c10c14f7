"""The themes of a question: its codebook, coding by hand with suggestions, what to put together, and the result."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues import moderating, theming
from hamn.dialogues.models import AnswerGroup, Question, Theme
from hamn.dialogues.views.building import edited, number
from hamn.web.forms import ModelForm

# So many texts on a page; the coded ones come last.
MOST_TEXTS = 50
FIELDS = ("name", "description", "examples")


class ThemeForm(ModelForm):
    class Meta:
        model = Theme
        fields = FIELDS
        widgets = {"examples": forms.Textarea(attrs={"rows": 2})}


def question_of(request, pk, question) -> Question:
    asked = edited(request, pk).questions.filter(kind__in=theming.KINDS).select_related("dialogue")
    return get_object_or_404(asked, pk=question)


def themes(request, pk, question):
    """The whole page; posting adds a theme, or takes the codebook to begin with."""
    question = question_of(request, pk, question)
    if request.method == "POST" and "accept" in request.POST:
        theming.accept(question, get_language(), by=request.person)
        return redirect("question_themes", pk, question.pk)
    form = ThemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            theming.add(question, **{name: form.cleaned_data[name] for name in FIELDS}, by=request.person)
        except ValueError:
            messages.error(request, _("There are as many themes as anyone can keep apart. Take one away first."))
        return redirect("question_themes", pk, question.pk)
    return shown(request, question, form)


def shown(request, question, form):
    themed = theming.Themed(question, request.person, everything="all" in request.GET)
    page = {
        "noun": question.dialogue,
        "question": question,
        "form": form,
        "themed": themed,
        "texts": themed.texts[:MOST_TEXTS],
        "more": max(0, len(themed.texts) - MOST_TEXTS),
        "agreement": themed.agreement(get_language()),
    }
    return render(request, "dialogues/themes.html", page, status=422 if form.is_bound else 200)


def theme(request, pk, question, theme):
    """One theme's words, corrected."""
    theme = get_object_or_404(question_of(request, pk, question).themes, pk=theme)
    form = ThemeForm(request.POST or None, instance=theme)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("It is saved."))
        return redirect("question_themes", pk, question)
    page = {"noun": theme.question.dialogue, "question": theme.question, "theme": theme, "form": form}
    return render(request, "dialogues/theme.html", page, status=422 if form.is_bound else 200)


@require_POST
def theme_removal(request, pk, question, theme):
    get_object_or_404(question_of(request, pk, question).themes, pk=theme).remove(by=request.person)
    messages.success(request, _("The theme is taken away. What was put there waits for a theme again."))
    return redirect("question_themes", pk, question)


@require_POST
def codings(request, pk, question):
    """One text is put in a theme, or with an empty one taken out again; then on to the next text."""
    question = question_of(request, pk, question)
    group = text_of(request, question, request.POST.get("group", ""))
    if request.POST.get("theme"):
        theme = get_object_or_404(question.themes, pk=number(request.POST["theme"]))
        theming.code(group, theme, by=request.person)
    else:
        theming.uncode(group, by=request.person)
    everything = "?all=1" if "all" in request.GET else ""
    return redirect(f"{reverse('question_themes', args=[pk, question.pk])}{everything}#coding")


def text_of(request, question: Question, given: str) -> AnswerGroup:
    return get_object_or_404(AnswerGroup.objects.shown().filter(question=question), pk=number(given))


@require_POST
def merges(request, pk, question):
    """Texts that say the same are put together, all with one click, or one of them taken apart again."""
    question = question_of(request, pk, question)
    if "undo" in request.POST:
        merged = AnswerGroup.objects.facilitated_by(request.person).filter(question=question)
        moderating.unmerge(get_object_or_404(merged, pk=number(request.POST["undo"])), by=request.person)
        messages.success(request, _("They stand apart again."))
    else:
        put_together(request, question)
    return redirect(f"{reverse('question_themes', args=[pk, question.pk])}#same")


def put_together(request, question: Question) -> None:
    into = text_of(request, question, request.POST.get("into", ""))
    others = [text_of(request, question, given) for given in request.POST.getlist("group")]
    if not others:
        raise Http404
    try:
        with transaction.atomic():
            for other in others:
                moderating.merge(other, into, by=request.person)
    except ValueError:
        messages.error(request, _("One of them is answered already, or holds others: they stay where they are."))
        return
    messages.success(request, _("They now stand together. You can take them apart again."))

"""One group of answers: what was said, what we answer, and what it led to."""

from django.contrib import messages
from django.db.models import Case, Prefetch, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from hamn.dialogues import moderating
from hamn.dialogues.forms import MergeForm, ReasonForm, ReplyForm
from hamn.dialogues.models import AnswerGroup, Question, Reply
from hamn.people.models import Body
from hamn.web.views import page_to_return_to


def show(request, pk):
    try:
        group = visible(request, pk)
    except Http404:
        # Links to what was merged lead to where it went, for those who may see that.
        return redirect(get_object_or_404(AnswerGroup.objects.visible_to(request.person), merged__pk=pk))
    page = {
        "noun": group,
        "dialogue": group.question.dialogue,
        "may_lead": group.question.dialogue.is_editable_by(request.person),
        "may_answer": may_answer(request.person),
    }
    return render(request, "dialogues/answer.html", page)


def visible(request, pk) -> AnswerGroup:
    replies = Reply.objects.visible_to(request.person).select_related("body")
    groups = AnswerGroup.objects.visible_to(request.person).select_related("question__dialogue__team", "round")
    return get_object_or_404(groups.prefetch_related(Prefetch("replies", replies), "merged"), pk=pk)


def may_answer(person) -> bool:
    """Management teams answer themselves; a process leader may write down a body's answer for it."""
    return bool(person.reach.is_manager or person.reach.is_facilitator)


def reply_form(person, group, data=None):
    is_team = Q(kind=Body.Kind.MANAGEMENT_TEAM)
    bodies = Body.objects.filter(ended_on__isnull=True).order_by(Case(When(is_team, then=0), default=1), "name")
    if not person.reach.is_facilitator:
        bodies = bodies.filter(is_team, pk__in=person.reach.bodies)
    return ReplyForm(data, bodies=bodies, to_stop=group.question.purpose == Question.Purpose.STOP)


def reply(request, pk):
    group = visible(request, pk)
    if not may_answer(request.person):
        raise Http404
    form = reply_form(request.person, group, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = group.answer(by=request.person, **form.cleaned_data)
        messages.success(request, _("The answer is given. Everyone with the code can read it."))
        return redirect(page_to_return_to(request, given.get_absolute_url()))
    return shown(request, "dialogues/answer_reply.html", group, form)


def shown(request, template, group, form):
    page = {"noun": group, "dialogue": group.question.dialogue, "form": form}
    return render(request, template, page, status=422 if form.is_bound else 200)


def led(request, pk) -> AnswerGroup:
    groups = AnswerGroup.objects.facilitated_by(request.person).select_related(
        "question__dialogue", "merged_into", "round"
    )
    return get_object_or_404(groups, pk=pk)


def merging(request, pk):
    """Put together with another, or with `undo` taken apart again."""
    group = led(request, pk)
    if "undo" in request.POST:
        moderating.unmerge(group, by=request.person)
        return redirect(group)
    form = MergeForm(request.POST or None, group=group)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "dialogues/answer_merge.html", group, form)
    try:
        moderating.merge(group, form.cleaned_data["into"], by=request.person)
    except ValueError:
        messages.error(request, _("This one is answered already, or holds others: it stays where it is."))
        return redirect(group)
    messages.success(request, _("They now stand together. You can take them apart again."))
    return redirect(form.cleaned_data["into"])


def hiding(request, pk):
    """Hidden for a reason that everybody can read, or with `undo` shown again."""
    group = led(request, pk)
    if "undo" in request.POST:
        moderating.show(group, by=request.person)
        return redirect(group)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return shown(request, "dialogues/answer_hide.html", group, form)
    moderating.hide(group, form.cleaned_data["reason"], by=request.person)
    messages.success(request, _("It is hidden. The reason stands on the result page, and you can show it again."))
    return redirect(group.question.dialogue)

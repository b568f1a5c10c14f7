"""One press beside what somebody said: a promise, or a point on the next agenda. And a day when we come back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.models import AnswerGroup, Dialogue, Tension
from hamn.dockings import deeds
from hamn.dockings.forms import ComingBackForm
from hamn.dockings.models import Commitment
from hamn.dockings.views.found import explains_refusal, planners_only
from hamn.web.views import page_to_return_to


def said(request, pk) -> AnswerGroup:
    seen = AnswerGroup.objects.visible_to(request.person)
    return get_object_or_404(seen.select_related("question__dialogue__programme", "question__dialogue__team"), pk=pk)


@require_POST
@planners_only
def promise(request, pk):
    """With `kind`: do, or stop doing. Who and when can be changed afterwards, or chosen in the long form."""
    group = said(request, pk)
    kind = request.POST.get("kind", "")
    if kind not in Commitment.Kind.values:
        raise Http404
    if deeds.owner_of(group.question.dialogue, request.person) is None:
        # Nobody asks in the name of a team, so somebody has to be named.
        return redirect(f"{reverse('commitment_new')}?from=dialogues.answergroup:{group.pk}")
    made = deeds.promise(group, kind, request.person)
    told = {"text": made, "owner": made.owner.name, "day": made.recheck_on.strftime("%Y-%m-%d")}
    messages.success(request, _("Written down: %(text)s. %(owner)s looks at it again on %(day)s.") % told)
    return redirect(page_to_return_to(request, group.get_absolute_url()))


@require_POST
@planners_only
@explains_refusal
def take_up(request, pk):
    group = said(request, pk)
    return taken_up(request, deeds.take_up(group, request.person), group)


@require_POST
@planners_only
@explains_refusal
def take_up_tension(request, pk):
    seen = Tension.objects.visible_to(request.person).select_related("dialogue__team", "one", "other")
    tension = get_object_or_404(seen, pk=pk)
    return taken_up(request, deeds.take_up_tension(tension, request.person), tension)


def taken_up(request, point, noun):
    if point:
        messages.success(request, _("It stands on the agenda of “%(meeting)s”.") % {"meeting": point.docking.title})
    else:
        messages.error(request, _("No next meeting is planned where it could be taken up."))
    return redirect(page_to_return_to(request, noun.get_absolute_url()))


@require_POST
def come_back(request, pk):
    dialogue = get_object_or_404(Dialogue.objects.editable_by(request.person).select_related("team"), pk=pk)
    form = ComingBackForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Name a day that is still to come."))
    elif deeds.owner_of(dialogue, request.person) is None:
        return redirect(f"{reverse('commitment_new')}?from=dialogues.dialogue:{dialogue.pk}")
    else:
        deeds.come_back(dialogue, form.cleaned_data["on"], request.person)
        messages.success(request, _("It is written down, with a day to look at it again."))
    return redirect(page_to_return_to(request, dialogue.get_absolute_url()))

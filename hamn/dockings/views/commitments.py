"""*Det här gör vi*: what bodies do or stop doing, and the day somebody looks again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.dialogues.models import AnswerGroup
from hamn.dockings import actions, deeds
from hamn.dockings.forms import CommitmentForm, RecheckForm
from hamn.dockings.models import Commitment, Docking
from hamn.dockings.views.found import planners_only
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.records.registry import noun_from
from hamn.records.views import edit_noun

AT_ONCE = 30


def index(request):
    """Those to look at again, the earliest day first; then those that are done or dropped."""
    seen = Commitment.objects.visible_to(request.person).select_related("owner")
    page = {
        "under_way": seen.under_way()[: 2 * AT_ONCE],
        "ended": Paginator(seen.ended().order_by("-recheck_on", "-pk"), AT_ONCE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    return render(request, "dockings/commitments.html", page)


def show(request, pk):
    commitment = get_object_or_404(seen_by(request.person), pk=pk)
    return render(request, "dockings/commitment.html", page_of(request.person, commitment))


def seen_by(person):
    return Commitment.objects.visible_to(person).with_verdict().select_related("owner", "team", "track")


def page_of(person, commitment, form=None) -> dict:
    first = {"next_on": deeds.in_a_quarter()}
    page = {"commitment": commitment, "rechecks": commitment.rechecks.select_related("by")}
    if may_recheck(person, commitment):
        page["form"] = form or RecheckForm(initial=first)
    return page


def may_recheck(person, commitment) -> bool:
    """Those who do it, and those who may change it."""
    if commitment.owner_id in person.reach.teams:
        return True
    return Commitment.objects.editable_by(person).filter(pk=commitment.pk).exists()


@require_POST
def recheck(request, pk):
    commitment = get_object_or_404(seen_by(request.person), pk=pk)
    if not may_recheck(request.person, commitment):
        raise Http404
    form = RecheckForm(request.POST)
    if not form.is_valid():
        return render(request, "dockings/commitment.html", page_of(request.person, commitment, form), status=422)
    told = form.cleaned_data
    commitment.recheck(request.person, told["verdict"], told["text"], told["next_on"])
    return redirect(commitment)


@planners_only
def new(request):
    """Made in a meeting (`?docking=`), and from a word, an insight or anything else (`?from=label:number`)."""
    person = request.person
    docking = docking_of(request)
    about = noun_from(request.GET.get("from"), person)
    promises = docking.lines_of("we_do") if docking else []
    line = request.GET.get("line", "")
    first = {
        "text": promises[int(line)] if line.isdigit() and int(line) < len(promises) else "",
        "owner": docking.team_id if docking else None,
        "recheck_on": next_day(docking),
    }
    if isinstance(about, AnswerGroup):
        first |= first_of_word(about, person)
    form = CommitmentForm(request.POST or None, initial=first, bodies=owners(person, docking))
    if request.method == "POST" and form.is_valid():
        commitment = form.save(commit=False)
        commitment.docking = docking
        commitment.programme = programme_of(docking, about, person)
        made = actions.commit(commitment, about, person)
        messages.success(request, _("It is written down, with a day to look at it again."))
        return redirect(docking or made)
    page = {"form": form, "docking": docking, "about": about}
    return render(request, "dockings/commitment_new.html", page, status=422 if form.is_bound else 200)


def first_of_word(group, person) -> dict:
    owner = deeds.owner_of(group.question.dialogue, person)
    return {"text": group.label, "kind": deeds.kind_for(group), "owner": owner.pk if owner else None}


def docking_of(request):
    pk = request.GET.get("docking", "")
    if not pk:
        return None
    editable = Docking.objects.editable_by(request.person).select_related("series", "team", "programme")
    return get_object_or_404(editable, pk=pk if pk.isdigit() else 0)


def owners(person, docking):
    """In a meeting, one of those who meet; otherwise any body that goes on."""
    if docking:
        return docking.bodies()
    return Body.objects.filter(Q(ended_on__isnull=True) | Q(pk__in=person.reach.bodies))


def next_day(docking):
    """The next meeting of the series, else in a quarter of a year."""
    if docking and docking.series_id:
        later = docking.series.dockings.ahead().filter(starts_at__gt=docking.starts_at).first()
        if later:
            return timezone.localtime(later.starts_at).date()
    return deeds.in_a_quarter()


def programme_of(docking, about, person) -> Programme:
    known = [getattr(noun, "programme", None) for noun in (docking, about, actions.circle_of(about))]
    found = next((programme for programme in known if programme), None) or Programme.objects.current_for(person)
    if found is None:
        raise Http404
    return found


def edit(request, pk):
    commitment = get_object_or_404(Commitment.objects.editable_by(request.person), pk=pk)
    return edit_noun(request, commitment, CommitmentForm)

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hamn.people import invitations
from hamn.people.forms import (
    AboutMeForm,
    BodyForm,
    InvitationForm,
    LastDayForm,
    MembershipForm,
    OrganisationForm,
)
from hamn.people.models import Body, Membership, Organisation


@login_required
def person_me(request):
    """What the person belongs to, and how they come in."""
    form = AboutMeForm(request.POST or None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("It is saved."))
        return redirect("person_me")
    memberships = request.user.memberships.select_related("body").order_by("-starts_on")
    page = {
        "form": form,
        "current": [each for each in memberships if each.is_current],
        "earlier": [each for each in memberships if each.is_over],
        "coming": [each for each in memberships if not each.is_current and not each.is_over],
    }
    return render(request, "people/me.html", page, status=422 if form.is_bound else 200)


def bodies(request):
    """Every body of the partnership, by organisation."""
    if not request.person.reach.is_partner:
        raise Http404
    listed = (
        Body.objects.listed_for(request.person).select_related("organisation").order_by("organisation__name", "name")
    )
    page = {
        "bodies": listed,
        "mine": request.person.reach.bodies,
        "organisations": Organisation.objects.all(),
        "may_add": sees_to_all(request.person),
    }
    return render(request, "people/bodies.html", page)


def sees_to_all(person) -> bool:
    return person.reach.is_administrator or person.reach.is_facilitator


def body(request, pk):
    """Who is in it now, who was, and in what role."""
    shown = get_object_or_404(Body.objects.listed_for(request.person).select_related("organisation"), pk=pk)
    return show_body(request, shown)


def show_body(request, shown, status=200, **more):
    memberships = shown.memberships.select_related("person__organisation").order_by("starts_on", "person__name")
    may_manage = Body.objects.managed_by(request.person).filter(pk=shown.pk).exists()
    page = {
        "body": shown,
        "current": [each for each in memberships if each.is_current and each.person.is_active],
        "coming": [each for each in memberships if not each.is_current and not each.is_over],
        "earlier": [each for each in memberships if each.is_over],
        "may_manage": may_manage,
        "may_edit": sees_to_all(request.person),
    }
    if may_manage:
        page |= {
            "membership_form": MembershipForm(body=shown, by=request.person, prefix="member"),
            "invitation_form": InvitationForm(
                body=shown, by=request.person, initial={"language": request.LANGUAGE_CODE}
            ),
            "waiting": shown.invitations.open(),
        }
    return render(request, "people/body.html", page | more, status=status)


def managed(request, pk) -> Body:
    return get_object_or_404(Body.objects.managed_by(request.person), pk=pk)


def body_new(request):
    return write_body(request, Body())


def body_edit(request, pk):
    return write_body(request, get_object_or_404(Body, pk=pk))


def write_body(request, written):
    if not sees_to_all(request.person):
        raise Http404
    form = BodyForm(request.POST or None, instance=written)
    if form.is_valid():
        return redirect(form.save())
    return render(
        request, "people/body_form.html", {"form": form, "body": written}, status=422 if form.is_bound else 200
    )


def organisation_new(request):
    if not sees_to_all(request.person):
        raise Http404
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        form.save()
        messages.success(request, _("The organisation is added."))
        return redirect("bodies")
    return render(request, "people/organisation_form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def membership_new(request, pk):
    shown = managed(request, pk)
    form = MembershipForm(request.POST, body=shown, by=request.person, prefix="member")
    if not form.is_valid():
        return show_body(request, shown, status=422, membership_form=form)
    fields = form.cleaned_data
    shown.welcome(fields["person"], fields["role"], fields["starts_on"], fields["ends_on"])
    messages.success(request, _("%(person)s has a place here.") % {"person": fields["person"]})
    return redirect(shown)


def membership_end(request, pk):
    """End a membership on a day; it stays on the body's page, with its dates."""
    membership = get_object_or_404(
        Membership.objects.select_related("person", "body").filter(body__in=Body.objects.managed_by(request.person)),
        pk=pk,
    )
    if not may_end(request.person, membership):
        raise Http404
    form = LastDayForm(request.POST or None, initial={"last_day": timezone.localdate()})
    if form.is_valid():
        membership.end(form.cleaned_data["last_day"])
        return redirect(membership.body)
    page = {"form": form, "membership": membership}
    return render(request, "people/membership_end.html", page, status=422 if form.is_bound else 200)


def may_end(person, membership) -> bool:
    """Whoever may give a role may end it."""
    return membership.role in membership.body.grantable_roles(person)


@require_POST
def invitation_new(request, pk):
    shown = managed(request, pk)
    form = InvitationForm(request.POST, body=shown, by=request.person)
    if not form.is_valid():
        return show_body(request, shown, status=422, invitation_form=form)
    sent = invitations.send(request, form.save(commit=False), shown)
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": sent.email})
    return redirect(shown)

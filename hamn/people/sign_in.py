"""The ways in besides a password: a link by e-mail, an invitation, and in demo mode a person of the story."""

from django.contrib.auth import login
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamn.people import sign_in_links
from hamn.people.forms import AcceptForm
from hamn.people.models import Invitation, NotOpen, Person
from hamn.people.sign_in_forms import SignInLinkForm

BY_LINK = "sesame.backends.ModelBackend"


def next_page(request) -> str:
    """Where the person was going, if that is a page of ours; else the start page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else "/"


@never_cache
def ask_for_link(request):
    """Ask for a sign-in link. The answer is the same whether or not we know the address."""
    form = SignInLinkForm(request.POST or None)
    if form.is_valid():
        sign_in_links.send(request, form.cleaned_data["email"], next_page(request))
        return render(request, "people/link_sent.html", {"email": form.cleaned_data["email"]})
    status = 422 if form.is_bound else 200
    return render(request, "people/link_ask.html", {"form": form, "next": next_page(request)}, status=status)


@never_cache
def use_link(request, token):
    """Opening the link uses nothing up, since mail scanners open links too; pressing the button does."""
    page = {"token": token, "next": next_page(request)}
    if request.method == "POST":
        person = sign_in_links.use(token)
        if person is not None:
            login(request, person, backend=BY_LINK)
            return redirect(next_page(request))
    elif (person := sign_in_links.person_of(token)) is not None:
        return render(request, "people/link_use.html", page | {"who": person})
    return render(request, "people/link_over.html", page | {"form": SignInLinkForm()}, status=410)


@never_cache
def invitation(request, token):
    """What somebody is invited to, and the button that says yes."""
    invited_to = Invitation.objects.by_token(token).select_related("body", "by", "organisation").first()
    if invited_to is None or not invited_to.is_open:
        return render(request, "people/invitation_over.html", status=410 if invited_to else 404)
    known = invited_to.invited
    page = {"invitation": invited_to, "known": known}
    if is_somebody_else(request, invited_to) or (known and not known.is_active):
        return render(request, "people/invitation_other.html", page, status=200 if request.method == "GET" else 409)
    if known:
        return accept_known(request, invited_to, page)
    form = AcceptForm(request.POST or None, initial={"name": invited_to.name})
    if not form.is_valid():
        return render(request, "people/invitation.html", page | {"form": form}, status=422 if form.is_bound else 200)
    return accepted(request, invited_to, form.cleaned_data["name"], form.cleaned_data["password"])


def is_somebody_else(request, invited_to) -> bool:
    return bool(request.person.pk) and request.person.email.lower() != invited_to.email.lower()


def accept_known(request, invited_to, page):
    """Somebody with an account gets the place, but an invitation is no key to what they already have."""
    if request.method != "POST":
        return render(request, "people/invitation.html", page)
    try:
        invited_to.accept()
    except NotOpen:
        return render(request, "people/invitation_over.html", status=410)
    return redirect(invited_to.body) if request.person.pk else redirect("account_login")


def accepted(request, invited_to, name, password):
    try:
        person = invited_to.accept(name, password)
    except NotOpen:
        return render(request, "people/invitation_over.html", status=410)
    login(request, person, backend=BY_LINK)
    return redirect("person_me")


@require_POST
def become_demo_person(request, pk):
    """Only in demo mode are there any."""
    person = get_object_or_404(Person.objects.in_the_demonstration(), pk=pk)
    login(request, person, backend=BY_LINK)
    return redirect(next_page(request))

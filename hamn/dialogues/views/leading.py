"""Who leads: those who were asked to help, and links for guests that end by themselves."""

from http.cookies import SimpleCookie

from django.conf import settings
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hamn.dialogues import leaders as led
from hamn.dialogues.leading_forms import GuestForm, HelperForm
from hamn.dialogues.models import Dialogue, RemoteLink
from hamn.dialogues.views.building import edited
from hamn.dialogues.views.showing import qr


@never_cache
def leaders(request, pk):
    """The list, and what changes it. A new link's address is told on this page once, and stored nowhere."""
    dialogue = edited(request, pk)
    does = request.POST.get("do", "")
    helper = HelperForm(request.POST if does == "help" else None, dialogue=dialogue, by=request.person)
    guest = GuestForm(request.POST if does == "guest" else None)
    given = None
    if does == "guest" and guest.is_valid():
        given = give(request, dialogue, guest)
        guest = GuestForm()
    elif does == "help" and helper.is_valid():
        dialogue.ask_to_help(helper.cleaned_data["person"], by=request.person)
        messages.success(request, _("They can run it now, and find it under Ask the room."))
        return redirect("dialogue_leaders", pk)
    elif does in TAKEN_BACK:
        TAKEN_BACK[does](dialogue, request)
        return redirect("dialogue_leaders", pk)
    page = {
        "noun": dialogue,
        "helpers": dialogue.co_facilitators.select_related("person__organisation"),
        "links": dialogue.remote_links.select_related("made_by"),
        "now": timezone.now(),
        "helper_form": helper,
        "guest_form": guest,
        "given": given,
    }
    return render(request, "dialogues/leaders.html", page, status=422 if helper.errors or guest.errors else 200)


def give(request, dialogue: Dialogue, form) -> dict:
    link, token = led.give_link(
        dialogue, form.cleaned_data["holder"], by=request.person, ends_at=form.cleaned_data["ends_at"]
    )
    path = reverse("remote", args=[token])
    address = settings.PUBLIC_ADDRESS + path if settings.PUBLIC_ADDRESS else request.build_absolute_uri(path)
    return {"link": link, "address": address, "qr": qr(address)}


def thank_helper(dialogue: Dialogue, request) -> None:
    for helper in dialogue.co_facilitators.filter(pk=request.POST.get("helper") or 0):
        dialogue.thank(helper.person, by=request.person)


def end_link(dialogue: Dialogue, request) -> None:
    for link in dialogue.remote_links.filter(pk=request.POST.get("link") or 0):
        link.end(by=request.person)


TAKEN_BACK = {"thank": thank_helper, "end": end_link}


@never_cache
@require_safe
def remote(request, token):
    """A guest's way in: the desk of one dialogue, without an account, as long as the link is in force."""
    link = get_object_or_404(RemoteLink.objects.select_related("dialogue"), token_hash=led.hash_of(token))
    if not RemoteLink.objects.in_force().filter(pk=link.pk).exists():
        return render(request, "dialogues/remote_ended.html", status=410)
    response = redirect("desk", link.dialogue_id)
    for place in (reverse("desk", args=[link.dialogue_id]), f"/live/v1/rooms/{link.dialogue.code}"):
        add_cookie(response, led.cookie_of(link.dialogue.code), token, place, link.ends_at)
    return response


def add_cookie(response, name: str, token: str, place: str, ends_at) -> None:
    """Sent to the desk and to the room's commands, and to nothing else."""
    made = SimpleCookie()
    made[name] = token
    made[name].update({"path": place, "httponly": True, "samesite": "Lax"})
    made[name]["secure"] = settings.SESSION_COOKIE_SECURE or ""
    made[name]["max-age"] = max(1, int((ends_at - timezone.now()).total_seconds()))
    # Django keeps one cookie per name; two places need one each, so each has a key of its own.
    response.cookies[f"{name} {place}"] = made[name]

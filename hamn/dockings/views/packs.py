"""The pack: to read, to print, and to send to those invited."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hamn.dockings import pack as packs
from hamn.dockings.views.found import docking_seen, docking_to_edit


def pack(request, pk):
    docking = docking_seen(request.person, pk)
    return render(request, "dockings/pack.html", {"docking": docking, "pack": packs.pack_of(docking, request.person)})


def sending(request, pk):
    """First who gets it; then one button."""
    docking = docking_to_edit(request.person, pk)
    pack = packs.pack_of(docking, request.person)
    if request.method == "POST":
        if not pack.may_be_sent:
            raise Http404
        seen = request.POST.get("seen", "")
        sent = packs.send(docking, request.person, int(seen) if seen.isdigit() else -1, address_of_site(request))
        say_how_it_went(request, sent)
        return redirect("pack_sending", pk=docking.pk)
    sendings = list(docking.pack_sendings.select_related("by").prefetch_related("people"))
    page = {
        "docking": docking,
        "pack": pack,
        "people": packs.receivers(docking),
        "sendings": sendings,
        "authority": docking.team.organisation if docking.team else None,
    }
    return render(request, "dockings/pack_sending.html", page)


def address_of_site(request) -> str:
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def say_how_it_went(request, sent):
    if sent is None:
        messages.error(request, _("The pack was sent a moment ago, so it was not sent again."))
        return
    sent.refresh_from_db()
    number = sent.people.count()
    if sent.failed:
        messages.error(request, _("The mail server could not be reached. Try again in a while."))
    else:
        said = ngettext("The pack is sent to %(n)d person.", "The pack is sent to %(n)d people.", number)
        messages.success(request, said % {"n": number})

"""The page of "test this room"."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from hamn.dialogues.models import Dialogue
from hamn.operations import room_test


@never_cache
def test(request, pk):
    """Choose how many phones, see how it goes, read what it will hold."""
    dialogue = Dialogue.objects.led_by(request.person).filter(pk=pk).first()
    if dialogue is None or not dialogue.questions.exists():
        raise Http404
    if request.method == "POST":
        phones = request.POST.get("phones", "")
        if phones not in map(str, room_test.PHONES):
            raise Http404
        room_test.begin(dialogue, request.person, own_address(request), int(phones))
        return redirect("room_test", pk)
    page = {"noun": dialogue, "trial": room_test.latest(dialogue), "sizes": room_test.PHONES}
    page |= {"seconds": room_test.SECONDS}
    return render(request, f"operations/{'_room_trial' if request.GET.get('part') else 'room_test'}.html", page)


def own_address(request) -> str:
    """Where this very server listens, past any proxy: the phones that are not there stay on this machine."""
    return f"http://127.0.0.1:{request.META['SERVER_PORT']}"

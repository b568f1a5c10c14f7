"""The administrators' page for what waits for the leader."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from hamn.dialogues import suspects
from hamn.dialogues.suspects_form import SuspectsForm
from hamn.web.views import only_administrators


def lists(request):
    only_administrators(request)
    if request.POST.get("do") == "deliver":
        suspects.own_path().unlink(missing_ok=True)
        suspects.watched.looked_at = -1e9
        messages.success(request, _("The lists as delivered are used again."))
        return redirect("suspects")
    form = SuspectsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The lists are saved. They are used within some seconds."))
        return redirect("suspects")
    sentence = request.GET.get("sentence", "")
    why = suspects.suspect(sentence) if sentence else None
    page = {"form": form, "sentence": sentence, "why": suspects.WHY.get(why), "is_own": suspects.own_path().exists()}
    return render(request, "dialogues/suspects.html", page, status=422 if form.is_bound else 200)

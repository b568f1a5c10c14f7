"""The stop list: what rooms asked us to stop, and where each of it stands."""

from django.shortcuts import render

from hamn.dialogues.views.answers import may_answer
from hamn.dockings import stop_list
from hamn.dockings.views.found import may_plan


def show(request):
    page = {
        "list": stop_list.of_person(request.person),
        "may_answer": may_answer(request.person),
        "may_plan": may_plan(request.person),
    }
    return render(request, "dockings/stop_list.html", page)

"""The facilitator's desk, which is also the remote: plain forms, the same with scripts, and fit for a phone."""

from dataclasses import replace
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from hamn.dialogues import leaders, live, phone_texts, rooms
from hamn.dialogues.choreography import Choreography
from hamn.dialogues.desk import MINUTES, MOST_TEXTS, Desk, command_of
from hamn.dialogues.leaders import Leader
from hamn.dialogues.models import AnswerGroup, Dialogue, Question
from hamn.dialogues.results import texts_told
from hamn.dialogues.rounds import open_round
from hamn.dialogues.sheet import Sheet
from hamn.dialogues.views.showing import address_of, qr
from hamn.live.refusal import Refused, invalid

PAPER = "paper"


class LinkEnded(Exception):
    """Whoever asks holds a link that led here once."""


def leading(request, pk) -> tuple[Dialogue, Leader]:
    """The dialogue and who leads it. A stranger does not find it; raises LinkEnded for a guest whose time is over."""
    dialogue = Dialogue.objects.known_to(request.person).filter(pk=pk).select_related("team").first()
    if dialogue is None:
        raise Http404
    if dialogue.may_be_led:
        return dialogue, Leader(request.person, may_edit=dialogue.may_be_edited)
    token = request.COOKIES.get(leaders.cookie_of(dialogue.code), "")
    if leader := leaders.by_link(dialogue.code, token):
        return dialogue, leader
    if token and dialogue.remote_links.filter(token_hash=leaders.hash_of(token)).exists():
        raise LinkEnded
    raise Http404


def for_leaders(view):
    """The view gets the dialogue and its leader instead of a number."""

    @never_cache
    def checked(request, pk):
        try:
            dialogue, leader = leading(request, pk)
        except LinkEnded:
            return render(request, "dialogues/remote_ended.html", status=410)
        return view(request, dialogue, leader)

    return checked


@for_leaders
def show(request, dialogue, leader):
    page = desk_page(request, dialogue, leader)
    if request.GET.get("part") == "desk":
        return in_place(request, dialogue, page)
    return render(request, "dialogues/desk.html", page | around(request, dialogue, leader))


def in_place(request, dialogue, page):
    """The desk anew within its page. When another round is open than the page knows, the whole page is asked for again."""
    number = str(dialogue.open_round.number if dialogue.open_round else 0)
    if request.GET.get("open", number) != number:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "dialogues/_desk.html", page)


def desk_page(request, dialogue, leader) -> dict:
    told = live.desk(dialogue) if dialogue.open_round else None
    chosen = chosen_question(request)
    desk = Desk(told, int(chosen or 0), last_asked(dialogue) if leader.may_edit else None) if told else None
    return texts_of(request, dialogue, desk) | {
        "noun": dialogue,
        "leader": leader,
        "desk": desk,
        "way": Choreography.of(told),
        "minutes": MINUTES,
        "chosen": chosen,
        "last_round": (dialogue.known_rounds or [None])[-1],
    }


def last_asked(dialogue) -> int | None:
    return dialogue.questions.filter(purpose=Question.Purpose.CANDOUR).values_list("pk", flat=True).first()


def chosen_question(request) -> str:
    """The question that the address names; a command that goes to another one leaves it."""
    chosen = request.GET.get("question", "")
    moves = request.POST.get("do", "").startswith(("step", "way"))
    return chosen if chosen.isdecimal() and len(chosen) < 19 and not moves else ""


def texts_of(request, dialogue, desk) -> dict:
    """The texts of the question one looks at, not too many at once; and the one that is being put together, if any."""
    said = desk.current.texts if desk and desk.current else []
    everything = "all" in request.GET
    merging = next((each for each in said if each.id == request.GET.get("merge")), None)
    shown = said if everything or merging else said[:MOST_TEXTS]
    texts = (
        [replace(each, row=rows.get(each.id)) for each in shown]
        if (rows := rows_of(request, dialogue, shown))
        else shown
    )
    return {"texts": texts, "more": len(said) - len(shown), "everything": everything, "merging": merging}


def rows_of(request, dialogue, texts) -> dict[str, AnswerGroup]:
    """The texts' rows, which follow the room within a second: for those who may make something of them."""
    if not texts or not request.person.reach.is_partner:
        return {}
    groups = AnswerGroup.objects.shown().filter(round=dialogue.open_round, ref__in=[text.id for text in texts])
    return {group.ref: group for group in groups.select_related("question__dialogue__team", "round")}


def around(request, dialogue, leader) -> dict:
    """What stands below and does not move: the ways in."""
    address = address_of(request, dialogue)
    groups = [(group, f"{address}?{urlencode({'group': group.key})}") for group in dialogue.groups.all()]
    return {
        "address": address,
        "qr": qr(address),
        "groups": [(group, link, qr(link)) for group, link in groups],
        "kinds_at_desk": [(kind.value, kind.label) for kind in Question.Kind if kind not in Question.WITH_OPTIONS],
    }


@require_POST
@for_leaders
def command(request, dialogue, leader):
    """One button of the desk. With scripts the answer is the desk anew, otherwise the page."""
    try:
        act(request, dialogue, leader)
    except Refused as refused:
        messages.error(request, sentence(refused))
    dialogue.forget_rounds()
    if "HX-Request" in request.headers:
        return in_place(request, dialogue, desk_page(request, dialogue, leader) | {"says": True})
    return redirect(f"{reverse('desk', args=[dialogue.pk])}{where(request)}")


def act(request, dialogue, leader) -> None:
    if request.POST.get("do") == "begin":
        begin(request, dialogue, leader)
        return
    if request.POST.get("do", "").startswith("way "):
        go_on(dialogue, leader, request.POST["do"].removeprefix("way "))
        return
    given = command_of(request.POST)
    live.lead(dialogue, leader, given)
    if given.command == "void":
        messages.success(request, _("The round is void. Everyone can read why."))
    elif given.command == "end":
        messages.success(request, _("It is closed. The answers can no longer be tied to anyone."))


def go_on(dialogue, leader, stage: str) -> None:
    """To a stage of the order in which a picture is shown."""
    way = Choreography.of(live.desk(dialogue))
    if way is None:
        raise invalid("unknown_command", "command")
    for each in way.commands(stage):
        live.lead(dialogue, leader, each)


def begin(request, dialogue, leader) -> None:
    """The first round, or another one."""
    if not dialogue.questions.exists():
        messages.error(request, _("Write at least one question first."))
        return
    open_round(dialogue, by=leader.person)
    leaders.note(dialogue.code, leader, leaders.Command("open"))


def where(request) -> str:
    """Back to the question one was looking at; a step has moved on by itself."""
    chosen = chosen_question(request)
    return f"?question={chosen}" if chosen else ""


def sentence(refused: Refused) -> str:
    """What is wrong, in the leader's language."""
    said = list(refused.fields.values()) or [(refused.error, {})]
    return " ".join(phone_texts.say(get_language(), each) for each in said)


@for_leaders
def paper(request, dialogue, leader):
    """What somebody wrote on paper or said aloud: one person's whole form, marked as written in for them."""
    round = dialogue.open_round
    if round is None:
        return redirect("desk", dialogue.pk)
    asked = rooms.asked_now(round)
    told, language = texts_told(round, asked), get_language()
    form = Sheet(asked, told=told, language=language)
    if request.method == "POST":
        form = Sheet.read(asked, {}, dict(request.POST.lists()), told, language)
        if form.is_valid and written_in(request, round, leader, form):
            messages.success(request, _("It is written in, as said on paper or aloud. Here is the next one."))
            return redirect("desk_paper", dialogue.pk)
    page = {"noun": dialogue, "form": form, "leader": leader, "group": request.POST.get("group", "")}
    return render(request, "dialogues/paper.html", page, status=422 if request.method == "POST" else 200)


def written_in(request, round, leader, form) -> bool:
    """One more person in the room. The same form sent twice is one."""
    ticket, group = f"on_behalf:{form.id}", request.POST.get("group", "")
    try:
        live.answer_all(round, ticket, form.sent, group, on_behalf=True)
    except Refused as refused:
        form.errors = form.said(refused)
        return False
    leaders.note(round.dialogue.code, leader, leaders.Command("on_behalf"))
    return True

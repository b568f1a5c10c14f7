"""Puts dialogues with every kind of question into a data folder before it is served: run by the fixtures of this folder."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamn.settings")
django.setup()

from hamn.dialogues.models import Dialogue, Option, Question, RespondentGroup  # noqa: E402
from hamn.dialogues.rounds import open_round  # noqa: E402
from hamn.people.models import Person  # noqa: E402
from hamn.records.models import Visibility  # noqa: E402

ASKED = {
    "words": "Vad ska vi göra för att stärka tilliten?",
    "text": "Vad hände senast du fick hjälp av någon i en annan förvaltning?",
    "choice": "Vem behöver ta nästa steg?",
    "scale": "Vi har en gemensam riktning",
    "ranking": "Vad är viktigast det närmaste året?",
    "points": "Hur skulle du fördela pengarna?",
    "axes": "Var är vi nu?",
    "statements": "Håller du med?",
    "qa": "Vad vill du fråga ledningsgruppen?",
}
OPTIONS = {
    "choice": ["Regionen", "Kommunerna tillsammans", "Näringslivet", "Vi som bor här"],
    "ranking": [
        "Kollektivtrafiken på landsbygden",
        "Skolornas energi",
        "Ett gemensamt resecentrum",
        "Odling nära staden",
    ],
    "points": ["Kollektivtrafik", "Skolor", "Odling"],
    "axes": ["Mod", "Tillit", "Samarbete över gränser"],
    "statements": [
        "Det är lätt att säga vad man tycker i vår ledningsgrupp.",
        "Vi vågar sluta med sådant som inte fungerar.",
        "Jag vet vem jag ska fråga i de andra förvaltningarna.",
    ],
}


def dialogue(
    code: str, pace: str, kinds=tuple(ASKED), groups=(), title="Vart ska vi styra länet?", waits=False
) -> None:
    leader = Person.objects.get(email="processledare@demo.example")
    like = Dialogue.objects.get(code="NYMGTW")
    made = Dialogue.objects.create(
        programme=like.programme,
        team=like.team,
        author=leader,
        code=code,
        title=title,
        who_asks="Processledarna i regionen",
        why="Vi vill veta vad som är viktigast att göra härnäst.",
        visibility=Visibility.PARTNERSHIP,
        pace=pace,
        invented=True,
    )
    for order, kind in enumerate(kinds):
        ask(made, order, kind)
    for order, (key, name) in enumerate(groups):
        RespondentGroup.objects.create(dialogue=made, key=key, name=name, order=order)
    if not waits:
        open_round(made, by=leader)


def ask(made: Dialogue, order: int, kind: str) -> None:
    ends = {"low_label": "Stämmer inte", "high_label": "Stämmer helt"} if kind in ("scale", "axes") else {}
    question = Question.objects.create(dialogue=made, kind=kind, text=ASKED[kind], order=order, **ends)
    for place, text in enumerate(OPTIONS.get(kind, ())):
        Option.objects.create(question=question, key="abcdef"[place], text=text, order=place)


dialogue("4F7K9X", "own", groups=[("staff", "Medarbetare"), ("politicians", "Politiker")])
for code in ("4F7K9C", "4F7K9D", "4F7K9F", "4F7K9G", "4F7K9H", "4F7K9P", "4F7K9Q"):
    dialogue(code, "live")
for code in ("4F7K9J", "4F7K9R", "4F7K9T"):
    dialogue(code, "own", kinds=("words", "text", "scale"))
dialogue("4F7K9V", "own", kinds=("ranking", "statements", "qa"))
dialogue("4F7K9M", "own", kinds=("words",), title="Strax öppnar vi", waits=True)
for code in ("4F7K9K", "4F7K9N"):
    dialogue(code, "own", kinds=("words", "text"))

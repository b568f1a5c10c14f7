"""A hall full of phones: a dialogue with every kind of question in a served installation, and people who answer it."""

import json
import random
import secrets
import urllib.request

from tests.installation import Installation

# Run by the installation's own command, so that the rows are made as any of its pages would make them.
BUILD = """
import json
from hamn.dialogues.models import Dialogue, Option, Question
from hamn.dialogues.rounds import open_round
like = Dialogue.objects.filter(team__isnull=False).first()
made = Dialogue.objects.create(programme=like.programme, title="Hur står det till?", who_asks=like.who_asks,
    why=like.why, author=like.author, team=like.team, visibility="public", pace="live", invented=True)
for order, (kind, text, options, fields) in enumerate({asked!r}):
    question = Question.objects.create(dialogue=made, kind=kind, text=text, order=order, **fields)
    for place, option in enumerate(options):
        Option.objects.create(question=question, key=f"o{{place}}", text=option, order=place)
open_round(made, by=made.author)
print("built", json.dumps([made.pk, made.code, *made.questions.values_list("pk", flat=True)]))
"""
TRUST = {"low_label": "inte alls tryggt", "high_label": "helt tryggt", "steps": 7}
EFFORTS = ["Vattnet i länet", "Unga utan arbete", "Resor utan egen bil", "Mötesplatser"]
AREAS = ["Riktning", "Samordning", "Mandat", "Lärande", "Kraft", "Delaktighet", "Resurser"]
CLAIMS = ["Vi säger nej när något inte är vårt", "Cheferna vågar låta oss pröva", "Vi vet varför vi följer upp"]
LONG = (
    "Vad skulle du vilja att ledningen slutar med redan på måndag, och vad skulle det göra möjligt för dig och andra?"
)
ASKED = [
    ("words", "Vad behöver vi mest av för att nå 2030?", [], {}),
    ("scale", "Hur tryggt är det att säga vad man tycker här?", [], TRUST),
    ("ranking", "Vad ska vi lägga mest kraft på?", EFFORTS, {}),
    ("axes", "Var är vi nu?", AREAS, {}),
    ("statements", "Vad håller du med om?", CLAIMS, {}),
    ("qa", "Vad vill du fråga ledningsgruppen?", [], {}),
    ("choice", "Hur gick det?", ["Bättre än väntat", "Som väntat", "Sämre än väntat"], {}),
    ("points", "Hur skulle du dela ut hundra poäng?", ["Kompetens", "Vatten", "Resor", "Kultur"], {}),
    ("text", LONG, [], {}),
]
# How many say what.
SAID_BY = {
    41: ["samverkan"], 33: ["mod"], 29: ["tillit"], 26: ["vatten"], 22: ["långsiktighet"], 19: ["ungdomar"], 17: ["mandat"],
    15: ["omställning", "helhetssyn"], 13: ["pengar", "handling"], 12: ["närhet", "havet"], 11: ["uthållighet"],
    10: ["lärande", "kunskap"], 9: ["stuprör", "näringsliv"], 8: ["framtidstro", "nyfikenhet"],
    7: ["bygden", "tid", "ledarskap"], 6: ["öar", "dialog", "kollektivtrafik"], 5: ["vård", "skola", "energi"],
    4: ["våga släppa", "kultur"], 3: ["hopp", "föreningar"], 2: ["fika"],
}  # fmt: skip
WORDS = {word: count for count, words in SAID_BY.items() for word in words}
SAID = [
    "Sluta med månadsrapporter som ingen läser, så hinner vi ut till dem det gäller.",
    "Sluta fråga efter samma siffror i tre system.",
    "Sluta byta riktning innan förra riktningen har prövats.",
    "Låt oss slippa förankra varje liten sak i fyra led.",
    "Sluta boka möten där bara chefen pratar. Då får vi en dag i veckan till arbetet.",
    "Sluta skriva planer om planer.",
    "Jag skulle vilja slippa motivera sådant som alla redan är överens om.",
    "Sluta säga att det inte finns tid för reflektion.",
]
ASKS = [
    "När får vi veta hur det gick?",
    "Vem bestämmer vad vi slutar med?",
    "Hur länge ska vi orka?",
    "Får vi pröva i egen takt?",
]


class Hall:
    """One room of a served installation, from outside: through the public protocol alone."""

    def __init__(self, address: str, code: str, questions: dict[str, int], dialogue: int = 0, seed: int = 7):
        self.address, self.code, self.questions, self.dialogue = address, code, questions, dialogue
        self.dice = random.Random(seed)

    def join(self) -> str:
        return self.post("join", {})["ticket"]

    def answer(self, ticket: str, kind: str, value) -> dict:
        body = {"id": secrets.token_hex(16), "rev": 1, "question": self.questions[kind], "value": value}
        return self.post("answers", body, {"Authorization": f"Bearer {ticket}"})

    def post(self, what: str, body: dict, headers: dict | None = None) -> dict:
        # Without a cookie jar each call is a phone of its own.
        request = urllib.request.Request(
            f"{self.address}/live/v1/rooms/{self.code}/{what}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json", **(headers or {})},
        )
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def fill(self, people: int, kinds=None) -> list[str]:
        """So many people come and answer everything that is open. Returns their tickets."""
        tickets = [self.join() for _person in range(people)]
        for number, ticket in enumerate(tickets):
            for kind in kinds or self.questions:
                for value in self.think(kind, number):
                    self.answer(ticket, kind, value)
        return tickets

    def think(self, kind: str, number: int) -> list:
        """What one person answers to a question: to statements one at a time, otherwise once."""
        options = [f"o{place}" for place in range(next(len(o) for k, _t, o, _f in ASKED if k == kind))]
        if kind == "statements":
            lean = zip(options, ([5, 2, 1], [2, 2, 5], [3, 4, 3]), strict=True)
            return [{option: self.dice.choices([1, 0, -1], weights)[0]} for option, weights in lean]
        return [self.thought(kind, number, options)]

    def thought(self, kind: str, number: int, options: list[str]):
        match kind:
            case "words":
                return list(dict.fromkeys(self.dice.choices(list(WORDS), list(WORDS.values()), k=4)))
            case "text":
                return SAID[number % len(SAID)]
            case "scale":
                return self.dice.choices(range(1, 8), [1, 2, 4, 7, 9, 6, 3])[0] if number % 9 else "dont_know"
            case "ranking":
                return sorted(options, key=lambda option: int(option[1:]) + self.dice.gauss(0, 1.4))
            case "axes":
                lean = dict(zip(options, (4.1, 2.7, 1.9, 3.4, 3.1, 2.4, 2.0), strict=True))
                return {axis: min(5, max(1, round(self.dice.gauss(lean[axis], 0.8)))) for axis in options}
            case "qa":
                return {"ask": ASKS[number % len(ASKS)]}
            case "choice":
                return self.dice.choices([["o0"], ["o1"], ["o2"]], [5, 4, 2])[0]
            case "points":
                return dict(
                    zip(options, self.dice.choice([(40, 30, 20, 10), (25, 25, 25, 25), (60, 20, 15, 5)]), strict=True)
                )

    def remote(self, page):
        """Somebody who leads, by the browser where they have signed in."""
        return Remote(self, page)


class Remote:
    def __init__(self, hall: Hall, page):
        self.hall, self.page = hall, page

    def __call__(self, command: str, kind: str = "", **more) -> dict:
        body = {"command": command, **more} | ({"question": self.hall.questions[kind]} if kind else {})
        address = f"{self.hall.address}/live/v1/rooms/{self.hall.code}/commands"
        answer = self.page.request.post(address, data=body)
        assert answer.ok, answer.text()
        return answer.json()


def build(installation: Installation, address: str, asked=ASKED) -> Hall:
    told = installation.hamn("manage", "shell", "--verbosity", "0", "-c", BUILD.format(asked=asked))
    dialogue, code, *questions = json.loads(told.split("built ", 1)[1])
    return Hall(address, code, dict(zip([kind for kind, *_rest in asked], questions, strict=True)), dialogue)

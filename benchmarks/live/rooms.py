"""Open rooms to load. Run as a program it makes them with Django's models and prints them, one line of JSON each."""

import argparse
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Room:
    """A code, its questions' numbers by kind, and what its leader sends to be let in."""

    code: str
    questions: dict[str, list[int]]
    dialogue: int = 0
    cookie: str = ""

    def first(self, kind: str) -> int:
        return self.questions[kind][0]


def rooms_in(environment: dict[str, str], count: int, questions: str) -> list[Room]:
    words = [sys.executable, "-m", "benchmarks.live.rooms", "--count", str(count), "--questions", questions]
    made = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return [Room(**json.loads(line)) for line in made.stdout.splitlines() if line.startswith("{")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--questions", default="scale words", help="a kind per question")
    options = parser.parse_args()
    import django

    django.setup()
    for number in range(options.count):
        print(json.dumps(opened(number, options.questions.split())))


def opened(number: int, kinds: list[str]) -> dict:
    from hamn.dialogues.models import Dialogue
    from hamn.dialogues.rounds import open_round
    from hamn.records.models import Visibility

    leader, programme, team = surroundings()
    dialogue = Dialogue(
        programme=programme, title=f"Rum {number}", who_asks="Provet", why="För att prova.", author=leader, team=team
    )
    dialogue.visibility = Visibility.PUBLIC
    dialogue.save()
    questions: dict[str, list[int]] = {}
    for order, kind in enumerate(kinds):
        questions.setdefault(kind, []).append(ask(dialogue, order, kind))
    open_round(dialogue, by=leader)
    return {"code": dialogue.code, "questions": questions, "dialogue": dialogue.pk, "cookie": cookie_of(leader)}


def surroundings():
    """A leader, a programme and a team; made once."""
    from django.utils import timezone

    from hamn.people.models import Body, Membership, Organisation, Person
    from hamn.programmes.models import Programme
    from hamn.records.models import Visibility

    region, _ = Organisation.objects.get_or_create(name="Region")
    leader = Person.objects.filter(email="lasse@example.org").first() or Person.objects.create_user(
        "lasse@example.org", name="Lasse", organisation=region
    )
    team, is_new = Body.objects.get_or_create(
        name="Arbetsgruppen", organisation=region, defaults={"kind": Body.Kind.WORKING_GROUP}
    )
    if is_new:
        Membership.objects.create(person=leader, body=team, role=Membership.Role.FACILITATOR, starts_on="2020-01-01")
    programme, _ = Programme.objects.get_or_create(
        slug="prov",
        defaults={"name": "Provet", "starts_on": timezone.localdate(), "visibility": Visibility.PUBLIC},
    )
    return leader, programme, team


def ask(dialogue, order: int, kind: str) -> int:
    from hamn.dialogues.models import Option, Question

    text = f"Fråga {order + 1}: hur ser det ut?"
    question = Question.objects.create(dialogue=dialogue, kind=kind, text=text, order=order)
    if kind in Question.WITH_OPTIONS:
        options = [
            Option(question=question, key=key, text=f"Val {key}", order=place) for place, key in enumerate("abcd")
        ]
        Option.objects.bulk_create(options)
    return question.pk


def cookie_of(person) -> str:
    """A session as the sign-in page would have made it."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


if __name__ == "__main__":
    main()

"""Answers that a Swedish room could have given, of every kind, from the question as the room's snapshot tells it."""

from random import Random
from typing import Any

WORDS = (
    "tillit", "mod", "samverkan", "helhet", "tålamod", "öppenhet", "ansvar", "nyfikenhet", "tid", "lärande", "närhet",
    "trygghet", "ärlighet", "riktning", "färre möten", "delad bild", "våga prova", "lyssna mer", "på riktigt", "arbetsro",
)  # fmt: skip
SENTENCES = (
    "Vi behöver mötas oftare över gränserna.",
    "Börja i liten skala och berätta hur det gick.",
    "Det tar tid, och det måste få ta tid.",
    "Låt dem som berörs vara med från början.",
    "Sluta rapportera samma sak på tre ställen.",
    "Jag vet inte än, men jag är nyfiken.",
    "Mindre styrning och mer samtal.",
    "Åk ut och se hur det är på plats.",
)
ASKED = (
    "När får vi veta vad som händer med det vi sagt?",
    "Vem bestämmer om nästa steg?",
    "Hur hänger det här ihop med budgeten?",
    "Vad slutar vi med i stället?",
)
DONT_KNOW, DONT_KNOW_SHARE, COMMENT_SHARE, OWN_SHARE, ASK_SHARE = "dont_know", 0.07, 0.2, 0.2, 0.4

# One sending: its `value`, and its `comment` where there is one.
Sending = dict[str, Any]


def sendings(question: dict, results: dict | None, rng: Random) -> list[Sending]:
    """What one phone sends to answer the question. Most kinds need one sending; statements need one each.

    `question` and `results` are as in docs/live-protocol.md. A kind that is not known gets nothing.
    """
    kind = KINDS.get(question["kind"])
    return kind(question, results or {}, rng) if kind else []


def words(question: dict, _results: dict, rng: Random) -> list[Sending]:
    most = min(3, question["limits"].get("words", 3))
    return [{"value": rng.sample(WORDS, rng.randint(1, most))}]


def text(question: dict, _results: dict, rng: Random) -> list[Sending]:
    return [{"value": fitting(rng.choice(SENTENCES), question)}]


def choice(question: dict, _results: dict, rng: Random) -> list[Sending]:
    ids = ids_of(question["options"])
    most = max(1, len(ids) - 1) if question.get("several") else 1
    return [{"value": rng.sample(ids, rng.randint(1, most))}]


def scale(question: dict, _results: dict, rng: Random) -> list[Sending]:
    return [{"value": step(question["scale"]["steps"], rng)}]


def ranking(question: dict, _results: dict, rng: Random) -> list[Sending]:
    ids = ids_of(question["options"])
    rng.shuffle(ids)
    return [{"value": ids[: rng.randint(max(1, len(ids) - 1), len(ids))]}]


def points(question: dict, _results: dict, rng: Random) -> list[Sending]:
    """Cut the whole sum at random places, so that it is always exactly the sum."""
    ids, whole = ids_of(question["options"]), question["limits"]["points"]
    cuts = sorted(rng.randint(0, whole) for _ in ids[1:])
    shares = [end - start for start, end in zip([0, *cuts], [*cuts, whole], strict=True)]
    return [{"value": {id: share for id, share in zip(ids, shares, strict=True) if share}}]


def axes(question: dict, _results: dict, rng: Random) -> list[Sending]:
    ids = ids_of(question["axes"])
    sending: Sending = {"value": {id: step(question["scale"]["steps"], rng) for id in ids}}
    comments = {id: fitting(rng.choice(SENTENCES), question) for id in ids if rng.random() < COMMENT_SHARE}
    return [sending | {"comment": comments}] if comments else [sending]


def statements(question: dict, _results: dict, rng: Random) -> list[Sending]:
    votes: list[Sending] = [{"value": {id: rng.choice((1, 1, 0, -1))}} for id in ids_of(question["statements"])]
    if question["limits"].get("own") and rng.random() < OWN_SHARE:
        votes.append({"value": {"own": fitting(rng.choice(SENTENCES), question)}})
    return votes


def qa(question: dict, results: dict, rng: Random) -> list[Sending]:
    """Support what somebody asked, when there is something; else ask."""
    asked = [ask["id"] for ask in results.get("asks", [])]
    if asked and rng.random() >= ASK_SHARE:
        return [{"value": {"support": rng.choice(asked)}}]
    return [{"value": {"ask": fitting(rng.choice(ASKED), question)}}]


KINDS = {kind.__name__: kind for kind in (words, text, choice, scale, ranking, points, axes, statements, qa)}


def step(steps: int, rng: Random) -> int | str:
    """Most stand above the middle, some everywhere; a few say that they do not know."""
    if rng.random() < DONT_KNOW_SHARE:
        return DONT_KNOW
    return min(steps, max(1, round(rng.gauss(0.62 * steps, 0.2 * steps))))


def fitting(sentence: str, question: dict) -> str:
    return sentence[: question["limits"].get("length", len(sentence))]


def ids_of(things: list[dict]) -> list[str]:
    return [thing["id"] for thing in things]

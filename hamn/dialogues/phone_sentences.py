"""What a figure shows, in a sentence of the phone's own language. Whatever comes here has passed the gate."""

from collections.abc import Callable, Mapping
from typing import Any

from hamn.dialogues.phone_texts import texts_of
from hamn.live.questions import Question

Told = Mapping[str, Any]
# A sentence by its name in the language's file, with what fills its places.
Said = tuple[str, Mapping[str, Any]]


def sentence_of(question: Question, told: Told, language: str) -> str:
    """Empty for what is read and not counted."""
    parts = SAID[question.kind](question, told) if question.kind in SAID else []
    return " ".join(say(language, name, **words) for name, words in parts)


def say(language: str, name: str, **words: Any) -> str:
    return str(texts_of(language)["figures"][name].format(**words))


def answered(_question: Question, told: Told) -> list[Said]:
    return [("answered", {"count": told["answered"]})]


def words(_question: Question, told: Told) -> list[Said]:
    found = told["words"]
    said: list[Said] = [("different_words", {"count": len(found)})]
    most = found[0] if found else {}
    if (most.get("count") or 0) > 1:
        said.append(("most_said", {"word": most["text"], "count": most["count"]}))
    return said


def choice(question: Question, told: Told) -> list[Said]:
    best = max(told["options"], key=lambda option: option["count"] or 0, default=None)
    if best is None or not best["count"]:
        return answered(question, told)
    name = next((option.text for option in question.options if option.id == best["id"]), best["id"])
    return [*answered(question, told), ("most_chosen", {"option": name, "count": best["count"]})]


def scale(_question: Question, told: Told) -> list[Said]:
    said: list[Said] = [("on_scale", {"count": sum(count or 0 for count in told["counts"])})]
    return [*said, ("do_not_know", {"count": told["dont_know"]})] if told["dont_know"] else said


def points(question: Question, told: Told) -> list[Said]:
    return [*answered(question, told), ("mean_points", {})]


def ranking(question: Question, told: Told) -> list[Said]:
    return [*answered(question, told), ("best_place", {})]


SAID: dict[str, Callable[[Question, Told], list[Said]]] = {
    "words": words,
    "choice": choice,
    "scale": scale,
    "points": points,
    "ranking": ranking,
    "axes": answered,
    "statements": answered,
    "qa": answered,
}

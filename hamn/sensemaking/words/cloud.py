"""The words of a cloud: what each is called, how many people said it, and in which place it stays."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from hamn.sensemaking.words.language import LANGUAGES, language_of
from hamn.sensemaking.words.lemmas import lemma
from hamn.sensemaking.words.polarity import turning_words
from hamn.sensemaking.words.stop_words import stop_words
from hamn.sensemaking.words.tokens import tokens


@dataclass(frozen=True)
class Word:
    """label: the form most people wrote; people: how many said it in any form."""

    lemma: str
    label: str
    people: int


def cloud(
    answers: Sequence[tuple[str, str]], languages: Sequence[str] = LANGUAGES, before: Sequence[str] = ()
) -> list[Word]:
    """The words of (person, text) answers. Words of `before` (lemmas) keep their order, new ones come after, most said first.

    A drawing that places words in this order moves none of those that it has. A person counts once for a word.
    Stop words are left out; words that turn a text are not, and stand with what they turn: "mindre kontroll".
    """
    people: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for person, text in sorted(answers):
        for word, form in _shown(text, language_of(text, languages)):
            people[word].add(person)
            forms[word].setdefault(person, form)
    place = {word: number for number, word in enumerate(before)}
    words = [Word(word, _label(forms[word]), len(who)) for word, who in people.items()]
    return sorted(words, key=lambda word: (place.get(word.lemma, len(place)), -word.people, word.lemma))


def terms(text: str, languages: Sequence[str] = LANGUAGES) -> tuple[tuple[str, str], ...]:
    """Of one text, lemma and form of each word that the cloud would show."""
    return _shown(text, language_of(text, languages))


def _label(forms: Mapping[str, str]) -> str:
    said = Counter(forms.values())
    return min(said, key=lambda form: (-said[form], form))


@lru_cache(maxsize=20_000)
def _shown(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Lemma and form of each word that is shown; a turning word takes the next shown word with it."""
    silent, turning = stop_words(language), turning_words(language)
    found: list[tuple[str, str]] = []
    waiting: list[str] = []
    for token in tokens(text):
        form = token if token.isupper() and len(token) > 1 else token.lower()
        word = lemma(form, language)
        if form.lower() in turning:
            waiting.append(form.lower())
        elif word not in silent and form.lower() not in silent:
            found.append((" ".join([*waiting, word]), " ".join([*waiting, form])))
            waiting = []
    return (*found, *([(" ".join(waiting), " ".join(waiting))] if waiting else []))

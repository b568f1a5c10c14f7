"""The language of a short answer, among the installation's own."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from hamn.sensemaking.words.polarity import turning_words
from hamn.sensemaking.words.stop_words import stop_words
from hamn.sensemaking.words.tokens import tokens

LANGUAGES = ("sv", "fi", "en")
# Below this lead the answer is as likely in both languages; then it is in the installation's first.
TIE = 0.05


def language_of(text: str, languages: Sequence[str] = LANGUAGES) -> str:
    """The likeliest of the languages; a tie, or nothing to go by, gives the first.

    Raises: ValueError when there is no language to choose from, or one that nobody knows.
    The small words decide where they can ("mer feedback" is Swedish); three words are too few for letters alone.
    Source for the rest: py3langid (naive Bayes over byte n-grams), limited to the given languages.
    """
    if not languages:
        raise ValueError("At least one language is needed to choose from.")
    return _language_of(text, tuple(languages)) if len(languages) > 1 else languages[0]


@lru_cache(maxsize=20_000)
def _language_of(text: str, languages: tuple[str, ...]) -> str:
    small = {language: _small_words(text, language) for language in languages}
    most = max(small.values())
    if most and list(small.values()).count(most) == 1:
        return max(small, key=lambda language: small[language])
    likely: dict[str, float] = dict(_identifier(languages).rank(text))
    best = max(languages, key=lambda language: likely[language])
    return best if likely[best] - likely[languages[0]] >= TIE else languages[0]


def _small_words(text: str, language: str) -> int:
    small = stop_words(language) | turning_words(language)
    return sum(token.lower() in small for token in tokens(text))


@lru_cache(maxsize=4)
def _identifier(languages: tuple[str, ...]) -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(languages)
    return identifier

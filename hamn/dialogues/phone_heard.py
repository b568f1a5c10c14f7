"""What those who answered read when a round has closed, drawn for their phones and told in the phone's own language."""

from collections.abc import Iterable
from dataclasses import replace
from threading import Lock

from hamn.charts.figure import Figure
from hamn.dialogues.models import AnswerGroup, Tension
from hamn.dialogues.pairs import cloud as pair_cloud
from hamn.dialogues.pairs import lines_between
from hamn.dialogues.phone_sentences import say, sentence_of
from hamn.dialogues.results import Result, cloud
from hamn.dialogues.themes_told import Themes

# A whole room comes back at once: the first one has the cloud drawn while the others wait for it.
_drawing = Lock()


def cloud_of(result: Result, language: str) -> Figure | None:
    with _drawing:
        drawn = cloud(result, "phone", address=place_of)
    return drawn and replace(drawn, sentence=words_sentence(result, language))


def pair_of(start: Result, stop: Result, tensions: Iterable[Tension], language: str) -> Figure:
    lines = lines_between(start.groups, stop.groups, tensions)
    with _drawing:
        drawn = pair_cloud(start, stop, lines, "phone", place_of)
    sentences = (f"{side.question.text} {words_sentence(side, language)}" for side in (start, stop))
    return replace(drawn, sentence=" ".join(sentences))


def words_sentence(result: Result, language: str) -> str:
    told = {"words": [{"text": group.label, "count": group.shown_count} for group in result.groups]}
    return sentence_of(result.asked, told, language)


def place_of(group: AnswerGroup) -> str:
    """Where on the page it stands, with what it was answered."""
    return f"#said-{group.pk}"


def themes_sentence(themes: Themes, language: str) -> str:
    parts = [say(language, "themes", count=len(themes.each))]
    if themes.largest and len(themes.each) > 1:
        words = {"theme": themes.largest.theme.name, "most": themes.size_of(themes.largest), "all": themes.size}
        parts.append(say(language, "most_about", **words))
    if themes.uncoded:
        parts.append(say(language, "without_theme", count=len(themes.uncoded)))
    return " ".join(parts)

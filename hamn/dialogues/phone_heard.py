"""What those who answered read when a round has closed, drawn for their phones and told in the phone's own language."""

from dataclasses import replace
from threading import Lock

from hamn.charts.figure import Figure
from hamn.dialogues.phone_sentences import say, sentence_of
from hamn.dialogues.results import Result, cloud
from hamn.dialogues.themes_told import Themes

# A whole room comes back at once: the first one has the cloud drawn while the others wait for it.
_drawing = Lock()


def cloud_of(result: Result, language: str) -> Figure | None:
    with _drawing:
        drawn = cloud(result, "phone", address=lambda group: f"#said-{group.pk}")
    told = {"words": [{"text": group.label, "count": group.shown_count} for group in result.groups]}
    return drawn and replace(drawn, sentence=sentence_of(result.asked, told, language))


def themes_sentence(themes: Themes, language: str) -> str:
    parts = [say(language, "themes", count=len(themes.each))]
    if themes.largest and len(themes.each) > 1:
        words = {"theme": themes.largest.theme.name, "most": themes.size_of(themes.largest), "all": themes.size}
        parts.append(say(language, "most_about", **words))
    if themes.uncoded:
        parts.append(say(language, "without_theme", count=len(themes.uncoded)))
    return " ".join(parts)

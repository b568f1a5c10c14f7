"""The result figures as a deck: one a slide as a picture with its words, its table in the notes, and last what we do."""

import io

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu, Inches

from hamn.charts.figure import Figure
from hamn.dialogues.exports.deck_look import (
    EDGE,
    INNER,
    TITLE_AND_TEXT,
    TITLE_ONLY,
    TITLE_SLIDE,
    WIDTH,
    describe,
    new_deck,
    put,
    without_bullet,
    write,
)
from hamn.dialogues.exports.extract import Extract
from hamn.dialogues.pairs import by_pairs, lines_between
from hamn.dialogues.pairs import cloud as pair_cloud
from hamn.dialogues.results import Result, cloud
from hamn.web.usertext import shortened

# Sharp on a large screen, and still a small file.
FIGURE_PX = 2400
MOST_TEXTS, LONGEST_TEXT, MOST_REPLIES, LONGEST_REPLY = 6, 180, 4, 220
FIGURE_TOP, FIGURE_HEIGHT, SENTENCE_TOP = Inches(1.55), Inches(5.0), Inches(6.65)


def results_pptx(extract: Extract) -> bytes:
    deck = Deck(extract)
    deck.opening()
    for results in by_pairs(extract.results):
        deck.pair(*results) if len(results) > 1 else deck.question(*results)
    deck.closing()
    file = io.BytesIO()
    deck.slides.save(file)
    return file.getvalue()


class Deck:
    def __init__(self, extract: Extract) -> None:
        self.extract, self.language, self.slides = extract, get_language() or "en", new_deck()
        properties = self.slides.core_properties
        properties.title, properties.author = extract.dialogue.title, extract.dialogue.who_asks
        properties.language = self.language

    def opening(self) -> None:
        slide = self.slide(TITLE_SLIDE, self.extract.dialogue.title, 44)
        put(slide.shapes.title, EDGE, Inches(2.0), INNER, Inches(2.0))
        under = slide.placeholders[1]
        put(under, EDGE, Inches(4.1), INNER, Inches(2.4))
        for place, line in enumerate(self.facts()):
            write(under.text_frame, line, 20, self.language, is_first=not place).alignment = PP_ALIGN.LEFT

    def facts(self) -> list[str]:
        about = self.extract.about
        fetched = _("Fetched on %(day)s") % {"day": date_format(self.extract.on, "DATE_FORMAT")}
        lines = [self.extract.dialogue.who_asks, *self.round_lines(), about["gate"][1], fetched]
        return [*lines, _("Invented example")] if self.extract.dialogue.invented else lines

    def round_lines(self) -> list[str]:
        round = self.extract.round
        if round is None:
            return []
        if round.is_void:
            return [_("This round is void: %(reason)s") % {"reason": round.voided_reason}]
        return [_("Round %(number)d") % {"number": round.number} + " · " + date_format(round.opened_at, "DATE_FORMAT")]

    def question(self, result: Result) -> None:
        round = self.extract.round
        figure = cloud(result, "presenter", stay=bool(round and round.is_open)) or result.drawn("presenter")
        if figure:
            self.figure(result.question.text, figure)
        else:
            self.texts(result)
        self.themes(result)

    def pair(self, start: Result, stop: Result) -> None:
        """What to do beside what to stop doing, on one slide."""
        lines = lines_between(start.groups, stop.groups, self.extract.tensions)
        figure = pair_cloud(start, stop, lines, "presenter")
        self.figure(figure.title, figure)
        self.themes(start)
        self.themes(stop)

    def themes(self, result: Result) -> None:
        if result.themes:
            self.figure(result.themes.title, result.themes.figure("presenter"))

    def figure(self, title: str, figure: Figure) -> None:
        slide = self.slide(TITLE_ONLY, title)
        picture = slide.shapes.add_picture(io.BytesIO(figure.png(FIGURE_PX)), EDGE, FIGURE_TOP)
        fit(picture)
        describe(picture, f"{title} {figure.sentence}")
        box = slide.shapes.add_textbox(EDGE, SENTENCE_TOP, INNER, Inches(0.5))
        box.text_frame.word_wrap = True
        write(box.text_frame, figure.sentence, 20, self.language)
        rows = [figure.table.head, *figure.table.rows]
        self.note(slide, "\n".join("\t".join(str(cell) for cell in row) for row in rows))

    def texts(self, result: Result) -> None:
        """Texts are read, not drawn: the first of them on the slide, every one in the notes."""
        slide = self.slide(TITLE_AND_TEXT, result.question.text)
        said = [group.label for group in result.groups]
        shown = [shortened(text, LONGEST_TEXT) for text in said[:MOST_TEXTS]] or [_("Nothing to show yet.")]
        if len(said) > MOST_TEXTS:
            shown.append(_("and %(count)d more") % {"count": len(said) - MOST_TEXTS})
        for place, text in enumerate(shown):
            write(slide.placeholders[1].text_frame, text, 22, self.language, is_first=not place)
        self.note(slide, "\n".join(said))

    def closing(self) -> None:
        """What we heard and what we do, so many a slide."""
        replies = self.extract.replies
        for start in range(0, len(replies), MOST_REPLIES):
            slide = self.slide(TITLE_AND_TEXT, _("We heard · We do"))
            frame = slide.placeholders[1].text_frame
            for place, (group, reply) in enumerate(replies[start : start + MOST_REPLIES]):
                heard = shortened(group.label, LONGEST_TEXT)
                without_bullet(
                    write(frame, heard, 22, self.language, bold=True, is_first=not place), 14 if place else 0
                )
                said = f"{reply.get_verdict_display()} · {reply.body}: {shortened(reply.text, LONGEST_REPLY)}"
                without_bullet(write(frame, said, 20, self.language, is_first=False), 2)

    def slide(self, layout: int, title: str, size: int = 30):
        slide = self.slides.slides.add_slide(self.slides.slide_layouts[layout])
        frame = slide.shapes.title.text_frame
        frame.word_wrap = True
        write(frame, shortened(title, 300), size if len(title) < 120 else 22, self.language, bold=True)
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        return slide

    def note(self, slide, text: str) -> None:
        slide.notes_slide.notes_text_frame.text = text


def fit(picture) -> None:
    """As large as the slide allows, in the middle."""
    scale = min(INNER / picture.width, FIGURE_HEIGHT / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    picture.left = Emu((WIDTH - picture.width) // 2)

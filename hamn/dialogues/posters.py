"""The poster as a PDF for A4 or A3. Needs the extra `pdf` (typst); without it there is the page to print."""

import io
import json
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import segno
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hamn.charts.measure import FONTS
from hamn.charts.tokens import LIGHT, PRINT
from hamn.charts.waters import waters
from hamn.dialogues.models import Dialogue, RespondentGroup

TEMPLATE = Path(__file__).with_name("poster.typ")
PAPERS = ("a4", "a3")
# ISO 216: the long side is the root of two times the short one.
WATERS_SIZE = (1000, 1414)


def can_be_made() -> bool:
    return find_spec("typst") is not None


def poster_pdf(dialogue: Dialogue, group: RespondentGroup | None, address: str, paper: str) -> bytes:
    """address: where the QR code leads. paper: "a4" or "a3". Raises ModuleNotFoundError without typst."""
    data = words_of(dialogue, group, address) | {"paper": paper}
    return compiled(json.dumps(data, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=16)
def compiled(data: str) -> bytes:
    """The same poster is set once. PDF/UA-1, so that a screen reader reads it in order."""
    import typst

    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
        pdf_standards="ua-1",
    )


def words_of(dialogue: Dialogue, group: RespondentGroup | None, address: str) -> dict[str, str]:
    typed = address.split("://")[1].split("?")[0]
    return {
        "language": (get_language() or "en").split("-")[0],
        "title": dialogue.title,
        "who": dialogue.who_asks,
        "group": group.name if group else "",
        "invitation": _("Say what you think. It takes a minute and needs no account."),
        "scan": _("Scan the code"),
        "go": _("or go to"),
        "address": typed.rsplit("/", 1)[0] + "/",
        "code_word": _("Code"),
        "code": dialogue.code,
        "privacy": _("Your answers may be recognised.") if dialogue.recognisable else _("Your answers are anonymous."),
        "qr": qr_svg(address),
        "qr_words": _("QR code to %(address)s") % {"address": typed},
        "waters": waters(f"dialogue-{dialogue.pk}", *WATERS_SIZE).literal_svg("print"),
        "text_font": "Atkinson Hyperlegible Next",
        "display_font": "Familjen Grotesk",
        "ink": LIGHT["ink"],
        "line": LIGHT["line"],
        "signal": LIGHT["fyr"],
        "paper_colour": PRINT["paper"],
    }


def qr_svg(address: str) -> str:
    # Error correction M survives a fold or a drawing pin; light is written out, because the waters stand behind.
    made = segno.make(address, error="m", micro=False)
    file = io.BytesIO()
    made.save(file, kind="svg", border=4, dark=LIGHT["ink"], light="#FFFFFF", omitsize=True, xmldecl=False, nl=False)
    return file.getvalue().decode()

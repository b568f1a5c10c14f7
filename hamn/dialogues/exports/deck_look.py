"""The look of a deck: our colours and fonts by name, in the master, so that what somebody adds looks the same."""

import re

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from hamn.charts.tokens import LIGHT

WIDTH, HEIGHT, EDGE = Inches(13.333), Inches(7.5), Inches(0.6)
INNER = Emu(WIDTH - 2 * EDGE)
DISPLAY, TEXT = "Familjen Grotesk", "Atkinson Hyperlegible Next"
# The theme's slots, by the tokens of the page.
SLOTS = {"dk1": "ink", "lt1": "paper", "dk2": "sea6", "lt2": "paper2", "hlink": "fyr", "folHlink": "fyr2"} | {
    f"accent{place}": token for place, token in enumerate(("sea5", "fyr", "g3", "g4", "g5", "g6"), 1)
}
TITLE_SLIDE, TITLE_ONLY, TITLE_AND_TEXT = 0, 5, 1
# A narrow band of water along the upper edge, with the lighthouse's colour where the reading begins.
BANDS = ((0, WIDTH, "accent1"), (0, EDGE, "accent2"))
BAND = """<p:sp {ns}><p:nvSpPr><p:cNvPr id="{id}" name="Band {id}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>
<p:spPr><a:xfrm><a:off x="{left}" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/>
<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></p:spPr></p:sp>"""


def new_deck():
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    recolour(deck.slide_master)
    band(deck.slide_master)
    for layout in (deck.slide_master, *deck.slide_layouts):
        for place in layout.placeholders:
            arrange(place)
    return deck


def recolour(master) -> None:
    theme = master.part.part_related_by(RT.THEME)
    text = theme.blob.decode()
    for slot, token in SLOTS.items():
        colour = f'<a:{slot}><a:srgbClr val="{LIGHT[token].lstrip("#")}"/></a:{slot}>'
        text = re.sub(rf"<a:{slot}>.*?</a:{slot}>", colour, text, flags=re.DOTALL)
    for part, font in (("majorFont", DISPLAY), ("minorFont", TEXT)):
        text = re.sub(rf'(<a:{part}>\s*<a:latin typeface=")[^"]*', rf"\g<1>{font}", text)
    theme._blob = text.encode()
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = RGBColor.from_string(LIGHT["paper"].lstrip("#"))


def band(master) -> None:
    for number, (left, width, colour) in enumerate(BANDS, 900):
        sizes = {"left": left, "width": width, "height": Inches(0.14)}
        master.shapes._spTree.append(parse_xml(BAND.format(ns=nsdecls("p", "a"), id=number, colour=colour, **sizes)))


def arrange(place) -> None:
    """Titles above, texts below, both from the left edge; the page number and the like are left out of our slides."""
    kind = place.placeholder_format.type
    if "TITLE" in str(kind) and "SUB" not in str(kind):
        put(place, EDGE, Inches(0.45), INNER, Inches(1.1))
    elif place.placeholder_format.idx == 1:
        put(place, EDGE, Inches(1.75), INNER, Inches(5.1))


def put(shape, left, top, width, height) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height


def write(frame, text: str, size: int, language: str, bold: bool = False, is_first: bool = True):
    """A paragraph in a text frame, in the language that a screen reader should speak."""
    paragraph = frame.paragraphs[0] if is_first else frame.add_paragraph()
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = text, Pt(size), bold
    run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    run._r.get_or_add_rPr().set("lang", language)
    return paragraph


def without_bullet(paragraph, space_before: int = 0) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    paragraph.space_before = Pt(space_before)


def describe(picture, text: str) -> None:
    """What a screen reader says of the picture."""
    picture._element.find(qn("p:nvPicPr")).find(qn("p:cNvPr")).set("descr", text)

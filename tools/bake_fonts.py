"""Build the TrueType fonts and glyph widths that hamn.charts draws with.

Usage: python tools/bake_fonts.py FAMILJEN_DIR ATKINSON_DIR

The two folders are the unpacked npm packages @fontsource-variable/familjen-grotesk and
@fontsource-variable/atkinson-hyperlegible-next. The result is committed, so only someone who
changes a font ever needs to run this, and fontTools stays out of the installed product.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from fontTools import merge, subset
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).parent.parent / "hamn" / "charts" / "fonts"
FACES = (
    ("display", "familjen-grotesk", "Familjen Grotesk", 700),
    ("text", "atkinson-hyperlegible-next", "Atkinson Hyperlegible Next", 500),
    ("strong", "atkinson-hyperlegible-next", "Atkinson Hyperlegible Next", 700),
)
# Latin-1 holds Swedish; š and ž make Finnish complete; the rest is punctuation people type.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŠšŽžŒœ–—‘’‚“”„…•€−")]


def main() -> None:
    sources = {"familjen-grotesk": Path(sys.argv[1]), "atkinson-hyperlegible-next": Path(sys.argv[2])}
    TARGET.mkdir(exist_ok=True)
    widths = {}
    for face, name, family, weight in FACES:
        font = static_font(sources[name], name, weight)
        rename(font, family, weight)
        font.save(TARGET / f"{name}-{weight}.ttf")
        widths[face] = measures(TTFont(TARGET / f"{name}-{weight}.ttf"))
    for name, folder in sources.items():
        shutil.copy(folder / "LICENSE", TARGET / f"{name}-OFL.txt")
    (TARGET / "widths.json").write_text(json.dumps(widths, ensure_ascii=False, indent=0) + "\n")
    write_checksums()


def static_font(folder: Path, name: str, weight: int) -> TTFont:
    """One weight with both of the package's letter ranges in a single file."""
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for letters in ("latin", "latin-ext"):
            font = TTFont(folder / "files" / f"{name}-{letters}-wght-normal.woff2")
            font = instancer.instantiateVariableFont(font, {"wght": weight})
            font.flavor = None
            cut(font)
            parts.append(f"{scratch}/{letters}.ttf")
            font.save(parts[-1])
        return merge.Merger().merge(parts)


def cut(font: TTFont) -> None:
    options = subset.Options(layout_features=["kern", "mark", "ccmp"], name_IDs=["*"], hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)


def rename(font: TTFont, family: str, weight: int) -> None:
    """Renderers look fonts up by family and weight, so the file has to say them plainly."""
    for name_id in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=name_id)
    style = "Bold" if weight >= 700 else "Regular"
    for name_id, value in (
        (1, family),
        (2, style),
        (4, f"{family} {weight}"),
        (6, f"{family}-{weight}".replace(" ", "")),
    ):
        font["name"].setName(value, name_id, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight


def measures(font: TTFont) -> dict[str, object]:
    """Advance width per letter and the heights labels need, in thousandths of the font size."""
    scale = 1000 / font["head"].unitsPerEm
    letters = font.getBestCmap()
    advance = {chr(code): round(font["hmtx"][glyph][0] * scale) for code, glyph in sorted(letters.items())}
    return {
        "advance": advance,
        "ascent": height(font, "Å", 3) * scale,
        "descent": -height(font, "g", 1) * scale,
    }


def height(font: TTFont, letter: str, edge: int) -> int:
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
    assert pen.bounds is not None
    return round(pen.bounds[edge])


def write_checksums() -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(TARGET.iterdir())
        if path.name != "SHA256SUMS"
    ]
    (TARGET / "SHA256SUMS").write_text("".join(lines))


if __name__ == "__main__":
    main()

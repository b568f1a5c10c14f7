"""A figure: its drawing, its title, the sentence that says what it shows, and its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from hamn.charts.drawing import Drawing
from hamn.charts.measure import FONTS, plain
from hamn.charts.rendering import escape, literal_nodes, page_nodes, view_box
from hamn.charts.tokens import THEMES, Theme

SVG = '<svg xmlns="http://www.w3.org/2000/svg"'


@dataclass(frozen=True)
class Table:
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Figure:
    drawing: Drawing
    title: str
    sentence: str
    table: Table

    def page_svg(self, uid: str) -> str:
        """The drawing for a page, coloured by figures.css; uid must be unique on that page.

        The same uid next time lets the page keep the nodes it has, which then glide to their new places.
        """
        # Links inside role="img" would be hidden from screen readers, so those drawings are groups.
        role = "group" if self.drawing.links() else "img"
        name = escape(uid)
        named = f'role="{role}" aria-labelledby="{name}-title" aria-describedby="{name}-desc"'
        return (
            f"{SVG} {view_box(self.drawing)} {named}>"
            f'<title id="{name}-title">{escape(plain(self.title))}</title>'
            f'<desc id="{name}-desc">{escape(plain(self.sentence))}</desc>'
            f"{page_nodes(self.drawing.nodes, uid)}</svg>"
        )

    def decoration_svg(self) -> str:
        """The drawing as scenery that fills its frame and that screen readers pass by."""
        return (
            f'{SVG} {view_box(self.drawing)} preserveAspectRatio="xMidYMid slice" '
            f'aria-hidden="true" focusable="false">{page_nodes(self.drawing.nodes)}</svg>'
        )

    def literal_svg(self, theme: Theme = "light") -> str:
        """The drawing as a file of its own, with the theme's colours written out."""
        if theme not in THEMES:
            raise ValueError(f"theme must be one of {', '.join(THEMES)}, got {theme!r}")
        width, height = self.drawing.width, self.drawing.height
        return (
            f'{SVG} {view_box(self.drawing)} width="{width:.0f}" height="{height:.0f}" role="img">'
            f"<title>{escape(plain(self.title))}</title><desc>{escape(plain(self.sentence))}</desc>"
            f"{literal_nodes(self.drawing.nodes, theme)}</svg>"
        )

    def png(self, width_px: int, theme: Theme = "light") -> bytes:
        """The drawing as a PNG picture so many pixels wide."""
        import resvg_py

        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=self.literal_svg(theme),
                width=width_px,
                background=THEMES[theme]["paper"],
                font_files=[str(path) for path in sorted(FONTS.glob("*.ttf"))],
                skip_system_fonts=True,
            )
        )

"""What a figure is made of: shapes, text, groups and links, before anyone decides how to render them.

A node with a key keeps its identity from one drawing to the next: on a page the key becomes its id, so
that a live page moves the node it has instead of making a new one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Self
from urllib.parse import quote

from hamn.charts.measure import Face, plain

Anchor = Literal["start", "middle", "end"]
Value = str | float
Point = tuple[float, float]

SAFE_STARTS = ("/", "#", "?", "https://", "http://")


@dataclass(frozen=True)
class Shape:
    tag: str
    style: str
    attributes: dict[str, Value]
    key: str = ""


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: float
    style: str
    face: Face
    anchor: Anchor = "start"
    halo: float = 0
    more: tuple[str, ...] = ()
    leading: float = 0
    key: str = ""


@dataclass(frozen=True)
class Group:
    """Nodes drawn together; with an href they are one link whose name is its label.

    With a place they are drawn around the origin and put there, so that a page that holds the same sign many times
    writes it once. What such a node does not say of itself, its group's style says.
    """

    style: str = ""
    href: str = ""
    label: str = ""
    nodes: list["Node"] = field(default_factory=list)
    key: str = ""
    at: Point | None = None

    def path(self, style: str, d: str, key: str = "", **attributes: Value) -> Self:
        if d:
            self.nodes.append(Shape("path", style, {"d": d, **attributes}, key))
        return self

    def line(self, style: str, start: Point, end: Point, key: str = "", **attributes: Value) -> Self:
        return self.path(style, segment(start, end), key, **attributes)

    def circle(self, style: str, centre: Point, radius: float, key: str = "") -> Self:
        x, y = centre
        self.nodes.append(Shape("circle", style, {"cx": x, "cy": y, "r": radius}, key))
        return self

    def rect(self, style: str, x: float, y: float, width: float, height: float, rx: float = 0, key: str = "") -> Self:
        size: dict[str, Value] = {"x": x, "y": y, "width": width, "height": height}
        self.nodes.append(Shape("rect", style, {**size, "rx": rx} if rx else size, key))
        return self

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        style: str = "ink",
        face: Face = "text",
        anchor: Anchor = "start",
        halo: float = 0,
        more: Sequence[str] = (),
        leading: float = 0,
        key: str = "",
    ) -> Self:
        """Text from a base line; more lines follow beneath, each leading lower."""
        rest = tuple(plain(line) for line in more)
        self.nodes.append(Text(x, y, plain(text), size, style, face, anchor, halo, rest, leading, key))
        return self

    def group(self, style: str = "") -> "Group":
        child = Group(style)
        self.nodes.append(child)
        return child

    def sign(self, style: str, at: Point) -> "Group":
        child = Group(style, at=at)
        self.nodes.append(child)
        return child

    def link(self, href: str, label: str, key: str = "") -> "Group":
        """A group that opens href; without an href it is only a group."""
        if href and not href.startswith(SAFE_STARTS):
            raise ValueError(f"A link in a drawing must be a path or a web address, got {href!r}")
        child = Group("link" if href else "", href, plain(label), key=key)
        self.nodes.append(child)
        return child


@dataclass(frozen=True)
class Drawing(Group):
    width: float = 0
    height: float = 0

    def everything(self) -> Iterator["Node"]:
        """Every node, however deep."""
        yield from _walk(self.nodes)

    def texts(self) -> Sequence[Text]:
        return [node for node in self.everything() if isinstance(node, Text)]

    def shapes(self) -> Sequence[Shape]:
        return [node for node in self.everything() if isinstance(node, Shape)]

    def links(self) -> Sequence[Group]:
        return [node for node in self.everything() if isinstance(node, Group) and node.href]


Node = Shape | Text | Group


def key(*parts: str) -> str:
    """A name for a node that no other parts can give, fit to be an id once a page's name stands before it."""
    return ":".join(quote(part, safe="") for part in parts)


def segment(start: Point, end: Point) -> str:
    """Path data of one straight line."""
    return f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"


def number(value: float) -> str:
    """One decimal is finer than any screen shows, and keeps drawings small."""
    text = f"{value:.1f}"
    return "0" if text in ("0.0", "-0.0") else text.removesuffix(".0")


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.nodes)

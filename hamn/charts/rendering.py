"""A drawing as text: with classes for a page, with literal colours for a file."""

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hamn.charts.drawing import Drawing, Group, Node, Point, Shape, Text, Value, number
from hamn.charts.styles import HALO_WIDTHS, STYLES, literal
from hamn.charts.tokens import THEMES, Theme

# Under so many letters, pointing at a path takes more room than writing it again.
WORTH_SHARING = 60


@dataclass(frozen=True)
class Naming:
    """uid: what the ids on a page begin with; without it nothing has one. shared: content that is drawn once, by its name."""

    uid: str = ""
    shared: Mapping[str, str] = field(default_factory=dict)


ANONYMOUS = Naming()


def page_nodes(nodes: Iterable[Node], uid: str = "") -> str:
    """Nodes for a page. With a uid, every node that has a key gets an id of its own and glides when it changes, and what is
    drawn more than once is written once and pointed at.
    """
    nodes = list(nodes)
    naming = Naming(uid, _shared(nodes, uid)) if uid else ANONYMOUS
    drawn = "".join(_page_node(node, naming) for node in nodes)
    shared = "".join(f'<g id="{name}">{content}</g>' for content, name in naming.shared.items())
    return f"<defs>{shared}</defs>{drawn}" if shared else drawn


def literal_nodes(nodes: Iterable[Node], theme: Theme) -> str:
    return "".join(_literal_node(node, theme) for node in nodes)


def view_box(drawing: Drawing) -> str:
    return f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}"'


def escape(text: str) -> str:
    return html.escape(text, quote=True)


def _shared(nodes: Iterable[Node], uid: str) -> Mapping[str, str]:
    """A name for everything that occurs twice or more."""
    counted = Counter(_sharable(nodes))
    often = [content for content, times in counted.items() if times > 1]
    return {content: f"{escape(uid)}-{number}" for number, content in enumerate(often, 1)}


def _sharable(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Shape) and not node.key and len(str(node.attributes.get("d", ""))) > WORTH_SHARING:
            yield _bare_path(node)
        elif isinstance(node, Group) and node.at:
            yield page_nodes(node.nodes)
        elif isinstance(node, Group):
            yield from _sharable(node.nodes)


def _bare_path(shape: Shape) -> str:
    return f'<path d="{shape.attributes["d"]}"/>'


def _page_node(node: Node, naming: Naming) -> str:
    match node:
        case Shape():
            return _page_shape(node, naming)
        case Text():
            return _page_text(node, naming)
        case Group():
            return _page_sign(node, node.at, naming) if node.at else _page_group(node, naming)


def _page_shape(node: Shape, naming: Naming) -> str:
    attributes = _checked(node)
    # A node with a key glides by its own path, so it keeps it.
    name = naming.shared.get(_bare_path(node)) if "d" in attributes and not node.key else None
    if not name:
        return f"<{node.tag}{_named(node, naming)}{_attributes(attributes)}/>"
    del attributes["d"]
    return f'<use{_classes(node.style)} href="#{name}"{_attributes(attributes)}/>'


def _page_sign(sign: Group, at: Point, naming: Naming) -> str:
    inner = page_nodes(sign.nodes)
    if inner not in naming.shared:
        return f"<g{_classes(sign.style)}{_put(at)}>{inner}</g>"
    return f'<use{_classes(sign.style)} href="#{naming.shared[inner]}" x="{number(at[0])}" y="{number(at[1])}"/>'


def _put(at: Point) -> str:
    return f' transform="translate({number(at[0])} {number(at[1])})"'


def _named(node: Node, naming: Naming, style: str = "") -> str:
    """The id and classes of a node on a page."""
    style = style or node.style
    if not (node.key and naming.uid):
        return _classes(style)
    return f' id="{escape(f"{naming.uid}-{node.key}")}"{_classes(f"{style} glide".strip())}'


def _page_text(node: Text, naming: Naming) -> str:
    halo, stroke = _page_halo(node.halo)
    attributes = {**_place(node), **stroke}
    named = _named(node, naming, f"{node.face} {node.style} {halo}")
    return f"<text{named}{_attributes(attributes)}>{_lines(node)}</text>"


def _page_halo(width: float) -> tuple[str, dict[str, Value]]:
    if not width:
        return "", {}
    return (f"h{width:.0f}", {}) if width in HALO_WIDTHS else ("halo", {"stroke-width": width})


def _page_group(group: Group, naming: Naming) -> str:
    inner = "".join(_page_node(node, naming) for node in group.nodes)
    named = _named(group, naming)
    if group.href:
        names = f' href="{escape(group.href)}" aria-label="{escape(group.label)}"'
        return f"<a{named}{names}>{inner}</a>"
    return f"<g{named}>{inner}</g>" if named else inner


def _literal_node(node: Node, theme: Theme) -> str:
    match node:
        case Shape():
            attributes = {**_styled(node.style, theme), **_checked(node)}
            return f"<{node.tag}{_attributes(attributes)}/>"
        case Text():
            return _literal_text(node, theme)
        case Group():
            inner = literal_nodes(node.nodes, theme)
            styled = _attributes(_styled(node.style, theme)) + (_put(node.at) if node.at else "")
            return f"<g{styled}>{inner}</g>" if styled else inner


def _literal_text(node: Text, theme: Theme) -> str:
    font = {**_styled(node.face, theme), **_place(node)}
    words = _lines(node)
    front = f"<text{_attributes({**font, **_styled(node.style, theme)})}>{words}</text>"
    if not node.halo:
        return front
    # Office and PDF readers lack paint-order, so a halo in a file is a second, stroked text.
    halo: dict[str, Value] = {
        "fill": "none",
        "stroke": THEMES[theme]["paper"],
        "stroke-width": node.halo,
        "stroke-linejoin": "round",
        "aria-hidden": "true",
    }
    return f"<text{_attributes({**font, **halo})}>{words}</text>{front}"


def _lines(node: Text) -> str:
    further = {"x": 0 if node.key else node.x, "dy": node.leading}
    rest = "".join(f"<tspan{_attributes(further)}>{escape(line)}</tspan>" for line in node.more)
    return escape(node.text) + rest


def _place(node: Text) -> dict[str, Value]:
    anchor: dict[str, Value] = {} if node.anchor == "start" else {"text-anchor": node.anchor}
    return {**_position(node), "font-size": node.size, **anchor}


def _position(node: Text) -> dict[str, Value]:
    """Browsers let a transform glide, but not the x and y of text."""
    if node.key:
        return {"transform": f"translate({number(node.x)} {number(node.y)})"}
    return {"x": node.x, "y": node.y}


def _checked(shape: Shape) -> dict[str, Value]:
    attributes = {name.replace("_", "-"): value for name, value in shape.attributes.items()}
    for style in shape.style.split():
        shared = attributes.keys() & STYLES[style].keys()
        if shared:
            raise ValueError(f"Style {style!r} already sets {sorted(shared)}; page and file would differ")
    return attributes


def _styled(styles: str, theme: Theme) -> dict[str, Value]:
    merged: dict[str, Value] = {}
    for style in styles.split():
        if style in STYLES:
            merged.update(literal(style, theme))
    return merged


def _classes(styles: str) -> str:
    return f' class="{" ".join("k-" + style for style in styles.split())}"' if styles else ""


def _attributes(values: Mapping[str, Value]) -> str:
    return "".join(f' {name}="{_value(value)}"' for name, value in values.items())


def _value(value: Value) -> str:
    return escape(value) if isinstance(value, str) else number(value)

"""A drawing as text: with classes for a page, with literal colours for a file."""

import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from hamn.charts.drawing import Drawing, Group, Node, Point, Shape, Text, Value, number
from hamn.charts.styles import HALO_WIDTHS, STYLES, literal
from hamn.charts.tokens import THEMES, Theme

# Under so many letters, pointing at a path takes more room than writing it again.
WORTH_SHARING = 60
PLAIN: Mapping[str, str] = {}


def page_nodes(nodes: Iterable[Node], uid: str = "") -> str:
    """The nodes; with a uid, what is drawn more than once is written once, named after it, and pointed at."""
    nodes = list(nodes)
    ids = _shared(nodes, uid) if uid else PLAIN
    drawn = "".join(_page_node(node, ids) for node in nodes)
    shared = "".join(f'<g id="{name}">{content}</g>' for content, name in ids.items())
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
    return {content: f"{uid}-{number}" for number, content in enumerate(often, 1)}


def _sharable(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Shape) and len(str(node.attributes.get("d", ""))) > WORTH_SHARING:
            yield _bare_path(node)
        elif isinstance(node, Group) and node.at:
            yield page_nodes(node.nodes)
        elif isinstance(node, Group):
            yield from _sharable(node.nodes)


def _bare_path(shape: Shape) -> str:
    return f'<path d="{shape.attributes["d"]}"/>'


def _page_node(node: Node, ids: Mapping[str, str]) -> str:
    match node:
        case Shape():
            return _page_shape(node, ids)
        case Text():
            return _page_text(node)
        case Group():
            return _page_sign(node, node.at, ids) if node.at else _page_group(node, ids)


def _page_shape(node: Shape, ids: Mapping[str, str]) -> str:
    attributes = _checked(node)
    name = ids.get(_bare_path(node)) if "d" in attributes else None
    if not name:
        return f"<{node.tag}{_classes(node.style)}{_attributes(attributes)}/>"
    del attributes["d"]
    return f'<use{_classes(node.style)} href="#{name}"{_attributes(attributes)}/>'


def _page_sign(sign: Group, at: Point, ids: Mapping[str, str]) -> str:
    inner = page_nodes(sign.nodes)
    if inner not in ids:
        return f"<g{_classes(sign.style)}{_put(at)}>{inner}</g>"
    return f'<use{_classes(sign.style)} href="#{ids[inner]}" x="{number(at[0])}" y="{number(at[1])}"/>'


def _put(at: Point) -> str:
    return f' transform="translate({number(at[0])} {number(at[1])})"'


def _page_text(node: Text) -> str:
    halo, stroke = _page_halo(node.halo)
    attributes = {**_place(node), **stroke}
    return f"<text{_classes(f'{node.face} {node.style} {halo}')}{_attributes(attributes)}>{_lines(node)}</text>"


def _page_halo(width: float) -> tuple[str, dict[str, Value]]:
    if not width:
        return "", {}
    return (f"h{width:.0f}", {}) if width in HALO_WIDTHS else ("halo", {"stroke-width": width})


def _page_group(group: Group, ids: Mapping[str, str]) -> str:
    inner = "".join(_page_node(node, ids) for node in group.nodes)
    if group.href:
        names = f' href="{escape(group.href)}" aria-label="{escape(group.label)}"'
        return f"<a{_classes(group.style)}{names}>{inner}</a>"
    return f"<g{_classes(group.style)}>{inner}</g>" if group.style else inner


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
    further = {"x": node.x, "dy": node.leading}
    rest = "".join(f"<tspan{_attributes(further)}>{escape(line)}</tspan>" for line in node.more)
    return escape(node.text) + rest


def _place(node: Text) -> dict[str, Value]:
    anchor: dict[str, Value] = {} if node.anchor == "start" else {"text-anchor": node.anchor}
    return {"x": node.x, "y": node.y, "font-size": node.size, **anchor}


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

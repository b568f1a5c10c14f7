"""A drawing as text: with classes for a page, with literal colours for a file."""

import html
from collections.abc import Iterable, Mapping

from hamn.charts.drawing import Drawing, Group, Node, Shape, Text, Value, number
from hamn.charts.styles import STYLES, literal
from hamn.charts.tokens import THEMES, Theme


def page_nodes(nodes: Iterable[Node]) -> str:
    return "".join(_page_node(node) for node in nodes)


def literal_nodes(nodes: Iterable[Node], theme: Theme) -> str:
    return "".join(_literal_node(node, theme) for node in nodes)


def view_box(drawing: Drawing) -> str:
    return f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}"'


def escape(text: str) -> str:
    return html.escape(text, quote=True)


def _page_node(node: Node) -> str:
    match node:
        case Shape():
            return f"<{node.tag}{_classes(node.style)}{_attributes(_checked(node))}/>"
        case Text():
            return _page_text(node)
        case Group():
            return _page_group(node)


def _page_text(node: Text) -> str:
    halo = " halo" if node.halo else ""
    stroke: dict[str, Value] = {"stroke-width": node.halo} if node.halo else {}
    attributes = {**_place(node), **stroke}
    return f"<text{_classes(f'{node.face} {node.style}{halo}')}{_attributes(attributes)}>{_lines(node)}</text>"


def _page_group(group: Group) -> str:
    inner = page_nodes(group.nodes)
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
            styled = _attributes(_styled(node.style, theme))
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

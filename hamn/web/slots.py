"""Places in a page that later folders fill, so that imports point one way."""

from collections import defaultdict

_templates: dict[str, list[str]] = defaultdict(list)


def fill(slot: str, template: str) -> None:
    """Show `template` wherever `{% slot %}` names this slot. Called from an AppConfig.ready."""
    if template not in _templates[slot]:
        _templates[slot].append(template)


def templates_of(slot: str) -> list[str]:
    return list(_templates[slot])

"""The meeting templates that a new installation starts with; from then on it owns and edits them."""

import tomllib
from pathlib import Path

from django.db import connections, router

from hamn.dockings.models import MeetingTemplate

FILE = Path(__file__).with_name("meeting_templates.toml")


def ensure_templates(using: str) -> None:
    """Fill an empty table. A template that somebody changed or removed is left alone while any remains."""
    if using != router.db_for_write(MeetingTemplate):
        return
    # Migrating backwards also ends here, without the table.
    if MeetingTemplate._meta.db_table not in connections[using].introspection.table_names():
        return
    if not MeetingTemplate.objects.using(using).exists():
        MeetingTemplate.objects.using(using).bulk_create(MeetingTemplate(**each) for each in templates())


def templates() -> list[dict]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))["template"]

"""The agendas that meetings start from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamn.dockings.models.docking import DockingKind


class MeetingTemplate(models.Model):
    """An agenda to start from. Templates are content: an installation writes its own."""

    kind = models.CharField(_("kind"), max_length=30, choices=DockingKind.choices)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    # One point per line: "minutes | point".
    agenda = models.TextField(_("agenda, one point per line: minutes | point"))

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return self.name

    def points(self) -> list[tuple[int | None, str]]:
        """The agenda as minutes and title; a line without a number is a point without a length."""
        split = [line.rpartition("|") for line in self.agenda.splitlines() if line.strip()]
        return [(int(m) if (m := minutes.strip()).isdigit() else None, title.strip()) for minutes, _bar, title in split]

    @property
    def minutes(self) -> int:
        return sum(minutes or 0 for minutes, _title in self.points())

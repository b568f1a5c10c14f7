"""What the background loop has to do, and when it is next due."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone


class DutyQuerySet(models.QuerySet):
    def due(self, at: datetime):
        return self.filter(due_at__lte=at).order_by("due_at")


class Duty(models.Model):
    """A verb that may run twice. Its row is how several workers agree on who does it this time."""

    name = models.CharField(max_length=200, primary_key=True)
    every_s = models.PositiveIntegerField()
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "duties"

    def __str__(self):
        return self.name

    def claim(self, at: datetime) -> bool:
        """Whether it became ours: the update finds the row only as it was when we read it."""
        mine = Duty.objects.filter(pk=self.pk, due_at=self.due_at)
        return bool(mine.update(due_at=at + timedelta(seconds=self.every_s)))

    def finish(self, at: datetime) -> None:
        Duty.objects.filter(pk=self.pk).update(done_at=at)

"""What is planned, moved, cancelled or held: the same rule for a meeting and for an event of the road."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Person
from hamn.records import history
from hamn.records.models import Shared


class State(models.TextChoices):
    PLANNED = "planned", _("planned")
    MOVED = "moved", _("moved")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")


class Precision(models.TextChoices):
    """How exactly the day is known. Old events are often remembered by month or year."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Planned(Shared):
    """A noun with a day that may change. Each subclass names its time field and has `changes`."""

    time_field: str

    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED, editable=False)
    precision = models.CharField(
        _("how exact is the date"), max_length=10, choices=Precision.choices, default=Precision.DAY
    )

    class Meta(Shared.Meta):
        abstract = True

    @property
    def time(self):
        return getattr(self, self.time_field)

    @property
    def is_cancelled(self) -> bool:
        return self.state == State.CANCELLED

    @transaction.atomic
    def move(self, to, by, reason: str):
        """Give it a new time. Where it stood before stays on record."""
        moved_from = self.time
        if to == moved_from:
            return None
        still_there = Q(**{self.time_field: moved_from})
        change = {"state": State.MOVED, self.time_field: to}
        return self._change(still_there, change, by, reason=reason, moved_from=moved_from)

    @transaction.atomic
    def cancel(self, by, reason: str, lesson: str):
        """Call it off, with what that taught us. Cancelling again changes nothing."""
        return self._change(~Q(state=State.CANCELLED), {"state": State.CANCELLED}, by, reason=reason, lesson=lesson)

    @transaction.atomic
    def hold(self, by):
        """Say that it took place. Saying it again changes nothing."""
        return self._change(~Q(state=State.HELD), {"state": State.HELD}, by)

    def _change(self, unless_done, change, by, reason="", **fields):
        """Claim the change by one conditional update, so that two at the same instant leave one."""
        claimed = type(self)._base_manager.filter(unless_done, pk=self.pk).update(**change)
        # What is noted is what is stored, whatever this copy held.
        self.refresh_from_db()
        if not claimed:
            return None
        history.note(self, change["state"], by, reason)
        return self.changes.create(state=change["state"], by=by if by and by.pk else None, reason=reason, **fields)


class PlanChange(models.Model):
    """Something planned that was moved, cancelled or held: who, when, why, and what it taught us."""

    state = models.CharField(max_length=10, choices=State.choices)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    lesson = models.TextField(_("what it taught us"), max_length=1000, blank=True)
    invented = models.BooleanField(default=False)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

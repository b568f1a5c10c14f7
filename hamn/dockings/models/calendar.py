"""Secret addresses of calendar feeds, one per person and series, that can be revoked."""

from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from hamn.dockings.models.series import DockingSeries
from hamn.people.models import Person

# The address is signed, not stored: a copy of the database opens nobody's calendar.
SIGNER = signing.Signer(salt="hamn.dockings.calendar", sep=".")


class CalendarFeedQuerySet(models.QuerySet):
    def current(self):
        return self.filter(revoked_at__isnull=True, person__is_active=True)

    def behind(self, token: str):
        """The feed that this address opens, if any."""
        try:
            pk = int(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            return self.none()
        return self.current().filter(pk=pk)


class CalendarFeed(models.Model):
    """What one person sees, of one series or of all. Revoking it makes the address dead for good."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    series = models.ForeignKey(DockingSeries, models.CASCADE, null=True, blank=True, related_name="calendar_feeds")
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "series"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="one_current_feed",
            )
        ]

    @property
    def address(self) -> str:
        return reverse("calendar_feed", args=[SIGNER.sign(str(self.pk))])

    def revoke(self):
        """Close the address. Revoking again changes nothing."""
        type(self).objects.filter(pk=self.pk, revoked_at__isnull=True).update(revoked_at=timezone.now())

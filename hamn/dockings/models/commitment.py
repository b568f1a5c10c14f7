"""*Det här gör vi*: what a body starts or stops doing, and what became of it."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dockings.models.docking import Docking
from hamn.people.models import Body, Person
from hamn.programmes.models import Programme, Track
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet
from hamn.web.usertext import shortened

# Somebody looks again after a quarter of a year, unless another day is named.
USUAL_WAIT = timedelta(weeks=13)


class CommitmentQuerySet(SharedQuerySet):
    def with_verdict(self):
        """Each with the latest word on what became of it, and the words for it; empty when nobody has looked yet."""
        latest = Recheck.objects.filter(commitment=OuterRef("pk")).order_by("-on", "-pk")
        return self.annotate(verdict=Subquery(latest.values("verdict")[:1]), became=Subquery(latest.values("text")[:1]))

    def under_way(self):
        """Neither done nor dropped."""
        ended = [Recheck.Verdict.KEPT, Recheck.Verdict.DROPPED]
        return self.with_verdict().exclude(verdict__in=ended, verdict__isnull=False)

    def ended(self):
        return self.with_verdict().filter(verdict__in=[Recheck.Verdict.KEPT, Recheck.Verdict.DROPPED])


class Commitment(Shared):
    """Something a body starts or stops doing, looked at again on a named day."""

    class Kind(models.TextChoices):
        START = "start", _("do")
        STOP = "stop", _("stop doing")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="commitments")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="commitments")
    docking = models.ForeignKey(Docking, models.SET_NULL, null=True, blank=True, related_name="commitments")
    kind = models.CharField(_("do or stop doing"), max_length=10, choices=Kind.choices, default=Kind.START)
    text = models.TextField(_("what we do"), max_length=1000)
    owner = models.ForeignKey(Body, models.PROTECT, related_name="commitments", verbose_name=_("who does it"))
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    recheck_on = models.DateField(_("looked at again on"))

    objects = CommitmentQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["recheck_on", "pk"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return reverse("commitment", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("commitment_edit", args=[self.pk])

    @transaction.atomic
    def recheck(self, by, verdict: str, text: str, next_on=None):
        """Say what became of it, and when it is looked at next. Sending the same twice leaves one."""
        seen, is_new = self.rechecks.get_or_create(
            verdict=verdict, text=text, by=by if getattr(by, "pk", None) else None, on=timezone.localdate()
        )
        if is_new:
            self.refresh_from_db(from_queryset=Commitment.objects.select_for_update())
            self.recheck_on = next_on or self.recheck_on
            history.note(self, "rechecked", by, text)
        return seen


class Recheck(models.Model):
    """A commitment looked at again: what became of it."""

    class Verdict(models.TextChoices):
        KEPT = "kept", _("done")
        UNDER_WAY = "under_way", _("under way")
        DROPPED = "dropped", _("dropped, because …")

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="rechecks")
    verdict = models.CharField(_("what became of it"), max_length=10, choices=Verdict.choices)
    text = models.TextField(_("in your own words"), max_length=1000)
    on = models.DateField(default=timezone.localdate)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["on", "pk"]

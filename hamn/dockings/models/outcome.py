"""What came out of a meeting, and what is carried to the next one."""

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dockings.models.docking import AgendaItem, Docking
from hamn.dockings.models.series import DockingSeries
from hamn.people.models import Body
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet, Visibility
from hamn.web.usertext import shortened

# An item that has been through this many meetings without an end is offered *Let it go*.
CARRIED_LONG = 2


class Outcome(Shared):
    """What came out of one point: an insight received, a decision, support, an obstacle lifted, or nothing."""

    class Kind(models.TextChoices):
        INSIGHT_RECEIVED = "insight_received", _("insight received")
        DECISION = "decision", _("decision")
        SUPPORT_PROMISED = "support_promised", _("support promised")
        OBSTACLE_LIFTED = "obstacle_lifted", _("obstacle lifted to someone")
        NOTHING = "nothing", _("nothing this time")

    first_visibility = Visibility.DOCKING

    docking = models.ForeignKey(Docking, models.CASCADE, related_name="outcomes")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="outcomes")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    text = models.TextField(_("what came out"), max_length=2000, blank=True)
    lifted_to = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lifted to")
    )

    class Meta(Shared.Meta):
        ordering = ["pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self):
        return shortened(self.text) or str(self.get_kind_display())

    def get_absolute_url(self):
        return f"{self.docking.get_absolute_url()}#outcome-{self.pk}"


class FollowUpQuerySet(SharedQuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)

    def open_in(self, docking):
        """What this meeting has to come back to: raised earlier in the series and not ended, or raised here."""
        here = Q(raised_in=docking)
        if docking.series_id:
            here |= Q(series=docking.series_id, raised_in__starts_at__lt=docking.starts_at)
        return self.open().filter(here)

    def with_times_carried(self):
        """How many meetings of the series were held since it was raised."""
        later = Docking.objects.held().filter(series=OuterRef("series"), starts_at__gt=OuterRef("raised_in__starts_at"))
        counted = later.order_by().values("series").annotate(number=Count("pk")).values("number")
        return self.annotate(times_carried=Coalesce(Subquery(counted), 0))


class FollowUp(Shared):
    """Something carried to the next meeting of the series until somebody closes it."""

    class Ending(models.TextChoices):
        DONE = "done", _("done")
        LET_GO = "let_go", _("let go")

    first_visibility = Visibility.DOCKING

    series = models.ForeignKey(DockingSeries, models.CASCADE, null=True, blank=True, related_name="follow_ups")
    raised_in = models.ForeignKey(Docking, models.CASCADE, related_name="follow_ups_raised")
    text = models.TextField(_("what we come back to"), max_length=1000)
    closed_in = models.ForeignKey(
        Docking, models.SET_NULL, null=True, blank=True, related_name="follow_ups_closed", editable=False
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_with = models.TextField(_("how it ended"), max_length=1000, blank=True, editable=False)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True, editable=False)

    objects = FollowUpQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["created_at", "pk"]
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return f"{self.raised_in.get_absolute_url()}#follow-up-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_carried_long(self) -> bool:
        """Asked of follow-ups that know their `times_carried`."""
        return self.times_carried >= CARRIED_LONG

    @transaction.atomic
    def end(self, by, how: str, ending: str = Ending.DONE, docking=None):
        """Say how it ended, in which meeting. Ending it again changes nothing."""
        self.refresh_from_db(from_queryset=FollowUp.objects.select_for_update())
        if not self.is_open:
            return
        self.closed_at, self.closed_with, self.ending = timezone.now(), how, ending
        # A closed meeting does not change: what ends after it ends between meetings.
        self.closed_in = docking if docking and not docking.is_closed else None
        history.note(self, ending, by, how)

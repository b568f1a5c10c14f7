"""The series that keeps the thread between meetings, and what it says about who docks with whom."""

from collections.abc import Iterable

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamn.expeditions.models import Expedition
from hamn.people.models import Body
from hamn.programmes.models import Programme
from hamn.records.models import Shared, Visibility


class DockingSeries(Shared):
    """A team (from Shared) that meets the same bodies again and again, so that the thread holds."""

    first_visibility = Visibility.DOCKING

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="docking_series")
    expedition = models.ForeignKey(Expedition, models.SET_NULL, null=True, blank=True, related_name="docking_series")
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(max_length=160, unique=True, allow_unicode=True, editable=False)
    docks_with = models.ManyToManyField(Body, related_name="docking_series", verbose_name=_("docks with"))
    rhythm = models.CharField(_("rhythm"), max_length=160, blank=True)
    purpose = models.TextField(_("purpose"), max_length=4000, blank=True)

    class Meta(Shared.Meta):
        ordering = ["name"]
        verbose_name = _("docking series")
        verbose_name_plural = _("docking series")

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("docking_series", args=[self.slug])

    @property
    def edit_url(self):
        return reverse("docking_series_edit", args=[self.slug])

    def bodies(self):
        """The team and those it docks with."""
        return Body.objects.filter(models.Q(pk=self.team_id) | models.Q(docking_series=self)).distinct()


def teams_docking_with(bodies: models.QuerySet) -> models.QuerySet:
    """The teams whose series dock with any of these bodies. A draft of a series opens nothing."""
    series = DockingSeries.objects.shared().filter(docks_with__in=bodies, team__isnull=False)
    return Body.objects.filter(pk__in=series.order_by().values("team_id")).order_by()


def bodies_docked_by(team: int) -> Iterable[int]:
    """The other way: whom a team docks with."""
    series = DockingSeries.objects.shared().filter(team=team, docks_with__isnull=False)
    return series.order_by().values_list("docks_with", flat=True).distinct()

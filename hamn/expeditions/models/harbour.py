"""The steady group that receives expeditions."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Person
from hamn.records.models import Shared


class Harbour(Shared):
    """The steady group that receives an expedition: host, opening hours, supplies, what comes in."""

    name = models.CharField(_("name"), max_length=120)
    opening_hours = models.CharField(_("opening hours"), max_length=240, blank=True)
    place = models.CharField(_("place or link"), max_length=240, blank=True)
    supplies = models.TextField(_("supplies: method help, data, contacts"), blank=True)
    hosts = models.ManyToManyField(Person, blank=True, related_name="harbours")

    class Meta(Shared.Meta):
        ordering = ["name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("harbour", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("harbour_edit", args=[self.pk])

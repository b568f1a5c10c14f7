"""The programme that everything may belong to, its tracks and its guiding principles."""

import re

from django.db import models
from django.db.models import Case, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Body
from hamn.records.models import Shared, SharedQuerySet
from hamn.records.slugs import free_slug


class ProgrammeQuerySet(SharedQuerySet):
    def current_for(self, person):
        """The programme whose road the person meets first: the one under way, else the latest."""
        today = timezone.localdate()
        is_under_way = Q(Q(ends_on__isnull=True) | Q(ends_on__gte=today), starts_on__lte=today)
        order = Case(When(is_under_way, then=0), default=1)
        return self.visible_to(person).order_by(order, "-starts_on", "pk").first()


class Programme(Shared):
    """What the change is for, when, paid by whom and looked after by whom."""

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(max_length=160, unique=True, allow_unicode=True)
    purpose = models.TextField(_("purpose"), blank=True)
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    funder = models.CharField(_("funder"), max_length=160, blank=True)
    steward = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="programmes")
    # The lighthouse at the end of the road.
    vision = models.CharField(_("vision"), max_length=160, blank=True)
    vision_text = models.CharField(_("the vision in a sentence"), max_length=240, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["-starts_on", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(type(self), self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("programme", args=[self.slug])

    @property
    def edit_url(self):
        return reverse("programme_edit", args=[self.slug])


# How the trust track's address begins, in each language.
TRUST = r"^(tillit|trust|luottamus)"


class TrackQuerySet(models.QuerySet):
    def trust(self):
        """The track that the trust timeline shows; found by its slug, which outlives a new name."""
        return self.filter(slug__regex=TRUST)


class Track(models.Model):
    """One of the lanes of the winding road. Tracks are content: an installation names its own."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tracks")
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("description"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    # Made once from the first name, so that an address and the trust timeline survive a renaming.
    slug = models.SlugField(max_length=80, blank=True, allow_unicode=True, editable=False)

    objects = TrackQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="track_named_once")]

    @property
    def is_trust(self) -> bool:
        return bool(re.match(TRUST, self.slug))

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.name, allow_unicode=True)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("track_timeline", args=[self.pk])


class Principle(models.Model):
    """A guiding principle: something to reflect against, never a score."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="principles")
    name = models.CharField(_("name"), max_length=80)
    text = models.TextField(_("what it means"), blank=True)
    text_invented = models.BooleanField(default=False, editable=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

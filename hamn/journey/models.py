"""The journey's own events: only what has no noun elsewhere; everything else is read from its folder."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamn.journey import uploads
from hamn.programmes.models import Programme, Track
from hamn.programmes.plans import PlanChange, Planned
from hamn.records.models import Shared, SharedQuerySet

MATERIAL_KINDS = [*uploads.KINDS, *uploads.SAME]


class Event(Planned):
    """A point on the winding road. What was cancelled stays, with its reason and its lesson."""

    class Kind(models.TextChoices):
        STRUCTURE = "structure", _("structure")
        CULTURE = "culture", _("culture")
        METHOD = "method", _("method")

    time_field = "on"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="events")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="events")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("what happened"), max_length=10000, blank=True)
    on = models.DateField(_("date"))

    class Meta(Planned.Meta):
        ordering = ["on", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("event", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("event_edit", args=[self.pk])


class EventChange(PlanChange):
    """An event that was moved, cancelled or held."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="changes")
    moved_from = models.DateField(null=True, blank=True)


class MaterialQuerySet(SharedQuerySet):
    def visible_to(self, person):
        """What belongs to an event is seen by nobody who may not see the event."""
        events = Event.objects.visible_to(person)
        return super().visible_to(person).filter(Q(event__isnull=True) | Q(event__in=events))


class Material(Shared):
    """A film, text or picture that belongs to the road, with a transcript or alternative text."""

    class Kind(models.TextChoices):
        FILM = "film", _("film")
        SOUND = "sound", _("sound recording")
        PICTURE = "picture", _("picture")
        TEXT = "text", _("text")
        SLIDES = "slides", _("slides")

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="material")
    event = models.ForeignKey(Event, models.SET_NULL, null=True, blank=True, related_name="material")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(
        _("file"), upload_to=uploads.stored_name, blank=True, validators=[FileExtensionValidator(MATERIAL_KINDS)]
    )
    address = models.URLField(_("or its address"), blank=True)
    # Required: nobody is shut out from what is shown or said.
    text_alternative = models.TextField(_("transcript or description"), max_length=40000)
    licence = models.CharField(_("licence"), max_length=120, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["title"]
        verbose_name_plural = "material"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("material", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("material_edit", args=[self.pk])

    @property
    def file_kind(self) -> str:
        return uploads.extension(self.file.name) if self.file else ""

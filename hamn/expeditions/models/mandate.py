"""What a crew may do and is promised, version by version; and what it tries on a small scale."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamn.expeditions.models.expedition import Expedition
from hamn.people.models import Body
from hamn.records.models import Shared
from hamn.web.usertext import shortened


class Mandate(Shared):
    """What the crew may do and is promised. Every change is a new version with its reason."""

    expedition = models.ForeignKey(Expedition, models.CASCADE, related_name="mandates")
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    giver = models.ForeignKey(Body, models.PROTECT, related_name="mandates_given", verbose_name=_("given by"))
    given_on = models.DateField(_("given on"))
    action_space = models.TextField(_("what the crew may decide itself"))
    support = models.TextField(_("support promised"), blank=True)
    limits = models.TextField(_("limits"), blank=True)
    when_to_dock = models.TextField(_("when to dock"), blank=True)
    reason = models.TextField(_("why this version"), blank=True)

    class Meta(Shared.Meta):
        ordering = ["-version"]
        constraints = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["expedition", "version"], name="mandate_version_once"),
        ]

    def __str__(self):
        return f"{self.expedition} · {self.version}"

    def get_absolute_url(self):
        return f"{self.expedition.get_absolute_url()}#mandate-{self.version}"

    WORDS = ("giver_id", "given_on", "action_space", "support", "limits", "when_to_dock")

    def says_the_same_as(self, other) -> bool:
        return all(getattr(self, name) == getattr(other, name) for name in self.WORDS)


class Trial(Shared):
    """Something tried on a small scale: assumption, what happened, keep, change or stop."""

    class Verdict(models.TextChoices):
        KEEP = "keep", _("keep")
        CHANGE = "change", _("change")
        STOP = "stop", _("stop")

    expedition = models.ForeignKey(Expedition, models.CASCADE, related_name="trials")
    assumption = models.TextField(_("what we believed"), max_length=2000)
    small_scale = models.TextField(_("how we tried it on a small scale"), max_length=2000)
    what_happened = models.TextField(_("what happened"), max_length=4000, blank=True)
    verdict = models.CharField(_("keep, change or stop"), max_length=10, choices=Verdict.choices, blank=True)

    class Meta(Shared.Meta):
        ordering = ["created_at", "pk"]

    def __str__(self):
        return shortened(self.assumption)

    def get_absolute_url(self):
        return f"{self.expedition.get_absolute_url()}#trial-{self.pk}"

    @property
    def edit_url(self):
        return reverse("trial_edit", args=[self.pk])

"""What we take with us: one unsorted field first, then insight, recommendation, lesson or reflection."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Body, Person
from hamn.programmes.models import Programme, Track
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet
from hamn.web.usertext import shortened


class RecommendationQuerySet(SharedQuerySet):
    def awaiting_response(self):
        return self.filter(responses__isnull=True)


class TakeAwayQuerySet(SharedQuerySet):
    def unsorted(self):
        return self.filter(sorted_type__isnull=True)


class Finding(Shared):
    """What the four sorts have in common."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField(_("text"), max_length=4000)
    on = models.DateField(_("date"), default=timezone.localdate)

    class Meta(Shared.Meta):
        abstract = True
        ordering = ["-on", "-pk"]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return reverse(self._meta.model_name, args=[self.pk])

    @property
    def edit_url(self):
        return reverse("finding_edit", args=[self._meta.model_name, self.pk])


class TakeAway(Finding):
    """*Det här tar vi med oss*: one field, sorted when there is time."""

    sorted_type = models.ForeignKey(ContentType, models.SET_NULL, null=True, blank=True, related_name="+")
    sorted_id = models.PositiveBigIntegerField(null=True, blank=True)
    sorted_into = GenericForeignKey("sorted_type", "sorted_id")

    objects = TakeAwayQuerySet.as_manager()

    @property
    def is_sorted(self) -> bool:
        return self.sorted_id is not None


class Insight(Finding):
    """Something we now understand, what it builds on, how sure we are, and who receives it."""

    class Confidence(models.TextChoices):
        HUNCH = "hunch", _("a hunch")
        SEVERAL = "several", _("seen several times")
        WELL_FOUNDED = "well_founded", _("well founded")

    confidence = models.CharField(
        _("how sure are we"), max_length=20, choices=Confidence.choices, default=Confidence.HUNCH
    )
    receiver = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="insights", verbose_name=_("receiver")
    )


class Recommendation(Finding):
    """An advice that must be answered."""

    to = models.ForeignKey(Body, models.PROTECT, related_name="recommendations", verbose_name=_("to"))
    why = models.TextField(_("why"), max_length=4000, blank=True)

    objects = RecommendationQuerySet.as_manager()

    @property
    def response(self):
        """The answer that stands: the latest one, or None while the receiver owes it."""
        return max(self.responses.all(), key=lambda each: (each.on, each.pk), default=None)

    @transaction.atomic
    def respond(self, verdict: str, why: str, body: Body, by):
        """Answer it. The same answer twice is one answer; a changed one stands beside the old."""
        standing = self.response
        if standing and (standing.verdict, standing.why) == (verdict, why):
            return standing
        history.note(self, "answered", by, why)
        return self.responses.create(verdict=verdict, why=why, body=body, by=by)


class Response(models.Model):
    """The required answer to a recommendation. A new answer is a new row; the old one stands."""

    class Verdict(models.TextChoices):
        ACCEPT = "accept", _("yes")
        PARTLY = "partly", _("partly")
        DECLINE = "decline", _("no")

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="responses")
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict.choices)
    why = models.TextField(_("why"), max_length=2000)
    body = models.ForeignKey(Body, models.PROTECT, related_name="responses")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    on = models.DateField(default=timezone.localdate)
    invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self):
        return f"{self.get_verdict_display()}: {shortened(self.why)}"


class Lesson(Finding):
    """What we learned, in what context it holds, and where it was used again."""

    context = models.TextField(_("where it holds"), max_length=2000, blank=True)
    reused_in = models.TextField(_("where it was used again"), max_length=2000, blank=True)


class Reflection(Finding):
    """A thought worth keeping that asks nothing of anyone."""

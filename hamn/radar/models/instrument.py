"""An instrument: what is asked again and again, and the axes that it is asked about."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from hamn.programmes.models import Programme
from hamn.radar import wording
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet

MOST_AXES, LEAST_AXES = 12, 3
LONGEST_KEY = 14
# What the phone's form calls its own fields.
RESERVED_KEYS = {"own", "ask", "support"}


class Instrument(Shared):
    """The question, its scale and its axes. Changing them changes what the next round asks, never what was asked."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="instruments")
    title = models.CharField(_("title"), max_length=120)
    question = models.CharField(_("question"), max_length=300)
    steps = models.PositiveSmallIntegerField(
        _("steps on the scale"), default=5, validators=[MinValueValidator(3), MaxValueValidator(10)]
    )
    low_label = models.CharField(_("lowest step means"), max_length=80, blank=True)
    high_label = models.CharField(_("highest step means"), max_length=80, blank=True)
    # One for each step from the lowest, or none at all.
    step_words = models.JSONField(_("what each step means"), default=list, blank=True)
    asks_comments = models.BooleanField(_("let people comment on each area"), default=True)

    objects = SharedQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["title", "pk"]
        verbose_name = _("form for looking out")
        constraints = [
            *Shared.Meta.constraints,
            models.CheckConstraint(condition=Q(steps__gte=3, steps__lte=10), name="radar_scale_of_3_to_10_steps"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("instrument", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("instrument_edit", args=[self.pk])

    @property
    def wording(self) -> dict:
        """What a round would ask now."""
        axes = [(axis.key, axis.name, axis.desired_state) for axis in self.axes.all()]
        return wording.wording_of(self.question, self.steps, self.low_label, self.high_label, self.step_words, axes)

    @property
    def undescribed(self) -> list["Axis"]:
        """Axes of which nobody has said what we wish for, nor that it is not written yet."""
        return [axis for axis in self.axes.all() if not axis.desired_state and not axis.is_unwritten]

    @property
    def is_full(self) -> bool:
        return self.axes.count() >= MOST_AXES

    def free_key(self, name: str) -> str:
        """A short id that stays when the axis is renamed, and is never given to another one of the instrument's."""
        stem = slugify(name)[:LONGEST_KEY] or "axis"
        taken = {*self.axes.values_list("key", flat=True), *self.keys_asked, *RESERVED_KEYS}
        numbered = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
        return next(key for key in numbered if key not in taken)

    @property
    def keys_asked(self) -> set[str]:
        """Of every axis that a round has asked about, also of those taken away since."""
        return {axis["key"] for pinned in self.rounds.values_list("wording", flat=True) for axis in pinned["axes"]}

    @transaction.atomic
    def add_axis(self, name: str, by, desired_state: str = "", is_unwritten: bool = False) -> "Axis":
        """Last among the axes. Raises ValueError when there are too many."""
        if self.is_full:
            raise ValueError(f"An instrument has at most {MOST_AXES} axes.")
        last = max(self.axes.values_list("order", flat=True), default=-1)
        axis = self.axes.create(
            key=self.free_key(name), name=name, desired_state=desired_state, is_unwritten=is_unwritten, order=last + 1
        )
        history.note(self, "axis_added", by, name)
        return axis

    @transaction.atomic
    def take_away(self, axis: "Axis", by) -> None:
        """Out of the next rounds; those that asked about it keep it."""
        axis.delete()
        history.note(self, "axis_removed", by, axis.name)

    @transaction.atomic
    def put_in_order(self, axes: list["Axis"], by) -> None:
        for place, axis in enumerate(axes):
            self.axes.filter(pk=axis.pk).update(order=place)
        history.note(self, "axes_moved", by)


class Axis(models.Model):
    """One area of the radar, with the state that we wish for there, written before anybody says how close we are."""

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="axes")
    key = models.CharField(max_length=20, editable=False)
    name = models.CharField(_("area"), max_length=100)
    desired_state = models.TextField(_("the state we wish for"), max_length=1000, blank=True)
    # Somebody has said that it is not written yet, and wants to ask all the same.
    is_unwritten = models.BooleanField(_("we have not written it yet"), default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["instrument", "key"], name="axis_key_once_an_instrument")]

    def __str__(self):
        return self.name

    @transaction.atomic
    def change(self, by) -> None:
        """Store what has been written in it."""
        if self.desired_state:
            self.is_unwritten = False
        self.save()
        history.note(self.instrument, "axis_changed", by, self.name)

    @transaction.atomic
    def move(self, places: int, by) -> None:
        """Up (negative) or down among the axes; at the end it stays where it is."""
        axes = list(self.instrument.axes.all())
        place = axes.index(self)
        axes.insert(max(0, min(len(axes) - 1, place + places)), axes.pop(place))
        self.instrument.put_in_order(axes, by)

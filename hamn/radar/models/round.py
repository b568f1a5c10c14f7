"""A round: a time when people say where we are on an instrument's axes. What it asks is pinned, to the letter."""

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues import models as dialogues
from hamn.dialogues.models import Dialogue, Question, RespondentGroup
from hamn.radar import wording
from hamn.radar.models.instrument import Instrument


class RoundQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Whoever sees the dialogue in which it is asked sees the round."""
        return self.filter(dialogue__in=Dialogue.objects.visible_to(person))

    def editable_by(self, person):
        return self.filter(dialogue__in=Dialogue.objects.editable_by(person))

    def closed(self):
        """Those with answers that are in and closed, and not declared void."""
        done = dialogues.Round.objects.filter(closed_at__isnull=False, voided_reason="", dialogue=OuterRef("dialogue"))
        return self.filter(Exists(done))


class Round(models.Model):
    """People meet it as *Spaning*. Team and visibility are its dialogue's, so that there is one answer to who sees it."""

    class Guesses(models.TextChoices):
        """Whose picture the others guess, before everybody sees all."""

        NONE = "none", _("nobody's: we leave the guessing out")
        FIRST = "first", _("the first group's")
        EACH = "each", _("every other group's, one after the other")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="rounds")
    dialogue = models.OneToOneField(Dialogue, models.CASCADE, related_name="radar_round")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    guesses = models.CharField(_("what the groups guess"), max_length=5, choices=Guesses.choices, default=Guesses.EACH)
    # As it was asked: question, scale, axes and the state wished for on each.
    wording = models.JSONField(default=dict, editable=False)
    wording_hash = models.CharField(max_length=64, editable=False)
    axis_hashes = models.JSONField(default=dict, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        verbose_name = _("looking-out")

    def __str__(self):
        return self.dialogue.title

    def get_absolute_url(self):
        return reverse("radar_round", args=[self.pk])

    def pin(self, asked: dict) -> None:
        """From now on this is what the round asks, whatever becomes of the instrument."""
        self.wording = asked
        self.wording_hash, self.axis_hashes = wording.hash_of(asked), wording.axis_hashes(asked)

    @property
    def invented(self) -> bool:
        return self.dialogue.invented

    @property
    def asks_guesses(self) -> bool:
        return self.guesses != self.Guesses.NONE

    @property
    def question(self) -> Question:
        """The one about where we are; the others are guesses."""
        return self.dialogue.questions.get(kind=Question.Kind.AXES, about_group__isnull=True)

    @property
    def guess_questions(self):
        """What each group is believed to have answered, in the groups' order."""
        return self.dialogue.questions.filter(about_group__isnull=False).order_by(F("about_group__order"), "pk")

    @property
    def groups(self) -> list[RespondentGroup]:
        return list(self.dialogue.groups.all())

    @property
    def answering(self) -> "dialogues.Round | None":
        """The time of answering that counts: the open one, else the last that was not voided."""
        return self.dialogue.latest_round

    def comparable(self, other: "Round") -> list[str]:
        """The keys of the axes that both rounds asked about in the same words and on the same scale."""
        return [key for key, asked in self.axis_hashes.items() if other.axis_hashes.get(key) == asked]

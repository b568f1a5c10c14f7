"""What a closed round's votes on statements showed: computed once, and kept as it was shown."""

from django.db import models
from django.utils import timezone

from hamn.dialogues.models.dialogue import Round
from hamn.dialogues.models.question import Question


class OpinionMap(models.Model):
    """Islands of people who vote alike, or the plain word that there are none. Nothing in it is behind the gate."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="opinion_maps")
    round = models.ForeignKey(Round, models.CASCADE, related_name="opinion_maps")
    # outcome, archipelago, cells (what the gate let out), common, divisive, telling, stability, sentences. Ids, no texts.
    told = models.JSONField()
    method = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    seed = models.BigIntegerField()
    # Of every vote. It never leaves the installation but with the votes: few unknown ones could be tried against it.
    input_hash = models.CharField(max_length=64)
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["question", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "round"], name="opinions_mapped_once")]

    def __str__(self):
        return f"{self.question}: {self.told['outcome']}"

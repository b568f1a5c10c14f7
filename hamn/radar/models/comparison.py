"""What a round's answers showed: computed once, when it has closed, and kept as it was shown."""

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from hamn.dialogues import models as dialogues
from hamn.dockings.models import Docking
from hamn.radar.models.round import Round
from hamn.records.links import link
from hamn.web.usertext import shortened

LANGUAGE = "sv"


class Comparison(models.Model):
    """How the groups answered beside each other, in this round and against earlier ones. Nothing in it is behind the gate."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="comparisons")
    # The time of answering that it is computed from; a voided one and its successor have one each.
    answering = models.OneToOneField(dialogues.Round, models.CASCADE, related_name="comparison")
    # groups, axes, table (what the gate let out), guesses (the same of those), report and its earlier rounds.
    told = models.JSONField()
    method = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    seed = models.BigIntegerField()
    # Of everything that was answered. It never leaves the installation: few unknown answers could be tried against it.
    input_hash = models.CharField(max_length=64)
    computed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-computed_at", "-pk"]

    def __str__(self):
        return str(self.round)


class DifferenceQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Whoever sees the round, once its leader has let everybody see all; those who lead see it before."""
        rounds = Round.objects.visible_to(person)
        led = Round.objects.editable_by(person)
        revealed = models.Q(comparison__answering__revealed_at__isnull=False)
        return self.filter(models.Q(comparison__round__in=rounds) & revealed | models.Q(comparison__round__in=led))


class Difference(models.Model):
    """What was found on one axis, so that an agenda, an insight or a promise can build on it."""

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="differences")
    key = models.CharField(max_length=20)
    axis = models.CharField(max_length=100)
    verdict = models.CharField(max_length=12)
    # By language: what the numbers carry, and a question to talk about.
    sentences = models.JSONField(default=dict)
    questions = models.JSONField(default=dict)
    order = models.PositiveSmallIntegerField(default=0)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["comparison", "key"], name="axis_once_a_comparison")]

    def __str__(self):
        return self.sentence

    def get_absolute_url(self):
        return f"{reverse('radar_comparison', args=[self.comparison.round_id])}#{self.key}"

    @property
    def invented(self) -> bool:
        return self.comparison.round.invented

    @property
    def sentence(self) -> str:
        return in_language(self.sentences)

    @property
    def question(self) -> str:
        return in_language(self.questions)

    @transaction.atomic
    def take_up(self, docking: Docking, by):
        """A point on that meeting's agenda, with its line from the round. Doing it again leaves one point."""
        dialogue = self.comparison.round.dialogue
        title = shortened(self.sentence, 200)
        if same := docking.agenda.filter(dialogue=dialogue, title=title).first():
            return same
        point = docking.add_point(title)
        point.dialogue, point.text = dialogue, self.question
        point.save()
        link(self, docking, by=by)
        return point


def in_language(texts: dict) -> str:
    return texts.get(get_language()) or texts.get(LANGUAGE, "")

"""A tension that the leader draws between two things that were said, such as "more together" – "less consensus"."""

from django.db import models, transaction
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hamn.dialogues.models.dialogue import Dialogue
from hamn.dialogues.models.said import AnswerGroup
from hamn.people.models import Person
from hamn.records import history
from hamn.records.models import Link


class TensionQuerySet(models.QuerySet):
    def visible_to(self, person):
        """Whoever sees both; what is hidden or merged takes the tension along until it stands again."""
        seen = AnswerGroup.objects.visible_to(person)
        return self.filter(one__in=seen, other__in=seen)

    def shown(self):
        standing = AnswerGroup.objects.shown()
        return self.filter(one__in=standing, other__in=standing)

    def draw(self, one: AnswerGroup, other: AnswerGroup, by, note: str = "") -> "Tension":
        """A line between the two. Drawing it again, from either end, changes nothing.

        Raises: ValueError unless they are two texts of one dialogue.
        """
        dialogue = one.question.dialogue
        if one.pk == other.pk or other.question.dialogue_id != dialogue.pk:
            raise ValueError("A tension stands between two texts of the same dialogue.")
        low, high = sorted((one, other), key=lambda group: group.pk)
        # One order for both ends: two who draw it at once, each from their end, meet in the same row.
        with transaction.atomic():
            made, is_new = self.get_or_create(
                one=low, other=high, defaults={"dialogue": dialogue, "note": note, "by": by}
            )
            if is_new:
                history.note(dialogue, "tension_drawn", by, str(made)[:240])
        return made


class Tension(models.Model):
    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="tensions")
    one = models.ForeignKey(AnswerGroup, models.CASCADE, related_name="+")
    other = models.ForeignKey(AnswerGroup, models.CASCADE, related_name="+")
    note = models.CharField(max_length=240, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = TensionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = gettext_lazy("a tension")
        constraints = [
            models.UniqueConstraint(Least("one", "other"), Greatest("one", "other"), name="one_tension_a_pair")
        ]

    def __str__(self):
        return f"{self.one.label} – {self.other.label}"

    def get_absolute_url(self):
        return f"{reverse('dialogue', args=[self.dialogue_id])}#tension-{self.pk}"

    @property
    def question(self):
        """Where it was said; whoever builds on it finds the dialogue by this, as for what was said itself."""
        return self.one.question

    @property
    def invented(self) -> bool:
        return self.one.invented or self.other.invented

    @property
    def talk(self) -> str:
        """A question to talk about."""
        words = {"one": self.one.label, "other": self.other.label}
        return _("What would it take to have both “%(one)s” and “%(other)s”?") % words

    @transaction.atomic
    def take_away(self, by) -> None:
        """Doing it again changes nothing."""
        number = self.pk
        deleted, _each = Tension.objects.filter(pk=number).delete()
        if deleted:
            # What was built on it stays; only its line is gone.
            self.pk = number
            Link.objects.touching(self).delete()
            history.note(self.dialogue, "tension_removed", by, str(self)[:240])

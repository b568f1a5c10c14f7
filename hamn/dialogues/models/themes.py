"""What the answers are about: a codebook for one question, and who put which answer where."""

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models.question import Question
from hamn.dialogues.models.said import AnswerGroup
from hamn.people.models import Person
from hamn.records import history


class Theme(models.Model):
    """One theme of a question's codebook. `key` names it in files and stays when its name is corrected."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="themes")
    key = models.CharField(max_length=40, editable=False)
    name = models.CharField(_("theme"), max_length=80)
    description = models.CharField(_("what belongs there, in a few words"), max_length=240)
    examples = models.TextField(_("answers that belong there, one per line"), max_length=2000, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("theme")
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="theme_key_once_a_question")]

    def __str__(self):
        return self.name

    def example_texts(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.examples.splitlines() if line.strip())

    @transaction.atomic
    def remove(self, by) -> None:
        """Out of the codebook, with what was put there: those answers are uncoded again."""
        history.note(self.question.dialogue, "theme_removed", by, self.name)
        self.delete()


class Coding(models.Model):
    """One person's reading: this text is about that theme. A changed mind changes it; each coder has one per text."""

    group = models.ForeignKey(AnswerGroup, models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="codings")
    coder = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["group", "coder"], name="coded_once_by_each")]

    def __str__(self):
        return f"{self.group} → {self.theme}"


def deciding_theme() -> Subquery:
    """For texts, as an annotation: the theme that decides, told as its fields, or None. Whoever was first with a text decides."""
    fields = ("pk", "key", "name", "description", "order")
    told = JSONObject(**{name: f"theme__{name}" for name in fields})
    codings = Coding.objects.filter(group=OuterRef("pk")).order_by("pk")
    return Subquery(codings.values(told=told)[:1], output_field=models.JSONField())

"""What is asked: a question, and its options, axes or statements."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models.dialogue import Dialogue, RespondentGroup


class Question(models.Model):
    """One question. Once it has answers its wording stands; a new wording is a new question."""

    class Kind(models.TextChoices):
        WORDS = "words", _("words")
        TEXT = "text", _("open text")
        CHOICE = "choice", _("choice")
        SCALE = "scale", _("scale")
        RANKING = "ranking", _("ranking")
        POINTS = "points", _("points to share out")
        AXES = "axes", _("several axes (radar)")
        STATEMENTS = "statements", _("statements to agree or disagree with")
        QA = "qa", _("questions from the room")

    class Purpose(models.TextChoices):
        """What the answers are for, where a later page needs to know."""

        NONE = "", _("nothing in particular")
        START = "start", _("what we should do")
        STOP = "stop", _("what we should stop doing")
        CANDOUR = "candour", _("could one write what one thought")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WORDS)
    purpose = models.CharField(_("what the answers are for"), max_length=10, choices=Purpose.choices, blank=True)
    text = models.CharField(_("question"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    steps = models.PositiveSmallIntegerField(_("steps on the scale"), default=5)
    low_label = models.CharField(_("lowest step means"), max_length=80, blank=True)
    high_label = models.CharField(_("highest step means"), max_length=80, blank=True)
    several = models.BooleanField(_("more than one may be chosen"), default=False)
    points = models.PositiveSmallIntegerField(_("points to share out"), default=100)
    # What each step is called, from the lowest; empty where only the ends have words.
    step_words = models.JSONField(default=list, blank=True)
    takes_comments = models.BooleanField(_("a comment may be written on each area"), default=True)
    # Nothing of it is told before it is closed for good. What was told while answers came would otherwise stand beside each
    # group's picture, and a group that answered first could not be shown without pointing at its last few.
    beside = models.BooleanField(default=False, editable=False)
    # A guess: how the others believe that this group has answered. It is not asked of the group itself.
    about_group = models.ForeignKey(
        RespondentGroup,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="guesses",
        verbose_name=_("about the group"),
    )

    # Kinds that are answered with the question's own options, axes or statements.
    WITH_OPTIONS = (Kind.CHOICE, Kind.RANKING, Kind.POINTS, Kind.AXES, Kind.STATEMENTS)
    WITH_STEPS = (Kind.SCALE, Kind.AXES)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(steps__gte=2, steps__lte=11), name="scale_of_2_to_11_steps")]

    def __str__(self):
        return self.text

    def clean(self):
        if self.kind == self.Kind.SCALE and not 2 <= (self.steps or 0) <= 11:
            raise ValidationError({"steps": _("A scale has 2 to 11 steps.")})


class Option(models.Model):
    """An option, an axis or a statement of a question. `key` is its id on phones, and stays when its text is corrected."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    key = models.CharField(max_length=20)
    text = models.CharField(_("text"), max_length=200)
    # What an axis means, such as the state one wishes for; read beside it before a step is chosen.
    about = models.TextField(_("what it means"), max_length=1000, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "key"], name="option_key_once_a_question")]

    def __str__(self):
        return self.text

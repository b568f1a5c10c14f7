"""Dialogues: questions to a room, the rounds in which they are answered, and what may be shown of it.

Answers themselves live in answers.py, in their own database; only this folder's gate reads them.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.answers import Answer, OpenRound, SeenMark  # noqa: F401  (so that Django knows the tables)
from hamn.dialogues.codes import new_code
from hamn.people.models import Body, Person
from hamn.programmes.models import Programme
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet, Visibility
from hamn.sensemaking.disclosure import SMALLEST_THRESHOLD, Gate
from hamn.web.usertext import shortened


def smallest_group() -> int:
    return settings.SMALLEST_GROUP


class SpentCode(models.Model):
    """Every code that was ever given out. A code is never reused, also when its dialogue was erased."""

    code = models.CharField(max_length=6, primary_key=True)

    def __str__(self):
        return self.code


class DialogueQuerySet(SharedQuerySet):
    def open(self):
        return self.filter(rounds__opened_at__isnull=False, rounds__closed_at__isnull=True).distinct()


class Dialogue(Shared):
    """A set of questions that a team asks a room. `team` asks; the code lets anyone answer."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="dialogues")
    code = models.CharField(max_length=6, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    who_asks = models.CharField(_("who asks"), max_length=160)
    why = models.TextField(_("why we ask"), max_length=1000)
    kept_until = models.DateField(_("answers are kept until"), null=True, blank=True)
    # A dialogue may raise the installation's threshold; nobody lowers it, and it is fixed once opened.
    threshold = models.PositiveSmallIntegerField(
        _("smallest group shown"), default=smallest_group, validators=[MinValueValidator(SMALLEST_THRESHOLD)]
    )
    # Chosen before anyone answers: says plainly that answers may be recognised, and the gate is off.
    recognisable = models.BooleanField(_("open dialogue: answers may be recognised"), default=False)

    objects = DialogueQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("dialogue", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("dialogue_edit", args=[self.pk])

    @property
    def gate(self) -> Gate:
        return Gate(max(self.threshold, settings.SMALLEST_GROUP), self.recognisable)

    @property
    def was_opened(self) -> bool:
        return bool(self.known_rounds)

    @property
    def known_rounds(self) -> list["Round"]:
        """Every round in its order, read once."""
        if not hasattr(self, "_known_rounds"):
            self._known_rounds = list(self.rounds.all())
        return self._known_rounds

    def forget_rounds(self) -> None:
        self.__dict__.pop("_known_rounds", None)
        self.__dict__.get("_prefetched_objects_cache", {}).pop("rounds", None)

    @property
    def open_round(self) -> "Round | None":
        return next((each for each in self.known_rounds if each.is_open), None)

    @property
    def latest_round(self) -> "Round | None":
        """The round whose results count now: the open one, else the last that was not voided."""
        return self.open_round or next((each for each in reversed(self.known_rounds) if not each.is_void), None)

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = unspent_code()
        SpentCode.objects.get_or_create(code=self.code)
        super().save(*args, **kwargs)


def unspent_code() -> str:
    while SpentCode.objects.filter(code=(code := new_code())).exists():
        pass
    return code


class Question(models.Model):
    """One question. Once it has answers its wording stands; a new wording is a new question."""

    class Kind(models.TextChoices):
        WORDS = "words", _("words")
        TEXT = "text", _("open text")
        SCALE = "scale", _("scale")

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WORDS)
    text = models.CharField(_("question"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    steps = models.PositiveSmallIntegerField(_("steps on the scale"), default=5)
    low_label = models.CharField(_("lowest step means"), max_length=80, blank=True)
    high_label = models.CharField(_("highest step means"), max_length=80, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=Q(steps__gte=2, steps__lte=11), name="scale_of_2_to_11_steps")]

    def __str__(self):
        return self.text

    def clean(self):
        if self.kind == self.Kind.SCALE and not 2 <= (self.steps or 0) <= 11:
            raise ValidationError({"steps": _("A scale has 2 to 11 steps.")})

    @property
    def step_range(self) -> range:
        return range(1, self.steps + 1)


class Round(models.Model):
    """A time when people answer. It opens once and closes once; a spoiled one is voided, visibly."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    voided_reason = models.TextField(blank=True)
    # People with at least one stored answer, as the gate last let it out; null while under the threshold.
    shown_answered = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="round_numbered_once"),
            models.UniqueConstraint(fields=["dialogue"], condition=Q(closed_at__isnull=True), name="one_open_round"),
        ]

    def __str__(self):
        return f"{self.dialogue} · {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_void(self) -> bool:
        return bool(self.voided_reason)


class AnswerGroupQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.shown().filter(question__dialogue__in=Dialogue.objects.visible_to(person))

    def shown(self):
        """Neither hidden, nor merged into another, nor of a spoiled round."""
        return self.filter(hidden_reason="", merged_into__isnull=True, round__voided_reason="")

    def unanswered(self):
        return self.filter(~Exists(Reply.objects.given().filter(group=OuterRef("pk"))))

    def facilitated_by(self, person):
        """Those whose dialogue the person leads: also hidden and merged ones."""
        return self.filter(question__dialogue__in=Dialogue.objects.editable_by(person))


class AnswerGroup(models.Model):
    """Answers that say the same thing, as the gate has let them out: text, never an answer row.

    Links, merging and hiding refer to this. It exists only once the gate has released it.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="answer_groups")
    round = models.ForeignKey(Round, models.CASCADE, related_name="answer_groups")
    label = models.CharField(max_length=2000)
    # How many people said it, in this wording and in those merged into it, when that may be shown; null while the
    # gate holds it back. Somebody who wrote two wordings that are merged later is counted in both.
    shown_count = models.PositiveIntegerField(null=True, blank=True)
    own_count = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    hidden_reason = models.CharField(_("why it is hidden"), max_length=240, blank=True)
    # Where its word stands in the cloud, so that it stays put when counts change.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    released_at = models.DateField(default=timezone.localdate)
    invented = models.BooleanField(default=False)

    objects = AnswerGroupQuerySet.as_manager()

    class Meta:
        ordering = [models.F("shown_count").desc(nulls_last=True), "label"]
        verbose_name = _("what somebody said")

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("answer_group", args=[self.pk])

    def recount(self):
        """Add up what the gate has let out of its own wordings and of those merged into it."""
        counts = [self.own_count, *self.merged.values_list("own_count", flat=True)]
        known = [count for count in counts if count is not None]
        self.shown_count = sum(known) if known else None
        self.save(update_fields=["shown_count"])

    @transaction.atomic
    def merge_into(self, other: "AnswerGroup", by):
        """Say that this means the same as the other. Merging again changes nothing; `unmerge` takes it back.

        Raises: ValueError when they do not stand beside each other, or when this one is already answered.
        """
        if self.merged_into_id == other.pk:
            return
        if other.pk == self.pk or (other.question_id, other.round_id) != (self.question_id, self.round_id):
            raise ValueError("Only two groups of answers to the same question in the same round can be merged.")
        if other.merged_into_id or self.merged.exists() or self.replies.exists():
            raise ValueError("A group that is answered, or that holds others, stays where it is.")
        self.merged_into = other
        self.save(update_fields=["merged_into"])
        other.recount()
        history.note(self.question.dialogue, "merged", by, f"{self.label} → {other.label}")

    @transaction.atomic
    def unmerge(self, by):
        other = self.merged_into
        if other is None:
            return
        self.merged_into = None
        self.save(update_fields=["merged_into"])
        other.recount()
        history.note(self.question.dialogue, "unmerged", by, f"{self.label} ← {other.label}")

    @transaction.atomic
    def hide(self, reason: str, by):
        """Take it off the pages, for a reason that everybody can read. `show` brings it back."""
        if not reason.strip():
            raise ValueError("Hiding what somebody said needs a reason that others can read.")
        self.hidden_reason = reason.strip()
        self.save(update_fields=["hidden_reason"])
        history.note(self.question.dialogue, "hid", by, self.hidden_reason)

    @transaction.atomic
    def show(self, by):
        if self.hidden_reason:
            self.hidden_reason = ""
            self.save(update_fields=["hidden_reason"])
            history.note(self.question.dialogue, "unhid", by)

    @transaction.atomic
    def answer(self, by, body, verdict: str, text: str, until=None, on=None):
        """Reply to those who said it: everyone with the code can read it. The same reply twice is one."""
        same = self.replies.filter(body=body, verdict=verdict, text=text, until=until).first()
        if same:
            return same
        reply = Reply(group=self, body=body, verdict=verdict, text=text, until=until, author=by, team=body)
        reply.visibility, reply.on = Visibility.PUBLIC, on or timezone.localdate()
        history.note(reply, "answered", by)
        return reply


class Phrase(models.Model):
    """One wording inside an answer group; `key` is how equal wordings are found."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    question = models.ForeignKey(Question, models.CASCADE, related_name="phrases")
    group = models.ForeignKey(AnswerGroup, models.CASCADE, related_name="phrases")
    key = models.CharField(max_length=200)
    text = models.CharField(max_length=2000)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question", "key"], name="phrase_once_a_round")]

    def __str__(self):
        return self.text


class ShownScale(models.Model):
    """The counts per step of a scale question as the gate last let them out (its ledger)."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="shown_scales")
    round = models.ForeignKey(Round, models.CASCADE, related_name="shown_scales")
    counts = models.JSONField(default=list)
    dont_know = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "round"], name="scale_shown_once")]

    def __str__(self):
        return f"{self.question}: {self.counts}"


class ReplyQuerySet(SharedQuerySet):
    def visible_to(self, person):
        return super().visible_to(person).filter(group__in=AnswerGroup.objects.visible_to(person))

    def given(self):
        """Those that everyone who answered can read: what counts as answering back."""
        return self.filter(visibility=Visibility.PUBLIC)


class Reply(Shared):
    """What the organisation answers a group of answers. A reasoned no is an answer."""

    class Verdict(models.TextChoices):
        DOING = "doing", _("we do this")
        STOPPING = "stopping", _("we stop this")
        TRYING = "trying", _("we try this until …")
        DECLINED = "declined", _("we do not, because …")

    group = models.ForeignKey(AnswerGroup, models.PROTECT, related_name="replies")
    verdict = models.CharField(_("answer"), max_length=10, choices=Verdict.choices)
    text = models.TextField(_("in your own words"), max_length=2000)
    until = models.DateField(_("until"), null=True, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, related_name="replies")
    on = models.DateField(_("date"), default=timezone.localdate)

    objects = ReplyQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("reply")
        verbose_name_plural = _("replies")

    def __str__(self):
        return f"{self.get_verdict_display()}: {shortened(self.text)}"

    def get_absolute_url(self):
        return f"{self.group.get_absolute_url()}#reply-{self.pk}"

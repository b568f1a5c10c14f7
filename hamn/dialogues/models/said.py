"""What was said, as the gate has let it out: texts, figures, and what the organisation replies. No answer row."""

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.models.dialogue import Dialogue, RespondentGroup, Round
from hamn.dialogues.models.question import Question
from hamn.live.texts import text_id
from hamn.people.models import Body
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet, Visibility
from hamn.web.usertext import shortened


class AnswerGroupQuerySet(models.QuerySet):
    def visible_to(self, person):
        return self.shown().filter(question__dialogue__in=Dialogue.objects.visible_to(person))

    def shown(self):
        """Neither waiting, hidden, nor merged into another, nor of a spoiled round."""
        return self.filter(held_for="", hidden_reason="", merged_into__isnull=True, round__voided_reason="")

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
    # The text's id in the live room: equal wordings of a question have the same.
    ref = models.CharField(max_length=16, editable=False)
    label = models.CharField(max_length=2000)
    # How many people said it, in this wording and in those merged into it, when that may be shown; null while the
    # gate holds it back. Somebody who wrote two wordings that are merged later is counted in both.
    shown_count = models.PositiveIntegerField(null=True, blank=True)
    own_count = models.PositiveIntegerField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    hidden_reason = models.CharField(_("why it is hidden"), max_length=240, blank=True)
    # Why it waits for the leader: it looks like a name, a contact detail or abuse, or everything waits.
    held_for = models.CharField(max_length=10, blank=True)
    # Where its word stands in the cloud, so that it stays put when counts change.
    x = models.FloatField(null=True, blank=True)
    y = models.FloatField(null=True, blank=True)
    # The same in its side of a cloud that shows what to do beside what to stop doing.
    pair_x = models.FloatField(null=True, blank=True)
    pair_y = models.FloatField(null=True, blank=True)
    released_at = models.DateField(default=timezone.localdate)
    invented = models.BooleanField(default=False)

    objects = AnswerGroupQuerySet.as_manager()

    class Meta:
        ordering = [models.F("shown_count").desc(nulls_last=True), "label"]
        verbose_name = _("what somebody said")
        constraints = [models.UniqueConstraint(fields=["round", "question", "ref"], name="text_once_a_round")]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("answer_group", args=[self.pk])

    def save(self, *args, **kwargs):
        self.ref = self.ref or text_id(self.question_id, self.label)
        super().save(*args, **kwargs)

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
        if self.hidden_reason or self.held_for:
            self.hidden_reason = self.held_for = ""
            self.save(update_fields=["hidden_reason", "held_for"])
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


class ShownFigure(models.Model):
    """A question's figures as the gate last let them out, as docs/live-protocol.md tells results (without the texts).

    With a group: how that group answered, let out at closing where that isolates nobody.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="shown_figures")
    round = models.ForeignKey(Round, models.CASCADE, related_name="shown_figures")
    group = models.ForeignKey(RespondentGroup, models.CASCADE, null=True, blank=True, related_name="shown_figures")
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["question", models.F("group").asc(nulls_first=True)]
        constraints = [
            models.UniqueConstraint(fields=["question", "round", "group"], name="groups_figure_shown_once"),
            models.UniqueConstraint(
                fields=["question", "round"], condition=Q(group__isnull=True), name="figure_shown_once"
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.told}"


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

"""The answers' own tables. No user, address, device or time: nothing here can point at a person."""

from django.db import models


class Answer(models.Model):
    """One answer as it stands. `participant` is a keyed hash until closing, then a shuffled number."""

    # The sender's own random 128-bit id: sending it again is harmless.
    id = models.CharField(max_length=32, primary_key=True)
    round_id = models.BigIntegerField()
    question_id = models.BigIntegerField()
    participant = models.CharField(max_length=64)
    # The part of a question that is answered on its own (an axis, a statement); empty for the whole.
    item = models.CharField(max_length=64, default="")
    rev = models.BigIntegerField()
    # As JSON; null is an answer taken back, kept so that a late copy of it cannot bring it to life again.
    value = models.TextField()

    class Meta:
        app_label = "dialogues"
        constraints = [
            models.UniqueConstraint(
                fields=["round_id", "question_id", "participant", "item"], name="last_answer_counts"
            )
        ]


class OpenRound(models.Model):
    """A round that takes answers. It lives beside them, so that closing and storing cannot cross each other."""

    round_id = models.BigIntegerField(primary_key=True)

    class Meta:
        app_label = "dialogues"


class SeenMark(models.Model):
    """The gate's ledger: from which view on a participant's answer looked as this mark says. Gone at closing.

    `mark` is a keyed hash of the answer, empty when it had been taken back. Question 0 is having answered at all.
    """

    round_id = models.BigIntegerField()
    question_id = models.BigIntegerField()
    view = models.PositiveIntegerField()
    participant = models.CharField(max_length=64)
    mark = models.CharField(max_length=64, blank=True)

    class Meta:
        app_label = "dialogues"
        constraints = [
            models.UniqueConstraint(fields=["round_id", "question_id", "participant", "view"], name="mark_seen_once")
        ]

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


class Respondent(models.Model):
    """Somebody who has a ticket of a round. `participant` is the same hash as in their answers, until both are shuffled.

    `phrase` is a keyed hash of what a participant chose to join their rounds by; empty when they chose nothing.
    """

    round_id = models.BigIntegerField()
    participant = models.CharField(max_length=64)
    group = models.CharField(max_length=40, default="")
    phrase = models.CharField(max_length=64, default="")
    # Paper and spoken answers that a leader wrote in.
    on_behalf = models.BooleanField(default=False)

    class Meta:
        app_label = "dialogues"
        constraints = [models.UniqueConstraint(fields=["round_id", "participant"], name="respondent_once")]


class SeenView(models.Model):
    """The gate's ledger: whose answer looked how in a view, as keyed marks by participant, in JSON. Gone at closing.

    A mark is null when the answer had been taken back. Question 0 is having answered at all.
    """

    round_id = models.BigIntegerField()
    question_id = models.BigIntegerField()
    view = models.PositiveIntegerField()
    marks = models.TextField()

    class Meta:
        app_label = "dialogues"
        constraints = [models.UniqueConstraint(fields=["round_id", "question_id", "view"], name="view_seen_once")]


class ShownView(models.Model):
    """The latest view of a question as it is shown, so that a room that starts again shows the same. Gone at closing."""

    round_id = models.BigIntegerField()
    question_id = models.BigIntegerField()
    view = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    tally = models.TextField()

    class Meta:
        app_label = "dialogues"
        constraints = [models.UniqueConstraint(fields=["round_id", "question_id"], name="view_shown_once")]


class Settled(models.Model):
    """The hashed id of an answer of a closed round, joined to no row: a confirmation that was lost can be repeated.

    Forgotten after a day.
    """

    id_hash = models.CharField(max_length=64, primary_key=True)
    on = models.DateField()

    class Meta:
        app_label = "dialogues"


class RoomState(models.Model):
    """What the leader has set in an open round: step, what is open and shown, decisions about texts. Gone at closing."""

    round_id = models.BigIntegerField(primary_key=True)
    state = models.TextField()

    class Meta:
        app_label = "dialogues"

"""A dialogue, its rounds, and those who answer as something."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.dialogues.codes import new_code
from hamn.dialogues.models.leading import CoFacilitator
from hamn.people.models import Person
from hamn.programmes.models import Programme
from hamn.records import history
from hamn.records.models import Shared, SharedQuerySet
from hamn.sensemaking.disclosure import SMALLEST_THRESHOLD, Gate


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

    def led_by(self, person):
        """Those that the person may run: their own team's, and those where they were asked to help."""
        if not person.pk:
            return self.none()
        # Being asked to help opens the desk, whoever may otherwise see the dialogue.
        helped = CoFacilitator.objects.filter(person=person.pk).values("dialogue")
        return self.filter(Q(pk__in=self.model.objects.editable_by(person)) | Q(pk__in=helped))

    def known_to(self, person):
        """Each with what the person may do with it: `is_seen`, `may_be_led`, `may_be_edited`. One question for all."""
        every = self.model.objects
        reached = {"is_seen": every.visible_to, "may_be_led": every.led_by, "may_be_edited": every.editable_by}
        return self.annotate(**{name: Exists(of(person).filter(pk=OuterRef("pk"))) for name, of in reached.items()})


class Dialogue(Shared):
    """A set of questions that a team asks a room. `team` asks; the code lets anyone answer."""

    class Pace(models.TextChoices):
        OWN = "own", _("everything at once, at one's own pace")
        LIVE = "live", _("one question at a time, led in the room")

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
    pace = models.CharField(_("pace"), max_length=4, choices=Pace.choices, default=Pace.OWN)
    # Every text waits for the leader's yes; otherwise only what looks like a name, a contact detail or abuse does.
    approve_first = models.BooleanField(_("show texts only when we have approved them"), default=False)
    # Dialogues that share this word join their participants' rounds by the phrase that each of them chose; empty: alone.
    phrases_shared = models.CharField(max_length=40, default="", editable=False)
    # Its question is asked word by word as another noun has pinned it, so it is not changed here.
    is_pinned = models.BooleanField(default=False, editable=False)
    asks_candour = models.BooleanField(_("ask at the end whether one could write what one thought"), default=False)

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
            is_read = "rounds" in self.__dict__.get("_prefetched_objects_cache", {})
            self._known_rounds = list(self.rounds.all() if is_read else self.rounds.select_related("imported"))
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

    @transaction.atomic
    def ask_to_help(self, person, by) -> None:
        """Let the person run the room. Asking again changes nothing."""
        _helper, is_new = CoFacilitator.objects.get_or_create(dialogue=self, person=person, defaults={"added_by": by})
        if is_new:
            history.note(self, "asked_to_help", by, str(person))

    @transaction.atomic
    def thank(self, person, by) -> None:
        """They no longer run it. Thanking twice changes nothing."""
        gone, _rows = self.co_facilitators.filter(person=person).delete()
        if gone:
            history.note(self, "thanked", by, str(person))

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = unspent_code()
        SpentCode.objects.get_or_create(code=self.code)
        super().save(*args, **kwargs)


def unspent_code() -> str:
    while SpentCode.objects.filter(code=(code := new_code())).exists():
        pass
    return code


class Round(models.Model):
    """A time when people answer. It opens once and closes once; a spoiled one is voided, visibly."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    voided_reason = models.TextField(blank=True)
    # When each group was let to see how the others answered; until then only those who lead see them beside each other.
    revealed_at = models.DateTimeField(null=True, blank=True)
    # Some answers came by paper or word of mouth, and whoever leads wrote them in.
    has_written_in = models.BooleanField(default=False)
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

    @transaction.atomic
    def reveal(self, by):
        """Let everyone see how each group answered. Revealing again changes nothing."""
        if Round.objects.filter(pk=self.pk, revealed_at__isnull=True).update(revealed_at=timezone.now()):
            history.note(self.dialogue, "revealed", by)


class RespondentGroup(models.Model):
    """Those who answer as something: staff, managers, politicians, partners. Chosen on the phone, or by the link."""

    dialogue = models.ForeignKey(Dialogue, models.CASCADE, related_name="groups")
    key = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    # How many are in it, where somebody knows: so that it can be told who was not in the room.
    size = models.PositiveIntegerField(_("how many are in it"), null=True, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "key"], name="group_key_once_a_dialogue")]

    def __str__(self):
        return self.name

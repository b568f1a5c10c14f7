"""Challenge areas: the voices at the centre, where we are, where we want to be, and what we do together."""

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Person
from hamn.programmes.models import Principle, Programme
from hamn.records.models import Shared, SharedQuerySet, Visibility
from hamn.records.slugs import free_slug
from hamn.web.usertext import shortened


class ChallengeArea(Shared):
    """Something that no single organisation can solve."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="challenge_areas")
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    lead = models.CharField(_("in one sentence"), max_length=240, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Shared.Meta):
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or free_slug(type(self), self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("challenge_area", args=[self.slug])

    @property
    def edit_url(self):
        return reverse("challenge_area_edit", args=[self.slug])


class VoiceQuerySet(SharedQuerySet):
    def visible_to(self, person):
        """Until somebody has reviewed a voice, only its writer and those who review may know of it."""
        seen = super().visible_to(person)
        if person.reach.is_facilitator:
            return seen
        return seen.filter(Q(reviewed_at__isnull=False) | Q(author=person.pk, author__isnull=False))

    def reviewed(self):
        return self.filter(reviewed_at__isnull=False)

    def awaiting_review(self):
        return self.shared().filter(reviewed_at__isnull=True)

    def reviewable_by(self, person):
        """Four eyes: nobody reviews what they wrote themselves."""
        if not person.reach.is_facilitator:
            return self.none()
        return self.visible_to(person).awaiting_review().exclude(author=person.pk)


class NotReady(ValueError):
    """A voice that lacks what it needs before others may see it."""


class Voice(Shared):
    """A need told by someone it concerns, with consent, reviewed before it is shared."""

    first_visibility = Visibility.DRAFT

    area = models.ForeignKey(ChallengeArea, models.CASCADE, related_name="voices")
    text = models.TextField(_("what they told"), max_length=4000)
    told_by = models.CharField(_("who tells, in words that point out nobody"), max_length=160, blank=True)
    consent = models.TextField(_("how consent was given"), max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # A review is never silent: what was checked, or what has to change first.
    review_note = models.TextField(_("what you checked"), max_length=1000, blank=True, editable=False)

    objects = VoiceQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["created_at", "pk"]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return reverse("voice", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("voice_edit", args=[self.pk])

    @property
    def is_reviewed(self) -> bool:
        return self.reviewed_at is not None

    @transaction.atomic
    def offer(self, by):
        """Hand a draft over to be reviewed. Doing it again changes nothing.

        Raises: NotReady when nothing says how consent was given.
        """
        if not self.consent.strip():
            raise NotReady("A voice needs to say how consent was given.")
        return self.share_with(Visibility.PARTNERSHIP, by)

    def approve(self, by, note: str, expected_revision: int):
        """Open what the reviewer read to the others, on record. Approving again changes nothing.

        Raises: NotReady without consent, or when somebody approves their own text; EditedMeanwhile when
        the text is no longer the one that was read.
        """
        if self.is_reviewed:
            return
        if not self.consent.strip():
            raise NotReady("A voice needs to say how consent was given.")
        if by.pk == self.author_id:
            raise NotReady("Somebody else than its writer reviews a voice.")
        self.reviewed_by, self.reviewed_at, self.review_note = by, timezone.now(), note
        super().edit(by, expected_revision, f"reviewed: {note}")

    def send_back(self, by, note: str, expected_revision: int):
        """Say what has to change first. The voice stays out of sight of the others."""
        self.reviewed_by, self.reviewed_at, self.review_note = by, None, note
        super().edit(by, expected_revision, f"sent back: {note}")

    def edit(self, by, expected_revision: int, reason: str = ""):
        """A changed text needs a new review: what was checked is no longer what stands there."""
        before = type(self)._base_manager.get(pk=self.pk)
        if (before.text, before.told_by, before.consent) != (self.text, self.told_by, self.consent):
            self.reviewed_at = None
        super().edit(by, expected_revision, reason)


class StatePicture(Shared):
    """How it is, or how it should be, as we saw it in one year. A new year is a new picture."""

    class Kind(models.TextChoices):
        CURRENT = "current", _("current state")
        DESIRED = "desired", _("desired state")

    area = models.ForeignKey(ChallengeArea, models.CASCADE, related_name="state_pictures")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    text = models.TextField(_("text"), max_length=10000)

    class Meta(Shared.Meta):
        ordering = ["-year", "-pk"]
        constraints = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["area", "kind", "year"], name="one_state_picture_a_year"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    def get_absolute_url(self):
        return f"{self.area.get_absolute_url()}#{self.kind}-{self.year}"

    @property
    def edit_url(self):
        return reverse("state_picture_edit", args=[self.pk])


class Gap(Shared):
    """What stands between the current and the desired state."""

    area = models.ForeignKey(ChallengeArea, models.CASCADE, related_name="gaps")
    text = models.TextField(_("what is missing"), max_length=2000)
    # Backcasting from principles: which one today's way of doing things does not live up to.
    principle = models.ForeignKey(
        Principle,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="gaps",
        verbose_name=_("seen from the principle"),
    )

    class Meta(Shared.Meta):
        ordering = ["created_at", "pk"]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return f"{self.area.get_absolute_url()}#gap-{self.pk}"

    @property
    def edit_url(self):
        return reverse("gap_edit", args=[self.pk])


class Shift(Shared):
    """What has to move for a gap to close, and the first small step of it."""

    area = models.ForeignKey(ChallengeArea, models.CASCADE, related_name="shifts")
    gap = models.ForeignKey(
        Gap, models.SET_NULL, null=True, blank=True, related_name="shifts", verbose_name=_("closes")
    )
    text = models.TextField(_("what has to move: from what, to what"), max_length=2000)
    first_step = models.CharField(_("first small step"), max_length=240, blank=True)

    class Meta(Shared.Meta):
        ordering = ["created_at", "pk"]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return f"{self.area.get_absolute_url()}#shift-{self.pk}"

    @property
    def edit_url(self):
        return reverse("shift_edit", args=[self.pk])


class Platform(Shared):
    """Where actors meet to join forces: a new space, or a network that already exists."""

    class Stage(models.TextChoices):
        IDEA = "idea", _("idea")
        FORMING = "forming", _("forming")
        RUNNING = "running", _("running")
        RESTING = "resting", _("resting")

    areas = models.ManyToManyField(ChallengeArea, related_name="platforms")
    name = models.CharField(_("name"), max_length=160)
    text = models.TextField(_("description"), blank=True)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.IDEA)
    # Required: a platform without a next step is a memory.
    next_step = models.CharField(_("next step"), max_length=240)
    next_step_invented = models.BooleanField(default=False, editable=False)
    is_existing_network = models.BooleanField(_("an existing network"), default=False)

    class Meta(Shared.Meta):
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("platform", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("platform_edit", args=[self.pk])


class JointEffort(Shared):
    """What several actors gather their forces around."""

    area = models.ForeignKey(ChallengeArea, models.CASCADE, related_name="joint_efforts")
    platform = models.ForeignKey(Platform, models.SET_NULL, null=True, blank=True, related_name="joint_efforts")
    text = models.TextField(_("what we gather around"), max_length=2000)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Shared.Meta):
        ordering = ["order", "pk"]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return f"{self.area.get_absolute_url()}#effort-{self.pk}"

    @property
    def edit_url(self):
        return reverse("joint_effort_edit", args=[self.pk])

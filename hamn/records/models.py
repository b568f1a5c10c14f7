"""What every noun shares: who may see it, its history, its links."""

from functools import partial

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Body
from hamn.records import history, values


class Visibility(models.TextChoices):
    """From the author alone to everyone. The order is the order of raising."""

    DRAFT = "draft", _("draft, only you")
    HARBOUR = "harbour", _("the team only")
    DOCKING = "docking", _("the team and those they dock with")
    PARTNERSHIP = "partnership", _("the partnership")
    PUBLIC = "public", _("everyone")

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)

    @property
    def is_without_team(self) -> bool:
        return self not in (Visibility.HARBOUR, Visibility.DOCKING)


class EditedMeanwhile(Exception):
    """Somebody else saved the same noun after this copy of it was read."""


def seen_by(person) -> Q:
    """The rule of visibility, for nouns and for their earlier versions alike."""
    reach = person.reach
    seen = Q(visibility=Visibility.PUBLIC)
    if reach.is_partner:
        seen |= Q(visibility=Visibility.PARTNERSHIP)
        seen |= Q(visibility=Visibility.HARBOUR, team__in=reach.bodies)
        seen |= Q(visibility=Visibility.DOCKING, team__in=reach.bodies | reach.docked)
    if person.pk:
        seen |= Q(author=person.pk, visibility=Visibility.DRAFT)
    return seen


class SharedQuerySet(models.QuerySet):
    def visible_to(self, person):
        """What the person may know exists."""
        return self.filter(seen_by(person))

    def editable_by(self, person):
        """What the person wrote, what their team owns, and for process leaders what is beyond a crew."""
        reach = person.reach
        if not reach.is_partner:
            return self.none()
        mine = Q(visibility=Visibility.DRAFT) | Q(author=person.pk) | Q(team__in=reach.teams)
        if reach.is_facilitator:
            mine |= Q(visibility__in=[Visibility.PARTNERSHIP, Visibility.PUBLIC])
            mine |= Q(visibility=Visibility.DOCKING)
        return self.visible_to(person).filter(mine)

    def drafts_of(self, person):
        return self.filter(author=person.pk, visibility=Visibility.DRAFT)

    def shared(self):
        return self.exclude(visibility=Visibility.DRAFT)


class Shared(models.Model):
    """A noun that somebody writes and others may come to see. A draft leaves no history and may be erased."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False)
    # Where a new noun of this class starts; a class whose texts begin as drafts says so.
    first_visibility = Visibility.PARTNERSHIP

    # The body whose work this is; it decides who "the team" and "those they dock with" are.
    team = models.ForeignKey(Body, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("team"))
    visibility = models.CharField(
        _("who sees it"), max_length=20, choices=Visibility.choices, default="", editable=False
    )
    invented = models.BooleanField(default=False, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SharedQuerySet.as_manager()
    history = history.SharedHistory(inherit=True, excluded_fields=["revision"])

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(visibility__in=["harbour", "docking"]) | Q(team__isnull=False),
                name="%(app_label)s_%(class)s_team_level_has_team",
            )
        ]

    @property
    def is_draft(self) -> bool:
        return self.visibility == Visibility.DRAFT

    def is_editable_by(self, person) -> bool:
        """As `editable_by`, for one that is at hand and known to be visible: a page is spared a query."""
        reach = person.reach
        if not reach.is_partner:
            return False
        is_mine = self.author_id == person.pk or self.team_id in reach.teams or self.is_draft
        return is_mine or (reach.is_facilitator and self.visibility != Visibility.HARBOUR)

    @property
    def label(self) -> str:
        """How addresses and links name this kind of noun."""
        return self._meta.label_lower

    def shared_fields(self) -> list["values.Shown"]:
        """What readers of this noun will see. A class that shows more, or less, says so."""
        return values.shown_fields(self)

    def missing_before_sharing(self) -> list[str]:
        """Sentences on what should be added before others see it, such as words for a photo."""
        return []

    def erased_url(self) -> str:
        """Where its author lands after erasing the draft."""
        return reverse("drafts")

    def save(self, *args, **kwargs):
        self.visibility = self.visibility or self.first_visibility
        super().save(*args, **kwargs)

    @transaction.atomic
    def edit(self, by, expected_revision: int, reason: str = ""):
        """Save the changed fields unless somebody else did so first.

        Raises: EditedMeanwhile when the stored revision is not the expected one.
        """
        fresh = type(self)._base_manager.filter(pk=self.pk, revision=expected_revision)
        if not fresh.update(revision=F("revision") + 1):
            raise EditedMeanwhile
        self.revision = expected_revision + 1
        # Somebody may have shared it since this copy was read; an edit must not take that back.
        self.visibility = type(self)._base_manager.values_list("visibility", flat=True).get(pk=self.pk)
        history.note(self, reason or "edited", by)

    @transaction.atomic
    def share_with(self, level: str, by):
        """Raise the visibility, on record. Sharing again, or with fewer, changes nothing."""
        lower = [known for known in Visibility if known.rank < Visibility(level).rank]
        before = self.visibility
        raised = type(self)._base_manager.filter(pk=self.pk, visibility__in=lower).update(visibility=level)
        # What is shared is what is stored, whatever this copy held.
        self.refresh_from_db()
        if not raised:
            return None
        history.note(self, "shared", by)
        return Share.objects.create(noun=self, by=by, before=before, after=level)

    @transaction.atomic
    def erase(self):
        """Remove a draft for good. Raises ValueError for what has been shared."""
        erased, _rows = type(self)._base_manager.filter(pk=self.pk, visibility=Visibility.DRAFT).delete()
        if not erased:
            raise ValueError("Only a draft may be erased; this has been shared.")
        Link.objects.touching(self).delete()
        for field in self._meta.fields:
            if isinstance(field, models.FileField) and (file := getattr(self, field.name)):
                transaction.on_commit(partial(file.storage.delete, file.name))


class ShareQuerySet(models.QuerySet):
    def of(self, noun):
        return self.filter(content_type=ContentType.objects.get_for_model(noun), object_id=noun.pk)


class Share(models.Model):
    """The log of *Dela med …*: who opened what to whom, and when."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    noun = GenericForeignKey()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    before = models.CharField(max_length=20, choices=Visibility.choices)
    after = models.CharField(max_length=20, choices=Visibility.choices)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"])]


class LinkQuerySet(models.QuerySet):
    def touching(self, noun):
        kind = ContentType.objects.get_for_model(noun)
        return self.filter(Q(from_type=kind, from_id=noun.pk) | Q(to_type=kind, to_id=noun.pk))


class Link(models.Model):
    """A typed link between two nouns, read from both ends. It never changes the state of either."""

    class Kind(models.TextChoices):
        LED_TO = "led_to", _("led to")
        ANSWERS = "answers", _("answers")
        ABOUT = "about", _("is about")
        SAID_AT = "said_at", _("was said at")

    from_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    from_id = models.PositiveBigIntegerField()
    source = GenericForeignKey("from_type", "from_id")
    to_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    to_id = models.PositiveBigIntegerField()
    target = GenericForeignKey("to_type", "to_id")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.LED_TO)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(default=timezone.now)
    invented = models.BooleanField(default=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["to_type", "to_id"])]
        constraints = [
            models.UniqueConstraint(fields=["from_type", "from_id", "to_type", "to_id", "kind"], name="linked_once")
        ]

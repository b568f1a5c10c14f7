"""The logbook, and the personal link to one field before a docking."""

import secrets
from hashlib import sha256

from django.db import models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.expeditions.models.expedition import Expedition
from hamn.people.models import Person
from hamn.records.models import Shared, SharedQuerySet, Visibility
from hamn.web.usertext import shortened


class LogEntryQuerySet(SharedQuerySet):
    def calling_for_help(self):
        return self.shared().filter(kind__in=[LogEntry.Kind.NEED, LogEntry.Kind.OBSTACLE])

    def last_days(self) -> dict[int, object]:
        """The latest day of each expedition's shared entries, by the expedition's number."""
        rows = self.shared().order_by().values("expedition").annotate(last=Max("on"))
        return {row["expedition"]: row["last"] for row in rows}


class LogEntry(Shared):
    """What the crew saw, heard or wondered. Starts as its author's draft."""

    class Kind(models.TextChoices):
        OBSERVATION = "observation", _("observation")
        CONVERSATION = "conversation", _("conversation")
        QUESTION = "question", _("question")
        SURPRISE = "surprise", _("surprise")
        NEED = "need", _("need")
        OBSTACLE = "obstacle", _("obstacle")

    first_visibility = Visibility.DRAFT

    expedition = models.ForeignKey(Expedition, models.CASCADE, related_name="log_entries")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OBSERVATION)
    text = models.TextField(_("what happened"), max_length=10000)
    on = models.DateField(_("date"), default=timezone.localdate)
    photo = models.ImageField(_("photo"), upload_to="logbook/", blank=True)
    photo_alt = models.CharField(_("what the photo shows"), max_length=300, blank=True)
    # The number that the form was sent with, so that a form sent twice is one entry.
    sent_as = models.CharField(max_length=64, null=True, blank=True, editable=False)

    objects = LogEntryQuerySet.as_manager()

    class Meta(Shared.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        constraints = [
            *Shared.Meta.constraints,
            models.UniqueConstraint(fields=["author", "sent_as"], name="log_entry_sent_once"),
        ]

    def __str__(self):
        return shortened(self.text)

    def get_absolute_url(self):
        return reverse("log_entry", args=[self.pk])

    @property
    def edit_url(self):
        return reverse("log_entry_edit", args=[self.pk])

    def erased_url(self) -> str:
        return reverse("logbook", args=[self.expedition.slug])

    def missing_before_sharing(self) -> list[str]:
        if self.photo and not self.photo_alt.strip():
            return [_("Say in words what the photo shows, for those who cannot see it.")]
        return []


def hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class CrewLinkQuerySet(models.QuerySet):
    def opened_by(self, token: str):
        """The link of that token while it holds: not expired, and its person still in the crew. Else None."""
        link = (
            self.filter(token_hash=hash_of(token), expires_at__gt=timezone.now(), person__is_active=True)
            .select_related("expedition__team", "person")
            .first()
        )
        return link if link and link.expedition.is_crewed_by(link.person) else None


class CrewLink(models.Model):
    """A personal link to one field before a docking: *what has surprised you since last time?*

    It may be used until it expires, and each saved text is an entry of its own.
    """

    expedition = models.ForeignKey(Expedition, models.CASCADE, related_name="crew_links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Only the hash of the token is kept: a backup cannot be used to write in somebody's name.
    token_hash = models.CharField(max_length=64, unique=True)
    docking_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    objects = CrewLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            # One letter to each person before each docking, however often the crew is asked.
            models.UniqueConstraint(fields=["expedition", "person", "docking_on"], name="crew_asked_once_a_docking")
        ]

    def __str__(self):
        return f"{self.person} · {self.docking_on}"

    @classmethod
    def issue(cls, expedition, person, docking_on, expires_at) -> str | None:
        """Make the link and give its token, which is not kept; None when the person already has one."""
        token = secrets.token_urlsafe(24)
        _link, created = cls.objects.get_or_create(
            expedition=expedition,
            person=person,
            docking_on=docking_on,
            defaults={"token_hash": hash_of(token), "expires_at": expires_at},
        )
        return token if created else None

    @transaction.atomic
    def answer(self, text: str, sent_as: str, with_team: bool) -> LogEntry:
        """Keep what surprised the person as their own draft, and open it to the team if they chose so."""
        entry, _created = LogEntry.objects.get_or_create(
            sent_as=sent_as,
            author=self.person,
            defaults={
                "expedition": self.expedition,
                "team": self.expedition.team,
                "kind": LogEntry.Kind.SURPRISE,
                "text": text,
            },
        )
        if with_team and not entry.missing_before_sharing():
            entry.share_with(Visibility.HARBOUR, self.person)
        self.used_at = timezone.now()
        self.save(update_fields=["used_at"])
        return entry

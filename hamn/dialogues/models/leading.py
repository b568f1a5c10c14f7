"""Who leads a dialogue besides its team: helpers, and holders of a link."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Person
from hamn.records import history


class CoFacilitator(models.Model):
    """Somebody who helps to run a dialogue: they lead the room, and do not change what is asked."""

    dialogue = models.ForeignKey("dialogues.Dialogue", models.CASCADE, related_name="co_facilitators")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["added_at"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "person"], name="helper_once_a_dialogue")]

    def __str__(self):
        return f"{self.person} · {self.dialogue}"


class RemoteLinkQuerySet(models.QuerySet):
    def in_force(self, at=None):
        return self.filter(ended_at__isnull=True, ends_at__gt=at or timezone.now())


class RemoteLink(models.Model):
    """A link that lets its holder lead one dialogue until a named time, without an account. Only its hash is kept."""

    dialogue = models.ForeignKey("dialogues.Dialogue", models.CASCADE, related_name="remote_links")
    token_hash = models.CharField(max_length=64, unique=True)
    holder = models.CharField(_("who gets it"), max_length=120)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RemoteLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self):
        return f"{self.holder} · {self.dialogue}"

    def is_in_force(self) -> bool:
        return self.ended_at is None and self.ends_at > timezone.now()

    @transaction.atomic
    def end(self, by) -> None:
        """Take it back before its time. Taking it back twice changes nothing."""
        if type(self).objects.filter(pk=self.pk, ended_at__isnull=True).update(ended_at=timezone.now()):
            history.note(self.dialogue, "link_ended", by, self.holder)

"""What imports remember: how a file of a shape was read, and which files have come in. Never what stood in them."""

import hashlib
import json
from collections.abc import Sequence

from django.conf import settings
from django.db import models
from django.utils import timezone


class RememberedColumns(models.Model):
    """What each column of a file with just these headings was taken for, last time somebody brought one in."""

    signature = models.CharField(max_length=64, unique=True)
    roles = models.JSONField(default=list)
    on = models.DateField(default=timezone.localdate)

    class Meta:
        app_label = "dialogues"


class ImportedFile(models.Model):
    """A round that was answered elsewhere. The fingerprint is the file's own hash, so that the same one is noticed."""

    class Source(models.TextChoices):
        TABLE = "table", "XLSX, CSV"
        LIMESURVEY = "limesurvey", "LimeSurvey"
        POLIS = "polis", "Pol.is"

    round = models.OneToOneField("dialogues.Round", models.CASCADE, related_name="imported")
    fingerprint = models.CharField(max_length=64, db_index=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # Where it comes from and on what terms, as it must stand beside the data; public data alone has it.
    licence = models.TextField(blank=True)

    @property
    def is_public_data(self) -> bool:
        return self.source == self.Source.POLIS

    class Meta:
        app_label = "dialogues"


class OriginalExport(models.Model):
    """The files of a public conversation as they came in, byte for byte, so that nothing of it is lost here."""

    round = models.OneToOneField("dialogues.Round", models.CASCADE, related_name="original")
    # A zip. Only what was published elsewhere already: for other imports the uploaded file is erased.
    content = models.BinaryField()

    class Meta:
        app_label = "dialogues"


def signature_of(headings: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(headings), ensure_ascii=False).encode()).hexdigest()


def remembered(headings: Sequence[str]) -> RememberedColumns | None:
    return RememberedColumns.objects.filter(signature=signature_of(headings)).first()


def remember(headings: Sequence[str], roles: Sequence[str]) -> None:
    RememberedColumns.objects.update_or_create(
        signature=signature_of(headings), defaults={"roles": list(roles), "on": timezone.localdate()}
    )


def earlier(fingerprint: str) -> ImportedFile | None:
    """The import of the same file that still counts."""
    found = ImportedFile.objects.filter(fingerprint=fingerprint, round__voided_reason="")
    return found.select_related("round__dialogue").order_by("at").first()

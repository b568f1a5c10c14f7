"""What an installation changes about its shell: its own words, and its accessibility statement."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NO_PLURAL = -1


class WordingQuerySet(models.QuerySet):
    def stamp(self):
        """Changes whenever any wording does; another process compares it with what it has loaded."""
        found = self.aggregate(newest=models.Max("changed_at"), count=models.Count("pk"))
        return found["newest"], found["count"]


class Wording(models.Model):
    """An installation's own words for one text of the interface, in one language."""

    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    msgid = models.TextField()
    # Which plural form this is, as gettext counts them; NO_PLURAL for a text that has none.
    form = models.SmallIntegerField(default=NO_PLURAL)
    text = models.TextField()
    changed_at = models.DateTimeField(default=timezone.now)

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "msgid", "form"], name="one_wording_per_text")]

    def __str__(self):
        return f"{self.language}: {self.msgid} → {self.text}"

    @classmethod
    @transaction.atomic
    def settle(cls, language: str, msgid: str, form: int, text: str) -> None:
        """Use these words from now on; empty words bring the original back."""
        rows = cls.objects.filter(language=language, msgid=msgid, form=form)
        if text.strip():
            cls.objects.update_or_create(
                language=language,
                msgid=msgid,
                form=form,
                defaults={"text": text.strip(), "changed_at": timezone.now()},
            )
        else:
            rows.delete()


class AccessibilityStatement(models.Model):
    """What the law (2018:1937) and DIGG's rules (MDFFS 2019:2) ask a public body to say about its service."""

    class Compliance(models.TextChoices):
        FULLY = "fully", _("fully compliant")
        PARTLY = "partly", _("partly compliant")
        NOT = "not", _("not compliant")

    class Method(models.TextChoices):
        OWN = "own", _("We tested the service ourselves.")
        OUTSIDE = "outside", _("An outside party tested the service.")
        BOTH = "both", _("We and an outside party tested the service.")

    language = models.CharField(max_length=8, choices=settings.LANGUAGES, unique=True)
    owner = models.CharField(_("Who is responsible for the service"), max_length=200)
    service = models.CharField(_("Name of the service"), max_length=200)
    compliance = models.CharField(
        _("How well the service meets the law's demands"),
        max_length=10,
        choices=Compliance.choices,
        default=Compliance.PARTLY,
    )
    shortcomings = models.TextField(
        _("What does not work for everyone, and why"),
        blank=True,
        help_text=_("Say who meets the obstacle, what you do about it and when."),
    )
    disproportionate_burden = models.TextField(_("What would be a disproportionate burden to mend (12 §)"), blank=True)
    out_of_scope = models.TextField(_("What the law does not cover (9 §)"), blank=True)
    method = models.CharField(
        _("How the service was tested"), max_length=10, choices=Method.choices, default=Method.OWN
    )
    assessed_on = models.DateField(_("Day of the latest test"))
    published_on = models.DateField(_("Day the service was published"), null=True, blank=True)
    updated_on = models.DateField(_("Day the statement was last changed"))
    feedback = models.TextField(
        _("How to tell you about an obstacle"),
        help_text=_("Give at least an e-mail address, and say how soon you answer."),
    )

    def __str__(self):
        return f"{self.service} ({self.language})"

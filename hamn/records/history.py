"""Verbs and reasons written into a noun's history, in the same transaction as the change."""

from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class SharedHistory(HistoricalRecords):
    """History begins when a text is first shared; until then it belongs to its author alone, and may be erased."""

    def create_historical_record(self, instance, history_type, using=None):
        if not instance.is_draft:
            super().create_historical_record(instance, history_type, using=using)


# What each verb is called on the history page. A later folder adds its own verbs in AppConfig.ready.
VERBS = {
    "created": _("wrote it"),
    "edited": _("changed it"),
    "shared": _("shared it with more"),
    "moved": _("moved it"),
    "cancelled": _("cancelled it"),
    "held": _("said that it was held"),
    "closed": _("closed it"),
    "reviewed": _("reviewed it"),
}


def note(noun, verb: str, by, reason: str = "") -> None:
    """Save the noun and write who did what, and why, into its history."""
    noun._history_user = by if getattr(by, "pk", None) else None
    noun._change_reason = f"{verb}: {reason}" if reason else verb
    noun.save()


def told(change_reason: str | None, history_type: str = "~") -> tuple[str, str]:
    """The verb in words, and the reason, out of what `note` wrote."""
    verb, _colon, reason = (change_reason or "").partition(": ")
    if not verb:
        verb = "created" if history_type == "+" else "edited"
    # An own reason without a known verb is shown as it was written.
    return (str(VERBS[verb]), reason) if verb in VERBS else (str(VERBS["edited"]), change_reason or "")

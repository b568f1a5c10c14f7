"""What changes several nouns at once: pasted lines, and the question to the crew before a docking."""

import logging
from datetime import date, datetime, time, timedelta
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from hamn.expeditions.models import CrewLink, Expedition, LogEntry
from hamn.people.reach import WRITING_ROLES

log = logging.getLogger(__name__)


@transaction.atomic
def log_lines(expedition: Expedition, lines: list[str], kind: str, by, sent_as: str) -> list[LogEntry]:
    """Each line becomes a draft of its own. The same sending twice is written once."""
    entries = []
    for number, line in enumerate(lines):
        entry, _created = LogEntry.objects.get_or_create(
            sent_as=f"{sent_as}-{number}",
            author=by,
            defaults={"expedition": expedition, "team": expedition.team, "kind": kind, "text": line},
        )
        entries.append(entry)
    return entries


@transaction.atomic
def invite_surprises(expedition: Expedition, docking_on: date, address: str = "") -> int:
    """Ask everybody in the crew what has surprised them, by a personal link. Gives how many were asked now.

    Asking again before the same docking reaches only those who have come aboard since. `address` is where the
    installation is reached when the settings do not say so.
    """
    expires_at = timezone.make_aware(datetime.combine(docking_on + timedelta(days=1), time.min))
    if expedition.has_ended or expires_at <= timezone.now():
        return 0
    asked = 0
    for person in writing_crew(expedition):
        token = CrewLink.issue(expedition, person, docking_on, expires_at)
        if token:
            link = (settings.PUBLIC_ADDRESS or address) + reverse("surprise", args=[token])
            transaction.on_commit(partial(send_question, expedition, person, docking_on, link))
            asked += 1
    return asked


def writing_crew(expedition):
    """Those who write in the logbook, each once: the researcher only follows."""
    return {each.person_id: each.person for each in expedition.crew() if each.role in WRITING_ROLES}.values()


def send_question(expedition, person, docking_on, link) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("What has surprised you since last time?")
        page = {"expedition": expedition, "person": person, "docking_on": docking_on, "link": link}
        text = render_to_string("expeditions/surprise_letter.txt", page)
    try:
        send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
    except (SMTPException, OSError):
        log.exception("The question before the docking could not be sent.")
        # Without its letter the link is lost; without the link the next attempt writes a new letter.
        CrewLink.objects.filter(expedition=expedition, person=person, docking_on=docking_on).delete()

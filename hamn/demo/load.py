"""Loads the demonstration: the deck's own journey, told by roles. Loading again changes nothing."""

from datetime import datetime, time

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from hamn.challenges.models import ChallengeArea, Gap, JointEffort, Platform, Shift, StatePicture, Voice
from hamn.demo.answers import answer_group, load_dialogues
from hamn.demo.cargo import Cargo
from hamn.demo.radar import load_radar
from hamn.dockings.models import AgendaItem, Commitment, Docking, DockingSeries, FollowUp, Learning, Outcome, Recheck
from hamn.expeditions.models import Expedition, Harbour, LogEntry, Mandate, Passage, Trial
from hamn.findings.models import Insight, Lesson, Recommendation, Reflection, Response, TakeAway
from hamn.journey.models import Event, Material
from hamn.people.models import Body, Membership, Organisation, Person
from hamn.programmes.models import Principle, Programme, Track
from hamn.programmes.plans import State
from hamn.records.links import link

PASSWORD = "en o-rak resa framåt"


def persons() -> list[tuple[str, str, str, str]]:
    """Role, name, e-mail address and password of each demonstration person."""
    rows = Cargo(timezone.localdate()).rows("1-people", "person")
    return [(row["role_text"], row["name"], row["email"], PASSWORD) for row in rows]


def load() -> None:
    if Programme.objects.exists():
        return
    # What the program itself puts into words on the way, such as its question about candour, is Swedish here too.
    with override("sv"):
        load_all(Cargo(timezone.localdate()))


def load_all(cargo: Cargo) -> None:
    with transaction.atomic():
        load_people(cargo)
        load_programme(cargo)
        load_challenges(cargo)
        load_expeditions(cargo)
    # Answers have their own database, and are stored and let out the way a room's answers are.
    load_dialogues(cargo)
    load_radar(cargo)
    with transaction.atomic():
        load_dockings(cargo)
        load_journey(cargo)
        load_findings(cargo)
        load_links(cargo)


def load_people(cargo: Cargo) -> None:
    cargo.build_all(Organisation, "1-people", "organisation")
    cargo.build_all(Body, "1-people", "body")
    # Hashing is slow on purpose; the same password needs it once.
    hashed = make_password(PASSWORD)
    for row in cargo.rows("1-people", "person"):
        person = Person.objects.create(
            email=row["email"],
            password=hashed,
            name=row["name"],
            organisation=cargo.nouns[row["organisation"]],
            demo_note=row["role_text"],
        )
        cargo.keep(row, person)
    cargo.build_all(Membership, "1-people", "membership")


def load_programme(cargo: Cargo) -> None:
    cargo.build_all(Programme, "2-programme", "programme")
    cargo.build_all(Track, "2-programme", "track")
    cargo.build_all(Principle, "2-programme", "principle")


def load_challenges(cargo: Cargo) -> None:
    cargo.build_all(ChallengeArea, "3-challenges", "challenge_area")
    cargo.build_all(StatePicture, "3-challenges", "state_picture")
    cargo.build_all(Gap, "3-challenges", "gap")
    cargo.build_all(Shift, "3-challenges", "shift")
    for row in cargo.rows("3-challenges", "voice"):
        cargo.build(Voice, row, reviewed_at=timezone.now())
    cargo.build_all(Platform, "3-challenges", "platform")
    cargo.build_all(JointEffort, "3-challenges", "joint_effort")


def load_expeditions(cargo: Cargo) -> None:
    cargo.build_all(Harbour, "4-expeditions", "harbour")
    cargo.build_all(Expedition, "4-expeditions", "expedition")
    cargo.build_all(Passage, "4-expeditions", "passage")
    cargo.build_all(Mandate, "4-expeditions", "mandate")
    cargo.build_all(LogEntry, "4-expeditions", "log_entry")
    cargo.build_all(Trial, "4-expeditions", "trial")


def load_dockings(cargo: Cargo) -> None:
    cargo.build_all(DockingSeries, "6-dockings", "docking_series")
    for row in cargo.rows("6-dockings", "docking"):
        load_docking(cargo, row)
    cargo.build_all(AgendaItem, "6-dockings", "agenda_item")
    cargo.build_all(Learning, "6-dockings", "learning")
    cargo.build_all(Outcome, "6-dockings", "outcome")
    for row in cargo.rows("6-dockings", "follow_up"):
        closed = cargo.nouns.get(row.get("closed_in"))
        cargo.build(FollowUp, row, closed_at=closed.starts_at if closed else None)
    cargo.build_all(Commitment, "6-dockings", "commitment")
    cargo.build_all(Recheck, "6-dockings", "recheck")


def load_docking(cargo: Cargo, row: dict) -> None:
    starts_at = cargo.moment(row["at"])
    closing = {"closed_at": starts_at, "closed_by": cargo.nouns["processledaren"]} if row.get("closed") else {}
    docking = cargo.build(Docking, row, starts_at=starts_at, **closing)
    record_change(docking, row, cargo)


def load_journey(cargo: Cargo) -> None:
    for row in cargo.rows("7-journey", "event"):
        record_change(cargo.build(Event, row), row, cargo)
    cargo.build_all(Material, "7-journey", "material")


def record_change(planned, row: dict, cargo: Cargo) -> None:
    """Why it was cancelled, or that it was held, on the day it happened."""
    if planned.state == State.PLANNED:
        return
    day = planned.time.date() if hasattr(planned.time, "date") else planned.time
    planned.changes.create(
        state=planned.state,
        by=planned.author,
        at=timezone.make_aware(datetime.combine(day, time(12))),
        reason=row.get("reason", ""),
        lesson=row.get("lesson", ""),
        invented="reason" in row,
    )


def load_findings(cargo: Cargo) -> None:
    for model, heading in (
        (Insight, "insight"),
        (Recommendation, "recommendation"),
        (Response, "response"),
        (Lesson, "lesson"),
        (Reflection, "reflection"),
        (TakeAway, "take_away"),
    ):
        cargo.build_all(model, "8-findings", heading)


def noun_of(cargo: Cargo, place: str):
    """By its id, or what was said as "question id/words"."""
    return cargo.nouns.get(place) or answer_group(cargo, place)


def load_links(cargo: Cargo) -> None:
    for row in cargo.rows("8-findings", "link"):
        source, target = noun_of(cargo, row["from"]), noun_of(cargo, row["to"])
        link(source, target, by=cargo.nouns["processledaren"], invented=True)

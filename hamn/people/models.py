"""Organisations, persons, the bodies they belong to, and for how long."""

import hashlib
import secrets
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from hamn.people.reach import Reach


class OrganisationQuerySet(models.QuerySet):
    def with_members_now(self):
        """Those that somebody with a current membership belongs to: the partnership, as it is today."""
        return self.filter(people__memberships__in=Membership.objects.current()).distinct()


class Organisation(models.Model):
    """A member of the partnership: the region, a municipality, an association, a company."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class PersonQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def in_the_demonstration(self):
        """Those whom anybody may become, so that a demonstration can be walked by role. Nobody outside demo mode."""
        return self.active().exclude(demo_note="") if settings.DEMO else self.none()


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):
    def create_user(self, email, password=None, **fields):
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What they reach comes only from their memberships."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="people")
    language = models.CharField(_("language of letters"), max_length=8, choices=settings.LANGUAGES, blank=True)
    # Who this is in the demonstration's story; listed beside the sign-in form in demo mode, and only then.
    demo_note = models.CharField(max_length=160, blank=True, editable=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = PersonManager()

    def __str__(self):
        return self.name or self.email

    @cached_property
    def reach(self) -> Reach:
        return Reach.of(self)


class BodyQuerySet(models.QuerySet):
    def listed_for(self, person):
        """The partnership knows its bodies and who is in them; visitors do not."""
        return self if person.reach.is_partner else self.none()

    def managed_by(self, person):
        """Administrators and process leaders see to every body, a lead to their own."""
        if person.reach.is_administrator or person.reach.is_facilitator:
            return self
        led = Membership.objects.current().filter(person=person.pk, role=Membership.Role.LEAD)
        return self.filter(pk__in=led.values("body"))


class Body(models.Model):
    """A group that people belong to for a time."""

    class Kind(models.TextChoices):
        MANAGEMENT_TEAM = "management_team", _("management team")
        POLITICAL_REFERENCE_GROUP = "political_reference_group", _("political reference group")
        WORKING_GROUP = "working_group", _("working group")
        LEARNING_GROUP = "learning_group", _("learning group")
        PARTNERSHIP = "partnership", _("partnership")
        UNIT = "unit", _("unit")
        CREW = "crew", _("expedition crew")

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices)
    purpose = models.TextField(_("purpose"), blank=True)
    # The authority that holds the body's documents: every room says whose public records it keeps.
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="bodies")
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    invented = models.BooleanField(default=False, editable=False)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [models.UniqueConstraint(fields=["name", "organisation"], name="body_named_once")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("body", args=[self.pk])

    def grantable_roles(self, by) -> list["Membership.Role"]:
        """The roles that `by` may give. What reaches beyond the body is not a lead's to give."""
        if by.reach.is_administrator:
            return list(Membership.Role)
        if by.reach.is_facilitator:
            return [role for role in Membership.Role if role != Membership.Role.ADMINISTRATOR]
        leads = self.memberships.current().filter(person=by.pk, role=Membership.Role.LEAD)
        return list(WITHIN_A_BODY) if leads.exists() else []

    @transaction.atomic
    def welcome(self, person, role, starts_on=None, ends_on=None) -> "Membership":
        """Give a person a place here. Doing it again, while it lasts, changes nothing."""
        starts_on = starts_on or timezone.localdate()
        same = self.memberships.filter(person=person, role=role).lasting_on(starts_on).first()
        return same or self.memberships.create(person=person, role=role, starts_on=starts_on, ends_on=ends_on)


class MembershipQuerySet(models.QuerySet):
    def current(self, on: date | None = None):
        return self.lasting_on(on or timezone.localdate()).filter(person__is_active=True)

    def lasting_on(self, day: date):
        return self.filter(Q(starts_on__lte=day), Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Membership(models.Model):
    """A person in a body, in a role, from one day to another."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        LEAD = "lead", _("lead")
        FACILITATOR = "facilitator", _("process leader")
        GUEST_FACILITATOR = "guest_facilitator", _("guest process leader")
        HOST = "host", _("harbour host")
        RESEARCHER = "researcher", _("follow-along researcher")
        ANALYST = "analyst", _("analyst")
        ADMINISTRATOR = "administrator", _("administrator")

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    body = models.ForeignKey(Body, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=40, choices=Role.choices, default=Role.MEMBER)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    # What drives this person to be here: told by themselves, shown on the crew's page.
    motive = models.TextField(_("driving force"), blank=True)
    motive_invented = models.BooleanField(default=False, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="membership_ends_after_start",
            )
        ]

    def __str__(self):
        return f"{self.person} · {self.body} · {self.get_role_display()}"

    @property
    def is_current(self) -> bool:
        return self.starts_on <= timezone.localdate() and not self.is_over

    @property
    def is_over(self) -> bool:
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    def end(self, last_day: date) -> None:
        """From the day after, the person reaches nothing by it. A day before the first counts as the first."""
        self.ends_on = max(last_day, self.starts_on)
        self.save(update_fields=["ends_on"])


# Roles whose reach stays inside the body; the others open more.
WITHIN_A_BODY = (Membership.Role.MEMBER, Membership.Role.LEAD, Membership.Role.HOST, Membership.Role.RESEARCHER)


class NotOpen(Exception):
    """The invitation was used, or its time is over."""


class InvitationQuerySet(models.QuerySet):
    def by_token(self, token: str):
        return self.filter(token_hash=hash_of(token))

    def open(self):
        return self.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A place in a body, offered by e-mail, that ends when the work does."""

    VALID_FOR = timedelta(days=14)

    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    body = models.ForeignKey(Body, models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=40, choices=Membership.Role.choices, default=Membership.Role.MEMBER)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True)
    ends_on = models.DateField(_("membership ends on"), null=True, blank=True)
    language = models.CharField(_("language of letters"), max_length=8, choices=settings.LANGUAGES, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="invitations_sent")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    # Only the hash of the token is kept: a backup cannot be used to accept an invitation.
    token_hash = models.CharField(max_length=64, unique=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="invitations_accepted")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{self.email} → {self.body}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()

    @property
    def invited(self) -> Person | None:
        """The account that the address already has."""
        return Person.objects.filter(email__iexact=self.email).first()

    def stamp(self) -> str:
        """Give the invitation its time and its token, and return the token: it is kept nowhere."""
        token = secrets.token_urlsafe(32)
        self.email = self.email.strip().lower()
        self.token_hash = hash_of(token)
        self.expires_at = timezone.now() + self.VALID_FOR
        return token

    @transaction.atomic
    def accept(self, name: str = "", password: str | None = None) -> Person:
        """Make or find the person, and give them the place. It works once, also at the same instant.

        Raises: NotOpen when it was used before or has expired.
        """
        taken = Invitation.objects.open().filter(pk=self.pk).update(accepted_at=timezone.now())
        if not taken:
            raise NotOpen
        person = self.invited or Person.objects.create_user(
            self.email, password, name=name or self.name, organisation=self.organisation, language=self.language
        )
        Invitation.objects.filter(pk=self.pk).update(accepted_by=person)
        self.body.welcome(person, self.role, ends_on=self.ends_on)
        return person


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

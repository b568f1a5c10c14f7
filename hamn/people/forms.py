"""What people type about bodies, memberships, invitations and themselves."""

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hamn.people.models import Body, Invitation, Membership, Organisation, Person
from hamn.web.forms import Form, ModelForm


def date_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OrganisationForm(ModelForm):
    class Meta:
        model = Organisation
        fields = ["name"]


class BodyForm(ModelForm):
    class Meta:
        model = Body
        fields = ["name", "kind", "purpose", "organisation", "started_on", "ended_on"]
        widgets = {"started_on": date_input(), "ended_on": date_input()}
        labels = {"organisation": _("The authority that holds its documents")}

    def clean(self):
        cleaned = super().clean()
        started, ended = cleaned.get("started_on"), cleaned.get("ended_on")
        if started and ended and ended < started:
            self.add_error("ended_on", _("It cannot end before it started."))
        return cleaned


class RoleForm:
    """Mixed into forms that give a role: offers only what this person may give in this body."""

    def offer_roles(self, body, by):
        self.fields["role"].choices = [(role.value, role.label) for role in body.grantable_roles(by)]


class MembershipForm(RoleForm, ModelForm):
    class Meta:
        model = Membership
        fields = ["person", "role", "starts_on", "ends_on"]
        labels = {"person": _("Person")}
        widgets = {"starts_on": date_input(), "ends_on": date_input()}

    def __init__(self, *args, body, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.active().order_by("name")
        self.offer_roles(body, by)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day cannot come before the first."))
        return cleaned


class LastDayForm(Form):
    last_day = forms.DateField(label=_("Last day"), widget=date_input())


class InvitationForm(RoleForm, ModelForm):
    class Meta:
        model = Invitation
        fields = ["name", "email", "role", "organisation", "ends_on", "language"]
        labels = {"organisation": _("Organisation"), "ends_on": _("Until, if it has an end")}
        widgets = {"ends_on": date_input()}

    def __init__(self, *args, body, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_roles(body, by)
        self.fields["language"].required = True
        self.fields["language"].choices = settings.LANGUAGES

    def clean_ends_on(self):
        day = self.cleaned_data["ends_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("The last day has already been."))
        return day


class AcceptForm(Form):
    """For somebody new: their name, and a password if they want one."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password, if you want one"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Without one you sign in with a link that we send you."),
    )

    def clean_password(self):
        password = self.cleaned_data["password"]
        if password:
            validate_password(password)
        return password or None


class AboutMeForm(ModelForm):
    class Meta:
        model = Person
        fields = ["name", "language"]
        labels = {"name": _("Your name"), "language": _("The language of letters to you")}

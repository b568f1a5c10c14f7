"""The library's sign-in forms in our words and our look."""

from allauth.account import forms as account
from django import forms
from django.utils.translation import gettext_lazy as _

from hamn.web.forms import Form, say_plainly


class InOurWords:
    """Takes the library's placeholders away: a label stays when the field is filled in."""

    labels: dict[str, object] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            say_plainly(field)
            field.label = self.labels.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""


class SignInForm(InOurWords, account.LoginForm):
    labels = {"login": _("E-mail address"), "password": _("Password")}


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ForgottenPasswordForm(InOurWords, account.ResetPasswordForm):
    labels = {"email": _("E-mail address")}


class LongEnough(InOurWords):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("At least 12 characters. A few words in a row are easy to remember.")


class NewPasswordForm(LongEnough, account.ResetPasswordKeyForm):
    labels = {"password1": _("New password"), "password2": _("The new password again")}


class ChangePasswordForm(LongEnough, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Present password"),
        "password1": _("New password"),
        "password2": _("The new password again"),
    }


class FirstPasswordForm(LongEnough, account.SetPasswordForm):
    labels = {"password1": _("Password"), "password2": _("The password again")}


class SignInLinkForm(Form):
    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}), max_length=254
    )

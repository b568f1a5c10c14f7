"""The library's passkey forms in our words: apart, since they bring with them cryptography that few visits need."""

from allauth.mfa.webauthn import forms as webauthn
from django.utils.translation import gettext_lazy as _

from hamn.people.sign_in_forms import InOurWords


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    labels = {"name": _("What shall this passkey be called? For example: my phone")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Ours always work without a password.
        self.fields.pop("passwordless", None)


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    labels = {"name": _("Name of the passkey")}

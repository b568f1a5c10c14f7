"""Where allauth asks us how we want it."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from hamn.people import letters


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        """Nobody registers by themselves; people come by invitation."""
        return False

    def send_mail(self, template_prefix, email, context) -> None:
        context = {"installation": settings.INSTALLATION_NAME, "email": email, **context}
        letters.send_soon(self.render_mail(template_prefix, email, context))


class PasskeyAdapter(DefaultMFAAdapter):
    def is_mfa_enabled(self, user, types=None) -> bool:
        """A passkey is a way in of its own, not a second lock on the password: one lost phone must shut nobody out."""
        return False

    def _get_site_name(self) -> str:
        return settings.INSTALLATION_NAME

"""The accessibility statement that stands until an administrator has written the installation's own."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from hamn.web.models import AccessibilityStatement

# The day this version of Hamn was last tested, as a whole, by its makers.
ASSESSED_BY_US = date(2026, 11, 23)


def statement_in(language: str) -> AccessibilityStatement:
    """The installation's own, or an unsaved one that is honest about what Hamn's makers have tested."""
    written = AccessibilityStatement.objects.filter(language=language).first()
    return written or AccessibilityStatement(
        language=language,
        owner=settings.INSTALLATION_NAME,
        service=settings.INSTALLATION_NAME,
        shortcomings=_(
            "The pages have been tested by machine in one browser, Chromium. They have not been tested with a screen "
            "reader by people who use one every day, nor in Safari or Firefox.\n\n"
            "Pictures, films and documents that people add may lack a description, although we ask for one."
        ),
        out_of_scope=_("Material that others have made, and that we neither pay for nor decide over."),
        assessed_on=ASSESSED_BY_US,
        updated_on=ASSESSED_BY_US,
        feedback=_("Tell the person who invited you, or whoever runs this installation."),
    )

"""The words an installation is likely to call something else. Each line is one concept, in all its forms."""

from django.utils.translation import gettext_noop as _

TERMS: list[tuple[str, ...]] = [
    (_("Our way"),),
    (
        _("Societal challenges"),
        _("Societal challenge"),
    ),
    (
        _("Expeditions"),
        _("Expedition"),
    ),
    (
        _("Dockings and meetings"),
        _("docking"),
        _("docking series"),
        _("meeting"),
        _("meetings"),
    ),
    (_("Harbour"),),
    (_("expedition crew"),),
    (_("Mandate"),),
    (_("Logbook"),),
    (
        _("Log entry"),
        _("log entry"),
        _("log entries"),
    ),
    (
        _("Trial"),
        _("Trials"),
    ),
    (_("Ask the room"),),
    (
        _("Where we are"),
        _("Looking-out"),
        _("looking-out"),
    ),
    (_("Results and lessons"),),
    (
        _("Insight"),
        _("Insights"),
    ),
    (
        _("Lesson"),
        _("Lessons"),
    ),
    (
        _("Recommendation"),
        _("Recommendations"),
    ),
    (
        _("Reflection"),
        _("Reflections"),
    ),
    (_("We take this with us"),),
    (
        _("We heard"),
        _("We do"),
        _("We come back with"),
        _("What we come back to"),
        _("we heard"),
        _("we do"),
        _("we come back with"),
    ),
    (
        _("What we do"),
        _("commitment"),
        _("commitments"),
    ),
    (_("current state"),),
    (_("desired state"),),
    (
        _("Platform"),
        _("Platforms"),
    ),
    (_("Guiding principles"),),
    (
        _("Track"),
        _("Tracks"),
    ),
    (_("working group"),),
    (_("learning meeting"),),
    (
        _("Large meeting"),
        _("large meeting"),
    ),
    (_("management team"),),
    (_("political reference group"),),
    (_("process leader"),),
    (_("Only the team"),),
    (_("The team and those we dock with"),),
    (_("The partnership"),),
    (_("Everyone"),),
    (_("Invented example"),),
]


def is_term(msgid: str) -> bool:
    return any(msgid in term for term in TERMS)

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hamn.web import slots


class RadarConfig(AppConfig):
    name = "hamn.radar"

    def ready(self):
        from hamn.records import history

        slots.fill("dialogue", "radar/_of_dialogue.html")
        slots.fill("docking_questions", "radar/_in_docking.html")
        history.VERBS |= {
            "axis_added": _("added an area"),
            "axis_removed": _("took an area away"),
            "axis_changed": _("changed an area"),
            "axes_moved": _("put the areas in another order"),
            "looked_out": _("made a round of it"),
        }

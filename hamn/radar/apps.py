from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hamn.web import slots


class RadarConfig(AppConfig):
    name = "hamn.radar"
    background = [("hamn.radar.comparing.compare_all", 60)]

    def ready(self):
        from hamn.dialogues.exports import parts
        from hamn.dockings.models import Docking
        from hamn.radar.models import Difference
        from hamn.radar.research import PART
        from hamn.records import history
        from hamn.records.links import belongs

        slots.fill("dialogue", "radar/_of_dialogue.html")
        slots.fill("dialogue_heard", "radar/_heard.html")
        slots.fill("docking_questions", "radar/_in_docking.html")
        belongs(Difference, "comparison__round__dialogue__dockings", Docking)
        parts.add(PART)
        history.VERBS |= {
            "axis_added": _("added an area"),
            "axis_removed": _("took an area away"),
            "axis_changed": _("changed an area"),
            "axes_moved": _("put the areas in another order"),
            "looked_out": _("made a round of it"),
        }

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpeditionsConfig(AppConfig):
    name = "hamn.expeditions"
    verbose_name = _("Expeditions")

    def ready(self):
        from hamn.expeditions.models import Expedition, LogEntry
        from hamn.records import history, links
        from hamn.web import slots

        slots.fill("start", "expeditions/_logbook_doors.html")
        history.VERBS.update(
            {
                "anchored": _("anchored it with management"),
                "under_way": _("cast off"),
                "landed": _("finished it"),
                "handed_over": _("handed it over"),
                "stopped": _("ended it early"),
                "extended": _("extended the time box"),
            }
        )
        links.belongs(LogEntry, "expedition", Expedition)

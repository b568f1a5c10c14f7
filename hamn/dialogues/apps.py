from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from hamn.web import slots


class DialoguesConfig(AppConfig):
    name = "hamn.dialogues"
    # A round whose closing was cut short still has its key: finish what was begun.
    background = [
        ("hamn.dialogues.rounds.finish_closings", 60),
        ("hamn.dialogues.store.forget_settled", 3600),
        ("hamn.dialogues.opinions.map_all", 20),
        ("hamn.dialogues.imports.waiting.forget_old", 3600),
        ("hamn.dialogues.imports.bringing_in.void_cut_short", 3600),
    ]

    def ready(self):
        from hamn.dialogues.models import AnswerGroup, Reply, Tension
        from hamn.records import history
        from hamn.records.links import belongs

        slots.fill("start", "dialogues/_start.html")
        belongs(Reply, "group", AnswerGroup)
        belongs(Tension, "one", AnswerGroup)
        belongs(Tension, "other", AnswerGroup)
        slots.fill("own_pages", "dialogues/_own_pages.html")
        history.VERBS |= {
            "opened": _("opened it for answers"),
            "taken_for_research": _("took the answers out row by row, for research"),
            "closed": _("closed it"),
            "voided": _("declared the answers void"),
            "imported": _("brought in answers from elsewhere"),
            "merged": _("put two answers together"),
            "unmerged": _("took two answers apart"),
            "theme_added": _("added a theme to the codebook"),
            "theme_removed": _("took a theme out of the codebook"),
            "tension_drawn": _("drew a tension between two answers"),
            "tension_removed": _("took a tension away"),
            "hid": _("hid an answer"),
            "unhid": _("showed an answer again"),
            "answered": _("answered it"),
            "asked_to_help": _("asked somebody to help run it"),
            "thanked": _("thanked somebody who helped"),
            "link_given": _("gave a guest a link to run it"),
            "link_ended": _("took a guest's link back"),
            "led": _("a guest ran it"),
            "revealed": _("let the groups see each other's answers"),
        }

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialoguesConfig(AppConfig):
    name = "hamn.dialogues"
    # A round whose closing was cut short still has its key: finish what was begun.
    background = [("hamn.dialogues.rounds.finish_closings", 60)]

    def ready(self):
        from hamn.dialogues.models import AnswerGroup, Reply
        from hamn.records import history
        from hamn.records.links import belongs

        belongs(Reply, "group", AnswerGroup)
        history.VERBS |= {
            "opened": _("opened it for answers"),
            "closed": _("closed it"),
            "voided": _("declared the answers void"),
            "merged": _("put two answers together"),
            "unmerged": _("took two answers apart"),
            "hid": _("hid an answer"),
            "unhid": _("showed an answer again"),
            "answered": _("answered it"),
        }

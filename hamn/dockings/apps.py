from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from hamn.web import slots


class DockingsConfig(AppConfig):
    name = "hamn.dockings"

    def ready(self):
        from hamn.dialogues.models import AnswerGroup
        from hamn.dockings.models import Commitment, Docking, FollowUp, Outcome
        from hamn.dockings.models.series import bodies_docked_by, teams_docking_with
        from hamn.people.reach import docked_body_sources, docking_sources
        from hamn.records import history
        from hamn.records.links import belongs

        slots.fill("expedition", "dockings/_of_expedition.html")
        slots.fill("expedition_card", "dockings/_next_of_expedition.html")
        slots.fill("tension_tools", "dockings/_tension_tools.html")
        slots.fill("answer_tools", "dockings/_answer_tools.html")
        slots.fill("dialogue_ended", "dockings/_dialogue_ended.html")
        slots.fill("dialogue", "dockings/_of_dialogue.html")
        slots.fill("dialogue_heard", "dockings/_heard.html")
        docking_sources.append(teams_docking_with)
        docked_body_sources.append(bodies_docked_by)
        belongs(Outcome, "docking", Docking)
        belongs(Commitment, "docking", Docking)
        belongs(FollowUp, "raised_in", Docking)
        # What was said in a meeting: the words of the dialogues that were asked there.
        belongs(AnswerGroup, "question__dialogue__dockings", Docking)
        history.VERBS |= {
            "corrected": _("corrected it"),
            "rechecked": _("looked at it again"),
            "done": _("said that it is done"),
            "let_go": _("let it go"),
        }
        # Not a rule hidden in a signal: the one hook that runs when tables have just come into being.
        post_migrate.connect(fill_templates, sender=self, dispatch_uid="dockings.templates")


def fill_templates(using, **_kwargs):
    from hamn.dockings.starting import ensure_templates

    ensure_templates(using)

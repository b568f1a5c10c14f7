from django.apps import AppConfig

from hamn.web import slots


class FindingsConfig(AppConfig):
    name = "hamn.findings"

    def ready(self):
        slots.fill("tension_tools", "findings/_tension_tools.html")
        slots.fill("noun_tools", "findings/_take_away.html")
        slots.fill("answer_tool", "findings/_take_away_answer.html")
        slots.fill("dialogue_ended_way", "findings/_take_away_ended.html")

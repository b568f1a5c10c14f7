from django.apps import AppConfig

from hamn.web import slots


class FindingsConfig(AppConfig):
    name = "hamn.findings"

    def ready(self):
        slots.fill("noun_tools", "findings/_take_away.html")

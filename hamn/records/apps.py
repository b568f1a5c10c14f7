from django.apps import AppConfig

from hamn.web import slots


class RecordsConfig(AppConfig):
    name = "hamn.records"

    def ready(self):
        slots.fill("person_me", "records/_my_drafts.html")

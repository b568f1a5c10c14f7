from django.apps import AppConfig

from hamn.web import slots


class PeopleConfig(AppConfig):
    name = "hamn.people"

    def ready(self):
        slots.fill("own_pages", "people/_own_pages.html")

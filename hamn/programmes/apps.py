from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "hamn.programmes"

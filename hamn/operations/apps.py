from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "hamn.operations"
    # A folder that needs something done in the background names it like this, with how often, in seconds.
    background = [("hamn.operations.sessions.clear_expired", 24 * 3600)]

    def ready(self):
        from hamn.web import slots

        slots.fill("dialogue_leading", "operations/_test_room.html")

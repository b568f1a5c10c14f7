"""Which database holds what: answers have their own file on SQLite, so pages never hold their lock."""

from django.conf import settings

ANSWER_MODELS = {"answer", "openround", "respondent", "seenview", "shownview", "roomstate", "settled"}


class AnswersRouter:
    def db_for_read(self, model, **hints):
        return settings.ANSWERS_DATABASE if is_answer(model) else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        if settings.ANSWERS_DATABASE == "default":
            return None
        return (db == "answers") == (app_label == "dialogues" and model_name in ANSWER_MODELS)


def is_answer(model) -> bool:
    return model._meta.app_label == "dialogues" and model._meta.model_name in ANSWER_MODELS

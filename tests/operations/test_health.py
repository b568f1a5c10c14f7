import pytest
from django.db import DatabaseError, connections

from hamn.operations.health import find_fault

pytestmark = pytest.mark.django_db(databases="__all__")


def test_databases_that_answer_are_well():
    assert find_fault() == ""


def test_a_database_that_does_not_answer_is_named_without_its_reasons(monkeypatch, caplog):
    def refuse(*_):
        raise DatabaseError("password authentication failed for user hamn")

    monkeypatch.setattr(connections["default"], "cursor", refuse)
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    assert find_fault() == "default does not answer"
    assert "password" in caplog.text

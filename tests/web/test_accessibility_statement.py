import pytest

from hamn.web.models import AccessibilityStatement

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.addresses")]

STATEMENT = {
    "owner": "Region Norr",
    "service": "Hamn Norr",
    "compliance": "partly",
    "shortcomings": "Films have no subtitles, because nobody has written them.",
    "disproportionate_burden": "Old drawings.",
    "out_of_scope": "Maps by others.",
    "method": "outside",
    "assessed_on": "2026-09-01",
    "published_on": "2026-01-02",
    "updated_on": "2026-10-05",
    "feedback": "Write to access@example.org. We answer within a week.",
}


def read(client, language="en"):
    return client.get("/accessibility/", headers={"accept-language": language}).content.decode()


def test_there_is_a_statement_from_the_first_day(client):
    page = read(client)
    for part in ("partly compliant", "Tell us about an obstacle", "Digg", "12 §", "9 §", "Latest test"):
        assert part in page


def test_every_field_that_the_law_asks_for_is_shown(as_, dag):
    client = as_(dag)
    client.cookies["django_language"] = "en"
    answer = client.post("/accessibility/edit/", STATEMENT)
    assert answer.headers["Location"] == "/accessibility/"
    page = read(client)
    for key in ("owner", "service", "shortcomings", "disproportionate_burden", "out_of_scope", "feedback"):
        assert STATEMENT[key] in page
    assert "An outside party tested the service." in page
    for day in ("2026-09-01", "2026-01-02", "2026-10-05"):
        assert f'datetime="{day}"' in page
    assert "https://www.digg.se/" in page


def test_each_language_has_its_own(as_, dag):
    client = as_(dag)
    client.cookies["django_language"] = "sv"
    client.post("/accessibility/edit/", STATEMENT)
    client.post("/accessibility/edit/", STATEMENT | {"owner": "Region Söder"})
    assert [row.owner for row in AccessibilityStatement.objects.all()] == ["Region Söder"]
    client.cookies["django_language"] = "en"
    assert "Region Söder" not in read(client)


def test_only_administrators_edit_it(as_, bo):
    for who in (None, bo):
        assert as_(who).get("/accessibility/edit/").status_code == 404
    as_(bo).post("/accessibility/edit/", STATEMENT)
    assert not AccessibilityStatement.objects.exists()


def test_a_form_with_errors_keeps_what_was_written(as_, dag):
    page = as_(dag).post("/accessibility/edit/", STATEMENT | {"owner": ""}).content.decode()
    assert STATEMENT["feedback"] in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="id_owner_errors"' in page

"""The poster as a PDF: what stands on it, for whom, and what happens without the program that sets it."""

import re
import zlib

import pytest

from hamn.dialogues import posters
from hamn.dialogues.models import RespondentGroup
from tests.dialogues import builders

pytestmark = pytest.mark.django_db
PDF_POINTS = {"a4": (595, 842), "a3": (842, 1191)}


@pytest.fixture
def asked(astrid):
    made = builders.dialogue(by=astrid, title="#strong[Vad *stärker* $tilliten$?]", visibility="public")
    RespondentGroup.objects.create(dialogue=made, key="staff", name="Medarbetare")
    return made


def size_of(pdf: bytes) -> tuple[int, int]:
    content = pdf + b"".join(unpacked(pdf))
    left, bottom, right, top = map(float, re.search(rb"/MediaBox\s*\[([^\]]+)\]", content).group(1).split())
    return round(right - left), round(top - bottom)


def unpacked(pdf: bytes):
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            continue


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_it_fits_its_paper_and_says_that_it_can_be_read_aloud(client, asked, paper):
    response = client.get(f"/dialogues/{asked.pk}/poster.pdf?paper={paper}")
    assert response["Content-Type"] == "application/pdf"
    assert size_of(response.content) == PDF_POINTS[paper]
    assert b"pdfuaid:part" in response.content


def test_what_somebody_wrote_is_never_markup(asked):
    """The title is the document's title, letter by letter."""
    pdf = posters.poster_pdf(asked, None, f"https://hamn.example/d/{asked.code}", "a4")
    assert "#strong[Vad *stärker* $tilliten$?]" in pdf.decode("utf-8", "ignore")


def test_a_groups_poster_leads_into_that_group(client, asked, monkeypatch):
    given = {}
    monkeypatch.setattr(posters, "compiled", lambda data: given.update(data=data) or b"%PDF-")
    assert client.get(f"/dialogues/{asked.pk}/poster.pdf?group=staff").status_code == 200
    assert "Medarbetare" in given["data"]
    assert posters.qr_svg(f"http://testserver/d/{asked.code}?group=staff").split('d="')[1][:200] in given[
        "data"
    ].replace('\\"', '"')
    assert client.get(f"/dialogues/{asked.pk}/poster.pdf?group=nobody").status_code == 404


def test_only_the_papers_we_have(client, asked):
    assert client.get(f"/dialogues/{asked.pk}/poster.pdf?paper=letter").status_code == 404


def test_without_the_program_the_address_explains_and_the_page_does_not_offer_it(client, asked, monkeypatch):
    monkeypatch.setattr(posters, "can_be_made", lambda: False)
    response = client.get(f"/dialogues/{asked.pk}/poster.pdf")
    assert response.status_code == 501
    assert "cannot make PDF files" in response.content.decode()
    assert "poster.pdf" not in client.get(f"/dialogues/{asked.pk}/poster/").content.decode()


def test_who_may_not_see_the_dialogue_gets_no_poster(as_, asked, cilla):
    asked.visibility = "harbour"
    asked.save()
    assert as_(cilla).get(f"/dialogues/{asked.pk}/poster.pdf").status_code == 404

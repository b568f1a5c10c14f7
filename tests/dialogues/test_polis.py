"""A conversation from Pol.is comes in as a finished dialogue, and goes out again byte for byte."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hamn.dialogues import opinions
from hamn.dialogues.imports.polis import export_of, files_of, is_polis, packed_from, polis_plan
from hamn.dialogues.imports.table import Unreadable
from hamn.dialogues.models import Dialogue
from hamn.people.models import Membership
from tests import cast

FOLDER = Path(__file__).parent.parent / "data" / "polis" / "brexit-consensus"
NAMES = ("comments.csv", "participants-votes.csv", "summary.csv", "votes.csv")
FILES = {name: (FOLDER / name).read_bytes() for name in NAMES}
LICENCE = "Data was gathered using the Polis software and is sub-licensed under CC BY 4.0."


def zipped(files=FILES, folder="brexit/"):
    return packed_from((name, content) for name, content in files.items()) if not folder else foldered(files, folder)


def foldered(files, folder):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as packed:
        for name, content in files.items():
            packed.writestr(folder + name, content)
    return whole.getvalue()


@pytest.fixture
def astrid(client, db):
    person = cast.person("Astrid")
    cast.member(person, cast.crew(), Membership.Role.LEAD)
    client.force_login(person)
    cast.programme()
    return person


def address_of(client, files):
    response = client.post("/dialogues/import/", {"file": files})
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def details(client, address, **more):
    page = client.get(address).content.decode()
    team = re.search(r'value="(\d+)" selected', re.search(r'<select name="team".*?</select>', page, re.DOTALL).group(0))
    found = {"title": "Brexit", "who_asks": "Pol.is", "why": "To see.", "threshold": 5, "answered_on": "2017-11-01"}
    return found | {"team": team.group(1) if team else "", "licence": LICENCE, "seen_by": "public"} | more


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_a_zip_comes_in_as_a_finished_dialogue_and_leaves_byte_for_byte(client, astrid):
    content = zipped()
    address = address_of(client, SimpleUploadedFile("brexit.zip", content))
    checked = client.post(address, details(client, address) | {"act": "check"}).content.decode()
    assert "stay in the files" in checked and not Dialogue.objects.exists()
    assert client.post(address, details(client, address) | {"act": "bring"}).status_code == 302
    dialogue = Dialogue.objects.get()
    assert dialogue.visibility == "public"
    question, round = dialogue.questions.get(), dialogue.latest_round
    assert question.kind == "statements" and not round.is_open
    client.logout()
    page = client.get(dialogue.get_absolute_url()).content.decode()
    assert "CC BY 4.0" in page and "Pol.is" in page and "is being computed" in page
    returned = client.get(f"{dialogue.get_absolute_url()}original.zip")
    assert returned.status_code == 200 and returned.content == content
    assert files_of(returned.content) == FILES
    voted = sum(1 for person in polis_plan(export_of(content)).people if person.answers)
    assert round.shown_answered == voted
    assert len(opinions.votes_of(list(opinions.tally.statement_votes(round.pk, question.pk)))) == 5303


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_the_files_may_come_one_by_one(client, astrid):
    files = [SimpleUploadedFile(name, content) for name, content in FILES.items()]
    address = address_of(client, files)
    assert client.post(address, details(client, address) | {"act": "bring"}).status_code == 302
    returned = client.get(f"{Dialogue.objects.get().get_absolute_url()}original.zip")
    assert files_of(returned.content) == FILES


@pytest.mark.django_db(databases="__all__", transaction=True)
def test_public_data_needs_its_source_and_licence(client, astrid):
    address = address_of(client, SimpleUploadedFile("brexit.zip", zipped()))
    assert client.post(address, details(client, address, licence="") | {"act": "bring"}).status_code == 422
    assert not Dialogue.objects.exists()


def test_what_was_moderated_out_stays_in_the_files_with_a_line():
    comments = b"timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    comments += b"1,x,0,1,1,0,1,Kept\n1,x,1,1,1,0,-1,Rude\n"
    votes = b"timestamp,datetime,comment-id,voter-id,vote\n1,x,0,7,1\n1,x,1,7,1\n2,x,2,7,-1\nodd,row\n"
    plan = polis_plan(export_of(zipped({"comments.csv": comments, "votes.csv": votes})))
    assert [option.text for option in plan.questions[0].options][0] == "Kept"
    assert [option.id for option in plan.questions[0].options] == ["0", "2"]
    assert plan.people[0].answers == [(1, "0", 1), (1, "2", -1)]
    said = " ".join(line.sentence for line in plan.lines)
    assert "1 statement was moderated out" in said and "row" in said


def test_a_zip_without_votes_or_damaged_is_refused():
    assert not is_polis(zipped({"report.csv": b"a,b\n"}))
    assert not is_polis(b"PK\x03\x04 broken")
    with pytest.raises(Unreadable):
        export_of(zipped({"votes.csv": b"nothing,here\n1,2\n"}))

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from hamn.journey import uploads
from hamn.journey.models import Material
from hamn.records.models import Visibility
from tests import cast
from tests.journey import builders

WORDS = {"kind": "picture", "title": "The poster", "text_alternative": "Five lines about trust.", "revision": "0"}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def png(size=(40, 30)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "navy").save(written, "PNG")
    return written.getvalue()


def office(folder: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(f"{folder}/document.xml", "<x/>")
    return written.getvalue()


def upload(name, content, type_="application/octet-stream"):
    return SimpleUploadedFile(name, content, type_)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 ...", "pdf"),
        (png(), "png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        (b"\x00\x00\x00 ftypisom", "mp4"),
        (office("word"), "docx"),
        (office("ppt"), "pptx"),
        ("Då sa vi så här.".encode(), "txt"),
        (b"MZ\x90\x00\x03\x00", None),
        (b"PK\x03\x04 broken", None),
        (b"", None),
    ],
)
def test_a_file_is_known_by_its_content(content, kind):
    assert uploads.kind_of(io.BytesIO(content)) == kind


def test_a_name_that_lies_about_its_content_is_refused_in_a_sentence():
    with pytest.raises(ValidationError, match=r"named \.png but its content is pdf"):
        uploads.check(upload("poster.png", b"%PDF-1.7"))


def test_a_twenty_megabyte_picture_gets_a_plain_sentence_and_nothing_written_is_lost(as_, astrid):
    cast.programme()
    huge = upload("photo.png", png() + b"\0" * 20 * uploads.MB)
    page = as_(astrid).post(reverse("material_new"), {**WORDS, "file": huge})
    told = page.content.decode()
    assert (
        page.status_code == 422 and "The largest we take of this kind is" in told and "Five lines about trust." in told
    )
    assert not Material.objects.exists()


def test_material_needs_its_words(as_, astrid):
    cast.programme()
    page = as_(astrid).post(reverse("material_new"), {**WORDS, "text_alternative": "", "file": upload("p.png", png())})
    assert page.status_code == 422 and not Material.objects.exists()


def test_material_is_a_file_or_an_address(as_, astrid):
    cast.programme()
    assert as_(astrid).post(reverse("material_new"), WORDS).status_code == 422
    hostile = as_(astrid).post(reverse("material_new"), {**WORDS, "address": "javascript:alert(1)"})
    assert hostile.status_code == 422
    assert (
        as_(astrid).post(reverse("material_new"), {**WORDS, "address": "https://example.org/film"}).status_code == 302
    )


def test_a_picture_is_stored_under_a_name_nobody_can_guess_and_without_what_the_camera_wrote(as_, astrid):
    cast.programme()
    exif = Image.Exif()
    exif[0x010E] = "Told by the camera"
    written = io.BytesIO()
    Image.new("RGB", (40, 30)).save(written, "JPEG", exif=exif)
    as_(astrid).post(reverse("material_new"), {**WORDS, "file": upload("Anna i Nora.jpg", written.getvalue())})
    stored = Material.objects.get().file
    assert "Anna" not in stored.name and b"Told by the camera" not in stored.read()


@pytest.fixture
def hidden_file(db):
    made = builders.material("Sealed", visibility=Visibility.HARBOUR, team=cast.crew(), kind="text")
    made.file.save("notes.txt", SimpleUploadedFile("notes.txt", b"Only for the crew"))
    return made


def test_a_file_is_handed_out_only_to_those_who_may_see_it(as_, hidden_file, bo, cilla):
    address = reverse("material_file", args=[hidden_file.pk])
    answer = as_(bo).get(address)
    assert b"".join(answer.streaming_content) == b"Only for the crew"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="sealed.txt"'
    assert answer["Content-Type"].startswith("text/plain") and answer["Cache-Control"] == "private, no-store"
    for person in (cilla, None):
        assert as_(person).get(address).status_code == 404


def test_no_address_leads_to_the_stored_name(as_, hidden_file, bo):
    name = hidden_file.file.name
    for address in (f"/{name}", f"/media/{name}", f"/static/{name}", f"/data/media/{name}"):
        assert as_(bo).get(address).status_code == 404


def test_a_file_that_is_gone_is_not_found(as_, hidden_file, bo):
    Path(hidden_file.file.path).unlink()
    assert as_(bo).get(reverse("material_file", args=[hidden_file.pk])).status_code == 404


def test_material_of_a_hidden_event_is_hidden_though_it_is_public_itself(as_, bo):
    event = builders.event("Hidden", visibility=Visibility.HARBOUR, team=cast.crew())
    film = builders.material("Canary film", event=event)
    assert as_(bo).get(film.get_absolute_url()).status_code == 200
    assert as_(None).get(film.get_absolute_url()).status_code == 404
    assert "Canary film" not in as_(None).get(reverse("material_list")).content.decode()

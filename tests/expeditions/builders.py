"""Small explicit builders for what an expedition carries."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hamn.expeditions.models import Harbour, LogEntry, Mandate, Trial
from hamn.records.models import Visibility
from tests import cast

HOSTILE = "<script>alert(1)</script> javascript:alert(1) \u202egnp.exe " + "\u200b" * 50
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def log_entry(expedition, by, text="The water is colder here", visibility=Visibility.DRAFT, **more):
    return LogEntry.objects.create(
        expedition=expedition, team=expedition.team, author=by, text=text, visibility=visibility, **more
    )


def mandate(expedition, by=None, giver=None, **more):
    words = {"giver": giver or cast.body(), "given_on": date(2021, 3, 1), "action_space": "Choose whom to meet."}
    return expedition.give_mandate(Mandate(**{**words, **more}), by=by)


def trial(expedition, by, assumption="People want to be asked", visibility=Visibility.HARBOUR):
    return Trial.objects.create(
        expedition=expedition, team=expedition.team, author=by, assumption=assumption, small_scale="Three doors",
        visibility=visibility,
    )  # fmt: skip


def harbour(name="The quay house", by=None, visibility=Visibility.PARTNERSHIP):
    return Harbour.objects.create(name=name, author=by, visibility=visibility, opening_hours="Thursdays 13–15")


def jpeg(width=400, height=200, orientation=1, with_place=True) -> bytes:
    """Left half red, right half blue, taken at a place, by a camera held as `orientation` says."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = orientation, "Camera of Bo"
    if with_place:
        exif.get_ifd(GPS).update({1: "N", 2: (59.0, 16.0, 30.0), 3: "E", 4: (15.0, 12.0, 48.0)})
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"taken at home")
    return file.getvalue()


def upload(content: bytes, name="quay.jpg", kind="image/jpeg"):
    return SimpleUploadedFile(name, content, kind)

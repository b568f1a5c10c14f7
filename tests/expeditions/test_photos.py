from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from hamn.expeditions import photos
from hamn.expeditions.photos import cleaned_photo
from tests.expeditions.builders import jpeg, upload


def opened(content):
    return Image.open(BytesIO(cleaned_photo(upload(content)).read()))


def test_the_place_and_everything_else_about_the_camera_is_gone():
    before = jpeg()
    assert b"Camera of Bo" in before and b"taken at home" in before
    after = cleaned_photo(upload(before)).read()
    assert not Image.open(BytesIO(after)).getexif()
    assert b"Exif" not in after and b"Camera of Bo" not in after and b"taken at home" not in after


def test_a_photo_taken_sideways_is_upright_afterwards():
    # Orientation 6: the camera was turned; left becomes top when shown.
    turned = opened(jpeg(400, 200, orientation=6))
    assert turned.size == (200, 400)
    red, _green, blue = turned.getpixel((100, 50))
    assert red > 200 > 60 > blue


def test_a_large_photo_is_scaled_to_two_thousand_pixels():
    assert max(opened(jpeg(4000, 1000)).size) == 2000


def test_a_small_photo_keeps_its_size():
    assert opened(jpeg(40, 20)).size == (40, 20)


def test_transparent_parts_become_white_paper():
    file = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(file, "PNG")
    assert opened(file.getvalue()).getpixel((5, 5)) == (255, 255, 255)


def test_the_kind_is_told_by_the_content_and_not_by_the_name():
    drawing, broken = b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0 not a picture"
    for content in (drawing, broken, b"%PDF-1.7", b"", jpeg()[:200]):
        with pytest.raises(ValidationError, match="not a photo"):
            cleaned_photo(upload(content, "quay.jpg"))


def test_a_picture_format_we_do_not_take_is_refused():
    file = BytesIO()
    Image.new("RGB", (10, 10)).save(file, "GIF")
    with pytest.raises(ValidationError, match="not a photo"):
        cleaned_photo(upload(file.getvalue(), "quay.jpg"))


def test_more_than_fifteen_megabytes_is_refused_in_a_sentence():
    with pytest.raises(ValidationError, match="larger than 15 MB"):
        cleaned_photo(upload(b"\xff\xd8" + b"0" * photos.LARGEST_BYTES))


def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused(monkeypatch):
    monkeypatch.setattr(photos, "MOST_PIXELS", 1000)
    with pytest.raises(ValidationError, match="not a photo"):
        cleaned_photo(upload(jpeg(100, 100)))


def test_the_stored_name_tells_nothing_of_the_file_that_was_sent():
    assert "secret" not in cleaned_photo(upload(jpeg(), "secret-address.jpg")).name

"""Photos for the logbook: checked by what they are, turned upright, scaled, and without the place they were taken."""

import warnings
from io import BytesIO
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

LARGEST_BYTES = 15 * 1024 * 1024
LONGEST_SIDE = 2000
# A small file may unfold into a picture that fills the memory; the best phones stay under this.
MOST_PIXELS = 120_000_000
FORMATS = ("JPEG", "PNG", "WEBP")

TOO_LARGE = _("The photo is larger than 15 MB. Choose a smaller one; your text is still here.")
NOT_A_PHOTO = _("This file is not a photo that we can read. Use a JPEG, PNG or WebP picture; your text is still here.")


def cleaned_photo(file) -> ContentFile:
    """A new JPEG drawn from the pixels alone, so that nothing else in the file comes along.

    Raises: ValidationError with a sentence when the file is too large or no photo.
    """
    if file.size > LARGEST_BYTES:
        raise ValidationError(TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = upright(file)
    # Pillow has many ways of saying that a file is broken; all mean the same to whoever sent it.
    except (
        OSError,
        ValueError,
        SyntaxError,
        ArithmeticError,
        LookupError,
        TypeError,
        Warning,
        Image.DecompressionBombError,
    ) as error:
        raise ValidationError(NOT_A_PHOTO) from error
    written = BytesIO()
    picture.save(written, "JPEG", quality=85, optimize=True)
    # A name nobody can guess, though the file is only ever served by a page that asks who is reading.
    return ContentFile(written.getvalue(), name=f"{uuid4().hex}.jpg")


def upright(file) -> Image.Image:
    file.seek(0)
    with Image.open(file, formats=FORMATS) as check:
        if check.width * check.height > MOST_PIXELS:
            raise ValueError("More pixels than any photo has.")
        check.verify()
    file.seek(0)
    with Image.open(file, formats=FORMATS) as picture:
        # Lets the decoder scale large JPEGs while reading, which saves most of the memory.
        picture.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
        turned = ImageOps.exif_transpose(picture)
        turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return on_white(turned)


def on_white(picture: Image.Image) -> Image.Image:
    """Pixels alone: transparent parts become paper, and no text, place or profile is copied."""
    layered = picture.convert("RGBA")
    paper = Image.new("RGB", layered.size, "white")
    paper.paste(layered, mask=layered.getchannel("A"))
    return paper

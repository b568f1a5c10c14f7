"""The way in for a phone in the same room, shown by the demonstration when it listens on the local network."""

from dataclasses import dataclass

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class Address:
    url: str
    qr: SafeString


def address() -> Address | None:
    if not (settings.DEMO and settings.LAN_ADDRESS):
        return None
    url = settings.LAN_ADDRESS
    drawing = segno.make(url, error="m", micro=False).svg_inline(
        scale=1, border=2, omitsize=True, dark="#000", light="#fff"
    )
    return Address(url, mark_safe(drawing))  # segno draws numbers only

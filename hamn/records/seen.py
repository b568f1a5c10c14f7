"""A mark of what a page showed, so that nobody agrees to something else than what they read."""

from django.utils.crypto import salted_hmac


def fingerprint(fields) -> str:
    """Of what `shared_fields` gave."""
    shown = "\x1f".join(f"{field.label}\x1e{field.text}" for field in fields)
    return salted_hmac("hamn.records.seen", shown).hexdigest()[:32]

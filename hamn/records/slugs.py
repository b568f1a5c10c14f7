"""A noun's place in an address: made once from its first name, so that links keep working when the name changes."""

from itertools import count

from django.utils.text import slugify

# What our own addresses say in the same place.
RESERVED = {"new", "series"}
LONGEST = 100


def free_slug(model, name: str) -> str:
    """The name as an address part that no other noun of this class has. Letters such as å, ä and ö stay letters."""
    wanted = slugify(name, allow_unicode=True)[:LONGEST].strip("-") or model._meta.model_name
    taken = RESERVED | set(model._base_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in count(1))
    return next(slug for slug in numbered if slug not in taken)

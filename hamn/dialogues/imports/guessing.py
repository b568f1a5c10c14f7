"""What a column seems to hold, by its heading and its cells. A guess: whoever brings the file in can change it. Pure."""

import re
from collections.abc import Sequence

from hamn.dialogues.suspects import suspect

# Headings of what never comes in: who, when, where from, and what the other system keeps for itself.
ABOUT_PEOPLE = re.compile(
    r"^(#|nr|no\.?|id|index|svars-?id|response id|user id|participant( id)?|deltagare|osallistuja|voters?|session|token|seed|ip.*"
    r"|(user |full |last |first |för|efter|suku|etu)?(name|namn|nimi)\d*|(user |your )?e-?(mail|post).*|sähköposti.*"
    r"|(user )?company|phone|telefon.*|puhelin.*|(start|completion|submit|last modified|senast|slutför|starttid|aloitus|valmis).*"
    r"|(submit)?date.*|datum.*|päivä.*|time(stamp)?|tid(punkt|sstämpel)?|aika.*|lastpage|startlanguage|refurl|language|språk|kieli"
    r"|(total )?points?( - .*)?|feedback( - .*)?|quiz feedback|score)$",
    re.IGNORECASE,
)
ABOUT_GROUPS = re.compile(
    r"\b(group|grupp|ryhmä|role|roll|rooli|team|unit|enhet|yksikkö|department|avdelning|osasto)\b|svarar som",
    re.IGNORECASE,
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d|$)|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}( \d|$)")
UNKNOWING = {"vet inte", "vet ej", "don't know", "dont know", "do not know", "en tiedä", "en osaa sanoa"}
SCALES = ((1, 5, "scale-5"), (1, 7, "scale-7"), (1, 10, "scale-10"), (0, 10, "scale-0-10"))
MOST_OPTIONS, LONGEST_OPTION = 12, 80


def guess(heading: str, cells: Sequence[str]) -> str:
    """The role of a column."""
    given = [cell for cell in cells if cell]
    if not given or ABOUT_PEOPLE.match(heading.strip()) or mostly(given, is_about_people):
        return "drop"
    different = set(given)
    if ABOUT_GROUPS.search(heading) and len(different) <= MOST_OPTIONS:
        return "group"
    return scale(different) or listed(given) or choice(given, different) or text(given)


def is_about_people(cell: str) -> bool:
    return suspect(cell) == "contact" or bool(MOMENT.match(cell))


def mostly(given: Sequence[str], test) -> bool:
    return sum(map(test, given)) * 2 > len(given)


def scale(different: set[str]) -> str:
    steps = {cell for cell in different if cell.casefold() not in UNKNOWING}
    if not steps or not all(cell.isdecimal() and len(cell) < 3 for cell in steps):
        return ""
    low, high = min(map(int, steps)), max(map(int, steps))
    return next((role for least, most, role in SCALES if least <= low and high <= most), "")


def listed(given: Sequence[str]) -> str:
    """Several answers in a cell, parted by semicolons: a ranking when everybody names all of them."""
    lists = [parts(cell) for cell in given]
    if not mostly(lists, lambda names: len(names) > 1) and not mostly(given, lambda cell: cell.endswith(";")):
        return ""
    names = {name for each in lists for name in each}
    if len(names) > MOST_OPTIONS or max(map(len, names)) > LONGEST_OPTION:
        return "words" if max(map(len, names)) <= 60 else ""
    return "ranking" if all(set(each) == names and len(each) == len(names) > 1 for each in lists) else "several"


def parts(cell: str, separator: str = ";") -> list[str]:
    return [part.strip() for part in cell.split(separator) if part.strip()]


def choice(given: Sequence[str], different: set[str]) -> str:
    repeated = len(different) * 2 <= len(given) and len(different) <= MOST_OPTIONS
    return "choice" if repeated and max(map(len, different)) <= LONGEST_OPTION else ""


def text(given: Sequence[str]) -> str:
    return "words" if mostly(given, lambda cell: len(cell) <= 40 and len(cell.split()) <= 4) else "text"

"""Whether a group is named after a party. Where pictures differ is asked of roles, never of parties. Pure."""

import re

ABBREVIATIONS = {"s", "m", "sd", "c", "v", "kd", "l", "mp", "fp", "fi", "örp", "pp", "afs", "med"}
# Beginnings of words, so that "moderaterna" and "moderata gruppen" are found; a moderator is something else.
NAMES = (
    *(
        "socialdemokrat",
        "sosse",
        "moderat(?!or)",
        "sverigedemokrat",
        "centerparti",
        "centern",
        "vänsterparti",
        "vänstern",
    ),
    *("kristdemokrat", "liberalerna", "liberala", "folkparti", "miljöparti", "feministiskt initiativ", "örebroparti"),
    *("piratparti", "alternativ för sverige", "medborgerlig samling"),
)
NAMED = re.compile(r"\b(?:" + "|".join(NAMES) + ")")
IN_BRACKETS = re.compile(r"\(([^)]*)\)")


def is_party(name: str) -> bool:
    """A party's name anywhere in it; its letters as the whole name, or in brackets as papers write them."""
    said = " ".join(name.casefold().split())
    alone = {said.strip(" .()"), *(inside.strip(" .") for inside in IN_BRACKETS.findall(said))}
    return bool(alone & ABBREVIATIONS) or bool(NAMED.search(said))

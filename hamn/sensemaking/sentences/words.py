"""Words in plain sentences: whose words they are, and how well two coders agree."""

import math
from collections.abc import Sequence

from hamn.sensemaking.words.keyness import Key

# Krippendorff's own limits: from .8 reliable, from .667 for tentative conclusions.
RELIABLE, TENTATIVE = 0.8, 0.667
# The share of false discoveries that we accept among the words told.
SURE = 0.05

SWEDISH = {
    "key": "{group} säger oftare än andra: {terms}.",
    "no_key": "Inga ord skiljer säkert {group} från de andra.",
    "alpha_unknown": "Ännu har ingen annan kodat samma svar, så vi vet inte hur lika ni tolkar dem.",
    "alpha_good": "Ni som kodat tolkar svaren lika (alfa {alpha}, {n} svar).",
    "alpha_fair": "Ni som kodat tolkar svaren någorlunda lika (alfa {alpha}, {n} svar). Dra försiktiga slutsatser.",
    "alpha_poor": "Ni som kodat tolkar svaren olika (alfa {alpha}, {n} svar). Prata om vad temana betyder och koda om.",
    "point": ",",
}
FINNISH = {
    "key": "{group} sanoo muita useammin: {terms}.",
    "no_key": "Mikään sana ei varmasti erota ryhmää {group} muista.",
    "alpha_unknown": "Kukaan muu ei ole vielä luokitellut samoja vastauksia, joten emme tiedä, "
    "kuinka samalla tavalla tulkitsette ne.",
    "alpha_good": "Luokittelijat tulkitsevat vastaukset samalla tavalla (alfa {alpha}, {n} vastausta).",
    "alpha_fair": "Luokittelijat tulkitsevat vastaukset melko samalla tavalla (alfa {alpha}, {n} vastausta). "
    "Tehkää varovaisia päätelmiä.",
    "alpha_poor": "Luokittelijat tulkitsevat vastaukset eri tavoin (alfa {alpha}, {n} vastausta). "
    "Puhukaa teemojen merkityksestä ja luokitelkaa uudelleen.",
    "point": ",",
}
ENGLISH = {
    "key": "{group} say more often than others: {terms}.",
    "no_key": "No words surely set {group} apart from the others.",
    "alpha_unknown": "Nobody else has coded the same answers yet, so we do not know how alike you read them.",
    "alpha_good": "Those who coded read the answers alike (alpha {alpha}, {n} answers).",
    "alpha_fair": "Those who coded read the answers fairly alike (alpha {alpha}, {n} answers). Conclude with care.",
    "alpha_poor": "Those who coded read the answers differently (alpha {alpha}, {n} answers). "
    "Talk about what the themes mean and code again.",
    "point": ".",
}
TEXTS = {"sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}


def of_keyness(group: str, keys: Sequence[Key], language: str, most: int = 5) -> str:
    """What a group says more often than the others: only words of which we are sure."""
    sure = [key.term for key in keys if key.group == group and key.z > 0 and key.q <= SURE][:most]
    return of_terms(group, sure, language)


def of_terms(group: str, terms: Sequence[str], language: str) -> str:
    """The same from words of which we know that we are sure."""
    said = TEXTS[language]["key" if terms else "no_key"]
    return said.format(group=group, terms=", ".join(terms))


def of_alpha(alpha: float, n: int, language: str) -> str:
    """How alike coders read n answers that more than one of them coded."""
    said = TEXTS[language]
    if math.isnan(alpha):
        return said["alpha_unknown"]
    kind = "good" if alpha >= RELIABLE else "fair" if alpha >= TENTATIVE else "poor"
    return said[f"alpha_{kind}"].format(alpha=f"{alpha:.2f}".replace(".", said["point"]), n=n)

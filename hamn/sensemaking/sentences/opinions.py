"""What the votes say, in one plain sentence each, by rule: nothing that the numbers do not carry."""

from collections.abc import Mapping

from hamn.sensemaking.opinions.null import Outcome
from hamn.sensemaking.opinions.result import Result

Words = Mapping[str, str]

# In at least so many of the runs the same number of groups must win before it is called sure.
SURE = 0.8

COUNT: Mapping[str, Mapping[int, str]] = {
    "sv": {2: "två", 3: "tre", 4: "fyra", 5: "fem"},
    "fi": {2: "kaksi", 3: "kolme", 4: "neljä", 5: "viisi"},
    "en": {2: "two", 3: "three", 4: "four", 5: "five"},
}

SENTENCES: Mapping[str, Words] = {
    "sv": {
        "too_few": "Ni är för få, eller påståendena är för få, för att säga något om grupper.",
        "untested": "Vi har inte prövat än om det finns några grupper.",
        "no_structure": "Vi ser inga tydliga grupper.",
        "spectrum": "Ni skiljer er åt längs en skala, men inte i grupper.",
        "groups": "Vi ser {count} grupper.",
        "groups_sure": "Vi ser {count} grupper, och de består även om några av er inte hade varit med.",
        "groups_unsure": "Vi ser grupper, men hur många de är går inte att säga säkert: {count} passar bäst.",
        "common": "I {count} påståenden står de flesta i varje grupp på samma sida.",
        "common_one": "I ett påstående står de flesta i varje grupp på samma sida.",
        "common_none": "Vi kan inte peka ut något påstående där de flesta i varje grupp säkert står på samma sida.",
        "whole": "I {count} påståenden är de flesta av er eniga.",
        "whole_one": "I ett påstående är de flesta av er eniga.",
        "whole_none": "Vi kan inte peka ut något påstående där de flesta av er säkert är eniga.",
        "divisive": "Grupperna skiljer sig säkert åt i {count} påståenden.",
        "divisive_one": "Grupperna skiljer sig säkert åt i ett påstående.",
        "divisive_none": "Vi kan inte peka ut något påstående där grupperna säkert skiljer sig åt.",
        "scale_instead": "Det kan se ut som {count} grupper, men en enda skala förklarar era svar lika bra.",
        "scale_too": "En enda skala förklarar era svar lika bra som grupperna, så se gränserna mellan dem som ungefärliga.",
        "scale_clearer": "Grupperna är tydligare än vad en enda skala skulle visa.",
        "scale_not": "En enda skala förklarar inte era svar lika bra som grupperna.",
        "explained": "Grupperna förklarar ungefär {count} procent av det som går att förutsäga om era svar.",
        "straight": "{count} personer svarade likadant på nästan allt; deras svar räknas, men de formar inte kartan.",
    },
    "fi": {
        "too_few": "Vastaajia tai väittämiä on liian vähän, jotta ryhmistä voisi sanoa mitään.",
        "untested": "Emme ole vielä tutkineet, onko ryhmiä.",
        "no_structure": "Emme näe selviä ryhmiä.",
        "spectrum": "Eroatte toisistanne asteikolla, mutta ette ryhminä.",
        "groups": "Näemme {count} ryhmää.",
        "groups_sure": "Näemme {count} ryhmää, ja ne säilyvät, vaikka osa teistä ei olisi ollut mukana.",
        "groups_unsure": "Näemme ryhmiä, mutta niiden määrää ei voi sanoa varmasti: {count} sopii parhaiten.",
        "common": "Jokaisen ryhmän enemmistö on samalla kannalla {count} väittämästä.",
        "common_one": "Jokaisen ryhmän enemmistö on samalla kannalla yhdestä väittämästä.",
        "common_none": "Emme voi osoittaa väittämää, josta jokaisen ryhmän enemmistö olisi varmasti samalla kannalla.",
        "whole": "Useimmat teistä ovat yhtä mieltä {count} väittämästä.",
        "whole_one": "Useimmat teistä ovat yhtä mieltä yhdestä väittämästä.",
        "whole_none": "Emme voi osoittaa väittämää, josta useimmat teistä olisivat varmasti yhtä mieltä.",
        "divisive": "Ryhmät ovat varmasti eri mieltä {count} väittämästä.",
        "divisive_one": "Ryhmät ovat varmasti eri mieltä yhdestä väittämästä.",
        "divisive_none": "Emme voi osoittaa väittämää, josta ryhmät olisivat varmasti eri mieltä.",
        "scale_instead": "Voi näyttää siltä, että ryhmiä on {count}, mutta yksi asteikko selittää vastauksenne yhtä hyvin.",
        "scale_too": "Yksi asteikko selittää vastauksenne yhtä hyvin kuin ryhmät, joten pitäkää ryhmien rajoja likimääräisinä.",
        "scale_clearer": "Ryhmät ovat selvempiä kuin yksi asteikko näyttäisi.",
        "scale_not": "Yksi asteikko ei selitä vastauksianne yhtä hyvin kuin ryhmät.",
        "explained": "Ryhmät selittävät noin {count} prosenttia siitä, mitä vastauksistanne voi ennustaa.",
        "straight": "{count} henkilöä vastasi lähes kaikkeen samoin; vastaukset lasketaan, mutta ne eivät muovaa karttaa.",
    },
    "en": {
        "too_few": "There are too few of you, or too few statements, to say anything about groups.",
        "untested": "We have not yet tested whether there are any groups.",
        "no_structure": "We see no clear groups.",
        "spectrum": "You differ along a scale, but not in groups.",
        "groups": "We see {count} groups.",
        "groups_sure": "We see {count} groups, and they remain even if some of you had not taken part.",
        "groups_unsure": "We see groups, but how many cannot be said for sure: {count} fits best.",
        "common": "On {count} statements most people in every group are on the same side.",
        "common_one": "On one statement most people in every group are on the same side.",
        "common_none": "We cannot point to a statement on which most people in every group are surely on the same side.",
        "whole": "Most of you agree with each other on {count} statements.",
        "whole_one": "Most of you agree with each other on one statement.",
        "whole_none": "We cannot point to a statement on which most of you surely agree with each other.",
        "divisive": "The groups surely differ on {count} statements.",
        "divisive_one": "The groups surely differ on one statement.",
        "divisive_none": "We cannot point to a statement on which the groups surely differ.",
        "scale_instead": "It may look like {count} groups, but a single scale explains your answers as well.",
        "scale_too": "A single scale explains your answers as well as the groups do, so take the borders between them as rough.",
        "scale_clearer": "The groups are clearer than a single scale would show.",
        "scale_not": "A single scale does not explain your answers as well as the groups do.",
        "explained": "The groups explain about {count} per cent of what can be predicted about your answers.",
        "straight": "{count} people answered the same to nearly everything; they are counted, but do not shape the map.",
    },
}


def verdict(result: Result, language: str) -> str:
    """Whether there are groups, how many, and how sure that is."""
    words = _words(language)
    if not result.groups_found:
        return words[result.outcome.value if result.outcome else "untested"]
    assert result.grouping is not None
    count = COUNT[language[:2]][result.grouping.k]
    return words[_sureness(result)].format(count=count)


def consensus(result: Result, language: str) -> str | None:
    """On how many statements all groups, or most of all where there are no groups, are on one side. None: too few to tell."""
    if result.outcome in (None, Outcome.TOO_FEW):
        return None
    return _counted(language, "common" if result.groups_found else "whole", len(result.common))


def divisive(result: Result, language: str) -> str | None:
    """On how many statements groups surely differ. None where there are no groups."""
    return _counted(language, "divisive", len(result.divisive)) if result.outcome is Outcome.GROUPS else None


def explained(result: Result, language: str) -> str | None:
    """How much of what could be predicted the groups explain. None where it was not tested, or nothing could be predicted."""
    if result.check is None or result.check.percent is None:
        return None
    return _words(language)["explained"].format(count=result.check.percent)


def scale(result: Result, language: str) -> str | None:
    """How the groups stand against a single scale. None where they were not held against one."""
    if result.scale is None or result.grouping is None:
        return None
    if result.scale.replaces_groups:
        return _words(language)["scale_instead"].format(count=COUNT[language[:2]][result.grouping.k])
    if result.scale.tells_as_much:
        return _words(language)["scale_too"]
    return _words(language)["scale_not" if result.scale.could_show_them else "scale_clearer"]


def straight(result: Result, language: str, threshold: int) -> str | None:
    """How many were set aside. None where that is too few people to tell."""
    count = int(result.straight.sum())
    return _words(language)["straight"].format(count=count) if count >= threshold else None


def _sureness(result: Result) -> str:
    """Sure only when the number of groups holds, and the groups hold the same people."""
    if result.stability is None or result.grouping is None:
        return "groups"
    holds = result.stability.holds(result.grouping.k)
    if holds < SURE:
        return "groups_unsure"
    return "groups_sure" if result.stability.agreement >= SURE else "groups"


def _counted(language: str, name: str, count: int) -> str:
    """In figures: a Finnish number word would need the case of its sentence."""
    words = _words(language)
    return words[f"{name}_none" if count == 0 else f"{name}_one" if count == 1 else name].format(count=count)


def _words(language: str) -> Words:
    try:
        return SENTENCES[language[:2]]
    except KeyError:
        raise ValueError(f"The language must be one of {', '.join(SENTENCES)}, got {language}.") from None

"""What is said of a spaning: the right gap, in three languages, and nothing that the numbers do not carry."""

import re
from string import Formatter

import numpy as np
import pytest

from hamn.sensemaking.assessment import Guesses, Responses, report, visible
from hamn.sensemaking.sentences import assessment as say
from hamn.sensemaking.sentences.assessment_texts import TEXTS
from tests.sensemaking.assessment.simulated import SHAPES, people


def spaning(cells, groups=("Politiker", "Personal", "Partner"), axes=("Mod", "Mål")):
    """cells: per wave and group, the steps that its people chose on each axis."""
    rows = [
        (steps, g, w)
        for w, some in enumerate(cells)
        for g, axis in enumerate(some)
        for steps in zip(*axis, strict=True)
    ]
    steps, group, wave = (np.array(column) for column in zip(*rows, strict=True))
    years = tuple(str(2021 + w) for w in range(len(cells)))
    return Responses(steps, group, wave, axes, groups[: len(cells[0])], years, 5)


LOW, MIDDLE, HIGH = [2, 1] * 15, [3, 4] * 15, [4, 5] * 15
APART = [(LOW, MIDDLE), (HIGH, MIDDLE)]


def said(cells, language="sv", **options):
    return [one.text for one in say.sentences(report(spaning(cells), resamples=999, **options), language)]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Personal och Politiker ser ”Mod” olika: 3,0 steg, säkert."),
        ("fi", "Personal ja Politiker näkevät alueen ”Mod” eri tavalla: 3,0 askelta, varmasti."),
        ("en", "Personal and Politiker see “Mod” differently: 3.0 steps, surely."),
    ],
)
def test_a_wide_gap_is_named_with_its_groups_and_its_width(language, sentence):
    assert said([APART], language)[1] == sentence


def test_the_widest_sure_gap_comes_first_and_leads_the_whole():
    found = say.sentences(report(spaning([[(LOW, LOW), (MIDDLE, HIGH)]]), resamples=999), "sv")
    assert found[0].text == "Bilderna skiljer sig åt i 2 av 2 områden, mest i ”Mål”."
    assert [one.axis for one in found] == [None, "Mål", "Mod"]
    assert all(one.question.endswith("?") for one in found)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("sv", "Personal svarar oftare ”vet inte” om ”Mod” än Politiker: 50 mot 0 procent, säkert."),
        (
            "fi",
            "Personal vastaa alueesta ”Mod” useammin ”en tiedä” kuin Politiker: 50 prosenttia, vertailussa 0 prosenttia, "
            "varmasti.",
        ),
        ("en", "Personal answer “don't know” about “Mod” more often than Politiker: 50 against 0 per cent, surely."),
    ],
)
def test_who_more_often_do_not_know_is_said_when_that_is_sure(language, sentence):
    found = report(spaning([[(MIDDLE, MIDDLE), ([0, 3] * 15, MIDDLE)]]), resamples=99)
    [told] = say.unsure(found, language)
    assert told.text == sentence and told.axis == "Mod" and told.question.endswith("?")


def test_of_several_who_do_not_know_the_widest_difference_is_said():
    cells = [[(MIDDLE, MIDDLE), ([0, 3] * 15, MIDDLE), ([0, 0, 0, 0, 3] * 6, MIDDLE)]]
    [told] = say.unsure(report(spaning(cells), resamples=99), "sv")
    assert told.groups == ("Partner", "Politiker")


def test_alike_is_said_only_where_it_is_proved():
    many = MIDDLE * 4
    assert said([[(many, many), (many, many)]]) == [
        "Grupperna ser lika på alla områden.",
        "Politiker och Personal ser ”Mod” lika: mindre än ett halvt steg skiljer.",
        "Politiker och Personal ser ”Mål” lika: mindre än ett halvt steg skiljer.",
    ]
    few = [3, 4] * 3
    assert said([[(few, few), (few, few)]])[:2] == [
        "Vi är för få för att säga om bilderna skiljer sig åt.",
        "Vi är för få för att säga om grupperna ser ”Mod” olika.",
    ]


def test_three_groups_are_all_alike_or_only_some_of_them():
    many, few = MIDDLE * 4, MIDDLE[:6]
    assert said([[(many, many)] * 3])[1] == "Alla grupper ser ”Mod” lika: mindre än ett halvt steg skiljer."
    assert said([[(many, many), (many, many), (few, few)]])[1] == (
        "Politiker och Personal ser ”Mod” lika. Om de andra är vi för få för att säga."
    )


def test_under_ten_people_the_width_is_approximate():
    assert said([[([1] * 9, [3] * 9), (HIGH, MIDDLE)]])[1].startswith(
        "Personal och Politiker ser ”Mod” olika: ungefär 3,5 steg"
    )


def test_when_everybody_has_answered_it_is_described():
    assert said([[([1, 2], [3, 3]), ([4, 4], [3, 4])]], everyone=["Politiker", "Personal"]) == [
        "Alla har svarat, så det här är hela bilden. Störst är glappet i ”Mod”: 2,5 steg.",
        "Alla har svarat om ”Mod”: Politiker 1,5 och Personal 4,0.",
        "Alla har svarat om ”Mål”: Politiker 3,0 och Personal 3,5.",
    ]


def test_one_group_has_nobody_to_be_compared_with():
    assert said([[(LOW, MIDDLE)]])[0] == "Det finns inte två grupper att jämföra."


def test_nothing_is_said_of_what_is_hidden():
    found = report(spaning([APART]), resamples=999)
    shown = {(group, "Mål", "2021") for group in found.groups}
    texts = " ".join(one.text + one.question for one in say.sentences(visible(found, shown), "sv"))
    assert "3,0 steg" not in texts and "Det finns inte två grupper att jämföra i ”Mod”." in texts


def test_movements_and_gaps_are_told_from_the_wave_before():
    found = report(spaning([APART, [(MIDDLE, MIDDLE), (HIGH, MIDDLE)]]), resamples=999)
    moved = say.movements(found, "sv")
    assert moved[0].text == "Politiker har rört sig uppåt i ”Mod” från 2021 till 2022: 2,0 steg, säkert."
    assert say.gaps(found, "sv")[0].text == (
        "Glappet mellan Politiker och Personal i ”Mod” har minskat från 3,0 steg till 1,0 steg, säkert."
    )
    assert say.movements(report(spaning([APART]), resamples=99), "sv") == ()


def test_a_wrong_guess_is_told_with_its_direction():
    answers = spaning([APART])
    size = 30
    guesses = Guesses(np.array([[2, 3]] * size), np.zeros(size, int), np.ones(size, int), np.zeros(size, int))
    first = say.guesses(report(answers, resamples=999, guesses=guesses), "sv")[0]
    assert first.text == "Politiker gissade att Personal skulle svara lägre om ”Mod” än de gör: 2,5 steg, säkert."


def test_an_unknown_language_or_wave_is_refused():
    found = report(spaning([APART]), resamples=99)
    with pytest.raises(ValueError, match="sv, fi, en"):
        say.sentences(found, "de")
    with pytest.raises(ValueError, match="no wave 1999"):
        say.sentences(found, "sv", "1999")


def test_every_language_has_every_text_with_a_question_and_the_right_places():
    for texts in TEXTS.values():
        assert set(texts) == set(TEXTS["en"])
        for key, text in texts.items():
            assert (text[-1] == "?") == key.endswith("?")
            places = {name for _, name, _, _ in Formatter().parse(text) if name}
            # A language may leave out who or when, where the sentence before has said it, but never add or lose a figure.
            known = {name for _, name, _, _ in Formatter().parse(TEXTS["en"][key]) if name}
            figures = {"steps", "sure", "before", "after", "some", "all", "axis", "means", "number"}
            assert places & figures == known & figures, key
    assert not [text for text in TEXTS["sv"].values() if re.search(r"\b(gap|axel|vet ej|signifikant)\b", text)]


@pytest.mark.slow
def test_planted_gaps_are_named_and_none_is_claimed_without_one():
    rng = np.random.default_rng(9)
    usual, low = SHAPES[9], SHAPES[13]
    right = false = 0
    for turn in range(80):
        axis, group = turn % 7, turn % 3
        found = report(people([usual] * 7, (25, 25, 25), rng, shifts=[(0, group, axis, low)]), resamples=499, seed=turn)
        whole, first = say.sentences(found, "sv")[:2]
        right += whole.verdict == "differ" and first.axis == found.axes[axis] and found.groups[group] in first.groups
        calm = say.sentences(report(people([usual] * 7, (8, 12, 25), rng), resamples=499, seed=turn), "sv")
        false += any(one.verdict == "differ" for one in calm) or "olika när allt" in calm[0].text
    # 5 % of 80 is 4; 10 would come by chance less than once in a hundred runs.
    assert right >= 72 and false <= 9

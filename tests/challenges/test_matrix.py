from types import SimpleNamespace as Noun

from hamn.challenges.matrix import Row, matrix

CHILDREN, GREEN = Noun(pk=1), Noun(pk=2)
COUNCIL = Noun(pk=10, area_ids={2})
SUPPORT = Noun(pk=11, area_ids={1, 2})


def test_an_effort_stands_beside_its_platform():
    effort = Noun(area_id=2, platform_id=10)
    assert matrix([GREEN], [effort], [COUNCIL])[0].rows == (Row(effort, COUNCIL),)


def test_a_platform_without_an_effort_still_has_its_row():
    assert matrix([GREEN], [], [COUNCIL, SUPPORT])[0].rows == (Row(None, COUNCIL), Row(None, SUPPORT))


def test_an_area_with_nothing_is_seen_to_be_empty():
    assert matrix([CHILDREN], [], [COUNCIL])[0].rows == (Row(None, None),)


def test_a_platform_that_the_reader_may_not_see_is_left_out():
    effort = Noun(area_id=1, platform_id=99)
    assert matrix([CHILDREN], [effort], [])[0].rows == (Row(effort, None),)

from datetime import date

from hamn.dialogues.answering_back import AnsweringBack, answering_back

SHOWN = date(2021, 5, 1)


def test_share_and_median_days():
    figure = answering_back(
        [(SHOWN, date(2021, 5, 3)), (SHOWN, date(2021, 5, 21)), (SHOWN, date(2021, 5, 11)), (SHOWN, None)]
    )
    assert (figure.answered, figure.groups, figure.percent, figure.days) == (3, 4, 75, 10)


def test_nothing_said_and_nothing_answered():
    assert answering_back([]) == AnsweringBack(0, 0, None)
    assert answering_back([]).percent == 0
    assert answering_back([(SHOWN, None)]).days is None


def test_a_median_between_two_days_is_never_rounded_in_our_favour():
    assert answering_back([(SHOWN, date(2021, 5, 2)), (SHOWN, date(2021, 5, 3))]).days == 2


def test_a_reply_before_the_showing_counts_as_the_same_day():
    assert answering_back([(SHOWN, date(2021, 4, 1))]).days == 0


def test_the_order_of_groups_does_not_matter():
    groups = [(SHOWN, date(2021, 5, day)) for day in (9, 2, 5)] + [(SHOWN, None)]
    assert answering_back(groups) == answering_back(groups[::-1])

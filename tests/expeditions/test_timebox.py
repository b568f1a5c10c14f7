from datetime import date, timedelta

from hamn.expeditions.timebox import Standing, TimeBox

FIRST, LAST = date(2021, 1, 15), date(2021, 5, 15)


def seen_on(day, is_closed=False):
    return TimeBox(FIRST, LAST, day, is_closed)


def test_the_warning_comes_two_weeks_before_the_end_and_not_earlier():
    assert seen_on(LAST - timedelta(days=15)).standing == Standing.OPEN
    assert seen_on(LAST - timedelta(days=14)).standing == Standing.SOON
    assert seen_on(LAST - timedelta(days=14)).weeks_left == 2


def test_the_last_day_belongs_to_the_box_and_the_next_does_not():
    assert seen_on(LAST).standing == Standing.SOON
    assert seen_on(LAST).days_left == 0
    assert seen_on(LAST + timedelta(days=1)).standing == Standing.OVER


def test_an_ended_expedition_is_never_warned():
    assert seen_on(LAST + timedelta(days=100), is_closed=True).standing == Standing.CLOSED


def test_without_days_nothing_is_counted_or_drawn():
    box = TimeBox(None, None, FIRST)
    assert box.standing == Standing.UNSET
    assert not box.can_be_drawn


def test_a_box_of_one_day_cannot_be_drawn():
    assert not TimeBox(FIRST, FIRST, FIRST).can_be_drawn


def test_the_scale_bar_fills_every_second_month_and_stays_inside():
    months = seen_on(FIRST).months
    assert [round(start) for start, _width in months] == [0, 38, 88]
    assert all(start >= 0 and start + width <= 100.01 for start, width in months)


def test_today_stands_on_the_bar_only_inside_the_box():
    assert seen_on(FIRST).now == 0
    assert seen_on(LAST).now == 100
    assert seen_on(LAST + timedelta(days=1)).now is None


def test_a_year_end_does_not_confuse_the_months():
    box = TimeBox(date(2021, 11, 20), date(2022, 2, 3), date(2021, 12, 1))
    assert len(box.months) == 2
    assert [round(start) for start, _width in box.months] == [0, 56]

"""Agreement on an ordered scale: the values that the literature gives."""

import numpy as np
import pytest

from hamn.sensemaking.assessment.agreement import tastle_wierman, van_der_eijk


@pytest.mark.parametrize(
    ("counts", "value"),
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
        ((2.4, 2.8, 3.2, 6.2, 13.5, 30.4, 41.6), 0.61),
        ((1.6, 2.6, 8.2, 21, 29.3, 27, 10.3), 0.48),
        ((6, 8, 5, 3, 2), 0.3125),
        ((4, 4, 4, 4), 0.0),
        ((7, 0, 0, 0, 7), -1.0),
        ((0, 9, 0), 1.0),
    ],
)
def test_van_der_eijk_gives_the_values_of_the_manual(counts, value):
    digits = 2 if value in (0.61, 0.48) else 7
    assert round(float(van_der_eijk(np.array(counts))), digits) == value


def test_tastle_and_wierman_give_the_value_of_the_manual():
    assert float(tastle_wierman(np.array([30, 40, 210, 130, 530, 50, 10]))) == pytest.approx(0.7256876, abs=1e-7)


def test_many_cells_at_once_are_the_same_as_one_by_one():
    cells = np.random.default_rng(1).integers(0, 9, size=(40, 3, 5))
    for measure in (van_der_eijk, tastle_wierman):
        assert np.array_equal(measure(cells), [[measure(one) for one in row] for row in cells], equal_nan=True)


def test_nobody_agrees_about_nothing():
    assert np.isnan(van_der_eijk(np.zeros(5))) and np.isnan(tastle_wierman(np.zeros(5)))


def test_turning_the_scale_around_changes_no_agreement():
    cells = np.random.default_rng(2).integers(0, 9, size=(50, 7))
    assert np.allclose(van_der_eijk(cells), van_der_eijk(cells[:, ::-1]))
    assert np.allclose(tastle_wierman(cells), tastle_wierman(cells[:, ::-1]))

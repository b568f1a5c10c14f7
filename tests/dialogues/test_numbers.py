import pytest
from django.utils.translation import override

from hamn.dialogues.figures import decimal


@pytest.mark.parametrize(("value", "written"), [(2.75, "2,8"), (2.04, "2"), (3.0, "3"), (0.96, "1"), (2.66, "2,7")])
def test_a_number_is_rounded_and_not_cut(value, written):
    with override("sv"):
        assert decimal(value) == written

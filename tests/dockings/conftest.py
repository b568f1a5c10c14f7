import pytest

from tests import cast
from tests.dockings import builders


@pytest.fixture
def series(bo):
    """Crew one docks with the management team."""
    return cast.docking_series(by=bo)


@pytest.fixture
def docking(series, bo):
    return builders.docking(series, by=bo)

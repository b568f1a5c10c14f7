import pytest

from tests.live.house import House


@pytest.fixture
def house():
    """An open room with one question of words, served."""
    made = House("words", "scale").start()
    yield made
    made.stop()


@pytest.fixture
def open_house():
    """Makes houses with other questions; all are shut again."""
    houses = []

    def build(*kinds, **fields):
        houses.append(House(*kinds, **fields).start())
        return houses[-1]

    yield build
    for each in houses:
        each.stop()

import pytest

from tests.dialogues.conftest import a_fresh_budget_and_no_old_keys  # noqa: F401  (a round's key is a file)


@pytest.fixture(autouse=True)
def read_in_english(settings):
    """The tests quote the source strings; the catalogues are tested elsewhere."""
    settings.LANGUAGE_CODE = "en"

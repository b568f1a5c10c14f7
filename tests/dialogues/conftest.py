import shutil

import pytest
from django.conf import settings as installation

from hamn.dialogues.misses import unknown_codes


@pytest.fixture(autouse=True)
def a_fresh_budget_and_no_old_keys():
    """Test databases number their rounds from one again; a key of an earlier test must not meet them."""
    unknown_codes.forget()
    shutil.rmtree(installation.DATA / "keys", ignore_errors=True)
    shutil.rmtree(installation.DATA / "imports", ignore_errors=True)


@pytest.fixture(autouse=True)
def read_in_english(settings):
    """The tests quote the source strings; the catalogues are tested elsewhere."""
    settings.LANGUAGE_CODE = "en"

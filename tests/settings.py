"""The product's own settings, with a data folder that disappears and passwords that hash fast."""

import atexit
import os
import shutil
import tempfile

# Whatever the tester's own environment says about an installation, the tests must not touch it.
for name in [name for name in os.environ if name.startswith("HAMN_")]:
    del os.environ[name]
os.environ["HAMN_DATA"] = tempfile.mkdtemp(prefix="hamn-tests-")
atexit.register(shutil.rmtree, os.environ["HAMN_DATA"], ignore_errors=True)

from hamn.settings import *  # noqa: E402, F403
from hamn.settings import STATIC_ROOT, STORAGES  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "answers" in DATABASES:  # noqa: F405
    # In a file also when tested: what simultaneous writers meet, and what closing leaves behind, is about files.
    DATABASES["answers"]["TEST"] = {"NAME": DATA / "test-answers.sqlite3"}  # noqa: F405

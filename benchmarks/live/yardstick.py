"""What ordinary Django costs: one view, one `update_or_create` per answer, SQLite with synchronous=FULL or PostgreSQL.

As a module it is that application for gunicorn, at its best: kept connections, threads, next to no middleware. `Yardstick`
starts it in an environment of its own (gunicorn is no part of Hamn), so that both sides of a ratio are measured in the same
run by the same client.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote, urlsplit

HERE = Path(__file__).resolve().parent


def application():
    """The whole installation: gunicorn calls this (`yardstick:application()`)."""
    import django
    from django.conf import settings

    settings.configure(
        DEBUG=False,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="yardstick_urls",
        # The one that writes Content-Length; everything else an installation has would only cost more.
        MIDDLEWARE=["django.middleware.common.CommonMiddleware"],
        INSTALLED_APPS=[],
        DATABASES={"default": database(os.environ["YARDSTICK"])},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()
    sys.modules["yardstick_urls"] = addresses()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


def database(place: str) -> dict:
    if not place.startswith("postgres://"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": place, "OPTIONS": options, "CONN_MAX_AGE": None}
    home = unquote(urlsplit(place).netloc.partition("@")[2])
    name = {"NAME": "postgres", "USER": "hamn", "HOST": home}
    return {"ENGINE": "django.db.backends.postgresql", **name, "CONN_MAX_AGE": None}


def addresses():
    from types import SimpleNamespace

    from django.db import connection, models
    from django.http import JsonResponse
    from django.urls import path

    class Answer(models.Model):
        sent_id = models.CharField(max_length=32)
        question = models.IntegerField()
        participant = models.CharField(max_length=64)
        rev = models.BigIntegerField()
        value = models.TextField()

        class Meta:
            app_label = "yardstick"
            constraints = [models.UniqueConstraint(fields=["question", "participant"], name="once")]

    def answer(request, code):
        sent = json.loads(request.body)
        Answer.objects.update_or_create(
            question=sent["question"],
            participant=request.headers["Authorization"],
            defaults={"sent_id": sent["id"], "rev": sent["rev"], "value": json.dumps(sent["value"])},
        )
        return JsonResponse({"id": sent["id"], "rev": sent["rev"], "seq": 0}, status=201)

    if Answer._meta.db_table not in connection.introspection.table_names():
        with connection.schema_editor() as editor:
            editor.create_model(Answer)
    connection.close()
    return SimpleNamespace(urlpatterns=[path("live/v1/rooms/<code>/answers", answer)])


class Yardstick:
    """`with Yardstick(environment, "sqlite") as server:` — the same face as server.Server."""

    def __init__(self, python: Path, engine: str):
        self.python, self.engine, self.stack = python, engine, ExitStack()
        self.postmaster = 0

    def __enter__(self):
        from benchmarks.live.server import free_port

        self.folder = Path(tempfile.mkdtemp(prefix="hamn-yardstick-"))
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.port, place = free_port(), str(self.folder / "yardstick.sqlite3")
        if self.engine == "postgresql":
            place = self.stack.enter_context(postgres())
            home = unquote(urlsplit(place).netloc.partition("@")[2])
            self.postmaster = int((Path(home) / "data" / "postmaster.pid").read_text().split()[0])
        self.start(place)
        return self

    def start(self, place: str) -> None:
        words = [self.python, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--preload"]
        words += ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "60"]
        words += ["--worker-connections", "4000", "--log-level", "warning", "yardstick:application()"]
        environment = os.environ | {"YARDSTICK": place, "PYTHONPATH": str(HERE)}
        self.process = subprocess.Popen(list(map(str, words)), cwd=self.folder, env=environment)
        self.stack.callback(self.stop)
        from socket import socket

        for _attempt in range(200):
            with socket() as probe:
                if not probe.connect_ex(("127.0.0.1", self.port)):
                    return
            time.sleep(0.1)
        raise SystemExit("The yardstick did not start.")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def __exit__(self, *_):
        self.stack.close()

    def waited_s(self) -> float:
        return 0.0

    def processor_s(self) -> float:
        """With the database's own, since it works for each answer too."""
        from benchmarks.live.server import processor_s

        return processor_s(self.process.pid) + (processor_s(self.postmaster) if self.postmaster else 0)


def postgres():
    """A throw-away cluster that waits for the disk, as one with people's answers must."""
    sys.path.insert(0, str(HERE.parents[1] / "tools"))
    import with_postgres

    with_postgres.SETTINGS = ("fsync=on", "synchronous_commit=on", "listen_addresses=", "max_connections=60")
    return with_postgres.cluster(with_postgres.find_programs())


def has_postgres() -> bool:
    sys.path.insert(0, str(HERE.parents[1] / "tools"))
    import with_postgres

    return with_postgres.find_programs() is not None


def environment(folder: Path) -> Path | None:
    """A Python with gunicorn and Django in it, or None where no packages can be fetched."""
    import django

    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    wanted = ["gunicorn>=23,<24", f"django=={django.__version__}", "psycopg[binary]>=3.2,<4"]
    fetched = subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], capture_output=True)
    return None if fetched.returncode else python

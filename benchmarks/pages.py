"""Server time of every main page with the demonstration ten times as large: `python benchmarks/pages.py`.

Starts the real server on a data folder of its own, asks each page as three roles, and writes benchmarks/pages.md. A page
is asked `ROUNDS` times after one cold request, whose time (with its drawings) stands beside. The ratio is to the about
page, which asks the database next to nothing, measured in the same run. On a machine that others use at the same time the
processor's own time says more than the clock; the load of the run is written down with it.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

HERE = Path(__file__).resolve().parent
TIMES, ROUNDS, GOAL_MS = 10, 30, 120
ROLES = {"processledaren": "Processledaren", "chefen": "Förvaltningschefen", "forskaren": "Följeforskaren", None: ""}
# Pages of one route that hold so different things that each is measured by itself.
SAME_ROUTE = {"dialogue_with_map": "dialogue", "dialogue_with_tension": "dialogue"}
PAGES = (
    "start",
    "challenge_areas",
    "challenge_area",
    "backcasting_step",
    "platforms",
    "expeditions",
    "expedition",
    "logbook",
    "dockings",
    "docking_series",
    "docking",
    "docking_open",
    "minutes",
    "commitments",
    "commitment",
    "dialogues",
    "dialogue",
    "dialogue_with_map",
    "dialogue_with_tension",
    "opinions_wall",
    "question_themes",
    "dialogue_research",
    "dialogue_import_upload",
    "radar",
    "radar_round",
    "radar_comparison",
    "radar_wall",
    "instrument",
    "answer_group",
    "trail",
    "findings",
    "insight",
    "recommendation",
    "trust_timeline",
    "programme",
    "bodies",
    "about",
)


def prepare(data: Path) -> dict[str, str]:
    """Fill the folder, and find one address per page."""
    os.environ |= {"HAMN_DATA": str(data), "HAMN_DEMO": "yes", "DJANGO_SETTINGS_MODULE": "hamn.settings"}
    sys.path.insert(0, str(HERE.parent))
    import django

    django.setup()
    from benchmarks.multiply import multiply
    from hamn.demo.load import load
    from hamn.operations import collected, migration

    migration.migrate(verbosity=0)
    collected.collect_if_stale()
    load()
    print(f"{multiply(TIMES)} rows added", flush=True)
    return addresses()


def addresses() -> dict[str, str]:
    from django.urls import reverse

    from hamn.challenges.models import ChallengeArea
    from hamn.dialogues.models import AnswerGroup, Dialogue, Question, Tension
    from hamn.dialogues.opinions import map_all
    from hamn.dockings.models import Commitment, Docking, DockingSeries
    from hamn.expeditions.models import Expedition
    from hamn.findings.models import Insight, Recommendation
    from hamn.programmes.models import Programme
    from hamn.radar.comparing import compare_all
    from hamn.radar.models import Instrument, Round

    # What the background worker would have done by now.
    map_all()
    compare_all()
    group = AnswerGroup.objects.order_by("pk").filter(label="öppen frågestund i LG").first()
    docking = Docking.objects.filter(title__startswith="Dockning 8").first()
    expedition = Expedition.objects.order_by("pk").first()
    mapped = Question.objects.filter(opinion_maps__isnull=False, dialogue__code="DRMVXK").get()
    round = Round.objects.latest("held_on")
    words = group.question
    ends = {
        "challenge_area": [ChallengeArea.objects.first().slug],
        "expedition": [expedition.slug],
        "logbook": [expedition.slug],
        "docking_series": [DockingSeries.objects.order_by("pk").first().slug],
        "docking": [docking.pk],
        "docking_open": [docking.pk],
        "minutes": [docking.pk],
        "commitment": [Commitment.objects.order_by("pk").first().pk],
        "backcasting_step": [ChallengeArea.objects.first().slug, "desired"],
        "dialogue": [Dialogue.objects.order_by("pk").first().pk],
        "dialogue_with_map": [mapped.dialogue_id],
        "dialogue_with_tension": [Tension.objects.order_by("pk").first().one.question.dialogue_id],
        "opinions_wall": [mapped.dialogue_id, mapped.pk],
        "question_themes": [words.dialogue_id, words.pk],
        "dialogue_research": [mapped.dialogue_id],
        "radar_round": [round.pk],
        "radar_comparison": [round.pk],
        "radar_wall": [round.pk],
        "instrument": [Instrument.objects.order_by("pk").first().pk],
        "answer_group": [group.pk],
        "trail": ["dialogues.answergroup", group.pk],
        "insight": [Insight.objects.order_by("pk").first().pk],
        "recommendation": [Recommendation.objects.order_by("pk").first().pk],
        "programme": [Programme.objects.first().slug],
    }
    return {name: reverse(SAME_ROUTE.get(name, name), args=ends.get(name, [])) for name in PAGES}


def cookie_of(role: str | None) -> str:
    """A session as the sign-in page would have made it."""
    if role is None:
        return ""
    from django.conf import settings
    from django.test import Client

    from hamn.people.models import Person

    client = Client()
    person = Person.objects.get(name__iexact=ROLES[role])
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def serve(data: Path) -> tuple[subprocess.Popen, int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "hamn.command", "serve", "--port", str(port)]
    server = subprocess.Popen(words, env=os.environ | {"HAMN_HOSTS": "127.0.0.1"}, stdout=subprocess.DEVNULL)
    for _attempt in range(150):
        time.sleep(0.2)
        with socket.socket() as probe:
            if not probe.connect_ex(("127.0.0.1", port)):
                return server, port
    server.terminate()
    raise SystemExit("The server did not start.")


def ask(connection: HTTPConnection, address: str, cookie: str) -> tuple[float, int]:
    """Milliseconds until the whole answer is here, and its status."""
    before = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "sv"})
    response = connection.getresponse()
    response.read()
    return (time.perf_counter() - before) * 1000, response.status


def processor_ms(server: int) -> float:
    """What the server has used of the processor since it began."""
    fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def measure(server: int, port: int, pages: dict[str, str]) -> list[tuple]:
    connection = HTTPConnection("127.0.0.1", port)
    rows = []
    for role in ROLES:
        cookie = cookie_of(role)
        for name, address in pages.items():
            cold, status = ask(connection, address, cookie)
            if status != 200:
                continue
            before = processor_ms(server)
            times = [ask(connection, address, cookie)[0] for _round in range(ROUNDS)]
            used = (processor_ms(server) - before) / ROUNDS
            rows.append((name, role or "visitor", cold, statistics.median(times), p95(times), used))
    return rows


def p95(times: list[float]) -> float:
    return sorted(times)[round(0.95 * (len(times) - 1))]


def report(rows: list[tuple]) -> str:
    base = {role: median for name, role, _cold, median, _p95, _used in rows if name == "about"}
    lines = [
        f"# Server time of pages, the demonstration × {TIMES}",
        "",
        f"Milliseconds on loopback, {ROUNDS} requests each, one at a time. Goal: p95 under {GOAL_MS} ms with drawings",
        "cached; the cold request draws them. Ratio: median to the about page's median, same role, same run. Processor: what",
        f"the server used per request. Load of the machine, {os.cpu_count()} cores, during the run: {os.getloadavg()[0]:.1f}.",
        "",
        "| page | role | cold | median | p95 | ratio | processor |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, role, cold, median, high, used in sorted(rows, key=lambda row: -row[4]):
        figures = f"{cold:.0f} | {median:.1f} | {high:.1f} | {median / base[role]:.1f} | {used:.1f}"
        lines.append(f"| {name} | {role} | {figures} |")
    late = [row for row in rows if row[4] > GOAL_MS]
    verdict = f"{len(late)} of {len(rows)} over the goal." if late else f"All {len(rows)} within the goal."
    return "\n".join([*lines, "", verdict, ""])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pages = prepare(Path(folder))
        server, port = serve(Path(folder))
        try:
            table = report(measure(server.pid, port, pages))
        finally:
            server.terminate()
            server.wait()
    (HERE / "pages.md").write_text(table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()

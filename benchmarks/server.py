"""How much memory the server takes and how soon it answers, with the demonstration. Writes benchmarks/server.md.

Usage: .venv/bin/python benchmarks/server.py
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
VISITS = 200
GOAL_MB, GOAL_S = 200, 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        cold_s, _ = measure(folder)
        warm_s, (idle_mb, used_mb, page_ms, health_ms) = measure(folder)
    rows = [
        ("first start, everything made and loaded", f"{cold_s:.1f} s", ""),
        ("warm start until a page is answered", f"{warm_s:.1f} s", f"under {GOAL_S} s"),
        ("memory, idle", f"{idle_mb:.0f} MB", f"under {GOAL_MB} MB"),
        (f"memory, after {VISITS} start pages", f"{used_mb:.0f} MB", ""),
        ("start page for a visitor, median", f"{page_ms:.1f} ms", ""),
        ("`/health/`, median", f"{health_ms:.1f} ms", ""),
    ]
    table = "\n".join(f"| {what} | {figure} | {goal} |" for what, figure, goal in rows)
    day = time.strftime("%Y-%m-%d")
    text = (
        f"# The server at rest\n\nBy `benchmarks/server.py`, {day}, one run on two cores shared with other work.\n\n"
        f"| What | Figure | Goal |\n|---|---|---|\n{table}\n"
    )
    (ROOT / "benchmarks" / "server.md").write_text(text)
    print(text)


def measure(folder: str) -> tuple[float, tuple]:
    """Seconds until the first answer, then memory and latencies of that server."""
    port = free_port()
    began = time.perf_counter()
    command = [sys.executable, "-m", "hamn.command", "demo", "--port", str(port), "--data", folder]
    # A second start finds compiled modules wherever an installation runs, whatever this shell says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        home = f"http://127.0.0.1:{port}/"
        while not answers(home):
            if server.poll() is not None:
                sys.exit("The server did not start.")
            time.sleep(0.05)
        started_s = time.perf_counter() - began
        time.sleep(2)
        idle_mb = memory_mb(server.pid)
        page_ms = median_ms(home)
        return started_s, (idle_mb, memory_mb(server.pid), page_ms, median_ms(f"{home}health/"))
    finally:
        server.terminate()
        server.wait()


def answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=30).read()
    except OSError:
        return False
    return True


def median_ms(address: str) -> float:
    took = []
    for _ in range(VISITS):
        began = time.perf_counter()
        urllib.request.urlopen(address).read()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()

"""One Chromium, which asks nobody but us for anything."""

from contextlib import contextmanager
from pathlib import Path

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
INSTALLED = Path("/usr/bin/chromium")


@contextmanager
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        where = {"executable_path": str(INSTALLED)} if INSTALLED.exists() else {}
        browser = driver.chromium.launch(args=list(QUIET), **where)
        try:
            yield browser
        finally:
            browser.close()

"""docs/img anew: the main pages of the demonstration, on a phone and at a desk, in light and dark."""

import argparse
import io
import re
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.installation import Installation  # noqa: E402
from tests.journeys.aboard import sign_in  # noqa: E402
from tests.journeys.house import served  # noqa: E402

PICTURES = ROOT / "docs/img"
DESK, PHONE, WALL = (1440, 900), (390, 844), (1920, 1080)
COLOURS = 128
TALLEST = 2400
LEADER = "processledare"
# What fills a screen by itself, or holds something to the screen's edge, is shown as one screen.
ONE_SCREEN = {"opening", "answering"}


def shots(page) -> list[tuple[str, str, str | None, dict]]:
    """Name, address, who looks, and the sizes it is shown in."""
    both = {"desktop": DESK, "phone": PHONE}
    return [
        ("start", "/", None, both),
        ("trust", "/journey/trust/", None, both),
        ("challenge", first(page, "/challenges/", r"/challenges/(?!new)[^/]+/$"), LEADER, both),
        ("expedition", first(page, "/expeditions/", r"/expeditions/(?!new)[^/]+/$"), LEADER, both),
        ("docking", fullest(page, meetings(page)), LEADER, both),
        ("opening", opening(page), LEADER, {"wall": WALL}),
        ("result", dialogue(page, "TRYGHT"), None, both),
        ("trail", trail(page), None, both),
        ("answering", "/d/NYMGTW", None, {"phone": PHONE}),
        ("heard", "/d/TRYGHT", None, {"phone": PHONE}),
        ("findings", "/findings/", LEADER, both),
        ("sign-in", "/accounts/login/", None, both),
    ]


def links(page, address: str) -> list[str]:
    page.goto(address)
    return page.locator("main a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")


def first(page, address: str, pattern: str) -> str:
    return next(link for link in links(page, address) if re.search(pattern, link or ""))


def meetings(page) -> list[str]:
    """Those of the series that the demonstration tells most about."""
    series = first(page, "/dockings/", r"/dockings/series/arbets")
    return list(dict.fromkeys(link for link in links(page, series) if re.search(r"/dockings/\d+/$", link or "")))


def fullest(page, addresses: list[str]) -> str:
    lengths = {}
    for address in addresses:
        page.goto(address)
        lengths[address] = len(page.locator("main").inner_text())
    return max(lengths, key=lengths.get)


def opening(page) -> str:
    """The docking after the one in which the room was asked, so that the words stand on the wall."""
    for meeting in meetings(page):
        page.goto(f"{meeting}opening/")
        if page.locator(".dockings-slide.cloud").count():
            return f"{meeting}opening/"
    raise SystemExit("No docking opens with words.")


def dialogue(page, code: str) -> str:
    for address in dict.fromkeys(links(page, "/dialogues/")):
        if re.search(r"/dialogues/\d+/$", address or ""):
            page.goto(address)
            if page.locator(".code").inner_text().strip() == code:
                return address
    raise SystemExit(f"No dialogue has the code {code}.")


def trail(page) -> str:
    """The line of the word that has gone furthest."""
    page.goto(dialogue(page, "TRYGHT"))
    page.goto(page.locator("a[href^='/answers/']", has_text="öppen frågestund").first.get_attribute("href"))
    return page.locator("a[href*='/journey/trail/']").first.get_attribute("href")


def take(browser, address: str, only: str | None) -> None:
    leader = browser.new_context(base_url=address, locale="sv-SE")
    sign_in(page := leader.new_page(), LEADER)
    key = leader.storage_state()
    for name, path, who, sizes in shots(page):
        if only and only != name:
            continue
        for size, (width, height) in sizes.items():
            context = browser.new_context(
                base_url=address,
                locale="sv-SE",
                viewport={"width": width, "height": height},
                reduced_motion="reduce",
                storage_state=key if who else None,
            )
            sheet = context.new_page()
            sheet.goto(path)
            for theme in ("light", "dark"):
                sheet.emulate_media(color_scheme=theme)
                keep(sheet.screenshot(full_page=name not in ONE_SCREEN), f"{name}-{size}-{theme}")
                if (name, size, theme) == ("start", "desktop", "light"):
                    keep(sheet.locator("figure.fairway").screenshot(), "journey")
            context.close()
    leader.close()


def keep(picture: bytes, name: str) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.crop((0, 0, image.width, min(image.height, TALLEST)))
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(name, flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="a demonstration that runs already; otherwise one is started")
    asked.add_argument("--only", help="the name of one page")
    options = asked.parse_args()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        if options.address:
            take(browser, options.address, options.only)
            return
        with tempfile.TemporaryDirectory() as place, served(Installation(Path(place))) as address:
            take(browser, address, options.only)


if __name__ == "__main__":
    main()

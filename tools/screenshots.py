"""docs/img anew: the main pages of the demonstration, on a phone and at a desk, in light and dark; and a room's wall."""

import argparse
import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
# A round is made by the words that stand on the pages.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hamn.settings")
django.setup()

from tests.installation import Installation  # noqa: E402
from tests.journeys import hall  # noqa: E402
from tests.journeys import looking_out as sighted  # noqa: E402
from tests.journeys.aboard import sign_in  # noqa: E402
from tests.journeys.house import served  # noqa: E402

PICTURES = ROOT / "docs/img"
DESK, PHONE, WALL = (1440, 900), (390, 844), (1920, 1080)
COLOURS = 128
TALLEST = 2400
LEADER = "processledare"
# What fills a screen by itself, or holds something to the screen's edge, is shown as one screen.
ONE_SCREEN = {"opening", "answering", "desk", "looking-out-wall"}
# The wall: what is on it, and in which light. "" is the wall while people find their way in.
WALLS = [("", "dark"), ("words", "dark"), ("scale", "dark"), ("ranking", "dark"), ("axes", "dark"), ("axes", "light")]
PEOPLE = 64
# What stands on the wall and in the QR code; the pictures are taken where the demonstration really answers.
ADDRESS = "http://hamn.region.example"


def shots(page) -> list[tuple[str, str, str | None, dict]]:
    """Name, address, who looks, and the sizes it is shown in."""
    both = {"desktop": DESK, "phone": PHONE}
    return [
        ("start", "/", None, both),
        ("trust", "/journey/trust/", None, both),
        ("challenge", first(page, "/challenges/", r"/challenges/(?!new)[^/]+/$"), LEADER, both),
        ("backcasting", "/challenges/inkludering/backcasting/shifts/", LEADER, both),
        ("looking-out", looking_out(page), LEADER, both),
        ("looking-out-wall", f"{looking_out(page)}wall/", LEADER, {"wall": WALL}),
        ("opinions", dialogue(page, "DRMVXK"), LEADER, both),
        ("expedition", first(page, "/expeditions/", r"/expeditions/(?!new)[^/]+/$"), LEADER, both),
        ("docking", fullest(page, meetings(page)), LEADER, both),
        ("opening", opening(page), LEADER, {"wall": WALL}),
        ("result", dialogue(page, "TRYGHT"), None, both),
        ("trail", trail(page), None, both),
        ("questions", dialogue(page, "NYMGTW") + "questions/", LEADER, {"desktop": DESK}),
        ("desk", dialogue(page, "NYMGTW") + "desk/", LEADER, both),
        ("answering", "/d/NYMGTW", None, {"phone": PHONE}),
        ("heard", "/d/TRYGHT", None, {"phone": PHONE}),
        ("findings", "/findings/", LEADER, both),
        ("sign-in", "/accounts/login/", None, both),
    ]


def looking_out(page) -> str:
    return f"{first(page, '/radar/', r'/radar/[0-9]+/$')}comparison/"


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


def take_walls(browser, installation: Installation, address: str) -> None:
    """A room of its own with every kind of question, and people who answer it."""
    context = browser.new_context(base_url=address, locale="sv-SE", reduced_motion="reduce")
    context.set_default_timeout(20_000)
    sheet = context.new_page()
    sheet.set_viewport_size({"width": WALL[0], "height": WALL[1]})
    sign_in(sheet, LEADER)
    room = hall.build(installation, address)
    lead = room.remote(sheet)
    for kind in room.questions:
        lead("open", kind)
    room.fill(PEOPLE)
    for kind, theme in WALLS:
        if kind:
            lead("step", kind)
            lead("show", kind)
        sheet.goto(f"/present/{room.code}?theme={theme}")
        sheet.wait_for_selector(".wall-figure" if kind else ".wall-calm")
        keep(sheet.screenshot(), f"presenter-{kind or 'joining'}-{theme}")
    context.close()


def take_own_picture(browser, address: str) -> None:
    """A looking-out of its own, where each group sees how it answered and nobody sees the others yet."""
    desk = browser.new_context(base_url=address, locale="sv-SE")
    desk.set_default_timeout(20_000)
    sign_in(leader := desk.new_page(), LEADER)
    sighted.make_round(leader)
    room = sighted.Sighting(address, leader)
    room.come()
    size = {"width": PHONE[0], "height": PHONE[1]}
    phone = browser.new_context(base_url=address, locale="sv-SE", viewport=size, reduced_motion="reduce")
    sheet = phone.new_page()
    sheet.goto(f"/d/{room.code}?group=medarbetare")
    sheet.wait_for_selector("live-room[data-joined]")
    sighted.press_step(sheet, room.how_it_is, 2)
    room.settle()
    sheet.wait_for_selector("[data-pictures] h2")
    for theme in ("light", "dark"):
        sheet.emulate_media(color_scheme=theme)
        keep(sheet.screenshot(full_page=True), f"own-picture-phone-{theme}")
    desk.close()
    phone.close()


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
            if options.only in (None, "own-picture"):
                take_own_picture(browser, options.address)
            return
        with tempfile.TemporaryDirectory() as place:
            installation = Installation(Path(place), HAMN_ADDRESS=ADDRESS)
            with served(installation) as address:
                take(browser, address, options.only)
                if options.only in (None, "presenter"):
                    take_walls(browser, installation, address)
                if options.only in (None, "own-picture"):
                    take_own_picture(browser, address)


if __name__ == "__main__":
    main()

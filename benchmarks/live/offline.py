"""L8: a phone that answers while it is offline in an open round, and comes back: nothing lost, nothing twice, nothing split.

Several phones in Chromium answer every question, change their minds and write more, with the network gone. The person must
all the time read where their answer is: the page's own line says "saved" (in the phone) or "arrived". Back on the network,
without touching anything, everything must be in the database: one row per phone and question, with the latest words.

Usage: python -m benchmarks.live.offline [--seconds 20 | --minutes 60] [--phones 3]
"""

import argparse
import re
import sqlite3
import sys
from contextlib import closing
from time import monotonic

from benchmarks.live.browser import chromium
from benchmarks.live.report import Goal
from benchmarks.live.restless import MARK
from benchmarks.live.server import Server

QUESTIONS, BACK_WITHIN_S = 3, 60
SOMETHING = re.compile(r"\w")
# What the page is made of, in one place.
ROOM, ASK, FIELD, BUTTON = "live-room", "[data-ask]", "textarea", "[data-send]"
STATE, SAVED, ARRIVED = "[data-link][data-state={}]", "saved", "arrived"


class Person:
    def __init__(self, browser, address: str, number: int):
        self.context = browser.new_context(viewport={"width": 360, "height": 740})
        self.page, self.number, self.rev = self.context.new_page(), number, 0
        self.page.set_default_timeout(10_000)
        self.page.goto(address)
        self.questions: set[int] = set()
        self.never_told = 0

    @property
    def has_live_page(self) -> bool:
        return self.page.locator(ROOM).count() > 0

    def answer(self) -> None:
        """Every question, with a newer text than last time."""
        self.rev += 1
        asks = self.page.locator(ASK)
        for place in range(asks.count()):
            ask = asks.nth(place)
            question = int(ask.get_attribute("data-ask"))
            if ask.get_attribute("open") is None:
                ask.locator("summary").click()
            ask.locator(FIELD).fill(f"m{self.number}q{question}r{self.rev}")
            ask.locator(BUTTON).click()
            self.questions.add(question)

    def is_told(self, word: str, within_s: float) -> bool:
        """Whether the page says so, in words that can be seen, soon enough."""
        place = self.page.locator(STATE.format(word)).filter(has_text=SOMETHING).first
        try:
            place.wait_for(state="visible", timeout=within_s * 1000)
        except Exception:  # the browser's own timeout, whatever it is called
            self.never_told += 1
            return False
        return True

    def wait(self, seconds: float) -> None:
        self.page.wait_for_timeout(seconds * 1000)


def be_away(people: list[Person], seconds: float) -> None:
    """The network goes; they answer several times, spread over the time."""
    for person in people:
        person.context.set_offline(True)
    end = monotonic() + seconds
    while monotonic() < end:
        for person in people:
            person.answer()
            person.is_told(SAVED, 3)
        people[0].wait(min(max(1.0, seconds / 4), max(0.0, end - monotonic())))


def come_back(people: list[Person]) -> int:
    """How many are told that their answers have arrived."""
    for person in people:
        person.context.set_offline(False)
    return sum(person.is_told(ARRIVED, BACK_WITHIN_S) for person in people)


def stored(server: Server) -> dict[tuple[int, int], list[int]]:
    with closing(sqlite3.connect(f"file:{server.answers}?mode=ro", uri=True)) as answers:
        rows = answers.execute("SELECT value FROM dialogues_answer").fetchall()
    found: dict[tuple[int, int], list[int]] = {}
    for (value,) in rows:
        for person, question, rev in MARK.findall(value):
            found.setdefault((int(person), int(question)), []).append(int(rev))
    return found


def participants(server: Server) -> int:
    with closing(sqlite3.connect(f"file:{server.answers}?mode=ro", uri=True)) as answers:
        return answers.execute("SELECT COUNT(DISTINCT participant) FROM dialogues_answer").fetchone()[0]


def main(words: list[str]) -> list[Goal]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--phones", type=int, default=3)
    options = parser.parse_args(words)
    seconds = options.minutes * 60 or options.seconds
    with Server() as server, chromium() as browser:
        (room,) = server.rooms(1, "text " * QUESTIONS)
        address = f"http://127.0.0.1:{server.port}/d/{room.code}"
        people = [Person(browser, address, number) for number in range(options.phones)]
        if not people[0].has_live_page:
            return [Goal("L8", "offline", "the page does not live yet", "0 lost, 0 twice, 0 split", None)]
        for person in people:
            person.answer()
            person.is_told(ARRIVED, 10)
        be_away(people, seconds)
        back = come_back(people)
        people[0].wait(2)
        found, known = stored(server), participants(server)
    return goals(people, seconds, back, found, known)


def goals(people: list[Person], seconds: float, back: int, found: dict, known: int) -> list[Goal]:
    wanted = [(person, question) for person in people for question in person.questions]
    lost = sum(max(found.get((person.number, question), [0])) < person.rev for person, question in wanted)
    twice = sum(len(revs) > 1 for revs in found.values())
    split = known - len(people)
    silent = sum(person.never_told for person in people)
    name = f"{seconds / 60:.1f} minutes offline, {len(people)} phones"
    measured = f"{lost} lost, {twice} twice, {split} split of {len(wanted)} answers"
    return [
        Goal("L8", name, measured, "0, 0, 0", bool(wanted) and not (lost or twice or split)),
        Goal("L8", "told that it has arrived, back again", f"{back} of {len(people)}", "all", back == len(people)),
        Goal("L8", "times that no state could be read", str(silent), "0", not silent),
    ]


if __name__ == "__main__":
    for goal in main(sys.argv[1:]):
        print(goal)

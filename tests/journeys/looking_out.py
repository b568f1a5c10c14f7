"""A looking-out as its room lives through it: the round is made by hand, four groups come, and most of them are a crowd."""

import re
import secrets

from playwright.sync_api import expect

from tests.journeys import phones
from tests.journeys.rooms import Room
from tests.journeys.words import sv

# A gap that is sure, two groups that see the same, and one that is too few to be described.
SEEN = {"politiker": [5, 4] * 5, "chefer": [4, 5, 4] * 4, "medarbetare": [1, 2] * 7, "partner": [3, 2]}
SIZES = {"politiker": 14, "chefer": 16, "medarbetare": 40, "partner": 3}
NAMES = {"politiker": "Politiker", "chefer": "Chefer", "medarbetare": "Medarbetare", "partner": "Partner"}
DESCRIBED = [group for group in NAMES if group != "partner"]


def make_round(leader) -> None:
    """From the list of rounds, with the form that is there: a date and the groups are enough."""
    leader.goto("/radar/")
    leader.get_by_role("link", name="Var är vi nu?", exact=True).click()
    leader.get_by_role("link", name=sv("Look out with this")).click()
    groups = "\n".join(f"{NAMES[group]} ({size})" for group, size in SIZES.items())
    leader.get_by_label(re.compile("^Grupper")).fill(groups)
    leader.get_by_role("button", name=sv("Make the round")).click()
    leader.get_by_role("button", name=sv("Open it for answers")).click()


class Sighting(Room):
    """The room of a round that is open. how_it_is is the question of the whole; guesses are one about each group."""

    def __init__(self, address: str, leader):
        super().__init__(address, leader.locator("p.code").inner_text(), leader)
        self.round = leader.url
        asked = self.told["questions"]
        self.how_it_is = next(each for each in asked if "about" not in each)
        self.guesses = {each["about"]: each for each in asked if "about" in each}
        self.tickets = {group: [secrets.token_urlsafe(12) for _one in steps] for group, steps in SEEN.items()}

    def say(self, ticket: str, question: dict, step: int) -> None:
        value = {axis["id"]: step for axis in question["axes"]}
        told = {"id": secrets.token_hex(16), "rev": 1, "question": question["id"], "value": value}
        self.call("/answers", told, ticket)

    def come(self, groups=tuple(SEEN)) -> None:
        """Everybody but the one of each group whose phone is a real one."""
        for group in groups:
            for ticket, step in zip(self.tickets[group], SEEN[group], strict=True):
                self.call("/join", {"group": group}, ticket)
                self.say(ticket, self.how_it_is, step)

    def settle(self) -> None:
        self.lead("settle", question=self.how_it_is["id"])

    def reveal(self) -> None:
        self.lead("reveal", on=True)

    def guess(self) -> None:
        """Nobody of the staff guesses that the politicians are as content as they are."""
        for ticket in self.tickets["medarbetare"]:
            self.say(ticket, self.guesses["politiker"], 2)


def press_step(page, question: dict, step: int | str) -> None:
    """The same step on every axis, as a finger would."""
    asked = page.locator(f"[data-ask='{question['id']}']")
    for axis in asked.locator("fieldset.axis").all():
        axis.locator(f"input[value='{step}']").first.check(force=True)
    asked.locator("[data-send]").click()
    expect(asked).to_have_attribute("data-state", "arrived", timeout=phones.PATIENT)

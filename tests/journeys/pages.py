"""The main pages, each with who looks at it and where a reader finds it."""

import re
from dataclasses import dataclass

LEADER, CREW, MANAGER, ADMINISTRATOR = "processledare", "partner", "ledningsgrupp", "admin"
VISITOR = None


@dataclass(frozen=True)
class Place:
    """A page at a fixed address, or the first link on that page whose address looks like `link`."""

    name: str
    who: str | None
    address: str
    link: str = ""
    then: str = ""

    def found_by(self, page) -> str:
        if not self.link:
            return self.address
        page.goto(self.address)
        for link in page.locator("main a").evaluate_all("all => all.map((a) => a.getAttribute('href'))"):
            if re.search(self.link, link or ""):
                return link.split("?")[0] + self.then
        raise AssertionError(f"{self.name}: no link like {self.link} on {self.address}")


A_NAME = r"(?!new)[^/]+/$"
PLACES = [
    Place("start", VISITOR, "/"),
    Place("start of a leader", LEADER, "/"),
    Place("trust timeline", VISITOR, "/journey/trust/"),
    Place("event", LEADER, "/", r"/journey/events/\d+/$"),
    Place("material", LEADER, "/journey/material/"),
    Place("new event", LEADER, "/journey/events/new/"),
    Place("sign-in", VISITOR, "/accounts/login/"),
    Place("sign-in link", VISITOR, "/accounts/link/"),
    Place("own page", LEADER, "/me/"),
    Place("groups", ADMINISTRATOR, "/bodies/"),
    Place("group", ADMINISTRATOR, "/bodies/", r"/bodies/\d+/$"),
    Place("challenges", VISITOR, "/challenges/"),
    Place("challenge", LEADER, "/challenges/", rf"/challenges/{A_NAME}"),
    Place("challenge form", LEADER, "/challenges/", rf"/challenges/{A_NAME}", "edit/"),
    Place("platforms", LEADER, "/platforms/"),
    Place("expeditions", VISITOR, "/expeditions/"),
    Place("expedition", LEADER, "/expeditions/", rf"/expeditions/{A_NAME}"),
    Place("logbook", CREW, "/expeditions/", rf"/expeditions/{A_NAME}", "logbook/"),
    Place("harbour", LEADER, "/expeditions/", r"/harbours/\d+/$"),
    Place("dockings", LEADER, "/dockings/"),
    Place("docking", LEADER, "/dockings/", r"/dockings/\d+/$"),
    Place("docking opening", LEADER, "/dockings/", r"/dockings/\d+/$", "opening/"),
    Place("docking minutes", LEADER, "/dockings/", r"/dockings/\d+/$", "minutes/"),
    Place("docking pack", LEADER, "/dockings/", r"/dockings/\d+/$", "pack/"),
    Place("docking templates", LEADER, "/dockings/new/"),
    Place("series", LEADER, "/dockings/", r"/dockings/series/(?!new)[^/]+/$"),
    Place("commitments", MANAGER, "/commitments/"),
    Place("commitment", MANAGER, "/commitments/", r"/commitments/\d+/$"),
    Place("stop list", MANAGER, "/stop-list/"),
    Place("answer", LEADER, "/stop-list/", r"/answers/\d+/$"),
    Place("dialogues", LEADER, "/dialogues/"),
    Place("result", LEADER, "/dialogues/", r"/dialogues/\d+/$"),
    Place("poster", LEADER, "/dialogues/", r"/dialogues/\d+/$", "poster/"),
    Place("questions", LEADER, "/dialogues/", r"/dialogues/\d+/$", "questions/"),
    Place("new question", LEADER, "/dialogues/", r"/dialogues/\d+/$", "questions/new/?kind=axes"),
    Place("preview", LEADER, "/dialogues/", r"/dialogues/\d+/$", "preview/phone/"),
    Place("desk", LEADER, "/dialogues/", r"/dialogues/\d+/$", "desk/"),
    Place("who leads", LEADER, "/dialogues/", r"/dialogues/\d+/$", "leaders/"),
    Place("test of a room", LEADER, "/dialogues/", r"/dialogues/\d+/$", "tests/"),
    Place("wall", LEADER, "/dialogues/", r"/dialogues/\d+/$", "screen/"),
    Place("new dialogue", LEADER, "/dialogues/new/"),
    Place("bringing in", LEADER, "/dialogues/import/"),
    Place("answering", VISITOR, "/d/NYMGTW"),
    Place("heard", VISITOR, "/d/TRYGHT"),
    Place("code", VISITOR, "/d/"),
    Place("findings", LEADER, "/findings/"),
    Place("recommendations", LEADER, "/findings/recommendations/"),
    Place("take-aways", LEADER, "/findings/take-aways/"),
    Place("insight", LEADER, "/findings/", r"/findings/insights/\d+/$"),
    Place("recommendation", MANAGER, "/findings/", r"/findings/recommendations/\d+/$"),
    Place("new lesson", LEADER, "/findings/lesson/new/"),
    Place("about", VISITOR, "/about/"),
    Place("accessibility", VISITOR, "/accessibility/"),
    Place("words", ADMINISTRATOR, "/words/"),
    Place("what waits", ADMINISTRATOR, "/suspects/"),
    Place("unknown address", VISITOR, "/no-such-page/"),
]

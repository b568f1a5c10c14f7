"""What a first visit costs on the wire: counted by the browser, with nothing in its cache."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

KB = 1000


@dataclass
class Weight:
    """Bytes on the wire by request, headers included; and what the headers alone take."""

    bytes: dict = field(default_factory=dict)
    heads: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.bytes.values())

    @property
    def scripts(self) -> int:
        """The scripts themselves, without the headers of their answers."""
        asked = [request for request in self.bytes if self.kinds.get(request) == "Script"]
        return sum(self.bytes[request] - self.heads[request] for request in asked)

    def meet(self, event: dict) -> None:
        self.kinds[event["requestId"]] = event["type"]
        self.heads[event["requestId"]] = event["response"]["encodedDataLength"]


def weigh(page, path: str) -> Weight:
    """Load a page in a browser that has never been here."""
    weight = Weight()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.responseReceived", weight.meet)
    wire.on("Network.loadingFinished", lambda event: note(weight, event))
    page.goto(path, wait_until="networkidle")
    return weight


def note(weight: Weight, event: dict) -> None:
    # What the page carries in itself, such as its icon, does not travel again.
    if event["encodedDataLength"]:
        weight.bytes[event["requestId"]] = event["encodedDataLength"]


def weigh_until_the_stream(page, path: str) -> Weight:
    """What a phone loads until it can answer and listens; what comes after that holds nobody up."""
    weight, asked = Weight(), []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.requestWillBeSent", lambda event: asked.append((event["requestId"], event["request"]["url"])))
    wire.on("Network.responseReceived", weight.meet)
    wire.on("Network.loadingFinished", lambda event: note(weight, event))
    page.goto(path)
    expect(page.locator("html[data-kept]")).to_be_attached(timeout=20_000)
    stream = next(place for place, (_request, url) in enumerate(asked) if url.endswith("/events"))
    before = {request for request, url in asked[:stream] if not url.startswith("data:")}
    weight.bytes = {request: size for request, size in weight.bytes.items() if request in before}
    return weight


def test_the_participants_page_is_light_enough_for_a_basement(aboard):
    weight = weigh_until_the_stream(aboard.page(phone=True), "/d/NYMGTW")
    print(f"{weight.total} bytes in {len(weight.bytes)} requests, {weight.scripts} of them scripts")
    assert 20 * KB < weight.total <= 72 * KB
    assert 3 * KB < weight.scripts <= 5 * KB
    assert len(weight.bytes) <= 7


@pytest.mark.parametrize("path", ["/expeditions/", "/dockings/", "/dialogues/", "/findings/", "/about/"])
def test_an_ordinary_page_is_light(aboard, path):
    assert 20 * KB < weigh(aboard.page("processledare"), path).total <= 110 * KB


@pytest.mark.parametrize("path", ["/", "/journey/trust/", "/challenges/", "/present/TRYGHT"])
def test_a_page_with_drawings_stays_within_its_budget(aboard, path):
    assert 20 * KB < weigh(aboard.page("processledare"), path).total <= 130 * KB


def test_a_challenge_stays_within_its_budget(aboard):
    page = aboard.page("processledare")
    page.goto("/challenges/")
    challenge = page.locator("main .card a, main h2 a, main h3 a").first.get_attribute("href")
    assert 20 * KB < weigh(page, challenge).total <= 130 * KB

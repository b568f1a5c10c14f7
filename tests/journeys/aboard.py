"""People at their browsers, and what no page may do to them."""

from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.journeys.house import PASSWORD

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
LISTEN = """
addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
# A page that answers 4xx is a page; only what it fetches must be there.
NOT_A_FAULT = "Failed to load resource"


class Aboard:
    """Opens pages as somebody, and remembers every fault that any of them committed."""

    def __init__(self, browser: Browser, address: str, keys: dict):
        self.browser, self.address, self.keys = browser, address, keys
        self.contexts, self.faults = [], []

    def page(self, who: str | None = None, *, phone=False, scripts=True, language="sv-SE", **more) -> Page:
        """A page of its own, on a phone or at a desk; `who` is the first part of a demonstration e-mail address."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport=PHONE if phone else DESK,
            locale=language,
            java_script_enabled=scripts,
            reduced_motion="reduce",
            storage_state=self.key(who) if who else None,
            **more,
        )
        self.contexts.append(context)
        self.watch(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    def key(self, who: str) -> dict:
        """Cookies of somebody who has signed in; kept for the whole run."""
        if who not in self.keys:
            page = self.page()
            sign_in(page, who)
            self.keys[who] = page.context.storage_state()
            page.context.close()
        return self.keys[who]

    def watch(self, context) -> None:
        host = urlsplit(self.address).netloc
        context.add_init_script(LISTEN)
        context.on("console", lambda said: self.complain(said))
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", lambda request: self.check_host(request.url, host))
        context.on("response", lambda response: self.check_answer(response))

    def complain(self, said) -> None:
        if said.type == "error" and not said.text.startswith(NOT_A_FAULT):
            self.faults.append(f"console: {said.text}")

    def check_host(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.netloc != host:
            self.faults.append(f"asked another host: {url}")

    def check_answer(self, response) -> None:
        wanted = response.request.resource_type != "document"
        if response.status >= (400 if wanted else 500):
            self.faults.append(f"{response.status}: {response.request.method} {response.url}")

    def leave(self) -> None:
        for context in self.contexts:
            context.close()


def sign_in(page: Page, who: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(f"{who}@demo.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("form.card button.btn").click()
    page.wait_for_url(lambda url: "/accounts/login" not in url)

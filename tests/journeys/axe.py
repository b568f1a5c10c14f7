"""What axe says about a page as it stands."""

from axe_playwright_python.base import AXE_SCRIPT

# Only what is wrong for certain travels back; the rest of the report is large.
RUN = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
  .map((rule) => `${rule.id}: ${rule.nodes[0].html.slice(0, 160)} (${rule.nodes.length})`)"""


def violations(page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(RUN)

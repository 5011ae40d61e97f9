"""Judges a page as shown: axe in every theme and at two widths, nothing beyond the edge, one picture of each."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

CAPTURES = Path(__file__).resolve().parents[2] / ".data" / "captures"
THEMES = ("clair", "sombre", "contraste")
WIDE, PHONE = (1280, 900), (375, 812)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

_axe = Axe()


def inspect(page: Page, name: str) -> None:
    """Fail on what axe finds or on content wider than the window, in each theme, wide and on a phone."""
    own_theme = page.evaluate("document.documentElement.dataset.theme")
    found = [fault for theme in THEMES for size in (WIDE, PHONE) for fault in _faults(page, name, theme, size)]
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", own_theme)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    assert not found, f"{name}:\n" + "\n".join(found)


def _faults(page: Page, name: str, theme: str, size: tuple[int, int]) -> list[str]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    capture(page, f"{name}-{theme}-{size[0]}")
    results = _axe.run(page, options=RULES)
    where = f"{theme} {size[0]} px"
    found = [
        f"{where}: {violation['id']} — {violation['help']}: {[node['html'][:160] for node in violation['nodes']]}"
        for violation in results.response["violations"]
    ]
    beyond = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, f"{where}: {beyond} px beyond the edge"] if beyond > 0 else found


def capture(page: Page, name: str) -> Path:
    """A picture of the whole page in `.data/captures/`."""
    CAPTURES.mkdir(parents=True, exist_ok=True)
    path = CAPTURES / f"{name}.png"
    page.screenshot(path=path, full_page=True, animations="disabled")
    return path

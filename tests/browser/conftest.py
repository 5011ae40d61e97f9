"""A real portal, a real browser; without a browser the tests are shown as skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.portal import Portal, migrated_database, running_portal
from tests.browser.watch import Watch

NAMES = ("chromium", "chromium-browser", "google-chrome")
TIMEOUT_MS = 10_000

NewContext = Callable[..., BrowserContext]


def _chromium() -> str | None:
    named = os.environ.get("GUICHET_CHROMIUM")
    return named or next((found for name in NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    for item in items:
        if item.path.is_relative_to(__file__.rpartition("/")[0]):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system."""
    path = _chromium()
    if path is None:
        pytest.skip("CHROMIUM IS MISSING: the browser tests did not run (apt-get install chromium)")
    # Chromium refuses its sandbox to root, who runs the tests in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Name of the database that those of the portals are copied from."""
    with migrated_database(tmp_path_factory.mktemp("migrated")) as name:
        yield name


@pytest.fixture(scope="module")
def portal(browser: Browser, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The portal with its worker, on a database of its own: the files of tests run in any order."""
    with running_portal(tmp_path_factory.mktemp("portal"), migrated) as portal:
        yield portal


@pytest.fixture(scope="module")
def cast_in_portal(portal: Portal) -> None:
    """The fixed cast, able to log in."""
    portal.run("tests.browser.seed")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fails the test when a page complained."""
    watch = Watch()
    yield watch
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest.fixture
def new_context(browser: Browser, portal: Portal, watch: Watch) -> Iterator[NewContext]:
    """Makes watched windows on the portal, in French; they are closed after the test."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(base_url=portal.url, locale="fr-FR", timezone_id="Europe/Paris", **options)  # type: ignore[arg-type]
        context.set_default_timeout(TIMEOUT_MS)
        watch.follow(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A window of a visitor."""
    return new_context(viewport={"width": 1280, "height": 900}).new_page()

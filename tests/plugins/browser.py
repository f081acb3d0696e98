"""A headless Chromium on the running portal, and what every page must hold in it."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

from portal.servers.stack import ROOT
from tests.plugins.site import LiveSite

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = [
    "--no-sandbox",
    # What the browser itself draws, such as days in a date field.
    "--lang=ko",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDTHS = {1280: 900, 390: 844}
SCREENS = ROOT / "build" / "screens"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; where there is none the test is skipped, or fails under GWABAN_REQUIRE_BROWSER."""
    if not CHROMIUM.exists():
        absent = pytest.fail if os.environ.get("GWABAN_REQUIRE_BROWSER") else pytest.skip
        absent("there is no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, and beside one Django refuses its ORM.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def new_page(browser: Browser, live_site: LiveSite) -> Iterator[Callable[..., Page]]:
    """Open pages for several people, each with cookies of its own: `new_page()`, `new_page(locale="en-GB")`.

    Fails at the end if a script failed or the content security policy was violated on any of them.
    """
    faults: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            faults.append(message.text)

    with ExitStack() as ending:

        def open_page(locale: str = "ko-KR") -> Page:
            context = browser.new_context(
                base_url=live_site.url,
                locale=locale,
                timezone_id="Asia/Seoul",
                viewport={"width": 1280, "height": WIDTHS[1280]},
            )
            ending.callback(context.close)
            context.set_default_timeout(30_000)
            page = context.new_page()
            page.on("console", hear)
            page.on("pageerror", lambda error: faults.append(str(error)))
            return page

        yield open_page
    assert faults == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page of one person."""
    return new_page()


def look_at(page: Page, name: str) -> None:
    """Hold the page as it stands to WCAG at both widths, and keep a picture of each in build/screens/."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        _keep_picture(page, f"{name}-{width}.png")
        assert violations(page) == [], f"{name} at {width} px"
        # What spills over the right edge makes a phone scroll sideways.
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width} px"
    page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})


def _keep_picture(page: Page, name: str) -> None:
    """On a machine short of memory Chromium sometimes cannot draw; pictures judge nothing, so that one may be missing."""
    for _attempt in range(3):
        with suppress(Error):
            page.screenshot(path=SCREENS / name, full_page=True)
            return


def violations(page: Page) -> list[str]:
    """What axe finds on the page, one line each; moderate and minor findings included."""
    # Preloading would make axe copy stylesheets into the page, which the content security policy forbids.
    found = Axe().run(page, options={"preload": False}).response["violations"]
    return [
        f"{finding['impact']} {finding['id']}: {node['target']} {node['failureSummary']}"
        for finding in found
        for node in finding["nodes"]
    ]

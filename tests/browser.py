"""Real Chromium for journeys: `page` is a phone (360 x 740), `desk` an office screen (1440 x 900), `plain` one without
scripts.

All open the live server and fail the test on a script error, on a picture or file that does not load, on a page
that breaks, and on any request that leaves this machine. Where there is no browser the journeys are skipped.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
LOOPBACK = {"127.0.0.1", "localhost", "::1", ""}


def executable() -> str | None:
    """Where the browser is, if there is one: CHROMIUM, else the first known name on the path."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def has_times() -> bool:
    """Whether this machine has a typeface of Times' measure, in which official papers are set."""
    if not shutil.which("fc-match"):
        return False
    found = subprocess.run(
        ["fc-match", "-f", "%{family}", "Times New Roman"], capture_output=True, text=True, check=False
    )
    return any(name in found.stdout for name in ("Times", "Liberation Serif", "Tinos"))


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """One Chromium for the whole run."""
    path = executable()
    if not path:
        pytest.skip("no Chromium here")
    from playwright.sync_api import sync_playwright

    # Playwright's synchronous side runs an event loop in this thread; the database is still used from it alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


def _watched(browser, live_server, width: int, height: int, **kwargs) -> Iterator:
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": height}, locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh", **kwargs,
    )  # fmt: skip
    context.set_default_timeout(30_000)
    wrong: list[str] = []

    def request(sent) -> None:
        parts = urlsplit(sent.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOOPBACK:
            wrong.append(f"request to another host: {sent.url}")

    def response(got) -> None:
        limit = 500 if got.request.resource_type == "document" else 400
        if got.status >= limit:
            wrong.append(f"{got.status} for {got.url}")

    def console(message) -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            wrong.append(f"console: {message.text}")

    context.on("request", request)
    context.on("response", response)
    context.on("console", console)
    context.on("weberror", lambda error: wrong.append(f"script error: {error.error}"))
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def page(browser, live_server) -> Iterator:
    """A phone held upright, touched with a thumb."""
    yield from _watched(browser, live_server, 360, 740, has_touch=True)


@pytest.fixture
def desk(browser, live_server) -> Iterator:
    """An office screen."""
    yield from _watched(browser, live_server, 1440, 900)


@pytest.fixture
def plain(browser, live_server) -> Iterator:
    """An office screen that runs no script."""
    yield from _watched(browser, live_server, 1440, 900, java_script_enabled=False)


@pytest.fixture
def sign_in() -> Callable:
    """`sign_in(page, "man")` goes through the sign-in form as its owner does."""
    from tests.cast import PASSWORD

    def sign_in(page, name: str, password: str = PASSWORD):
        page.goto("/")
        page.locator("input[name=login]").fill(name)
        page.locator("input[name=password]").fill(password)
        with page.expect_navigation():
            page.locator("main button.primary").click()
        return page

    return sign_in


@pytest.fixture
def enter(live_server) -> Callable:
    """`enter(page, user)` signs the user in on that page's browser without going through the sign-in form."""

    def enter(page, user):
        client = Client()
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                    "httpOnly": True,
                }
            ]
        )
        return page

    return enter

"""A real Chromium, Debian's, driven by Playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright
from running import PATIENCE, installed

#: what Playwright waits for a page or an element, in milliseconds; its own 30 s are short where all cores are busy
_PATIENCE = 1000.0 * PATIENCE


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        program = shutil.which("chromium-browser") or installed("chromium", "chromium")
        # the sandbox of Chromium does not run as root, as it would have to in a container
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=_PATIENCE)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page(browser: Browser, dark: bool = False, wide: bool = True, scripts: bool = True) -> Iterator[Page]:
    """A page on which nothing may go wrong: no message of an error, no exception, no dialog, no foreign request."""
    size: ViewportSize = {"width": 1280, "height": 900} if wide else {"width": 390, "height": 844}
    context = browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", java_script_enabled=scripts
    )  # fmt: skip
    context.set_default_timeout(_PATIENCE)
    opened, wrong = context.new_page(), list[str]()
    opened.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.on("request", lambda asked: _own(asked.url) or wrong.append(f"request: {asked.url}"))
    try:
        yield opened
    finally:
        context.close()
    assert not wrong


@contextmanager
def leads_on(opened: Page) -> Iterator[None]:
    """What is done in the block leads to a page; all of it and its script are there after the block.

    A click by itself waits for neither: the next one could still meet the old page, or half of the new one.
    """
    with opened.expect_navigation(wait_until="load"):
        yield


def press(opened: Page, button: Locator) -> None:
    """Click a button that leads to a page, and wait for it."""
    with leads_on(opened):
        button.click()


def _own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "file:///"))


@cache
def _axe() -> str:
    return next(Path(axe_playwright_python.__file__).parent.rglob("axe*.js")).read_text(encoding="utf-8")


def violations(opened: Page) -> list[str]:
    """What axe-core finds against WCAG and good practice in a page."""
    opened.evaluate(_axe())
    found = opened.evaluate("axe.run()")["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def sideways(opened: Page) -> int:
    """By how many pixels a page is wider than its window."""
    return int(opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

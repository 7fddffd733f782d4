"""A reader's browser that remembers what its console complained of and what it asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Dialog, Page

LANGUAGES = (("", "en"), ("zh/", "zh"))
"""The folder of each language's pages, and the language."""

_VIOLATIONS = """
addEventListener("securitypolicyviolation", event =>
  console.error("refused: " + event.violatedDirective + " " + event.blockedURI));
"""


@dataclass(frozen=True)
class Reading:
    """One tab. ``said`` and ``asked`` belong to the page that it went to last."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def go(self, address: str) -> Page:
        """The page at the address, loaded: what is deferred has run by then."""
        self.said.clear()
        self.asked.clear()
        self.page.goto(address)
        return self.page


@contextmanager
def reading(browser: Browser, **options: Any) -> Iterator[Reading]:
    """A tab of its own, with nothing kept from any other."""
    context = browser.new_context(**options)
    tab = Reading(context.new_page())

    def refuse(box: Dialog) -> None:
        tab.said.append(f"a box: {box.message}")
        box.dismiss()

    tab.page.add_init_script(_VIOLATIONS)
    tab.page.on(
        "console",
        lambda said: tab.said.append(said.text) if said.type in ("error", "warning") else None,
    )
    tab.page.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.page.on("dialog", refuse)
    tab.page.on("request", lambda request: tab.asked.append(request.url))
    tab.page.on("websocket", lambda socket: tab.asked.append(socket.url))
    try:
        yield tab
    finally:
        context.close()


Look = Callable[[Page], list[str]]
"""What is wrong with a page that a browser has open."""


def go_through(tab: Reading, addresses: dict[str, str], look: Look) -> None:
    """Opens each page in turn; the test fails with all that is wrong, after the pages' names."""
    found: list[str] = []
    for name, address in addresses.items():
        page = tab.go(address)
        found.extend(f"{name}: {fault}" for fault in look(page))
    assert not found, "\n".join([f"{len(found)} faults", *found[:60]])

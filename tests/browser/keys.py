"""Going through a page by the keyboard alone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page

MOST = 80


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the keyboard."""
    for _ in range(MOST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def tab_to_named(page: Page, name: str | re.Pattern[str], role: str = "button") -> None:
    """The same with what is called so."""
    tab_to(page, page.get_by_role(role, name=name, exact=isinstance(name, str)).first)  # type: ignore[arg-type]

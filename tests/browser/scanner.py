"""A hand scanner: to a computer it is a keyboard on which somebody types faster than any hand."""

from __future__ import annotations

import time

from playwright.sync_api import Page

GAP_S = 0.005


def scan(page: Page, code: str) -> None:
    """Type a code and Enter, wherever the focus is. The keys come as fast as a scanner's by the times that they carry,
    however long a busy machine takes to hand them over.
    """
    session = page.context.new_cdp_session(page)
    began = time.time()
    for n, key in enumerate([*code, "Enter"]):
        text = "\r" if key == "Enter" else key
        pressed = {"key": key, "text": text, "unmodifiedText": text, "timestamp": began + n * GAP_S}
        if key == "Enter":
            pressed |= {"code": "Enter", "windowsVirtualKeyCode": 13}
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **pressed})
        session.send("Input.dispatchKeyEvent", {"type": "keyUp", "key": key, "timestamp": began + n * GAP_S})
    session.detach()

"""The mark of a message that is translated later: when it is shown, printed or written, in the reader's language."""

from __future__ import annotations


def _(message: str) -> str:
    """Mark `message`, so that it gets into the catalogues; it comes back as it is."""
    return message

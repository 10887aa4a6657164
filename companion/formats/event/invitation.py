"""What organisers write to the people they invite: text to copy, for the room and for elsewhere."""

from __future__ import annotations

from typing import Final, NamedTuple

from companion.core.messages import _
from companion.formats.event.model import Facts, Say

PHONE: Final = _(
    "On your own phone you can ask questions, support those of others and vote: without an app, an account or your name."
)
COME: Final = _("Scan the QR code at the entrance, or open this address when it begins:")
ELSEWHERE: Final = _("You cannot come? Take part remotely:")
REMOTE: Final = _("You take part remotely. Open this address when it begins; everything else is there:")
TYPED: Final = _("Or open %(host)s and type the code %(code)s.")
CALENDAR: Final = _("For your calendar:")
PRIVACY: Final = _("What is stored, and for how long:")
MESSAGES: Final = (PHONE, COME, ELSEWHERE, REMOTE, TYPED, CALENDAR, PRIVACY)


class Addresses(NamedTuple):
    """Where people join, and read what they want to know before."""

    join: str
    remote: str
    calendar: str
    privacy: str


def onsite(facts: Facts, hours: str, to: Addresses, say: Say, *, everybody: bool = False) -> str:
    """For those who come; for `everybody` where one address is for all."""
    elsewhere = [] if everybody else [f"{say(ELSEWHERE)}\n{to.remote}"]
    return _text(facts, hours, to, say, [f"{say(COME)}\n{to.join}\n{_typed(facts, say)}", *elsewhere])


def remote(facts: Facts, hours: str, to: Addresses, say: Say) -> str:
    """For those who take part from elsewhere."""
    return _text(facts, hours, to, say, [f"{say(REMOTE)}\n{to.remote}"])


def _typed(facts: Facts, say: Say) -> str:
    return say(TYPED) % {"host": facts.host, "code": facts.code}


def _text(facts: Facts, hours: str, to: Addresses, say: Say, ways: list[str]) -> str:
    head = "\n".join(filter(None, (facts.title, ", ".join(filter(None, (facts.day, hours))), facts.place)))
    more = [f"{say(CALENDAR)}\n{to.calendar}"] if facts.day else []
    return "\n\n".join([head, say(PHONE), *ways, *more, f"{say(PRIVACY)}\n{to.privacy}"]) + "\n"

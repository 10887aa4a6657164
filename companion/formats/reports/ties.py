"""Polls that ask the same twice, such as in both rounds of a workshop, side by side in a report. Pure."""

from __future__ import annotations

from companion.formats.reports.model import Choice, Poll, Report


def earlier_of(report: Report, poll: Poll) -> Poll | None:
    """The poll that had asked the same, if both have enough ballots to be told of."""
    found = next((other for other in report.polls if other.id == poll.before), None)
    both = (*poll.options, *(found.options if found else ()))
    return found if found is not None and all(choice.n is not None for choice in both) else None


def counts_before(earlier: Poll | None, poll: Poll) -> list[int | None]:
    """How many chose each option then, in the order of the options of `poll`; None: nothing to compare with."""
    then = {_key(choice): choice.n for choice in earlier.options} if earlier else {}
    return [then.get(_key(choice)) for choice in poll.options]


def _key(choice: Choice) -> str:
    return str(choice.title)

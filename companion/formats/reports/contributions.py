"""What people asked, voted and proposed, from the table of an event. Pure."""

from __future__ import annotations

from collections import Counter

from companion.core.kinds import CHOOSABLE, IN_LOT
from companion.core.table import Row, Table
from companion.core.word_clouds import counted
from companion.formats.reports.model import Choice, Poll, Question, Topic, Word
from companion.rules.polls.prepare import alike

COUNTED = frozenset({"closed", "archived"})


def questions(table: Table) -> tuple[Question, ...]:
    """The questions that everybody could read, those with most support first."""
    found = [row for row in table.all("question") if row["shown"] and row["text"] and not row["merged"]]
    votes = {row.id: row["n"] for row in table.all("votes")}
    found.sort(key=lambda row: (-votes.get(row.id, 0), row["at"], row.id))
    return tuple(
        Question(
            id=row.id,
            session=row["session"],
            text=row["text"],
            lang=row["lang"],
            answered=row["answered_at"] is not None or row["state"] == "answered",
            reply=row["reply"],
            reply_by=row.fields.get("reply_by"),
            support=votes.get(row.id, 0),
        )
        for row in found
    )


def polls(table: Table) -> tuple[Poll, ...]:
    """The polls that were counted, in the order in which they were closed."""
    found = [row for row in table.all("poll") if row["state"] in COUNTED and row["closed"] is not None]
    return tuple(_poll(table, row) for row in sorted(found, key=lambda row: (row["closed"], row.id)))


def _poll(table: Table, row: Row) -> Poll:
    turnout, tally, hands = (table.get(kind, row.id) for kind in ("turnout", "tally", "show_of_hands"))
    raised = +Counter[str](hands["n"] if hands else {})
    n, onsite, remote = (tally[field] if tally else None for field in ("n", "onsite", "remote"))
    places = len(row["options"]) if row["kind"] == "ranking" else 1
    options = tuple(
        Choice(
            title={lang: text for lang, text in option.items() if lang in ("de", "en")},
            n=None if n is None and not raised else _of(n, option["id"], places) + raised[option["id"]] * places,
            onsite=None if onsite is None else _of(onsite, option["id"], places),
            remote=None if remote is None else _of(remote, option["id"], places),
            hands=raised[option["id"]] * places if raised else None,
        )
        for option in row["options"]
    )
    if row["kind"] == "ranking":
        options = tuple(sorted(options, key=lambda choice: -(choice.n or 0)))
    written = [] if row["kind"] in CHOOSABLE else table.all("answer")
    answers = tuple(a["text"] for a in written if a["poll"] == row.id and a["state"] == "live")
    return Poll(
        id=row.id,
        session=row["session"],
        kind=row["kind"],
        title=row["title"],
        ballots=turnout["ballots"] if turnout else None,
        abstained=turnout["abstained"] if turnout else None,
        by_hand=sum(raised.values()),
        options=options,
        answers=answers,
        words=tuple(Word(text, n) for text, n in counted(answers)) if row["kind"] == "cloud" else (),
        outnumbered=_outnumbered(table, row, (turnout["ballots"] if turnout else None) or 0),
        before=_before(table, row),
    )


def _before(table: Table, poll: Row) -> str | None:
    """The poll that has asked the same before, if it was counted."""
    earlier = table.get("poll", poll.fields.get("before") or "")
    counted = earlier is not None and earlier["state"] in COUNTED and earlier["closed"] is not None
    return earlier.id if earlier is not None and counted and alike(earlier.fields, poll.fields) else None


def _outnumbered(table: Table, poll: Row, ballots: int) -> int | None:
    """The most people who were connected at once, where more ballots than that came from devices."""
    most = max(
        (row["onsite"] + row["remote"] for kind in ("peak", "checkin_count") for row in table.all(kind)), default=0
    )
    return most if poll["level"] == "mood" and ballots > most else None


def topics(table: Table) -> tuple[Topic, ...]:
    """The parking lot: what was chosen first, then by support."""
    found = [row for row in table.all("topic") if row["state"] in IN_LOT and not row["merged"]]
    votes = {row.id: row["n"] for row in table.all("votes")}
    found.sort(key=lambda row: (row["session"] is None, -votes.get(row.id, 0), row["at"], row.id))
    return tuple(Topic(row.id, row["title"], votes.get(row.id, 0), row["session"], row["origin"]) for row in found)


def _of(tally: dict[str, int] | None, option: str, places: int) -> int:
    """How many chose an option; in a ranking of so many places, its points (Borda), as screens count them."""
    tally = tally or {}
    if places == 1:
        return tally.get(option, 0)
    return sum(tally.get(f"{option}:{place}", 0) * (places - place + 1) for place in range(1, places + 1))

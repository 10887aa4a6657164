"""Where the results of a poll are: in which sets its ballots are counted, and who sees what comes out."""

from __future__ import annotations

from companion.core.audiences import NOBODY, voters
from companion.core.table import Row


def sets_of(poll: Row) -> dict[str, str]:
    """The name of the set of tokens behind each number of a tally: option, or option and place in a ranking."""
    ids = [option["id"] for option in poll["options"]]
    if poll["kind"] == "ranking":
        ids = [f"{id}:{place}" for id in ids for place in range(1, len(ids) + 1)]
    return {id: f"b.{poll.id}.{id}" for id in ids}


def audience_of_results(poll: Row) -> str:
    """Who sees what comes out of a poll, in the state that it is in."""
    if poll["results"] == "live" or poll["state"] in ("closed", "archived"):
        return "stage"
    return voters(poll.id, len(poll["resets"])) if poll["results"] == "after" else "team"


def answer_audience(poll: Row, state: str) -> str:
    """Who sees a written answer in this state: everybody only once results may be seen."""
    if state == "withdrawn":
        return NOBODY
    return audience_of_results(poll) if state == "live" else "team"

"""What an event promises to its people can be chosen again later: what would change is told first.

Stricter from now on also means what is there: names go for good. Less strict brings none of it back.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.profiles import PROFILES, Profile, profile_of
from companion.core.table import Row, Table
from companion.rules.base import Args, command
from companion.rules.erasure import forget_images, note_erasure

SHOWN_EARLY = ("live", "after")


class Choose(Args, frozen=True):
    """A profile by its name; `dry` only tells what would change."""

    profile: str
    dry: bool = False


@command("event.profile", Choose, ORGANISERS)
def choose(table: Table, who: Actor, args: Choose, ctx: Context) -> Commit:
    """Change what the event promises: {changes: [{what, before, after}], names: how many that stand beside questions go}.

    Raises `Refusal("results_shown")` while a poll is open whose results would have to wait for its close.
    """
    if args.profile not in PROFILES:
        raise Refusal("bad_args", f"profile: {', '.join(PROFILES)}")
    event, promised = event_of(table), PROFILES[args.profile]
    fields = _fields(table, event, args.profile)
    named = [] if promised.names else [row for row in table.all("question") if row["name"] is not None]
    commit = Commit({"changes": _changes(event, profile_of(table), promised, fields), "names": len(named)})
    if args.dry or all(event.fields.get(name) == value for name, value in fields.items()):
        return commit
    if not promised.live_results and any(_shows_results(poll) for poll in table.all("poll")):
        raise Refusal("results_shown")
    commit.change(event, **fields)
    if named:
        _forget_names(table, commit, named, ctx.now)
    return commit


def _fields(table: Table, event: Row, profile: str) -> dict[str, Any]:
    """What the event's row says with a profile. Who moves “now” is a matter of the profile only while nothing is planned."""
    fields: dict[str, Any] = {"profile": profile}
    if event.fields.get("listed") and not PROFILES[profile].listed:
        fields["listed"] = False
    if not any(row.to for row in table.all("session")):
        fields["mode"] = "pointer" if PROFILES[profile].one_link else "clock"
    return fields


def _changes(event: Row, before: Profile, after: Profile, fields: dict[str, Any]) -> list[dict[str, Any]]:
    old, new = asdict(before), asdict(after)
    if "mode" in fields:
        old["mode"], new["mode"] = event["mode"], fields["mode"]
    return [{"what": name, "before": old[name], "after": new[name]} for name in new if old[name] != new[name]]


def _shows_results(poll: Row) -> bool:
    return poll["state"] in ("open", "closing") and poll["results"] in SHOWN_EARLY


def _forget_names(table: Table, commit: Commit, named: list[Row], now: int) -> None:
    ids = {row.id for row in named}
    for row in named:
        commit.change(row, name=None)
    forget_images(table, commit, lambda image: image.id in ids and bool(image.fields.get("name")))
    note_erasure(commit, now)

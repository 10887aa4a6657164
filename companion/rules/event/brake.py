"""The brake: when more new devices write than people come, those that come now wait a moment; who was there does not.

A device is new for ten minutes. It is counted when it first writes, under nobody's name; a ballot under that of its token.
Nothing is counted by address: a venue shares one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from companion.core.actors import EVERYONE, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.event import find_event
from companion.core.table import Row, Table
from companion.rules.base import Args, command

BRAKES: Final = "newcomers_wait"
"""The code of what is refused for it."""
NEW_MS: Final = 10 * 60_000
"""For so long after it came a device is new."""
LEAD_MS: Final = 20_000
"""Who came so long before the brake went on was there before, and is free."""
ON_MS: Final = 2 * 60_000
"""How long the brake stays on after it was last needed."""
WINDOW_S: Final = 10
TEXTS: Final = frozenset({"ask", "note", "evaluate"})
"""Groups of limits whose commands bring texts: somebody has to read them, so each counts, not only a device's first."""


class Flow(NamedTuple):
    """How much may come from new devices in `WINDOW_S`: `least`, or this `share` of the people who are connected; `braked`
    while the brake is on.
    """

    least: int
    share: float
    braked: int

    def most(self, connected: int, on: bool) -> int:
        """How much may come now."""
        return self.braked if on else max(self.least, int(self.share * connected))


DEVICES: Final = Flow(100, 1.25, 5)
WORDS: Final = Flow(40, 0.25, 5)


@command("brake.press", Args, SYSTEM_ONLY)
def press(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Slow down those who come from now on: too much has come from new devices at once."""
    event = find_event(table)
    if event is None:
        return Commit()
    row, until = table.get("brake", event.id), ctx.wall + ON_MS
    if row is None or row["until"] <= ctx.wall:
        return Commit().upsert(row, "brake", event.id, "team", {"since": ctx.wall, "at": ctx.now, "until": until})
    return Commit().change(row, until=until) if needs_pressing(table, ctx.wall) else Commit()


def needs_pressing(table: Table, wall: int) -> bool:
    """Whether the brake is off, or will be before long."""
    brake = brake_on(table, wall)
    return brake is None or wall + ON_MS - brake["until"] > ON_MS / 8


def is_slowed(table: Table, who: Actor, wall: int) -> bool:
    """Whether the brake is on, and `who` has come too late to have been there before it. `wall` is unix ms."""
    brake = brake_on(table, wall)
    return brake is not None and not who.roles - EVERYONE and who.arrived >= brake["since"] - LEAD_MS


def put_brake(table: Table, commit: Commit, who: Actor, group: str, key: str, ctx: Context) -> None:
    """Let a commit of a new device count only if not too much comes from such; else it is refused with `newcomers_wait`.

    `group` is that of the command's limit, `key` a name that the commit may bear.
    """
    on = brake_on(table, ctx.wall) is not None
    slowed = is_slowed(table, who, ctx.wall) if on else who.arrived >= ctx.wall - NEW_MS
    if who.roles - EVERYONE or not slowed:
        return
    connected = sum(row["onsite"] + row["remote"] for row in table.all("team_presence"))
    kind = "vote" if group == "vote" else "any"
    most, known = DEVICES.most(connected, on), f"rate:known.{kind}:{key}"
    commit.rate(f"rate:new.{kind}", most, WINDOW_S, BRAKES, once=known, once_s=NEW_MS // 1000)
    if group in TEXTS:
        commit.rate("rate:new.words", WORDS.most(connected, on), WINDOW_S, BRAKES)


def brake_on(table: Table, wall: int) -> Row | None:
    """The brake, while it is on. `wall` is unix ms."""
    return next((row for row in table.all("brake") if row["until"] > wall), None)

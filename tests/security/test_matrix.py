"""Nobody can do, open or read what is not for them: every role × every command and address × objects (`matrix`)."""

from __future__ import annotations

import pytest

from companion.rules.registry import COMMANDS
from tests.security.expectations import ADDRESSES, ROLES
from tests.security.matrix import Cell, Scene, play, scene, table
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent


@pytest.fixture
def planted(events: Events) -> Scene:
    return scene(events.make(ServedEvent), events.make(ServedEvent, "levelup4"))


@pytest.mark.slow
def test_every_cell_is_as_somebody_decided(planted: Scene) -> None:
    before = planted.other.table.v, sorted(planted.event.all("link"))
    cells = list(play(planted))
    print(table(cells))
    wrong = [cell for cell in cells if cell.wrong or cell.seen]
    assert not wrong, "\n".join(map(str, wrong))
    tried = {(cell.role, cell.what) for cell in cells}
    roads = {address for address in ADDRESSES if address.endswith(("/live", "/stream"))}
    wanted = {(role, what) for role in ROLES for what in (*COMMANDS, *ADDRESSES) if what not in roads}
    assert wanted <= tried and len(cells) > 6000, wanted - tried
    assert before == (planted.other.table.v, sorted(planted.event.all("link"))), "something was done"


def test_a_canary_is_seen_where_it_may_be(planted: Scene) -> None:
    """The control: what nobody else finds is really there, and would be noticed."""
    readers = {
        "moderator": f"/e/{planted.event.slug}/poll?as=team",
        "supervisor": f"/e/{planted.event.slug}/poll?as=desk",
        "organiser": f"/e/{planted.event.slug}/poll?as=team",
    }
    found = set()
    for role, path in readers.items():
        text = planted.people[role].request("GET", path)[1].decode().casefold()
        found |= {word for word, roles in planted.canaries.items() if role in roles and word.casefold() in text}
    hidden = {word for word, roles in planted.canaries.items() if roles and word.startswith("Kanarie")}
    assert found == hidden, hidden - found


def test_what_is_not_as_it_should_be_is_marked() -> None:
    """The control of the table."""
    cells = [Cell(role, "x", "-", True, "200", ("Kanarie",) if role == "visitor" else ()) for role in ROLES]
    assert "!" in table(cells) and "1 wrong" in table(cells)

"""What opened an event dies with its data, also where the server's key lives on; and events of before keep their links."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion import create_app
from companion.base.paths import ROOT
from companion.base.settings import Settings
from companion.core.actors import SYSTEM
from companion.core.answer_links import answer_code
from companion.core.ids import random_id
from companion.core.ticket_codes import Ticket, attendee_code, code_of
from companion.formats.checkin.roster.importing import difference, import_roster
from companion.formats.checkin.roster.reading import read_roster
from companion.formats.programme.importing import import_file
from companion.identity.staff_links import staff_links
from companion.web.pages import event_key
from tests.store.folder import opened
from tests.support.server import KEY
from tests.support.valkey import Valkey

LIST = "Name,Organisation,Ticketcode\nAylin Díaz,Solidarnetz,482913\n".encode()
FORM = {"title": {"de": "Zahlen"}, "questions": [{"kind": "text", "title": {"de": "Wie?"}}], "organisations": ["Netz"]}
# As the version before seeds made them in `format_2`.
OLD_LINKS = {
    "organiser": "old.organiser.d8986cf56bb80c2e8d82e1e6114d1e59",
    "moderator": "old.4f0a0e1c4e87d658.febc70f24d8e013fce05ac555960ea81",
    "desk": "old.desk.c9e00daacaca100be03e94dd7521bdf8",
}
OLD_TICKETS = ("TVGP2VC4CAAAUUMRVT7RQH2V2FP3KNE9QDFJPZUC", "V4WFU9WYH6K9D66YTT2ZDDMWZKJMFWKF9JZ4PCKH")
OLD_ANSWER = "8b2349829d58956c3f0e9fbb.5ad6e32f6ff412baf4d1ef71f6518722"
OLD_COOKIE = (
    ".eJw9yjEOgCAQRNG7TE0hiopexVgALsZExQAd4e5CodXPTF7ChhkNbzvRD6OclDYb2W-D4cKc4M6qPF0uEjJD-M9lgfO7uo9AvmgrJ2GE1h1XRipNWNfCY-"
    "ElT01-ASYfIY8.Dgvned2dEaRDZA33xz8stXRlP8Q"
)
OLD_PID = "e8d6bdcb5d333a8986b478ca"


@contextmanager
def serving(url: str, folder: Path) -> Iterator[Flask]:
    app = create_app(Settings.from_env({"REDIS_URL": url, "DATA_DIR": str(folder), "SECRET_KEY": KEY}))
    app.testing = True
    yield app
    app.extensions["companion"].replica.close()


def opens(app: Flask, links: dict[str, Any]) -> dict[str, int]:
    """The answer's status of everything that opens something, each to a browser of its own."""
    asked = {name: app.test_client().post("/s", json={"secret": secret}) for name, secret in links["staff"].items()}
    asked |= {code[:4]: app.test_client().get(f"/t/{code}") for code in links["tickets"]}
    asked["answer"] = app.test_client().get(f"/e/{links['event']}/answer/{links['answer']}")
    return {name: response.status_code for name, response in asked.items()}


def fresh(folder: Path, event: str) -> Iterator[tuple[Flask, dict[str, Any]]]:
    """A server on a data folder of its own, with an event, a list of people and everything that opens it."""
    valkey = Valkey(folder)
    with serving(valkey.url, folder) as app, app.app_context():
        at = app.extensions["companion"]
        import_file(ROOT / "events" / "levelup4.yaml", at.store, at.replica, at.commands, event=event)
        follower = at.replica.follower(event)
        import_roster(
            at.commands,
            event,
            follower.table,
            difference(follower.table, read_roster(LIST, "x.csv"), event_key(event))[0],
        )
        batch = at.commands.run(event, SYSTEM, "tickets.issue", random_id(), {"mode": "remote", "n": 1}).result["id"]
        at.commands.run(event, SYSTEM, "form.make", random_id(), FORM)
        follower.catch_up()
        key, person = event_key(event), follower.table.all("attendee")[0]
        tickets = [code_of(key, event, Ticket(batch, 0)), attendee_code(key, event, person.id, 0)]
        answer = answer_code(key, event, follower.table.all("invitation")[0].id, 0)
        staff = {link["id"]: link["secret"] for link in staff_links(at.commands, at.replica, KEY, "http://x", event)}
        yield app, {"event": event, "staff": staff, "tickets": tickets, "answer": answer, "person": person.id}
    valkey.stop()


def test_nothing_of_a_deleted_folder_opens_its_successor(tmp_path: Path) -> None:
    """The same key of the server, the same name, the same list of people."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    for app, links in fresh(tmp_path / "first", "jahrestag"):
        before, pid = links, participant(app, "jahrestag")
        assert set(opens(app, links).values()) <= {200, 303}, "the control: they open"
    for app, links in fresh(tmp_path / "second", "jahrestag"):
        assert set(opens(app, links).values()) <= {200, 303}
        assert set(opens(app, before).values()) <= {403, 404}
        assert links["person"] != before["person"], "a list alone does not tell how somebody is called"
        assert participant(app, "jahrestag") != pid, "one browser is two participants"


def participant(app: Flask, event: str) -> str:
    """Who a browser of before is."""
    client = app.test_client()
    client.set_cookie("companion", OLD_COOKIE)
    return str(client.post(f"/e/{event}/join", json={"mode": "remote"}).json["me"]["id"])


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Flask]:
    with opened("format_2", tmp_path) as url, serving(url, tmp_path / "data") as app:
        yield app


def test_an_event_of_before_there_were_seeds_keeps_its_links(old: Flask) -> None:
    found = opens(old, {"event": "old", "staff": OLD_LINKS, "tickets": OLD_TICKETS, "answer": OLD_ANSWER})
    assert set(found.values()) <= {200, 303}, found
    assert participant(old, "old") == OLD_PID


def test_the_list_of_before_knows_its_people_again(old: Flask) -> None:
    at = old.extensions["companion"]
    table = at.replica.table("old")
    ours, changes = difference(table, read_roster(LIST, "x.csv"), KEY)
    assert not changes.added
    import_roster(at.commands, "old", table, ours)
    assert {row["name"] for row in at.replica.table("old").all("attendee")} == {"Aylin Díaz", "Bo Berg"}


def test_an_opening_of_before_is_still_one(old: Flask) -> None:
    client: FlaskClient = old.test_client()
    assert client.get("/e/old/organise").status_code == 403, "the control: without it, nobody is let in"
    client.set_cookie("companion", OLD_COOKIE)
    assert client.get("/e/old/organise").status_code == 200

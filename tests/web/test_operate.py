"""The operator's pages: all events, new ones, and ways back into one."""

from __future__ import annotations

import io
import itertools
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from companion.core.actors import Actor
from companion.core.ids import random_id
from companion.core.profiles import PROFILES
from companion.store.operators import Operators
from tests.support.server import KEY
from tests.web.conftest import secret

NEW = {"title": "Runder Tisch", "date": "2026-12-05", "begins": "18:00", "ends": "21:00", "zone": "Europe/Berlin",
       "languages": ["de"], "profile": "open"}  # fmt: skip


def make(operator: FlaskClient, **more: Any) -> Any:
    return operator.post("/operate/events", data=NEW | more)


def test_nobody_else_gets_in(site: Flask) -> None:
    client = site.test_client()
    for path in ("/operate/events", "/operate/events/x/open", "/operate/events/x/link", "/operate/events/x/delete",
                 "/operate/leave"):  # fmt: skip
        assert client.post(path, data={"name": "x"}).status_code == 403, path
    assert client.get("/operate").status_code == 403
    for wrong in ("*.", "*.0", secret(site)[:-1], secret(site).replace("*.", "*")):
        assert client.post("/s", json={"secret": wrong}).status_code == 403


def test_an_organiser_is_no_operator(operator: FlaskClient, site: Flask) -> None:
    make(operator)
    page = operator.post("/operate/events/runder-tisch/link", data={"ok": "1"}).text
    found = re.search(r"/s#(runder-tisch\.[^<\s]+)", page)
    assert found is not None
    organiser = site.test_client()
    assert organiser.post("/s", json={"secret": found[1]}).json["role"] == "organiser"
    assert organiser.get("/e/runder-tisch/organise").status_code == 200
    assert organiser.get("/operate").status_code == 403


def test_a_new_event_leads_on_to_its_organisers_page(operator: FlaskClient) -> None:
    answer = make(operator)
    assert (answer.status_code, answer.location) == (303, "/e/runder-tisch/organise")
    assert operator.get(answer.location).status_code == 200
    page = operator.get("/operate", headers={"Accept-Language": "de"}).text
    assert "Runder Tisch" in page and "Samstag, 5. Dezember 2026" in page and "bevorstehend" in page
    assert make(operator).location == "/e/runder-tisch-2/organise"  # another one of the same title


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_profile_can_be_chosen(operator: FlaskClient, site: Flask, profile: str) -> None:
    make(operator, profile=profile)
    at = site.extensions["companion"]
    row = at.replica.table("runder-tisch").get("event", "runder-tisch")
    assert row["profile"] == profile and row["mode"] == ("pointer" if profile == "small" else "clock")
    assert not row["listed"] and "Runder Tisch" not in site.test_client().get("/").text


@pytest.mark.parametrize(("profile", "mode"), [("open", "onsite"), ("small", None)])
def test_in_a_small_meeting_one_address_leads_everybody_in_and_says_nothing_of_where(
    operator: FlaskClient, site: Flask, profile: str, mode: str | None
) -> None:
    make(operator, profile=profile)
    code = site.extensions["companion"].replica.table("runder-tisch").get("event", "runder-tisch")["code"]
    phone = site.test_client()
    assert phone.get(f"/j/{code}").location == "/e/runder-tisch/"
    boot = re.search(r'id="boot">(.*?)</script>', phone.get("/e/runder-tisch/").text)
    assert boot is not None
    assert json.loads(boot[1])["me"]["mode"] == mode and json.loads(boot[1])["me"]["came"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"title": "x" * 301}, "title"), ({"date": "5.12.2026"}, "date"), ({"date": ""}, "date"),
        ({"begins": "25:00"}, "begins"), ({"ends": "17:00"}, "ends"), ({"zone": "Mars/Olympus"}, "zone"),
        ({"languages": []}, "languages"), ({"profile": "party"}, "profile"), ({"name": "Nicht so!"}, "name"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_what_was_typed_stays(
    operator: FlaskClient, wrong: dict[str, Any], field: str
) -> None:
    answer = make(operator, **{"venue": "Haus der Jugend", **wrong})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert 'value="Haus der Jugend"' in answer.text
    assert field in ("languages", "profile") or re.search(
        rf'name="{field}"[^>]*aria-invalid|<select name="{field}"', answer.text
    )
    assert not operator.get("/operate").text.count("/open")


def test_a_night_ends_on_the_next_day(operator: FlaskClient, site: Flask) -> None:
    make(operator, begins="20:00", ends="06:00")
    row = site.extensions["companion"].replica.table("runder-tisch").get("event", "runder-tisch")
    assert row["end"] - row["start"] == 10 * 3_600_000


def test_deleting_takes_the_title(operator: FlaskClient, site: Flask) -> None:
    make(operator)
    wrong = operator.post("/operate/events/runder-tisch/delete", data={"name": "Runder"})
    assert wrong.status_code == 422 and "Runder Tisch" in wrong.text
    assert operator.post("/operate/events/runder-tisch/delete", data={"name": "runder  tisch"}).status_code == 303
    assert "Runder Tisch" not in operator.get("/operate").text
    assert operator.get("/e/runder-tisch/organise").status_code == 404
    assert operator.post("/operate/events/runder-tisch/delete", data={"name": "runder-tisch"}).status_code == 404


def test_a_renewed_link_ends_every_device(operator: FlaskClient, site: Flask) -> None:
    old = secret(site)
    Operators(site.extensions["companion"].store).renew()
    assert operator.get("/operate").status_code == 403
    assert operator.post("/s", json={"secret": old}).status_code == 403
    assert operator.post("/s", json={"secret": secret(site)}).status_code == 200


def test_the_role_can_be_given_back(operator: FlaskClient, site: Flask) -> None:
    other = site.test_client()
    other.post("/s", json={"secret": secret(site)})
    assert operator.post("/operate/leave", data={"ok": "1"}).status_code == 303
    assert operator.get("/operate").status_code == 403 and other.get("/operate").status_code == 200


def test_the_operator_gets_into_an_event_whose_standing_link_was_withdrawn(operator: FlaskClient, site: Flask) -> None:
    make(operator)
    commands, organiser = site.extensions["companion"].commands, Actor("olga", "onsite", frozenset({"organiser"}))
    commands.run("runder-tisch", organiser, "link.create", "c1", {"role": "organiser"})
    commands.run("runder-tisch", organiser, "link.revoke", "c2", {"id": "organiser"})
    assert operator.get("/e/runder-tisch/organise").status_code == 403
    answer = operator.post("/operate/events/runder-tisch/open", data={"ok": "1"})
    assert answer.location == "/e/runder-tisch/organise"
    assert operator.get(answer.location).status_code == 200
    assert operator.post("/operate/events/nirgends/open", data={"ok": "1"}).status_code == 404


def test_a_browser_with_roles_in_many_events_keeps_the_newest(site: Flask, operator: FlaskClient) -> None:
    """Browsers drop a cookie that is too large without a word: who opens one event more would have no role in it."""
    first, second = (make(operator, title=title).location for title in ("Der erste Tisch", "Der zweite Tisch"))
    kept = operator.get_cookie("companion")
    assert kept is not None
    serializer = URLSafeTimedSerializer(KEY, salt="companion-device-since")
    data = serializer.loads(kept.decoded_value)
    for n in itertools.count():
        data["s"][f"event-{n}"] = [["organiser", random_id()]]
        if len(serializer.dumps(data)) > 3_980:
            break
    operator.set_cookie("companion", str(serializer.dumps(data)))
    assert operator.get(first).status_code == operator.get(second).status_code == 200
    third = make(operator, title="Der dritte Tisch")
    sizes = [len(each.split(";")[0]) for each in third.headers.getlist("Set-Cookie")]
    assert 3_000 < max(sizes) <= 4_096
    assert operator.get(third.location).status_code == 200 and operator.get("/operate").status_code == 200
    assert operator.get(first).status_code == operator.get(second).status_code == 200
    after = operator.get_cookie("companion")
    assert after is not None
    gone = data["s"].keys() - serializer.loads(after.decoded_value)["s"].keys()
    assert 0 < len(gone) < 10, "those of which nobody knows when they were opened"


def test_an_archive_goes_out_and_comes_in(operator: FlaskClient, site: Flask) -> None:
    make(operator)
    pack = operator.get("/operate/events/runder-tisch/archive.zip")
    assert pack.status_code == 200 and pack.headers["Content-Disposition"].endswith("runder-tisch.zip")
    bring = {"archive": (io.BytesIO(pack.data), "x.zip"), "name": ""}
    taken = operator.post("/operate/archive", data=bring)
    assert taken.status_code == 409 and "runder-tisch" in taken.text
    came = operator.post("/operate/archive", data={"archive": (io.BytesIO(pack.data), "x.zip"), "name": "other"})
    assert (came.status_code, came.location) == (303, "/e/other/organise")
    assert operator.get("/e/other/organise").status_code == 200
    assert operator.get("/e/other/organise/archive.zip").status_code == 200
    bad = operator.post("/operate/archive", data={"archive": (io.BytesIO(pack.data[:-9]), "x.zip"), "name": "third"})
    assert bad.status_code == 422 and operator.get("/e/third/").status_code == 404
    assert operator.post("/operate/archive", data={"name": "third"}).status_code in (400, 422)
    stranger = site.test_client()
    assert stranger.get("/operate/events/other/archive.zip").status_code == 403
    assert stranger.get("/e/other/organise/archive.zip").status_code == 403


def test_an_event_is_closed_for_good_by_its_name(operator: FlaskClient) -> None:
    make(operator, title="Schlusstisch")
    operator.post("/operate/events/schlusstisch/open", data={"ok": "1"})
    close = "/e/schlusstisch/organise/close"
    assert operator.post(close, json={"name": "x"}).json["code"] == "wrong_name"
    assert operator.post(close, json={"name": "Schlusstisch"}).json == {"ok": True}
    again = operator.post("/e/schlusstisch/do", json={"do": "event.open", "cid": "again", "args": {}})
    assert again.json["code"] == "event_closed"
    assert operator.get("/e/schlusstisch/organise").status_code == 200

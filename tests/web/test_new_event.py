"""A new event on the operator's page that begins with an agenda, a file, or an earlier event."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion.base.paths import ROOT
from companion.core.actors import Actor
from companion.core.event import event_of
from companion.core.ids import random_id
from companion.core.table import Table
from tests.formats.programme.test_as_text import docx, paragraph

TITLE = "Sommerfest der Jugendverbände"
AGENDA = (
    "Sommerfest der Jugendverbände am 5. Juni 2027\nOrt: Haus der Jugend\n\n"
    "09:00 Begrüßung\n09:30–11:00 Podium: Wie weiter?\n11:00–12:00 Ausklang\n"
)
SEED = ROOT / "events/nexsm24.yaml"


def send(client: FlaskClient, **form: Any) -> Any:
    given = {
        "begins": "09:00",
        "ends": "17:00",
        "zone": "Europe/Berlin",
        "languages": ["de"],
        "profile": "open",
        **form,
    }
    return client.post("/operate/events", data=given, content_type="multipart/form-data")


def shown(page: str) -> dict[str, str]:
    """The fields of the form by their names."""
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    text = re.search(r'<textarea name="agenda"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert text is not None
    return fields | {"agenda": text[1].replace("&#34;", '"').replace("&#39;", "'").replace("&amp;", "&")}


def table(site: Flask, name: str) -> Table:
    follower = site.extensions["companion"].replica.follower(name)
    follower.catch_up()
    found: Table = follower.table
    return found


def titles(found: Table) -> list[str]:
    rows = sorted((row for row in found.all("session") if row.to), key=lambda row: row["order"])
    return [row["title"] if isinstance(row["title"], str) else row["title"]["de"] for row in rows]


def test_an_agenda_is_shown_first_with_what_it_says_of_the_event(operator: FlaskClient, site: Flask) -> None:
    answer = send(operator, agenda=AGENDA)
    assert answer.status_code == 200 and site.extensions["companion"].store.events() == []
    fields = shown(answer.text)
    assert [fields[name] for name in ("title", "date", "venue")] == [TITLE, "2027-06-05", "Haus der Jugend"]
    assert (fields["begins"], fields["ends"]) == ("09:00", "12:00") and "Podium: Wie weiter?" in answer.text
    made = send(operator, **fields)
    assert made.location == "/e/sommerfest-der-jugendverbaende/organise"
    found = table(site, "sommerfest-der-jugendverbaende")
    assert titles(found) == ["Begrüßung", "Podium: Wie weiter?", "Ausklang"]
    assert event_of(found)["venue"] == "Haus der Jugend" and len(found.all("release")) == 1


def test_what_was_typed_counts_more_than_what_the_text_says(operator: FlaskClient, site: Flask) -> None:
    fields = shown(send(operator, agenda=AGENDA, title="Winterfest", date="2028-01-08").text)
    assert (fields["title"], fields["date"]) == ("Winterfest", "2028-01-08")
    send(operator, **fields)
    found = table(site, "winterfest")
    first = min(row["start"] for row in found.all("session"))
    assert first == event_of(found)["start"]


def test_another_text_is_shown_again(operator: FlaskClient, site: Flask) -> None:
    fields = shown(send(operator, agenda=AGENDA).text)
    again = send(operator, **{**fields, "agenda": AGENDA + "12:00 Abbau\n"})
    assert again.status_code == 200 and "Abbau" in again.text and site.extensions["companion"].store.events() == []


def test_a_word_document_becomes_the_text_in_the_form(operator: FlaskClient) -> None:
    data = docx("".join(map(paragraph, AGENDA.splitlines())))
    fields = shown(send(operator, file=(io.BytesIO(data), "Programm.docx")).text)
    assert "09:30–11:00 Podium" in fields["agenda"] and fields["title"] == TITLE
    assert send(operator, **fields).location == "/e/sommerfest-der-jugendverbaende/organise"


def test_a_whole_programme_moves_to_the_day_that_was_typed(operator: FlaskClient, site: Flask) -> None:
    look = send(operator, file=(io.BytesIO(SEED.read_bytes()), "nexsm24.yaml"))
    fields = shown(look.text)
    assert fields["date"] == "2024-06-04"
    send(operator, **{**fields, "date": "2031-06-04", "name": "next"})
    found = table(site, "next")
    assert found.all("slot") and found.all("room") and not event_of(found)["listed"]
    days = {row["start"] // 86_400_000 for kind in ("session", "slot", "round") for row in found.all(kind)}
    assert days == {event_of(found)["start"] // 86_400_000}


@pytest.mark.parametrize("file", [b"PK\x03\x04 torn", b"%PDF-1.7"])
def test_a_file_that_cannot_be_read_makes_nothing(operator: FlaskClient, site: Flask, file: bytes) -> None:
    answer = send(operator, title="Fest", date="2027-06-05", file=(io.BytesIO(file), "a.docx"))
    assert answer.status_code == 422 and 'role="alert"' in answer.text and 'value="Fest"' in answer.text
    assert site.extensions["companion"].store.events() == []


def test_a_copy_has_the_programme_and_what_was_prepared_and_nothing_that_people_did(
    operator: FlaskClient,
    site: Flask,
) -> None:
    at = site.extensions["companion"]
    send(operator, **shown(send(operator, file=(io.BytesIO(SEED.read_bytes()), "n.yaml")).text) | {"name": "old"})
    first = table(site, "old")
    session = next(row.id for row in first.all("session") if row["kind"] == "panel")
    slot = first.all("slot")[0].id
    olga, guest = (
        Actor("olga", "onsite", frozenset({"organiser", "desk"})),
        Actor("gast", "onsite", frozenset({"attendee"})),
    )

    def do(actor: Actor, do: str, **args: Any) -> Any:
        return at.commands.run("old", actor, do, random_id(), args).result

    options = [{"de": "ja", "en": "yes"}, {"de": "nein", "en": "no"}]
    poll = {"session": session, "kind": "single", "title": {"de": "Gut?", "en": "Good?"}, "options": options}
    do(olga, "poll.create", **poll)
    opened = do(olga, "poll.create", **poll)["id"]
    do(olga, "poll.open", id=opened)
    do(olga, "write_access.set", who="address")
    do(guest, "question.ask", session=session, text="Und wer zahlt das?")
    do(olga, "session.start", id=session)
    do(olga, "slot.meeting", id=slot, url="https://meet.example.org/geheim")
    do(olga, "registration.set", keep=7)
    do(olga, "attendee.add", name="Amina Hussein", mode="onsite")
    link = do(olga, "link.create", role="moderator")["id"]
    look = send(operator, copy="old", date="2031-06-04", title="Das nächste")
    fields = shown(look.text) | {"copy": "old"}
    assert send(operator, **fields).location == "/e/das-naechste/organise"
    new = next(name for name in at.store.events() if name != "old")
    found, before = table(site, new), table(site, "old")
    assert titles(found) == titles(before) and event_of(found)["title"] == "Das nächste"
    assert {row.id for row in found.all("slot")} == {row.id for row in before.all("slot")}
    assert {row.id: row["capacity"] for row in found.all("room")} == {
        row.id: row["capacity"] for row in before.all("room")
    }
    assert [row["state"] for row in found.all("session") if row["state"] != "planned"] == []
    panel, was = found.get("session", session), first.get("session", session)
    assert panel is not None and was is not None
    assert panel["end"] - panel["start"] == was["plan_end"] - was["plan_start"]
    assert [(row["state"], row["opened"]) for row in found.all("poll")] == [("draft", None)] * 2
    assert found.all("registration")[0]["keep"] == 7 and found.all("write_access")[0]["who"] == "address"
    for kind in (
        "question",
        "votes",
        "own_question",
        "attendee",
        "code",
        "meeting",
        "turnout",
        "tally",
        "note",
        "author",
    ):
        assert found.all(kind) == [], kind
    assert link not in {row.id for row in found.all("link")} and event_of(found)["stream"] is None
    kept = [row.fields for kind in ("session", "slot", "poll", "qa") for row in found.all(kind)]
    assert "geheim" not in str(kept) and "zahlt" not in str(kept)
    assert event_of(found)["code"] != event_of(before)["code"]

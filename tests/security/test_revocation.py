"""A role that is taken back is gone at once, on connections that are already open too."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest

from tests.support.event.served import ServedEvent
from tests.support.kept import EventSource, LiveSocket
from tests.support.until import until
from tests.support.visitor import Visitor


def two_links(event: ServedEvent, organiser: Visitor) -> tuple[Visitor, str]:
    """Somebody who moderates by one link and has opened another one since; the id of the first."""
    made = organiser.do("link.create", role="moderator")["result"]
    other = event.secret("desk")
    return event.visitor().staff(made["secret"]).staff(other), made["id"]


def test_a_socket_ends_with_any_of_the_links_behind_it(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    who, link = two_links(event, organiser)
    ws = LiveSocket(who.client, f"/e/{event.slug}/live?as=team")
    ws.ask()
    ws.until("state")
    assert organiser.do("link.revoke", id=link)["ok"]
    assert ws.until("bye")["code"] == "revoked"
    ws.close()


def test_an_event_stream_ends_with_any_of_the_links_behind_it(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    who, link = two_links(event, organiser)
    stream = EventSource(who.client, f"/e/{event.slug}/stream?as=team")
    stream.until("state")
    assert organiser.do("link.revoke", id=link)["ok"]
    stream.until("bye")
    stream.close()


def test_a_waiting_poll_tells_a_revoked_team_nothing_more(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    who, link = two_links(event, organiser)
    messages = who.json("GET", f"/e/{event.slug}/poll?as=team")[1]
    epoch, v = messages[0]["epoch"], messages[1]["v"]
    answers: list[Any] = []
    path = f"/e/{event.slug}/poll?as=team&epoch={epoch}&v={v}"
    waiting = threading.Thread(target=lambda: answers.append(who.json("GET", path)[1]))
    waiting.start()
    assert organiser.do("link.revoke", id=link)["ok"]
    # Without the check it would wait on, and be told of this.
    assert event.join().do("question.ask", session=event.session(), text="Nur für das Team")["ok"]
    waiting.join(30)
    # It is a list of messages if it was waiting by then, and an error if it came after the end of the link.
    told = answers[0] if isinstance(answers[0], list) else [answers[0]]
    assert [m["code"] for m in told] in (["revoked"], ["not_allowed"])
    assert "Nur für das Team" not in json.dumps(answers, ensure_ascii=False)


def test_a_socket_on_its_way_in_is_not_let_in_after_the_end(event: ServedEvent) -> None:
    organiser = event.staff("organiser")
    who, link = two_links(event, organiser)
    ws = LiveSocket(who.client, f"/e/{event.slug}/live?as=team")
    assert organiser.do("link.revoke", id=link)["ok"]
    until(lambda: who.request("GET", f"/e/{event.slug}/poll?as=team")[0] == 403)
    ws.ask()
    first = ws.read()
    assert first["t"] == "bye" and first["code"] == "revoked"
    ws.close()


SHORT_S = 3.0


@pytest.mark.parametrize("road", ["poll", "stream", "live"])
def test_an_expired_link_ends_every_open_road_within_a_second(event: ServedEvent, road: str) -> None:
    organiser = event.staff("organiser")
    made = organiser.do("link.create", role="moderator", hours=SHORT_S / 3600)["result"]
    end = time.monotonic() + SHORT_S
    who = event.visitor().staff(made["secret"])
    messages = who.json("GET", f"/e/{event.slug}/poll?as=team")[1]
    epoch, v = messages[0]["epoch"], messages[1]["v"]
    path = f"/e/{event.slug}/{road}?as=team&epoch={epoch}&v={v}"
    if road == "poll":
        told = messages
        while not any(m["t"] == "bye" for m in told):
            status, told = who.json("GET", path)
            assert status == 200, told
        assert [m["code"] for m in told] == ["revoked"]
    elif road == "stream":
        stream = EventSource(who.client, path)
        stream.until("bye")
        stream.close()
    else:
        ws = LiveSocket(who.client, path)
        ws.ask(epoch, v)
        assert ws.until("bye")["code"] == "revoked"
        ws.close()
    assert -0.5 < time.monotonic() - end < 1
    assert who.json("GET", f"/e/{event.slug}/poll?as=team")[0] == 403


@pytest.mark.parametrize("road", ["poll", "stream", "live"])
def test_a_former_moderator_resumes_without_the_teams_rows(event: ServedEvent, road: str) -> None:
    organiser, asker = event.staff("organiser"), event.join()
    made = organiser.do("link.create", role="moderator")["result"]
    who = event.visitor().staff(made["secret"])
    messages = who.json("GET", f"/e/{event.slug}/poll?as=team")[1]
    epoch, v = messages[0]["epoch"], messages[1]["v"]
    asked = asker.do("question.ask", session=event.session(), text="Noch nicht öffentlich")["result"]["id"]
    assert organiser.do("question.dismiss", id=asked)["ok"]
    assert organiser.do("link.revoke", id=made["id"])["ok"]
    path = f"/e/{event.slug}/{road}?as=all&epoch={epoch}&v={v}"
    # A change that all see, so that every road has something to tell.
    assert organiser.do("screen.show", screen="main", what="message", text="Pause")["ok"]
    if road == "poll":
        told = who.json("GET", path)[1]
    elif road == "stream":
        stream = EventSource(who.client, path)
        told = [stream.read(), stream.read()]
        stream.close()
    else:
        ws = LiveSocket(who.client, path)
        ws.ask(epoch, v)
        ws.until(lambda m: m["t"] == "delta" and m["put"])
        told = ws.messages
        ws.close()
    assert "Pause" in json.dumps(told)
    assert asked not in json.dumps(told) and "öffentlich" not in json.dumps(told, ensure_ascii=False)
    for viewer in ("team", "desk"):
        assert who.request("GET", path.replace("as=all", f"as={viewer}"))[0] in (400, 403)

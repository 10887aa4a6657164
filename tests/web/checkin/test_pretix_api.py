"""The redeem call of pretix: the same fields, the same codes, and no second entry whatever is sent twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from companion.core.admission_reasons import REASONS
from companion.rules.checkin.admission import STATE_REASONS
from tests.support.event.served import ServedEvent
from tests.web.checkin.test_checkin import listed

PATH = "/api/v1/organizers/whoever/checkinrpc/redeem/"


@pytest.fixture
def scanner(event: ServedEvent) -> Any:
    """A program that knows a desk's secret: (status, answer) of one call."""
    secret = event.secret("desk")

    def call(path: str = PATH, token: str = f"Device {secret}", lang: str = "en", **fields: Any) -> tuple[int, Any]:
        return event.visitor().json("POST", path, fields, Authorization=token, **{"Accept-Language": lang})

    return call


def test_a_ticket_is_redeemed_once(event: ServedEvent, scanner: Any) -> None:
    code = listed(event)["Aylin Díaz"]
    fields = {"secret": code, "source_type": "barcode", "lists": [7], "nonce": "Pq/7+x==", "questions_supported": True}
    status, first = scanner(**fields)
    assert (status, first["status"], first["questions"]) == (201, "ok", [])
    assert first["position"]["attendee_name"] == "Aylin Díaz" and first["position"]["company"] == "Solidarnetz"
    assert scanner(**fields) == (201, first), "the same nonce again succeeds, and is one entry"
    status, second = scanner(secret=code, nonce="another")
    assert (status, second["status"], second["reason"]) == (400, "error", "already_redeemed")
    assert [entry["list"] for entry in second["position"]["checkins"]] == [1]
    needed = {"id", "order", "positionid", "item", "price", "secret", "attendee_name"}  # libpretixsync reads these
    assert needed <= second["position"].keys() and first["list"]["id"] == 7
    rows = event.staff("desk").rows("desk")
    assert sum(fields["status"] == "ok" for (kind, _), fields in rows.items() if kind == "check") == 1


@pytest.mark.parametrize(("lang", "words"), [("en", "Nobody here knows"), ("de", "kennt hier niemand")])
def test_an_unknown_ticket_is_not_found_and_says_why(scanner: Any, lang: str, words: str) -> None:
    status, answer = scanner(secret="no such thing", lang=lang)
    assert (status, answer["status"], answer["reason"]) == (404, "error", "invalid") and "position" not in answer
    assert words in answer["reason_explanation"]


def test_a_question_comes_back_and_is_answered(event: ServedEvent, scanner: Any) -> None:
    code = listed(event)["Aylin Díaz"]
    assert event.staff("organiser").do("registration.set", consent="Photos?")["ok"]
    status, answer = scanner(secret=code, nonce="q")
    assert (status, answer["status"]) == (400, "incomplete")
    assert answer["questions"][0]["question"] == {"en": "Photos?"}
    assert scanner(secret=code, nonce="q", answers={"1": "true"})[0] == 201
    other = listed(event)["Bo Berg"]
    assert scanner(secret=other, questions_supported=False)[0] == 201, "a scanner that cannot ask is not asked to"


def test_what_a_scanner_stored_while_it_was_offline_is_taken_at_its_time(event: ServedEvent, scanner: Any) -> None:
    code = listed(event)["Aylin Díaz"]
    assert event.staff("organiser").do("attendee.edit", id=code[:12], state="blocked")["ok"]
    before = datetime.now(UTC) - timedelta(minutes=9)
    assert scanner(secret=code, nonce="late", force=True, datetime=before.isoformat())[0] == 201
    check = event.staff("desk").rows("desk")["check", "late"]
    assert check["forced"] and check["reason"] == "blocked"
    assert 8 * 60_000 < check["received"] - check["at"] < 10 * 60_000
    assert scanner(secret=code, type="exit", nonce="out")[0] == 201


def test_a_scan_is_taken_back(event: ServedEvent, scanner: Any) -> None:
    code = listed(event)["Aylin Díaz"]
    assert scanner(secret=code, nonce="n")[0] == 201
    assert scanner(PATH.replace("redeem", "annul"), nonce="n") == (200, {"status": "ok"})
    assert event.staff("organiser").rows("team")["checkin_count", event.slug] == {"onsite": 0, "remote": 0}


@pytest.mark.parametrize("token", ["", "Device wrong", "Bearer x", "Device event-1.desk.0000"])
def test_without_a_desks_token_nothing_is_told(event: ServedEvent, scanner: Any, token: str) -> None:
    code = listed(event)["Aylin Díaz"]
    status, answer = scanner(secret=code, token=token)
    assert (status, answer["code"]) == (403, "bad_secret") and "Aylin" not in str(answer)


def test_other_links_and_withdrawn_ones_are_no_devices(event: ServedEvent, scanner: Any) -> None:
    code, organiser = listed(event)["Aylin Díaz"], event.staff("organiser")
    for role, reason in (("moderator", "not_allowed"), ("organiser", "not_allowed"), ("desk", "link_revoked")):
        made = organiser.do("link.create", role=role)["result"]
        if role == "desk":
            assert scanner(secret=code, token=f"Device {made['secret']}")[0] == 201
            assert organiser.do("link.revoke", id=made["id"])["ok"]
        status, answer = scanner(secret=code, token=f"Token {made['secret']}")
        assert (status, answer["code"]) == (403, reason)


def test_what_is_no_request_is_refused_whole(event: ServedEvent, scanner: Any) -> None:
    assert scanner(nonce="x")[0] == 400 and scanner(secret=["a"])[0] == 400
    assert scanner(secret="x" * 20_000)[0] == 413
    status, answer = scanner(secret="x", type="sideways")
    assert (status, answer["status"], answer["reason"], answer["code"]) == (400, "error", "error", "bad_args")
    assert not any(kind == "check" for kind, _ in event.staff("desk").rows("desk"))


def test_every_reason_has_a_sentence(event: ServedEvent) -> None:
    assert {
        *STATE_REASONS.values(),
        "already_redeemed",
        "invalid",
        "revoked",
        "invalid_time",
        "unpaid",
    } <= REASONS.keys()

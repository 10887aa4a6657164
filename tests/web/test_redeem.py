"""The redeem call of pretix: the same fields, the same codes, and no second entry whatever is sent twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from companion.reasons import REASONS
from companion.rules.verdicts import STATE_REASONS
from companion.web.patience import BUDGET
from tests.support.server import Server
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor
from tests.web.conftest import Site
from tests.web.test_checkin import listed

PATH = "/api/v1/organizers/whoever/checkinrpc/redeem/"
POSITION = {"id": int, "order": str, "positionid": int, "item": int, "price": str, "secret": str, "checkins": list}
POSITION |= {"attendee_name": str, "pseudonymization_id": str, "answers": list}


def secret_for(site: Site) -> str:
    return str(next(link["secret"] for link in site.links if link["role"] == "desk"))


@pytest.fixture
def scanner(site: Site) -> Any:
    """A program that knows a desk's secret: (status, answer) of one call."""
    secret = secret_for(site)

    def call(path: str = PATH, token: str = f"Device {secret}", lang: str = "en", **fields: Any) -> tuple[int, Any]:
        return site.visitor().json("POST", path, fields, Authorization=token, **{"Accept-Language": lang})

    return call


def checks(site: Site) -> dict[str, Any]:
    return {id: fields for (kind, id), fields in site.staff("desk").rows("desk").items() if kind == "check"}


def test_a_ticket_is_redeemed_once(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    fields = {"secret": code, "source_type": "barcode", "lists": [7], "nonce": "Pq/7+x==", "questions_supported": True}
    status, first = scanner(**fields)
    assert (status, first["status"], first["questions"]) == (201, "ok", [])
    assert first["position"]["attendee_name"] == "Aylin Díaz" and first["position"]["company"] == "Solidarnetz"
    assert scanner(**fields) == (201, first), "the same nonce again succeeds, and is one entry"
    status, second = scanner(secret=code, nonce="another")
    assert (status, second["status"], second["reason"]) == (400, "error", "already_redeemed")
    assert sum(check["status"] == "ok" for check in checks(site).values()) == 1


def test_a_request_that_is_sent_many_times_at_once_is_one_entry(site: Site, scanner: Any) -> None:
    code, answers = listed(site)["Aylin Díaz"], []
    threads = [threading.Thread(target=lambda: answers.append(scanner(secret=code, nonce="n"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer[0] for answer in answers] == [201] * 8 and len(checks(site)) == 1


def test_two_scans_at_once_let_in_once(site: Site, scanner: Any) -> None:
    code, answers = listed(site)["Aylin Díaz"], []
    threads = [threading.Thread(target=lambda: answers.append(scanner(secret=code))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer[0] for answer in answers) == [201] + [400] * 7 and len(checks(site)) == 8


def test_apps_find_every_field_that_they_read_without_asking(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    for status in (201, 400):
        got, answer = scanner(secret=code, lists=[4711])
        assert got == status
        assert {name: type(answer["position"][name]) for name in POSITION} == POSITION
        assert answer["list"]["id"] == 4711 and answer["list"]["event"] == site.slug
        assert isinstance(answer["require_attention"], bool) and isinstance(answer["checkin_texts"], list)
    (checkin,) = answer["position"]["checkins"]
    came = datetime.fromisoformat(checkin["datetime"])
    assert checkin["list"] == 4711 and abs(datetime.now(UTC) - came) < timedelta(minutes=1)


@pytest.mark.parametrize(("lang", "words"), [("en", "Nobody here knows"), ("de", "kennt hier niemand")])
def test_an_unknown_ticket_is_not_found_and_says_why(scanner: Any, lang: str, words: str) -> None:
    status, answer = scanner(secret="no such thing", lang=lang)
    assert (status, answer["status"], answer["reason"]) == (404, "error", "invalid")
    assert words in answer["reason_explanation"] and "position" not in answer, "apps look into one that is there"


def test_a_reason_is_said_in_the_holders_language_where_that_is_wanted(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    assert site.staff("desk").do("attendee.edit", id=code[:12], lang="de", state="unpaid")["ok"]
    assert "nicht bezahlt" in scanner(secret=code, use_order_locale=True)[1]["reason_explanation"]
    status, answer = scanner(secret=code)
    assert (status, answer["reason"]) == (400, "unpaid") and "not paid" in answer["reason_explanation"]
    assert answer["position"]["order__status"] == "n" and not answer["list"]["include_pending"]


@pytest.mark.parametrize(("name", "answer"), [("1", "true"), ("1", "False"), ("consent", "yes")])
def test_a_question_comes_back_and_is_answered_by_its_number(site: Site, scanner: Any, name: str, answer: str) -> None:
    code = listed(site)["Aylin Díaz"]
    assert site.staff("organiser").do("registration.set", consent="Photos?")["ok"]
    status, asked = scanner(secret=code, nonce="q")
    assert (status, asked["status"], "reason" in asked) == (400, "incomplete", False)
    (question,) = asked["questions"]
    assert question["question"] == {"en": "Photos?"} and question["id"] == 1 and question["type"] == "B"
    assert scanner(secret=code, nonce="q", answers={name: answer})[0] == 201
    consent = site.staff("desk").rows("desk")["attendee", code[:12].lower()]["consent"]
    assert consent is (answer != "False")


def test_a_scanner_that_cannot_ask_lets_in_all_the_same(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    assert site.staff("organiser").do("registration.set", consent="Photos?")["ok"]
    assert scanner(secret=code, questions_supported=False)[0] == 201
    assert site.staff("desk").rows("desk")["attendee", code[:12].lower()]["consent"] is None


def test_what_a_scanner_stored_while_it_was_offline_is_taken_at_its_time(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    assert site.staff("organiser").do("attendee.edit", id=code[:12], state="blocked")["ok"]
    before = datetime.now(UTC) - timedelta(minutes=9)
    for _ in range(2):  # the reply is lost once
        assert scanner(secret=code, nonce="late", force=True, datetime=before.isoformat())[0] == 201
    check = checks(site)["late"]
    assert check["forced"] and check["reason"] == "blocked"
    assert 8 * 60_000 < check["received"] - check["at"] < 10 * 60_000
    assert scanner(secret=code, type="exit", nonce="out")[0] == 201


@pytest.mark.parametrize("given", ["2024-06-04T09:00:00Z", "2024-06-04 09:00", "0001-01-01T00:00:00+14:00", "9999-12-31"])
def test_no_clock_of_a_scanner_breaks_a_replay(site: Site, scanner: Any, given: str) -> None:
    code = listed(site)["Aylin Díaz"]
    assert scanner(secret=code, nonce="n", force=True, datetime=given)[0] == 201
    check = checks(site)["n"]
    assert check["received"] - 48 * 3_600_000 <= check["at"] <= check["received"]


def test_a_scan_is_taken_back(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    assert scanner(secret=code, nonce="n")[0] == 201
    assert scanner(PATH.replace("redeem", "annul"), nonce="n", lists=[1]) == (200, {"status": "ok"})
    assert site.staff("desk").rows("all")["checked", site.slug] == {"onsite": 0, "remote": 0}
    assert scanner(PATH.replace("redeem", "annul"), nonce="unknown")[0] == 400


@pytest.mark.parametrize("token", ["", "Device wrong", "Bearer x", "Device site-1.desk.0000", "Device ä.ß.ü", "Device a.b."])
def test_without_a_desks_token_nothing_is_told(site: Site, scanner: Any, token: str) -> None:
    code = listed(site)["Aylin Díaz"]
    status, answer = scanner(secret=code, token=token.encode().decode("latin-1"))
    assert (status, answer["code"]) == (403, "bad_secret") and "Aylin" not in str(answer)


def test_other_links_and_withdrawn_ones_are_no_devices(site: Site, scanner: Any) -> None:
    code, organiser = listed(site)["Aylin Díaz"], site.staff("organiser")
    for role, reason in (("moderator", "not_allowed"), ("organiser", "not_allowed"), ("desk", "link_revoked")):
        made = organiser.do("link.create", role=role)["result"]
        if role == "desk":
            assert scanner(secret=code, token=f"Device {made['secret']}")[0] == 201
            assert organiser.do("link.revoke", id=made["id"])["ok"]
        status, answer = scanner(secret=code, token=f"Token {made['secret']}")
        assert (status, answer["code"]) == (403, reason)


def test_a_device_leaves_no_opening_and_gets_no_cookie(site: Site) -> None:
    code, visitor = listed(site)["Aylin Díaz"], site.visitor()
    before = site.replica.table(site.slug).all("opening")
    headers = {"Authorization": f"Device {secret_for(site)}"}
    status, _, got = visitor.request("POST", PATH, {"secret": code}, headers)
    assert status == 201 and "set-cookie" not in got
    follower = site.replica.follower(site.slug)
    follower.catch_up()
    assert len(follower.table.all("opening")) == len(before)


def test_another_website_cannot_scan(site: Site) -> None:
    headers = {"Authorization": f"Device {secret_for(site)}", "Origin": "https://elsewhere.example"}
    status, data, _ = site.visitor().request("POST", PATH, {"secret": listed(site)["Aylin Díaz"]}, headers)
    assert status == 403 and b"bad_origin" in data and not checks(site)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"nonce": "x"}', b'{"secret": ["a"]}', b'{"secret": "\\ud800"}', b'{"secret": "\xff"}']
    + [b"[" * 9000, b'{"secret": "x", "type": "sideways"}', b'{"secret": "x", "force": true, "datetime": "tomorrow"}'],
)
def test_what_is_no_request_is_refused_whole_and_not_sent_again(site: Site, body: bytes) -> None:
    headers = {"Authorization": f"Device {secret_for(site)}", "Accept-Language": "de"}
    status, data, _ = site.visitor().request("POST", PATH, body, headers)
    assert status == 400 and b'"status":"error","reason":"error"' in data
    assert not checks(site)


def test_fields_may_be_null_unknown_or_of_any_size(site: Site, scanner: Any) -> None:
    code = listed(site)["Aylin Díaz"]
    nothing = dict.fromkeys(("nonce", "datetime", "answers", "force", "type", "lists", "questions_supported"))
    assert scanner(secret=code, **nothing, gate={"deep": [1]}, canceled_supported=True)[0] == 201
    assert scanner(secret=code, lists=[10**30], nonce="x" * 500)[0] == 400
    assert scanner(secret="x" * 20_000)[0] == 413


def test_a_nonce_is_for_one_person(site: Site, scanner: Any) -> None:
    codes = listed(site)
    assert scanner(secret=codes["Aylin Díaz"], nonce="n")[0] == 201
    status, answer = scanner(secret=codes["Bo Berg"], nonce="n")
    assert (status, answer["reason"]) == (400, "error") and "somebody else" in answer["reason_explanation"]


@pytest.fixture
def strict(valkey: Valkey, tmp_path: Path) -> Iterator[Server]:
    """A server of one process, whose budget for wrong tokens is its own."""
    found = Server(valkey.url, tmp_path)
    yield found
    found.stop()


def test_guessing_is_slow_right_tokens_are_not_and_none_is_logged(site: Site, strict: Server) -> None:
    code, right, visitor = listed(site)["Aylin Díaz"], secret_for(site), Visitor(strict, site.slug)
    wrong = [right[:-4] + f"{n:04x}" for n in range(BUDGET + 5)]
    found = [visitor.json("POST", PATH, {"secret": code}, Authorization=f"Device {token}")[0] for token in wrong]
    assert found == [403] * BUDGET + [429] * 5
    assert visitor.json("POST", PATH, {"secret": code}, Authorization=f"Device {right}")[0] == 201
    assert right[:-4] not in strict.log.read_text()


def test_every_reason_has_a_sentence(site: Site) -> None:
    assert {
        *STATE_REASONS.values(),
        "already_redeemed",
        "invalid",
        "revoked",
        "invalid_time",
        "unpaid",
    } <= REASONS.keys()

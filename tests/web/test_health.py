"""What operators ask for."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from companion.base.network import is_loopback, lan_address
from companion.store.store import Store
from companion.web.number_files import GONE_S
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.until import until
from tests.support.valkey import Valkey
from workers.queue import Jobs


def test_a_running_server_is_alive_and_ready(event: ServedEvent) -> None:
    for path in ("/healthz", "/readyz"):
        status, body, _ = event.server.request("GET", path)
        assert (status, json.loads(body)["ok"]) == (200, True)


def test_readiness_tells_strangers_nothing_else(event: ServedEvent) -> None:
    assert json.loads(event.server.request("GET", "/readyz")[1]) == {"ok": True}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "live.example.org"},
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Forwarded-Proto": "https"},
        {"Forwarded": "for=203.0.113.7"},
        {"Via": "1.1 proxy"},
        {"Host": "127.0.0.1.example.org"},
    ],
)
def test_numbers_do_not_go_through_a_proxy(event: ServedEvent, headers: dict[str, str]) -> None:
    status, body, _ = event.server.request("GET", "/metrics", headers=headers)
    assert status == 404 and b"companion_" not in body
    assert event.server.request("GET", "/metrics")[0] == 200, "a program on this machine has them"


def test_with_a_token_numbers_are_for_whoever_has_it(valkey: Valkey, tmp_path: Path) -> None:
    token = "a-token-for-tests-4711"
    server = Server(valkey.url, tmp_path, METRICS_TOKEN=token)
    try:
        far = {"X-Forwarded-For": "203.0.113.7", "Host": "live.example.org"}
        for given in (
            {},
            {"Authorization": f"Bearer {token}x"},
            {"Authorization": token},
            {"Authorization": "Bearer é"},
        ):
            status, body, _ = server.request("GET", "/metrics", headers={**far, **given})
            assert status == 404 and b"companion_" not in body
        assert server.request("GET", "/metrics")[0] == 404, "nor from here"
        status, body, _ = server.request("GET", "/metrics", headers={**far, "Authorization": f"Bearer {token}"})
        assert status == 200 and b"companion_commands_total" in body
    finally:
        server.stop()


def test_metrics_count_what_happened_over_all_workers(event: ServedEvent) -> None:
    phone = event.join()
    phone.do("question.upvote", id="nothing")
    phone.do("question.ask", session=event.session(), text="Canary Vogelsang?", name="Canary Name")
    phone.rows()
    for series in (
        r'^companion_commands_total\{do="question.ask"\} [1-9]',
        r'^companion_refusals_total\{code="not_found"\} [1-9]',
        r'^companion_send_bytes_bucket\{le="\+Inf"\} \d',
        r"^companion_lag_versions 0\.0$",
    ):
        until(lambda series=series: re.search(series, event.server.request("GET", "/metrics")[1].decode(), re.M))
    status, body, headers = event.server.request("GET", "/metrics")
    text = body.decode()
    assert status == 200 and headers["content-type"].startswith("text/plain")
    assert "Canary" not in text and "127.0.0.1" not in text


def test_no_number_moves_with_a_ballot(event: ServedEvent) -> None:
    """A proxy's log of who sent something when could be laid beside it."""
    made = {"session": event.session(), "kind": "single", "title": {"de": "?"}, "options": [{"de": "a"}, {"de": "b"}]}
    poll = event.moderate("poll.create", **made)["id"]
    event.moderate("poll.open", id=poll)
    phones = [event.join() for _ in range(3)]
    assert all(phone.do("poll.vote", id=poll, choice="a")["ok"] for phone in phones)
    event.moderate("poll.close", id=poll)
    found = until(lambda: (n := numbers(event)).get("companion_commands_total poll.close") and n)
    counted = {name: n for name, n in found.items() if name.startswith("companion_commands_total ")}
    assert "companion_commands_total poll.vote" not in counted
    assert found["companion_command_seconds_count"] == sum(counted.values()), "nor is how long one takes"


def test_what_the_web_processes_take_and_what_waits_for_a_worker(event: ServedEvent) -> None:
    jobs = Jobs(event.store.url)
    try:
        before = numbers(event)["companion_jobs_waiting"]
        jobs.queue.enqueue_call("purge", args=[event.slug], job_id="counted")
        found = until(lambda: (n := numbers(event))["companion_jobs_waiting"] == before + 1 and n)
        jobs.forget(event.slug)
    finally:
        jobs.close()
    assert found["companion_web_processes"] >= 1
    assert found["companion_web_memory_bytes"] > 20_000_000 * found["companion_web_processes"]
    assert found["companion_web_open_files"] > 5 * found["companion_web_processes"]
    assert found["companion_store_file_bytes"] > 0


def numbers(event: ServedEvent) -> dict[str, float]:
    """Every number that is told, by its name and labels."""
    text = event.server.request("GET", "/metrics")[1].decode()
    return {
        " ".join((sample.name, *sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


LABELS = {
    "companion_connections": {"viewer", "transport"},
    "companion_connections_opened": {"transport"},
    "companion_connections_refused": {"code"},
    "companion_connections_cut": {"code"},
    "companion_answers": {"kind"},
    "companion_sends": set(),
    "companion_sent_bytes": set(),
    "companion_send_bytes": set(),
    "companion_fan_out_seconds": set(),
    "companion_commands": {"do"},
    "companion_refusals": {"code"},
    "companion_command_seconds": set(),
    "companion_lag_versions": set(),
    "companion_store_up": set(),
    "companion_store_memory_bytes": set(),
    "companion_store_file_bytes": set(),
    "companion_jobs_waiting": set(),
    "companion_web_processes": set(),
    "companion_web_memory_bytes": set(),
    "companion_web_open_files": set(),
    "companion_disk_free_bytes": set(),
    "companion_events": set(),
    "companion_silent_seconds": {"process"},
}
"""Of every family, as Prometheus names it (a counter without `_total`)."""


def test_every_family_is_there_with_its_labels_and_no_other(event: ServedEvent) -> None:
    event.join().rows()
    text = event.server.request("GET", "/metrics")[1].decode()
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert families.keys() == LABELS.keys(), "and none of the library's own"
    for name, family in families.items():
        for sample in family.samples:
            ending = sample.name.removeprefix(name)
            bound = {"le"} if ending == "_bucket" else set()
            assert sample.labels.keys() == LABELS[name] | bound, sample
            if family.type == "counter":
                assert ending == "_total", sample
    bounds = [sample.labels["le"] for sample in families["companion_send_bytes"].samples if "le" in sample.labels]
    assert bounds == ["128", "256", "512", "1024", "4096", "16384", "65536", "+Inf"]


def test_numbers_are_the_sum_of_all_processes_and_exact(event: ServedEvent) -> None:
    folder = event.server.folder / "metrics"
    own = until(lambda: next(folder.glob("*-*.json"), None)).stem.split("-")[0]
    dead = folder / f"{own}-before.json"  # its id was given again
    alive = folder / "1-elsewhere.json"  # in a container, or on another machine

    def told() -> dict[str, float]:
        text = event.server.request("GET", "/metrics")[1].decode()
        return {sample.name: sample.value for each in text_string_to_metric_families(text) for sample in each.samples}

    try:
        dead.write_text(json.dumps([[["companion_sends_total"], 7_000_000_000], [["companion_lag_versions"], 77]]))
        os.utime(dead, (time.time() - 60,) * 2)
        alive.write_text(json.dumps([[["companion_sent_bytes_total"], 1_234_567_891]]))
        values = told()
        assert alive.exists()
        os.utime(dead, (time.time() - 2 * GONE_S,) * 2)
        assert all(told()["companion_sends_total"] >= 7_000_000_000 for _ in range(2)) and not dead.exists(), (
            "in one file"
        )
    finally:
        alive.unlink()
    assert values["companion_sent_bytes_total"] >= 1_234_567_891
    assert values["companion_sends_total"] >= 7_000_000_000, "what was counted stays counted"
    assert values["companion_lag_versions"] < 77, "and what a process was like ends with it"


def test_logs_hold_no_texts_addresses_or_tokens(event: ServedEvent) -> None:
    phone, secret = event.join(), event.links[0]["secret"]
    phone.do("question.ask", session=event.session(), text="Canary Vogelsang?", name="Canary Name")
    event.visitor().staff(secret)
    event.visitor().json("POST", "/s", {"secret": secret + "x"})
    phone.page("/e/nowhere/?token=canary-in-query")
    log = event.server.log.read_text()
    assert log, "there is a log that could leak"
    for canary in ("Canary", "canary", secret, secret.split(".")[2], phone.cookies["companion"], "127.0.0.1:"):
        assert canary not in log


def test_a_crash_writes_no_memory_to_the_disk(event: ServedEvent) -> None:
    process = event.server.process
    assert process is not None
    limits = Path(f"/proc/{process.pid}/limits").read_text()
    assert re.search(r"^Max core file size +0 +0 ", limits, re.M)


@pytest.mark.parametrize(
    ("page", "told"), [("screen/main", '"unreachable":true'), ("organise", "Nur dieser Rechner kann")]
)
def test_an_address_that_only_this_machine_has_is_not_handed_out_silently(
    event: ServedEvent, page: str, told: str
) -> None:
    who = event.visitor().staff(next(link["secret"] for link in event.links if link["role"] == "organiser"))

    def asked(host: str) -> str:
        headers = {"Accept": "text/html", "Accept-Language": "de", "Host": host}
        return who.request("GET", f"/e/{event.slug}/{page}", headers=headers)[1].decode()

    for host in (f"localhost:{event.server.port}", f"127.0.0.1:{event.server.port}"):
        assert told in asked(host)
    assert told not in asked("laptop.local:8000")


def test_codes_of_a_server_in_a_network_lead_to_its_address_there(
    valkey: Valkey, event: ServedEvent, tmp_path: Path
) -> None:
    if is_loopback(lan_address()):
        pytest.skip("this machine is in no network")
    server = Server(valkey.url, tmp_path, HOST="0.0.0.0")
    try:
        headers = {"Accept": "text/html", "Host": f"localhost:{server.port}"}
        page = server.request("GET", f"/e/{event.slug}/screen/main", headers=headers)[1].decode()
        assert f"http://{lan_address()}:{server.port}/j/{event.code}" in page and "localhost:" not in page
    finally:
        server.stop()


def test_what_the_store_may_lose_stands_on_the_organisers_page(tmp_path: Path) -> None:
    (tmp_path / "valkey").mkdir()
    own = Valkey(tmp_path / "valkey")
    store = Store(own.url)
    store.client.config_set("appendfsync", "everysec")
    try:
        server = Server(own.url, tmp_path, STORE_MAY_LOSE="appendfsync")
        event = ServedEvent(server, store)
        who = event.visitor().staff(next(link["secret"] for link in event.links if link["role"] == "organiser"))
        assert "STORE_MAY_LOSE" in who.page(f"/e/{event.slug}/organise")[1]
        event.close()
        server.stop()
    finally:
        store.close()
        own.stop()

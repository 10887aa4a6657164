"""What operators ask for."""

from __future__ import annotations

import json
import re

from tests.support.until import until
from tests.web.conftest import Site


def test_a_running_server_is_alive_and_ready(site: Site) -> None:
    for path in ("/healthz", "/readyz"):
        status, body, _ = site.server.request("GET", path)
        assert (status, json.loads(body)["ok"]) == (200, True)


def test_metrics_count_what_happened_over_all_workers(site: Site) -> None:
    phone = site.attendee()
    phone.do("question.upvote", id="nothing")
    phone.do("question.ask", session=site.session(), text="Canary Vogelsang?", name="Canary Name")
    phone.rows()
    for series in (
        r'^companion_commands_total\{do="question.ask"\} [1-9]',
        r'^companion_refusals_total\{code="not_found"\} [1-9]',
        r'^companion_send_bytes_bucket\{le="\+Inf"\} \d',
        r"^companion_lag_versions 0$",
    ):
        until(lambda series=series: re.search(series, site.server.request("GET", "/metrics")[1].decode(), re.M))
    status, body, headers = site.server.request("GET", "/metrics")
    text = body.decode()
    assert status == 200 and headers["content-type"].startswith("text/plain")
    assert "Canary" not in text and "127.0.0.1" not in text


def test_every_series_has_a_type(site: Site) -> None:
    text = site.server.request("GET", "/metrics")[1].decode()
    typed = set(re.findall(r"^# TYPE (\S+)", text, re.M))
    for line in text.splitlines():
        if not line.startswith("#"):
            name = re.sub(r"_(bucket|sum|count)$", "", line.split("{")[0].split(" ")[0])
            assert name in typed, line


def test_logs_hold_no_texts_addresses_or_tokens(site: Site) -> None:
    phone, secret = site.attendee(), site.links[0]["secret"]
    phone.do("question.ask", session=site.session(), text="Canary Vogelsang?", name="Canary Name")
    site.visitor().staff(secret)
    site.visitor().json("POST", "/s", {"secret": secret + "x"})
    phone.page("/e/nowhere/?token=canary-in-query")
    log = site.server.log.read_text()
    assert log, "there is a log that could leak"
    for canary in ("Canary", "canary", secret, secret.split(".")[2], phone.cookies["companion"], "127.0.0.1:"):
        assert canary not in log

"""Every page: what it may load, what it carries, and how much of it there is."""

from __future__ import annotations

import gzip
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion.base.paths import ROOT
from tests.support.event.served import ServedEvent

DIST = ROOT / "static" / "dist"
PAGES = {
    "/": None,
    "/s": None,
    "/e/{}/": None,
    "/e/{}/watch": None,
    "/e/{}/screen/main": None,
    "/e/{}/moderate": "moderator",
    "/e/{}/organise": "organiser",
    "/nothing-here": None,
}
HTML = {"Accept": "text/html", "Accept-Language": "de"}


class Reader(HTMLParser):
    """Collects what a browser would fetch or run."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[dict[str, str | None]] = []
        self.urls: list[str] = []
        self.styled: list[str] = []
        self.html: dict[str, str | None] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "html":
            self.html = found
        if tag == "script":
            self.scripts.append(found)
        if "style" in found or any(name.startswith("on") for name in found):
            self.styled.append(tag)
        for name in ("src", "href"):
            if found.get(name) and tag != "a":
                self.urls.append(str(found[name]))


def page_of(client: FlaskClient, event: ServedEvent, path: str, role: str | None, **headers: str) -> Any:
    if role:
        secret = event.secret(role)
        assert client.post("/s", json={"secret": secret}).status_code == 200
    return client.get(path.format(event.slug), headers={**HTML, **headers})


@pytest.mark.parametrize("path", PAGES)
def test_a_page_runs_only_our_own_scripts(client: FlaskClient, event: ServedEvent, path: str) -> None:
    response = page_of(client, event, path, PAGES[path])
    read = Reader(response.text)
    policy = response.headers["Content-Security-Policy"]
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce and "unsafe" not in policy and "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    for script in read.scripts:
        assert script.get("type") == "application/json" or (script["src"] and script["nonce"] == nonce[1])
    assert not read.styled, "inline style or handler"
    assert all(url.startswith(("/static/", "data:image/")) for url in read.urls), read.urls
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert (read.html["lang"], read.html["dir"]) == ("de", "ltr")


@pytest.mark.parametrize("path", [path for path, role in PAGES.items() if path.startswith("/e/")])
def test_a_live_page_carries_the_state_of_its_audience(client: FlaskClient, event: ServedEvent, path: str) -> None:
    event.join().do("question.ask", session=event.session(), text="</script><b>Canary</b> & Co?")
    text = page_of(client, event, path, PAGES[path]).text
    found = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*?)</script>', text, re.S))
    boot, state = json.loads(found["boot"]), json.loads(found["state"])
    assert boot["epoch"] and state["t"] == "state"
    # A projector is read by a whole room: whose browser it is makes no difference.
    assert ("mine" in found) == (boot["as"] != "stage")
    assert "mine" not in found or json.loads(found["mine"])["v"] == state["v"]
    assert {"event", "session", "slot", "screen"} <= {row[0] for row in state["put"]}
    hidden = "Canary" not in text
    assert hidden == (boot["as"] != "team"), "a waiting question is for the team only"


def test_pages_that_need_a_role_say_so(client: FlaskClient, event: ServedEvent) -> None:
    for path in ("/e/{}/moderate", "/e/{}/organise"):
        assert client.get(path.format(event.slug), headers=HTML).status_code == 403


def test_the_cookie_is_for_this_server_only(client: FlaskClient, event: ServedEvent) -> None:
    header = client.get(f"/e/{event.slug}/", headers=HTML).headers["Set-Cookie"]
    assert "HttpOnly" in header and "SameSite=Lax" in header and "Domain" not in header
    secure = client.get(f"/e/{event.slug}/", headers=HTML, base_url="https://x").headers["Set-Cookie"]
    assert "Secure" in secure


def test_the_language_can_be_switched_and_is_kept(client: FlaskClient, event: ServedEvent) -> None:
    path = f"/e/{event.slug}/"
    assert client.get(path + "?lang=en", headers=HTML).headers["Location"] == path
    assert Reader(client.get(path, headers=HTML).text).html["lang"] == "en"
    assert client.get(path + "?lang=xx", headers=HTML).status_code == 200


def test_the_attendee_page_is_small_enough_for_bad_wifi(client: FlaskClient, event: ServedEvent) -> None:
    response = page_of(client, event, "/e/{}/", None, **{"Accept-Encoding": "gzip"})
    html = len(response.data)
    # What stands in a template comes after the first picture.
    first = re.sub(r"<template.*?</template>", "", gzip.decompress(response.data).decode(), flags=re.S)
    urls = [url for url in Reader(first).urls if url.startswith("/static/")]
    weights = {url: (DIST / (url.removeprefix("/static/") + ".gz")).stat().st_size for url in urls}
    assert html + sum(weights.values()) <= 40 * 1024, (html, weights)
    assert 1 + len(urls) <= 4


def test_assets_are_compressed_and_kept_for_ever(client: FlaskClient, event: ServedEvent) -> None:
    text = page_of(client, event, "/e/{}/", None).text
    for url in (url for url in Reader(text).urls if url.startswith("/static/")):
        for encoding in ("br", "gzip"):
            with client.get(url, headers={"Accept-Encoding": encoding}, buffered=True) as response:
                assert response.headers["Content-Encoding"] == encoding
                assert "immutable" in response.headers["Cache-Control"]


def test_errors_are_pages_for_people_and_codes_for_programs(client: FlaskClient) -> None:
    page = client.get("/e/nowhere/", headers=HTML)
    assert page.status_code == 404 and page.mimetype == "text/html"
    assert client.get("/e/nowhere/", headers={"Accept": "application/json"}).json["code"] == "no_event"
    assert client.post("/healthz").json["code"] == "bad_request"


def test_the_start_page_lists_only_what_its_organisers_made_public(client: FlaskClient, event: ServedEvent) -> None:
    fields = event.row("event", event.slug).fields
    for listed, profile, there in ((True, "open", True), (False, "open", False), (True, "sensitive", False)):
        event.put({f"event/{event.slug}": {**fields, "listed": listed, "profile": profile}})
        assert (f'href="/e/{event.slug}/"' in client.get("/").text) == there


def test_search_engines_are_sent_away(client: FlaskClient, event: ServedEvent) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
    for path in ("/", f"/e/{event.slug}/", "/e/none/", "/healthz"):
        assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow", path

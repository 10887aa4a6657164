"""Behind a proxy that ends TLS, and beside proxies that pass on too much."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from itsdangerous import TimestampSigner, URLSafeSerializer, URLSafeTimedSerializer

from tests.support.event.served import ServedEvent
from tests.support.server import KEY, Server
from tests.support.valkey import Valkey

PUBLIC = "https://live.example.org"


@pytest.fixture(scope="module")
def published(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that knows its public address."""
    found = Server(valkey.url, Path(tmp_path_factory.mktemp("public")), PUBLIC_URL=PUBLIC)
    yield found
    found.stop()


def test_cookies_stay_on_https_even_if_the_proxy_does_not_say_so(published: Server, event: ServedEvent) -> None:
    for path in (f"/e/{event.slug}/", "/?lang=de"):
        cookie = published.request("GET", path, headers={"Accept": "text/html"})[2]["set-cookie"]
        assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
        assert "Domain" not in cookie


def test_a_proxy_that_says_https_gets_secure_cookies(event: ServedEvent) -> None:
    plain, tls = (
        event.server.request("GET", f"/e/{event.slug}/", headers=headers)[2]["set-cookie"]
        for headers in ({}, {"X-Forwarded-Proto": "https"})
    )
    assert "Secure" not in plain and "Secure" in tls


def test_the_public_address_may_write_whatever_host_the_proxy_names(published: Server, event: ServedEvent) -> None:
    path = f"/e/{event.slug}/join"
    for origin, status in [(PUBLIC, 200), ("https://other.example.org", 403), ("https://live.example.org.evil", 403)]:
        headers = {"Host": "companion:8000", "Origin": origin}
        assert published.request("POST", path, {"mode": "remote"}, headers)[0] == status


def test_plain_http_of_the_same_name_may_not_write_to_https(published: Server, event: ServedEvent) -> None:
    """Whoever answers for it in a network without encryption could make it send what they like."""
    path, named = f"/e/{event.slug}/join", {"Host": "live.example.org"}
    said = {"X-Forwarded-Proto": "https", "Host": "rooms.example.org"}
    for server, headers, host in ((published, named, named["Host"]), (event.server, said, said["Host"])):
        statuses = [
            server.request("POST", path, {"mode": "remote"}, headers | {"Origin": f"{scheme}://{host}"})[0]
            for scheme in ("https", "http")
        ]
        assert statuses == [200, 403]


def cookies_of(server: Server, path: str, cookie: str = "") -> dict[str, str]:
    """What an answer sets, by name, with its attributes."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    response = connection.getresponse()
    assert response.read() and response.status == 200
    connection.close()
    found = response.headers.get_all("Set-Cookie") or []
    return {each.partition("=")[0]: each.partition("=")[2] for each in found}


def test_over_https_no_neighbour_of_the_same_domain_can_set_the_cookie(published: Server, event: ServedEvent) -> None:
    [(name, rest)] = cookies_of(published, f"/e/{event.slug}/").items()
    assert name == "__Host-companion" and "Secure" in rest and "Path=/" in rest and "Domain" not in rest
    mine, planted = (f"{name}={rest.split(';')[0]}", f"companion={rest.split(';')[0]}")
    path = f"/e/{event.slug}/join"
    ids = [
        published.request("POST", path, {"mode": "remote"}, {"Cookie": cookie})[1] for cookie in (mine, mine, planted)
    ]
    assert ids[0] == ids[1] != ids[2]


def test_a_cookie_of_the_version_before_is_taken_over_once(published: Server, event: ServedEvent) -> None:
    data = {"d": "0123456789abcdef01234567", "m": {event.slug: "onsite"}, "s": {}, "t": {}, "p": {}}
    former = str(URLSafeSerializer(KEY, salt="companion-device").dumps(data))
    cookies = cookies_of(published, f"/e/{event.slug}/", f"companion={former}")
    page = published.request("GET", f"/e/{event.slug}/", headers={"Cookie": f"companion={former}"})[1]
    assert b'"mode":"onsite"' in page and "__Host-companion" in cookies and "Max-Age=0" in cookies["companion"], (
        "and the old one goes"
    )


def test_a_cookie_ends_whatever_the_browser_says(published: Server, event: ServedEvent) -> None:
    data = {"d": "0123456789abcdef01234567", "m": {event.slug: "onsite"}, "s": {}, "t": {}, "p": {}}
    modes = []
    for days in (29, 31):
        signed = URLSafeTimedSerializer(KEY, salt="companion-device-since", signer=signer_of(days))
        cookie = {"Cookie": f"__Host-companion={signed.dumps(data)}"}
        modes.append(b'"mode":"onsite"' in published.request("GET", f"/e/{event.slug}/", headers=cookie)[1])
    assert modes == [True, False]


def signer_of(days: int) -> type[TimestampSigner]:
    """One that signed so many days ago."""

    class Earlier(TimestampSigner):
        def get_timestamp(self) -> int:
            return super().get_timestamp() - days * 24 * 3600

    return Earlier


def test_no_header_decides_what_was_asked_for_or_where_pages_point(published: Server, event: ServedEvent) -> None:
    more = {"SCRIPT_NAME": "/e", "PATH_INFO": "/metrics", "X-Forwarded-Host": "evil.example", "Host": "evil.example"}
    for header, value in more.items():
        status, body, _ = published.request("GET", f"/e/{event.slug}/watch", headers={header: value})
        assert status == 200 and b"evil.example" not in body and b"companion_connections" not in body, header

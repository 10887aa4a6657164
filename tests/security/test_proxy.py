"""Behind a proxy that ends TLS, and beside proxies that pass on too much."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import Server
from tests.support.valkey import Valkey
from tests.web.conftest import Site

PUBLIC = "https://live.example.org"


@pytest.fixture(scope="module")
def published(valkey: Valkey, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that knows its public address."""
    found = Server(valkey.url, Path(tmp_path_factory.mktemp("public")), PUBLIC_URL=PUBLIC)
    yield found
    found.stop()


def test_cookies_stay_on_https_even_if_the_proxy_does_not_say_so(published: Server, site: Site) -> None:
    for path in (f"/e/{site.slug}/", "/?lang=de"):
        cookie = published.request("GET", path, headers={"Accept": "text/html"})[2]["set-cookie"]
        assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=Lax" in cookie
        assert "Domain" not in cookie


def test_a_proxy_that_says_https_gets_secure_cookies(site: Site) -> None:
    plain, tls = (
        site.server.request("GET", f"/e/{site.slug}/", headers=headers)[2]["set-cookie"]
        for headers in ({}, {"X-Forwarded-Proto": "https"})
    )
    assert "Secure" not in plain and "Secure" in tls


def test_the_public_address_may_write_whatever_host_the_proxy_names(published: Server, site: Site) -> None:
    path = f"/e/{site.slug}/join"
    for origin, status in [(PUBLIC, 200), ("https://other.example.org", 403), ("https://live.example.org.evil", 403)]:
        headers = {"Host": "companion:8000", "Origin": origin}
        assert published.request("POST", path, {"mode": "remote"}, headers)[0] == status


def test_no_header_decides_what_was_asked_for_or_where_pages_point(published: Server, site: Site) -> None:
    more = {"SCRIPT_NAME": "/e", "PATH_INFO": "/metrics", "X-Forwarded-Host": "evil.example", "Host": "evil.example"}
    for header, value in more.items():
        status, body, _ = published.request("GET", f"/e/{site.slug}/watch", headers={header: value})
        assert status == 200 and b"evil.example" not in body and b"companion_connections" not in body, header

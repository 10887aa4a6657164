"""The organiser's page."""

from __future__ import annotations

from flask import Blueprint, Response

from companion import people, qr
from companion.check import default_words
from companion.errors import Refusal
from companion.links import address_of, secret_of
from companion.programme.series import carry_over, open_topics
from companion.web.base import LANGUAGES, reply
from companion.web.pages import base_url, live_page, services, with_codes

routes = Blueprint("organise", __name__)


@routes.get("/e/<slug>/organise")
def organise(slug: str) -> str:
    """Join addresses, staff links, the programme."""
    _check(slug)
    words = {lang: default_words(lang) for lang in LANGUAGES}
    return live_page("organise", slug, "team", words=words, **with_codes(slug))


@routes.get("/e/<slug>/organise/series")
def series(slug: str) -> Response:
    """What stayed open at earlier events of the series: [{"event", "title", "topics": [{"de", "en"}]}]."""
    _check(slug)
    found = open_topics(services().store, services().replica, slug)
    return reply([{**entry, "topics": [row["title"] for row in entry["topics"]]} for entry in found])


@routes.post("/e/<slug>/organise/series/<other>")
def carry(slug: str, other: str) -> Response:
    """Take the open topics of another event of the series over: {"ok", "topics"}."""
    _check(slug)
    at = services()
    return reply({"ok": True, "topics": carry_over(at.store, at.replica, at.commands, slug, other)})


def _check(slug: str) -> None:
    if "organiser" not in people.actor(slug).roles:
        raise Refusal("not_allowed")


@routes.get("/e/<slug>/organise/link/<id>")
def link(slug: str, id: str) -> Response:
    """The address of a staff link, to be shown to the organiser: {"url", "secret", "qr"}."""
    _check(slug)
    if services().replica.follower(slug).find("link", id) is None:
        raise Refusal("not_found")
    secret = secret_of(services().settings.secret_key, slug, id)
    url = address_of(base_url(), secret)
    return reply({"url": url, "secret": secret, "qr": qr.data_uri(url)})

"""The organiser's page."""

from __future__ import annotations

from flask import Blueprint, Response

from companion import people, qr
from companion.check import default_words
from companion.errors import Refusal
from companion.links import address_of, secret_of
from companion.web.base import LANGUAGES, reply
from companion.web.pages import base_url, live_page, services, with_codes

routes = Blueprint("organise", __name__)


@routes.get("/e/<slug>/organise")
def organise(slug: str) -> str:
    """Join addresses, staff links, the programme."""
    who = people.actor(slug)
    if "organiser" not in who.roles:
        raise Refusal("not_allowed")
    words = {lang: default_words(lang) for lang in LANGUAGES}
    return live_page("organise", slug, "team", words=words, **with_codes(slug))


@routes.get("/e/<slug>/organise/link/<id>")
def link(slug: str, id: str) -> Response:
    """The address of a staff link, to be shown to the organiser: {"url", "secret", "qr"}."""
    who = people.actor(slug)
    if "organiser" not in who.roles:
        raise Refusal("not_allowed")
    if services().replica.follower(slug).find("link", id) is None:
        raise Refusal("not_found")
    secret = secret_of(services().settings.secret_key, slug, id)
    url = address_of(base_url(), secret)
    return reply({"url": url, "secret": secret, "qr": qr.data_uri(url)})

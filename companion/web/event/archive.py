"""The archive of an event, for whoever organises it; operators have a page of their own for it."""

from __future__ import annotations

from flask import Blueprint, Response

from companion.core.actors import ORGANISERS
from companion.formats.event.archive import packed
from companion.store.files import Files
from companion.web.access import fresh_table, require
from companion.web.base import attachment
from companion.web.pages import services

routes = Blueprint("archive", __name__)


@routes.get("/e/<slug>/organise/archive.zip")
def archive(slug: str) -> Response:
    """The whole event as a file, to be kept or brought in on another server."""
    require(slug, ORGANISERS)
    return archive_file(slug)


def archive_file(slug: str) -> Response:
    """An event's archive as an answer. Raises `Refusal`: `no_event`, `archive_too_large`, `busy`."""
    found = packed(fresh_table(slug), slug, Files(services().settings.files))
    return attachment(found, "application/zip", f"{slug}.zip")

"""Certificates of attendance: what organisers say in them, and having all of them made. Workers make the file and hand it in.

They are counted as reports are, see `orders`.
"""

from __future__ import annotations

import re
from typing import Any, Final

from companion.core.actors import ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.event import event_of
from companion.core.table import Table
from companion.core.text import clean, limited, line
from companion.core.work import CERTIFICATES
from companion.rules.base import Args, Label, command
from companion.rules.orders import ORDERS

LANGUAGES: Final = frozenset({"de", "en"})
MAX_LINE: Final = 200
MAX_TEXT: Final = 1000
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]{1,250}")
BLANK: Final[dict[str, Any]] = {"issuer": "", "signer": "", "text": {"de": "", "en": ""}, "own": False}


class AboutCertificates(Args, frozen=True):
    """`issuer`: who issues them. `signer`: what stands under the line to sign. `text`: in each language instead of the usual
    sentence. `own`: people fetch theirs by their own ticket link. What is not given stays as it is.
    """

    issuer: str | None = None
    signer: str | None = None
    text: Label | None = None
    own: bool | None = None


class MakeCertificates(Args, frozen=True):
    """In which language for those of whom none is known; `address` of the server, at which they can be checked."""

    lang: str
    address: str


class FinishedCertificates(Args, frozen=True):
    """The file that was asked for as the `version`-th, of the table as it was at `read`, with its `size` in bytes."""

    version: int
    read: int
    size: int
    people: int


@command("certificate.about", AboutCertificates, ORGANISERS)
def about(table: Table, who: Actor, args: AboutCertificates, ctx: Context) -> Commit:
    """Say what stands in certificates."""
    event = event_of(table).id
    row = table.get("certificate_settings", event)
    fields = settings(table)
    for name in ("issuer", "signer"):
        if (given := getattr(args, name)) is not None:
            fields[name] = limited(line(given), MAX_LINE)
    if args.text is not None:
        fields["text"] = {lang: limited(clean(getattr(args.text, lang)), MAX_TEXT) for lang in ("de", "en")}
    if args.own is not None:
        fields["own"] = args.own
    return Commit().upsert(row, "certificate_settings", event, "all", fields)


@command("certificate.make", MakeCertificates, ORGANISERS)
def make(table: Table, who: Actor, args: MakeCertificates, ctx: Context) -> Commit:
    """Have the certificates of all who were there made."""
    if args.lang not in LANGUAGES:
        raise Refusal("bad_args", "lang: de, en")
    if not _ADDRESS.fullmatch(args.address):
        raise Refusal("bad_args", "address")
    return ORDERS[CERTIFICATES].ask_for(table, lang=args.lang, address=args.address)


@command("certificate.deliver", FinishedCertificates, SYSTEM_ONLY)
def deliver(table: Table, who: Actor, args: FinishedCertificates, ctx: Context) -> Commit:
    """Hand the file in. One that is older than what is there changes nothing, nor does one that may name somebody who was
    forgotten while it was made.
    """
    return ORDERS[CERTIFICATES].hand_in(table, args.version, args.read, ctx, size=args.size, people=args.people)


@command("certificate.forget", Args, SYSTEM_ONLY)
def forget(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """The file is gone, since somebody whose name stood in it was forgotten."""
    return ORDERS[CERTIFICATES].empty(table)


# shared with the web


def settings(table: Table) -> dict[str, Any]:
    """What organisers say in certificates."""
    return next((dict(row.fields) for row in table.all("certificate_settings")), dict(BLANK))

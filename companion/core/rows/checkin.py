"""Rows of check-in. Everything with a name in it is for the desk alone."""

from __future__ import annotations

from typing import Annotated, Literal

from companion.core.rows.base import EventMs, Fields, Mode, Titles, WallMs


class Registration(Fields):
    """How people come in. All."""

    list: Annotated[bool, "only people on the list"]
    own: Annotated[bool, "on their own phones too"]
    consent: Annotated[str | None, "a question that the desk asks"]
    keep: Annotated[int, "days after the event until the list is forgotten; 0: never by itself"]


class Attendee(Fields):
    """Somebody who is expected by name. Desk."""

    name: str
    org: str
    mode: Mode | None
    lang: str | None
    choices: Annotated[list[str], "titles of workshops"]
    note: Annotated[str, "for the desk"]
    consent: bool | None
    key: Annotated[str, "what they are known by when the list comes again"]
    group: Annotated[str, "what they booked together"]
    state: Literal["valid", "canceled", "blocked", "unpaid", "unapproved"]
    attention: Annotated[bool, "the desk is to look at the note"]
    valid_from: EventMs | None
    valid_until: EventMs | None
    issue: Annotated[int, "how many tickets they had before"]
    added: WallMs


class Code(Fields):
    """A ticket code, by its hash. Desk."""

    attendee: str
    revoked: bool


class Check(Fields):
    """A scan as it was recorded, by its nonce; it never changes, but for what one's own phone says within a minute. Desk."""

    attendee: str | None
    type: Literal["entry", "exit", "annul"]
    room: str | None
    slot: str | None
    mode: Mode
    at: Annotated[int, "event ms, when it happened"]
    received: Annotated[int, "event ms, when the server heard of it"]
    desk: Annotated[str | None, "id of the desk's staff link"]
    status: Literal["ok", "error", "incomplete"]
    reason: Annotated[str | None, "pretix's word for why not"]
    offline: bool
    forced: Annotated[bool, "let in without a network, against a reason"]
    of: Annotated[str | None, "nonce of the scan that it takes back"]


class Attendance(Fields):
    """Where the attendee of this id is, folded from the scans. Desk."""

    state: Literal["in", "out"]
    mode: Mode | None
    room: str | None
    slot: str | None
    at: EventMs
    first: EventMs | None


class CheckinCount(Fields):
    """How many have checked in. Team and desk."""

    onsite: int
    remote: int


class TicketBatch(Fields):
    """Personal links that were made together. Desk."""

    mode: Mode
    n: int
    label: str | None
    made: WallMs
    revoked: bool


class CertificateSettings(Fields):
    """What stands in certificates of attendance. All, as it is on paper."""

    issuer: str
    signer: Annotated[str, "under the line to sign"]
    text: Annotated[Titles, "instead of the usual sentence; empty: that one"]
    own: Annotated[bool, "people fetch theirs by their own ticket link"]


class Certificates(Fields):
    """Everybody's certificates in one file, as a worker made them. Organisers."""

    asked: Annotated[int, "how often they were asked for"]
    made: Annotated[int, "which of these is there"]
    read: Annotated[int, "version of the table that they were made of"]
    lang: str
    at: EventMs | None
    address: Annotated[str, "of the server, at which they can be checked"]
    size: Annotated[int, "bytes; 0: there is no file"]
    people: int

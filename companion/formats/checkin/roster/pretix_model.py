"""What is read of pretix's interface, by its own names; everything else that it sends is passed over unread."""

from __future__ import annotations

import msgspec

Words = str | dict[str, str]


class Variation(msgspec.Struct, frozen=True):
    id: int
    value: Words = ""


class Item(msgspec.Struct, frozen=True):
    """A product. What is no admission, such as a shirt, makes nobody a guest."""

    id: int
    name: Words = ""
    admission: bool = True
    checkin_attention: bool = False
    checkin_text: str | None = None
    variations: list[Variation] = []


class Option(msgspec.Struct, frozen=True):
    id: int
    answer: Words = ""


class Question(msgspec.Struct, frozen=True):
    id: int
    question: Words = ""
    options: list[Option] = []


class Answer(msgspec.Struct, frozen=True):
    question: int
    answer: str = ""
    options: list[int] = []


class Position(msgspec.Struct, frozen=True):
    id: int
    positionid: int
    item: int
    variation: int | None = None
    attendee_name: str | None = None
    company: str | None = None
    secret: str | None = None
    addon_to: int | None = None
    pseudonymization_id: str | None = None
    canceled: bool = False
    blocked: list[str] | None = None
    valid_from: str | None = None
    valid_until: str | None = None
    answers: list[Answer] = []


class Invoice(msgspec.Struct, frozen=True):
    name: str | None = None
    company: str | None = None


class Order(msgspec.Struct, frozen=True):
    code: str
    status: str
    testmode: bool = False
    require_approval: bool = False
    valid_if_pending: bool | None = False
    locale: str | None = None
    checkin_attention: bool = False
    checkin_text: str | None = None
    invoice_address: Invoice | None = None
    positions: list[Position] = []

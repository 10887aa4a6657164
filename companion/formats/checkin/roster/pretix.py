"""Fetch an attendee list from pretix, by its REST interface (doc/api/resources/orders, pretix 2026.8).

Who is let in is pretix's rule: orders that are paid, or pending but valid. Names fall back to that of the invoice, as they do
there. E-mail addresses, phone numbers and payments are in what pretix sends, and are not even looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlunsplit

import msgspec

from companion.core.text import pick
from companion.formats.checkin.roster import fetching
from companion.formats.checkin.roster.assembling import assembled
from companion.formats.checkin.roster.cells import MOST_ROWS
from companion.formats.checkin.roster.columns import understood
from companion.formats.checkin.roster.entries import Cells, entry_of
from companion.formats.checkin.roster.model import Column, Roster
from companion.formats.checkin.roster.pretix_model import Answer, Invoice, Item, Order, Position, Question, Words
from companion.formats.checkin.roster.problems import Notes, RosterError

SLUG: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
FIELDS: Final = tuple(
    "order position addon_to pseudonym code name invoice_name org invoice_org product variation status blocked attention"
    " note valid_from valid_until locale".split()
)
# Their answers are only taken where the question is one of these, whatever else it sounds like.
ASKED: Final = frozenset({"mode", "onsite", "remote", "lang", "consent", "refusal", "choice", "org"})


class PretixEvent(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event of pretix, and who may read its orders.

    Attributes:
        url: where pretix is, https, or http on this machine; the address of the shop does as well.
        organizer, event: their short names, as in the shop's address.
        token: of a team that may see orders. It is sent nowhere else, also not to where pretix points.
    """

    url: str
    organizer: str
    event: str
    token: str


def fetch(event: PretixEvent, *, get: fetching.Get = fetching.get, everyone: bool = False, lang: str = "de") -> Roster:
    """The attendees of an event of pretix.

    Args:
        get: fetches one address.
        everyone: also those who are not let in, each with their state, so that a desk can tell them why.
        lang: the language of products and options, where pretix has several.

    Raises:
        RosterError: nothing was fetched, or not all of it.
    """
    base, token = _base(event), event.token
    items = {item.id: item for item in fetching.pages(f"{base}items/?page_size=50", token, Item, get)}
    questions = list(fetching.pages(f"{base}questions/?page_size=50", token, Question, get))
    orders = fetching.pages(
        f"{base}orders/?page_size=50{'&include_canceled_positions=true' * everyone}", token, Order, get
    )
    notes = Notes()
    rows = _Rows(items, questions, notes, everyone, lang)
    entries = [entry_of(Cells(rows.columns, row), notes) for order in orders for row in rows.of(order)]
    return assembled(entries, rows.columns, notes, "pretix-api")


def _base(event: PretixEvent) -> str:
    parts = fetching.checked(event.url)
    for name in (event.organizer, event.event):
        if not SLUG.fullmatch(name):
            raise RosterError("bad_address", name)
    path = parts.path.rstrip("/").removesuffix(f"/{event.organizer}/{event.event}")
    path = f"{path}/api/v1/organizers/{event.organizer}/events/{event.event}/"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


class _Rows:
    """Orders as rows of a table with known columns, so that both are read by the same rules."""

    def __init__(
        self, items: dict[int, Item], questions: list[Question], notes: Notes, everyone: bool, lang: str
    ) -> None:
        self._items, self._notes, self._everyone, self._lang = items, notes, everyone, lang
        self._questions = questions
        self._options = {option.id: self._said(option.answer) for q in questions for option in q.options}
        self.columns = (*(Column(field, field, 1) for field in FIELDS), *map(self._asked, questions))
        self._read = 0

    def of(self, order: Order) -> Iterator[list[str]]:
        """The positions of an order that are taken."""
        if reason := self._skipped(order):
            self._notes.add(reason, order.code)
            return
        numbers = {position.id: position.positionid for position in order.positions}
        for position in order.positions:
            item = self._items.get(position.item, Item(position.item))
            if position.canceled and not self._everyone:
                self._notes.add("skipped_canceled", f"{order.code}-{position.positionid}")
            elif position.addon_to is None and not item.admission:
                self._notes.add("skipped_product", self._said(item.name))
            else:
                self._read += 1
                if self._read > MOST_ROWS:
                    raise RosterError("too_many", MOST_ROWS)
                yield list(self._cells(order, position, item, numbers))

    def _skipped(self, order: Order) -> str | None:
        if order.testmode:
            return "skipped_test"
        if self._everyone:
            return None
        return {
            "canceled": "skipped_canceled",
            "expired": "skipped_canceled",
            "approval pending": "skipped_unapproved",
            "pending": "skipped_unpaid",
        }.get(_status(order))

    def _cells(self, order: Order, position: Position, item: Item, numbers: dict[int, int]) -> Iterator[str]:
        invoice = order.invoice_address or Invoice()
        parent = position.addon_to
        yield from (order.code, str(position.positionid))
        # A parent that is not in the order leaves its own number, under which nobody is found.
        yield "" if parent is None else str(numbers.get(parent, f"#{parent}"))
        yield from (position.pseudonymization_id or "", position.secret or "")
        yield from (position.attendee_name or "", invoice.name or "", position.company or "", invoice.company or "")
        yield self._said(item.name)
        yield next((self._said(v.value) for v in item.variations if v.id == position.variation), "")
        yield "canceled" if position.canceled else _status(order)
        yield "yes" if position.blocked else ""
        yield "yes" if order.checkin_attention or item.checkin_attention else ""
        yield "\n".join(filter(None, (order.checkin_text, item.checkin_text)))
        yield from (position.valid_from or "", position.valid_until or "", order.locale or "")
        answers = {answer.question: answer for answer in position.answers}
        for question in self._questions:
            answer = answers.get(question.id, Answer(question.id))
            options = [self._options[id] for id in answer.options if id in self._options]
            yield "\n".join(options) if options else answer.answer

    def _asked(self, question: Question) -> Column:
        column = understood(self._said(question.question))
        if column.field in ASKED or column.field == "private":
            return column
        return Column(column.header, "", 0)

    def _said(self, words: Words) -> str:
        return pick(words, self._lang)


def _status(order: Order) -> str:
    """The status in the words of pretix's exports (`Order.get_extended_status_display`)."""
    if order.status == "n":
        if order.require_approval:
            return "approval pending"
        return "pending (confirmed)" if order.valid_if_pending else "pending"
    return {"p": "paid", "e": "expired"}.get(order.status, "canceled")

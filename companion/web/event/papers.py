"""What organisers print before the event, as PDF: `?language=` its language, `?size=` A4 or A3 where it hangs on a wall."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final, cast
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, g, request
from flask_babel import force_locale, format_date, gettext

from companion.core.actors import ORGANISERS, Actor
from companion.core.clock import wall_now
from companion.core.errors import Refusal
from companion.core.event import DAY_BEGINS, event_of, first_day, zone_of
from companion.core.link_secrets import secret_of
from companion.core.link_validity import why_ended
from companion.core.messages import _
from companion.core.profiles import profile_of
from companion.core.table import Row, Table
from companion.core.text import pick
from companion.formats.event import cards, invitation, posters, rooms
from companion.formats.event.model import SCALE, Door, Facts, Item, Member, Say, Size
from companion.formats.paper import fonts
from companion.formats.programme.outline import Entry, outline
from companion.formats.programme.outline import people as people_in
from companion.identity.staff_links import address_of, may_show
from companion.web.access import fresh_table, require
from companion.web.base import LANGUAGES, attachment, reply
from companion.web.checkin.prints import in_thread, printed_words
from companion.web.dates import local
from companion.web.pages import addresses, base_url, event_key
from companion.web.wording import wording

routes = Blueprint("papers", __name__)
ROLES: Final[dict[str, str]] = {
    "organiser": _("Organiser"),
    "moderator": _("Moderator"),
    "facilitator": _("Facilitator of a room"),
    "desk": _("Check-in desk"),
    "crew": _("Technician"),
    "podium": _("Podium"),
    "screen": _("Projector"),
}
SCANS: Final = _("scans only")
MESSAGES: Final = (*posters.MESSAGES, *rooms.MESSAGES, *cards.MESSAGES, *ROLES.values(), SCANS, *invitation.MESSAGES)
USUAL_CARDS: Final = 40


@routes.get("/e/<slug>/organise/prints/<what>.pdf")
def paper(slug: str, what: str) -> Response:
    """One kind of sheet: a name in `MAKERS`. Raises `Refusal`: `not_found` also where there is nothing to print on it."""
    who = require(slug, ORGANISERS)
    lang, size = request.args.get("language", g.lang), request.args.get("size", "A4")
    if lang not in LANGUAGES or size not in SCALE:
        raise Refusal("bad_args", f"language: {', '.join(LANGUAGES)}; size: {', '.join(SCALE)}")
    make = MAKERS.get(what)
    if make is None:
        raise Refusal("not_found")
    made = make(Order(slug, fresh_table(slug), who, lang, cast(Size, size)))
    return attachment(made, "application/pdf", f"{slug}-{what}-{lang}.pdf")


@routes.get("/e/<slug>/organise/invitation")
def invitations(slug: str) -> Response:
    """What can be written to those who are invited, `?language=`: {"ok", "onsite", "remote"}."""
    who = require(slug, ORGANISERS)
    lang = request.args.get("language", g.lang)
    if lang not in LANGUAGES:
        raise Refusal("bad_args", f"language: {', '.join(LANGUAGES)}")
    order = Order(slug, fresh_table(slug), who, lang, "A4")
    base = f"{base_url()}/e/{slug}"
    to = invitation.Addresses(order.join, order.remote, f"{base}/save-the-date.ics", f"{base}/privacy")
    onsite = invitation.onsite(order.facts, order.hours, to, order.say, everybody=order.one_link)
    return reply({"ok": True, "onsite": onsite, "remote": invitation.remote(order.facts, order.hours, to, order.say)})


class Order:
    """What is wanted, and what stands on every sheet of it."""

    def __init__(self, slug: str, table: Table, who: Actor, lang: str, size: Size) -> None:
        self.slug, self.table, self.who, self.lang, self.size = slug, table, who, lang, size
        self.event = event_of(table)
        self.zone = ZoneInfo(zone_of(table))
        self.say: Say = partial(printed_words(MESSAGES), lang)
        join = addresses(table, slug)
        self.join, self.remote = join["join"], join["remote"]
        self.one_link = profile_of(table).one_link
        first = first_day(table)
        day = format_date_in(first, lang) if first else ""
        self.facts = Facts(
            pick(self.event["title"], lang),
            day,
            pick(self.event["venue"] or "", lang),
            base_url().split("//")[-1],
            self.event["code"],
        )

    @property
    def hours(self) -> str:
        """From when until when, with the time zone; empty if the event has no hours."""
        begins, ends = (local(ms, self.zone) if (ms := self.event[name]) else None for name in ("start", "end"))
        if begins is None:
            return ""
        same = ends is not None and ends > begins and (ends - begins) < dt.timedelta(days=1)
        return f"{begins:%H:%M}{f'–{ends:%H:%M}' if same and ends else ''} ({zone_of(self.table)})"

    def days(self, entries: list[Entry], *, where: bool = True) -> list[tuple[str, list[Item]]]:
        """Items by day; days are named where there are several."""
        found: dict[dt.date | None, list[Item]] = {}
        for entry in entries:
            begins = local(entry.start, self.zone) if entry.start is not None else None
            day = (begins - dt.timedelta(hours=DAY_BEGINS)).date() if begins else None
            found.setdefault(day, []).append(self._item(entry, where))
        return [
            (format_date_in(day, self.lang) if day and len(found) > 1 else "", items) for day, items in found.items()
        ]

    def _item(self, entry: Entry, where: bool) -> Item:
        times = [f"{local(ms, self.zone):%H:%M}" for ms in (entry.start, entry.end) if ms is not None]
        with force_locale(wording(self.lang)):
            people = people_in(entry, gettext)
        place = pick(entry.where, self.lang) if where and entry.where else ""
        return Item("–".join(times), pick(entry.title, self.lang), people, place, entry.cancelled)


def format_date_in(day: dt.date, lang: str) -> str:
    """A day with its weekday, day first in English too."""
    with force_locale(lang):
        return str(format_date(day, "EEEE, d MMMM y" if lang == "en" else "full"))


def entrance(order: Order) -> bytes:
    """The poster for the entrance."""
    sheet = posters.entrance(order.facts, order.join, order.say, everybody=order.one_link)
    return in_thread(posters.posters, [sheet], order.facts, fonts(), order.say, order.size)


def remote(order: Order) -> bytes:
    """The poster for remote people, to be sent or shown in a call."""
    sheet = posters.entrance(order.facts, order.remote, order.say, remote=True)
    return in_thread(posters.posters, [sheet], order.facts, fonts(), order.say, order.size)


def evaluation(order: Order) -> bytes:
    """A poster for each evaluation that is open."""
    base = f"{base_url()}/e/{order.slug}/evaluate"
    found = [row for row in order.table.all("evaluation") if row["state"] == "open"]
    sheets = [posters.evaluation(pick(row["title"], order.lang), f"{base}/{row.id}", order.say) for row in found]
    if not sheets:
        raise Refusal("not_found")
    return in_thread(posters.posters, sheets, order.facts, fonts(), order.say, order.size)


def doors(order: Order) -> bytes:
    """A sheet for the door of each room, or of one: `?room=`."""
    wanted, entries = request.args.get("room"), outline(order.table)
    shown = [row for row in order.table.all("room") if row.to and wanted in (None, "", row.id)]
    if not shown:
        raise Refusal("not_found")
    sheets = [_door(order, row, entries) for row in sorted(shown, key=lambda row: row["order"])]
    return in_thread(rooms.doors, sheets, order.facts, fonts(), order.say, order.size)


def _door(order: Order, room: Row, entries: list[Entry]) -> Door:
    here = [entry for entry in entries if entry.room == room.id]
    url = f"{base_url()}/j/{order.facts.code}/{room.id}"
    return Door(pick(room["title"], order.lang), url, order.days(here, where=False))


def programme(order: Order) -> bytes:
    """The programme."""
    days = order.days(outline(order.table))
    if not days:
        raise Refusal("not_found")
    note = order.say(rooms.PROVISIONAL) if order.event["provisional"] else ""
    return in_thread(rooms.programme, days, order.facts, note, fonts(), order.say, order.size)


def tents(order: Order) -> bytes:
    """Table tents."""
    return in_thread(cards.tents, order.facts, order.join, fonts(), order.say)


def seats(order: Order) -> bytes:
    """Cards for seats."""
    return in_thread(cards.seats, order.facts, order.join, fonts(), order.say)


def questions(order: Order) -> bytes:
    """Cards for questions by hand, `?n=` of them."""
    n = request.args.get("n", USUAL_CARDS, int)
    if not 1 <= n <= cards.MOST_CARDS:
        raise Refusal("bad_args", f"n: 1–{cards.MOST_CARDS}")
    return in_thread(cards.questions, order.facts, order.join, n, fonts(), order.say)


def moderator(order: Order) -> bytes:
    """A card for moderation, with the link that every event has."""
    found = [member for link, member in _members(order) if link["role"] == "moderator"]
    if not found:
        raise Refusal("not_found")
    return in_thread(cards.moderator, found[0], order.facts, fonts(), order.say)


def team(order: Order) -> bytes:
    """Everybody's link whom this organiser may show it of; organisers' links are shown to nobody but at their making."""
    found = [member for _link, member in _members(order)]
    if not found:
        raise Refusal("not_found")
    return in_thread(cards.team, found, order.facts, fonts(), order.say)


def _members(order: Order) -> list[tuple[Row, Member]]:
    table, order_of = order.table, list(ROLES)
    links = [row for row in table.all("link") if why_ended(table, row, wall_now()) is None]
    links = [row for row in links if may_show(table, row, order.who)]
    links.sort(key=lambda row: (order_of.index(row["role"]), row["made"], row.id))
    return [(row, _member(order, row)) for row in links]


def _member(order: Order, link: Row) -> Member:
    place = next(
        (row for kind in ("room", "workshop") if link[kind] and (row := order.table.get(kind, link[kind]))), None
    )
    role = order.say(ROLES[link["role"]])
    if link["steward"]:
        role = f"{role} · {order.say(SCANS)}"
    name = " · ".join(filter(None, (link["label"] or "", pick(place["title"], order.lang) if place else "")))
    return Member(role, name, address_of(base_url(), secret_of(event_key(order.slug), order.slug, link.id)))


MAKERS: Final[dict[str, Callable[[Order], bytes]]] = {
    "poster": entrance,
    "remote": remote,
    "evaluation": evaluation,
    "doors": doors,
    "programme": programme,
    "tents": tents,
    "seats": seats,
    "questions": questions,
    "moderator": moderator,
    "team": team,
}
"""What can be printed, by the name in its address."""

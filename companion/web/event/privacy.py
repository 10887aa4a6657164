"""What is stored of those who take part in an event, where, for how long, and who sees it: from what is really switched on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext, ngettext

from companion.core.event import event_of, parse_zone, zone_of
from companion.core.profiles import profile_of
from companion.core.retention import NAMES, SEALED, WHOLE, day_of_forgetting, days_of, ended
from companion.core.table import Table
from companion.rules.checkin.registration import last_day, registration
from companion.web.access import fresh_table
from companion.web.dates import day
from companion.web.pages import services

routes = Blueprint("privacy", __name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """One kind of data: what it is, in sentences, and when it goes."""

    what: str
    how: tuple[str, ...]
    until: str


@routes.get("/e/<slug>/privacy")
def privacy(slug: str) -> str:
    """For everybody who takes part, without a script."""
    table = fresh_table(slug)
    return render_template(
        "privacy.html",
        slug=slug,
        event=event_of(table),
        responsible=event_of(table).fields.get("responsible"),
        stored=list(stored(table)),
        closing=closing(table),
        elsewhere=list(elsewhere(table)),
        summaries_by_model=bool(services().settings.llm_url),
    )


def stored(table: Table) -> Iterator[Stored]:
    """What is stored, from what is switched on."""
    until = {name: _until(table, name) for name in NAMES}
    yield Stored(gettext("Questions"), _questions(table), until["texts"])
    if table.all("poll"):
        yield Stored(gettext("Polls"), _polls(), until["polls"])
    if table.all("slot"):
        yield Stored(gettext("Workshops"), _workshops(), until["texts"])
    if any(row["state"] != "dropped" for row in table.all("evaluation")):
        yield Stored(gettext("Evaluation"), _evaluation(), until["answers"])
    if table.all("floor"):
        yield Stored(gettext("Raised hands"), _hands(), gettext("until the session is over"))
    yield Stored(gettext("Whose something is"), _owners(), until["owners"])
    if _has_list(table):
        yield Stored(gettext("The list of people, and check-in"), _list(), _day(table, last_day(table)))


def closing(table: Table) -> str:
    """When nobody takes part any more; empty where that does not come by itself."""
    sealed, kept = table.get("retention", SEALED), days_of(table)["owners"]
    ends = gettext(
        "Tickets, personal links and the team’s links open nothing from then on; what everybody could read is read until"
        " its day, as far as the organisers leave it open."
    )
    zone = parse_zone(zone_of(table))
    if sealed is not None:
        since = gettext("The event was closed for good on %(day)s.", day=day(sealed["at"], zone))
        return f"{since} {ends}"
    own, whole = day_of_forgetting(table, "owners"), day_of_forgetting(table, WHOLE)
    if not kept or (own is not None and whole is not None and whole <= own):
        return ""
    when = (
        gettext(
            "The event is closed for good on %(day)s at the latest, unless an evaluation is still open.",
            day=day(own, zone),
        )
        if own is not None
        else ngettext(
            "The event is closed for good %(num)d day after its end at the latest, unless an evaluation is still open.",
            "The event is closed for good %(num)d days after its end at the latest, unless an evaluation is still open.",
            kept,
        )
    )
    return f"{when} {ends}"


def _hands() -> tuple[str, ...]:
    return (
        gettext("That you raised your hand, and a name and a few words if you write them."),
        gettext("Only the chair and the technician read names and words; afterwards sums of turns and minutes stay."),
    )


def _questions(table: Table) -> tuple[str, ...]:
    profile = profile_of(table)
    direct = profile.direct and any(row["open"] and not row["moderated"] for row in table.all("qa"))
    return (
        gettext("What you ask, and how many support it."),
        gettext("Everybody can read it at once.")
        if direct
        else gettext("Moderators read it first; what they let in, everybody can read."),
        gettext("A name only if you write one.") if profile.names else gettext("No names."),
        gettext("What the team dismisses loses its words within a day."),
    )


def _polls() -> tuple[str, ...]:
    return (
        gettext("Your ballot is secret: after the close nobody can say any more who chose what, not even the server."),
        gettext("Results are shown only where enough people voted."),
    )


def _evaluation() -> tuple[str, ...]:
    return (
        gettext(
            "What you choose and write there, without a name. So that each device answers once, the server knows until the"
            " close that it has answered, and afterwards not even that."
        ),
        gettext("Organisers see results from five answers on, and words as they were written: please name nobody."),
    )


def _workshops() -> tuple[str, ...]:
    return (
        gettext(
            "Notes that you write there. Whoever runs the room decides which ones are shared; they are summed up"
            " without names."
        ),
    )


def _owners() -> tuple[str, ...]:
    return (
        gettext(
            "So that you can take back what you wrote, each text has a mark that only your browser’s cookie leads to."
            " Texts of one device are not connected with each other."
        ),
    )


def _list() -> tuple[str, ...]:
    return (
        gettext("Name, organisation, booked workshops, and when somebody came."),
        gettext("Only the desk and the organisers see it."),
        gettext("No e-mail addresses and no telephone numbers. Nothing connects the list with questions or votes."),
    )


def _has_list(table: Table) -> bool:
    return any(row.to for row in table.all("attendee")) or registration(table)["own"]


def elsewhere(table: Table) -> Iterator[str]:
    """The websites that a participant's browser also asks, as organisers have set it up."""
    if event_of(table)["stream"]:
        yield gettext(
            "The video of this event comes from another website, which sees your network address when you watch."
        )
    if table.all("meeting"):
        yield str(gettext("Video meetings of workshops are at another service, with rules of its own."))


def _until(table: Table, name: str) -> str:
    """When a part goes, as a day where that is known."""
    kept = days_of(table)[name]
    if ended(table) is None and kept:
        return str(ngettext("%(num)d day after the event", "%(num)d days after the event", kept))
    return _day(table, day_of_forgetting(table, name))


def _day(table: Table, own: int | None) -> str:
    """The day on which something goes: its own, or the event's if that is earlier."""
    days = [ms for ms in (own, day_of_forgetting(table, WHOLE)) if ms is not None]
    if not days:
        return str(gettext("until the organisers delete it"))
    return str(gettext("until %(day)s", day=day(min(days), parse_zone(zone_of(table)))))

"""Everybody who may come × every command and address × objects that are theirs, hidden, of another room or event, or none.

`python -m tests.security.matrix [FILE]` plays it on a server of its own and writes the table.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from companion.client.http import Answer
from companion.core.ticket_codes import attendee_code
from companion.rules.registry import COMMANDS
from companion.store.store import Store
from tests.security import expectations
from tests.security.expectations import GROUPS, ORGANISERS, ROLES, SUPERVISORS, TEAM
from tests.support.event.served import ServedEvent
from tests.support.server import Server
from tests.support.until import until
from tests.support.valkey import Valkey
from tests.support.visitor import Visitor

OWN_SLOT, OTHER_SLOT = "online-offline-1", "community-building-1"
OWN_ROOM, OTHER_ROOM, OTHER_WORKSHOP = "raum-1", "raum-2", "krisenzeiten"
NONE: Final = "0" * 16
PROTECTED: Final = frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429})
"""How a request may be refused. Nothing is ever broken, and nothing is done."""
KINDS: Final = {
    "signup": "slot", "work": "summary", "reaction": "session", "programme": "session", "tickets": "ticket_batch",
    "undo": "undo_record", "device": "mute", "form": "form",
}  # fmt: skip
"""What the objects of an area are, where they are not called like it."""
FIELDS: Final = {
    "session": "session", "slot": "slot", "room": "room", "note": "note", "from": "session", "attendee": "attendee",
    "nonce": "check", "workshop": "workshop", "screen": "none",
}  # fmt: skip
"""The same for arguments that name an object."""
HIDDEN: Final = frozenset({"question", "topic", "poll", "answer"})
"""Kinds of which the one planted is in no row that others than the team see: it must be refused as if there were none."""


@dataclass
class Cell:
    """One thing that somebody has tried. `seen`: canaries in the answer that were not for them."""

    role: str
    what: str
    object: str
    allowed: bool
    answer: str
    seen: tuple[str, ...] = ()
    wrong: str = ""


@dataclass
class Scene:
    """Two events with something hidden in every corner, and everybody who may come to the first."""

    event: ServedEvent
    other: ServedEvent
    people: dict[str, Visitor] = field(default_factory=dict)
    objects: dict[str, dict[str, str]] = field(default_factory=dict)
    canaries: dict[str, frozenset[str]] = field(default_factory=dict)
    """Words that stand in a text, and the roles that may read it."""
    codes: dict[str, str] = field(default_factory=dict)

    def canary(self, name: str, *readers: str) -> str:
        """A word to put into a text that only these roles may read."""
        word = f"Kanarie{name}"
        self.canaries[word] = frozenset(readers)
        return word


def scene(event: ServedEvent, other: ServedEvent) -> Scene:
    """Everything planted, and everybody there."""
    found = Scene(event, other)
    _plant(found)
    _come(found)
    return found


def _plant(s: Scene) -> None:
    event, org, author = s.event, s.event.organiser, s.event.join()
    panel, mo = event.session(), event.moderator
    own_room = ("facilitator",)
    asked = [author.do("question.ask", session=panel, text=s.canary(word, *TEAM))["result"]["id"] for word in "AB"]
    mo.do("question.dismiss", id=asked[1])
    topic = author.do("topic.propose", text=s.canary("C", *TEAM))["result"]["id"]
    draft = {"session": panel, "kind": "single", "options": [{"de": "x"}, {"de": "y"}]}
    poll = event.moderate("poll.create", **draft, title={"de": s.canary("D", *TEAM)})["id"]
    words = event.moderate("poll.create", session=panel, kind="text", title={"de": "Was fehlt?"})["id"]
    event.moderate("poll.open", id=words)
    author.do("poll.vote", id=words, choice=s.canary("E"))
    notes = {}
    for slot, room, more in ((OWN_SLOT, OWN_ROOM, own_room), (OTHER_SLOT, OTHER_ROOM, ("other room",))):
        staff = event.staff("facilitator", room)
        word = s.canary(f"F{room[-1]}", *TEAM, *more)
        notes[slot] = staff.do("note.write", slot=slot, kind="insight", text=word)["result"]["id"]
        staff.do("slot.help", id=slot)
        staff.do("slot.meeting", id=slot, url=f"https://{s.canary(f'G{room[-1]}', *TEAM, *more)}.example.org/")
    form = {"title": {"de": s.canary("H", *ORGANISERS)}, "questions": [{"kind": "text", "title": {"de": "Was?"}}]}
    made = org.do("form.make", **form, organisations=[s.canary("I", *ORGANISERS)])["result"]["id"]
    invited = next(iter(event.all("invitation")))
    event.system("form.submit", invitation=invited, answers={"q1": {"text": s.canary("J", *ORGANISERS)}})
    person = {"key": "1", "name": s.canary("K", *SUPERVISORS), "note": s.canary("L", *SUPERVISORS)}
    event.system("attendees.load", people=[person, {"key": "2", "name": "Bo", "org": s.canary("M", *SUPERVISORS)}])
    event.system("registration.set", own=True)
    batch = org.do("tickets.issue", mode="remote", n=2, label=s.canary("N", *SUPERVISORS))["result"]["id"]
    link = org.do("link.create", role="moderator", label=s.canary("O", *SUPERVISORS))["result"]
    org.do("event.blocklist", lang="de", words=[s.canary("P", *TEAM)])
    org.do("glossary.set", terms=[[s.canary("Q", *TEAM), "x"]])
    author.do("question.ask", session=panel, text="Was ist mit P?")
    foreign = s.other.join()
    s.other.moderate("session.qa", id=s.other.session("input"), open=True)
    theirs = foreign.do("question.ask", session=s.other.session("input"), text=s.canary("R"))["result"]["id"]
    away = s.other.organiser.do("link.create", role="moderator", label=s.canary("S"))["result"]["id"]
    people = event.all("attendee")
    s.codes = {
        row["name"]: attendee_code(event.key, event.slug, id, row["issue"]) for id, row in people.items()
    }  # fmt: skip
    bo = next(id for id, row in people.items() if row["name"] == "Bo")
    s.canaries[s.codes.pop(person["name"])] = SUPERVISORS
    s.canaries[link["secret"].rpartition(".")[2]] = frozenset()
    nothing = {
        kind: NONE
        for kind in (
            *KINDS.values(), *FIELDS.values(), "question", "topic", "poll", "answer", "link", "opening", "room",
            "attendee", "checkin",
        )
    }  # fmt: skip
    s.objects = {
        "hidden": nothing | {
            "question": asked[0], "topic": topic, "poll": poll, "note": notes[OTHER_SLOT], "slot": OTHER_SLOT,
            "summary": f"slot-{OTHER_SLOT}", "attendee": bo, "link": link["id"], "form": made, "room": OTHER_ROOM,
            "ticket_batch": batch,
        },
        "elsewhere": nothing | {
            "question": theirs, "session": s.other.session("input"), "link": away,
        },
        "none": nothing,
    }  # fmt: skip


def _come(s: Scene) -> None:
    event, org = s.event, s.event.organiser

    def link(role: str, **more: Any) -> dict[str, str]:
        found: dict[str, str] = org.do("link.create", role=role, **more)["result"]
        return found

    def opened(role: str, **more: Any) -> Visitor:
        return event.join().staff(link(role, **more)["secret"])

    s.people = {
        "visitor": event.visitor(),
        "on site": event.join(),
        "remote": event.join("remote"),
        "checked in": event.join(),
        "ticket": event.visitor(),
        "facilitator": opened("facilitator", room=OWN_ROOM),
        "other room": opened("facilitator", room=OTHER_ROOM),
        "other workshop": opened("facilitator", workshop=OTHER_WORKSHOP),
        "moderator": opened("moderator"),
        "crew": opened("crew"),
        "podium": opened("podium"),
        "steward": opened("desk", steward=True),
        "supervisor": opened("desk"),
        "screen": opened("screen"),
        "organiser": opened("organiser"),
        "helper": opened("organiser", hours=2),
    }
    s.people["ticket"].request(
        "POST", f"/t/{s.codes['Bo']}", b"", {"Content-Type": "application/x-www-form-urlencoded"}
    )
    s.people["checked in"].do("checkin.self")
    revoked, ended = link("moderator"), link("organiser")
    s.people |= {"revoked": event.join().staff(revoked["secret"]), "ended": event.join().staff(ended["secret"])}
    org.do("link.revoke", id=revoked["id"])
    opening = next(id for id, row in event.all("opening").items() if row["link"] == ended["id"])
    org.do("opening.end", id=opening)
    s.people["expired"] = opened("organiser", hours=0.0005)
    for role in ("moderator", "organiser"):
        s.people[f"{role} elsewhere"] = event.join().staff(s.other.secret(role))
    page = f"/e/{event.slug}/organise"
    until(lambda: s.people["expired"].request("GET", page)[0] == 403)
    assert s.people.keys() == set(ROLES)


def play(s: Scene) -> Iterator[Cell]:
    """Every cell. What is not refused must be for this role, and changes nothing, since what it names is not theirs."""
    for role in ROLES:
        for name in COMMANDS:
            yield from _command(s, role, name)
        # Who has left has no role any more, so that is tried last.
        for address, group in sorted(expectations.ADDRESSES.items(), key=lambda pair: pair[0].endswith("/leave")):
            yield from _address(s, role, address, group)


# commands


def _command(s: Scene, role: str, name: str) -> Iterator[Cell]:
    who, allowed = s.people[role], role in GROUPS[expectations.COMMANDS[name]]
    code = who.do(name, no_such_argument=1)["code"]  # no command knows it, so nothing takes effect whoever asks
    wanted = "no_participant" if role == "visitor" else "bad_args" if allowed else "not_allowed"
    yield Cell(role, name, "-", allowed, code, wrong="" if code == wanted else f"not {wanted}")
    if not allowed:
        return
    told: dict[str, str] = {}
    for which in ("none", "elsewhere", "hidden"):
        kind, args = _arguments(name, s.objects[which])
        if kind is None or (which == "hidden" and not _is_hidden(role, name, kind)):
            return
        status, body, headers = who.client.do(name, f"m-{role}-{name}-{which}", args)
        answer = msgspec.json.decode(body)
        told[which] = answer.get("code") or "ok"
        wrong = "" if status < 500 else "broken"
        if told[which] != told["none"] and (which == "elsewhere" or kind in HIDDEN):
            wrong = f"tells that it is there: none is {told['none']}"
        elif which == "hidden" and answer["ok"]:
            wrong = "was done"
        yield Cell(role, name, which, allowed, told[which], _seen(s, role, body, headers), wrong)


def _is_hidden(role: str, name: str, kind: str) -> bool:
    """Whether the planted object of a kind is none of this role's business; what only who sees all may send has none."""
    if role in TEAM or (kind in ("attendee", "ticket_batch", "link", "form") and role in SUPERVISORS):
        return False
    if kind in ("slot", "note", "summary", "room"):
        return role == "facilitator" and expectations.COMMANDS[name] in ("rooms", "heads", "scanners")
    return kind in HIDDEN


def _arguments(name: str, objects: Mapping[str, str]) -> tuple[str | None, dict[str, Any]]:
    """Arguments that name these objects, and the kind of the first; None if the command names none."""
    area = name.partition(".")[0]
    kind = KINDS.get(area, area)
    named: list[str] = []
    args: dict[str, Any] = {}
    for each in msgspec.structs.fields(COMMANDS[name].args):
        own = kind if each.encode_name in ("id", "into", "of", "by") else FIELDS.get(each.encode_name)
        if each.encode_name == "ids" and named and not each.required:
            continue
        if each.encode_name in ("id", "ids", "into") or own is not None and each.required:
            args[each.encode_name] = _named(each.encode_name, objects.get(own or kind, NONE))
            named.append(own or kind)
        elif each.required:
            args[each.encode_name] = _filled(each.type)
    if name == "slot.follow":
        return "slot", args
    return (named[0] if named else None), args


def _named(name: str, id: str) -> Any:
    return [id] if name == "ids" else {"question": id} if name == "of" else id


def _filled(type_: Any) -> Any:
    """Some value of a type."""
    text = str(type_)
    if "Label" in text:
        return {"de": "x"}
    for word, value in (("dict", {}), ("list", []), ("tuple", []), ("bool", True), ("str", "x"), ("int", 1)):
        if word in text:
            return value
    return None


# addresses


def _address(s: Scene, role: str, address: str, group: str) -> Iterator[Cell]:
    method, rule = address.split(" ", 1)
    who, allowed = s.people[role], role in GROUPS.get(group, frozenset())
    key = group == "who has the key"
    for which in ("own", "none"):
        for path in _paths(s, rule, which):
            if rule.endswith(("/live", "/stream")):
                path += "?as=team"  # what is open to others stays open: `test_roles` opens it
                allowed = role in TEAM
                if allowed:
                    continue
            if path.startswith("/metrics"):
                headers = {"X-Forwarded-For": "192.0.2.1"}
            else:
                headers = {"Content-Type": "application/x-www-form-urlencoded"} if method == "POST" else {}
            answer = who.request(method, path, b"" if method == "POST" else None, headers)
            yield Cell(role, address, which, allowed, str(answer.status), _seen(s, role, answer.body, answer.headers),
                       _wrong(answer, allowed, key, which))  # fmt: skip


def _wrong(answer: Answer, allowed: bool, key: bool, which: str) -> str:
    if answer.status >= 500:
        return "broken"
    if key:
        return "" if answer.status in PROTECTED else "open without a key"
    if allowed:
        return "" if which == "none" or answer.status not in (401, 403) else "shut"
    return "" if answer.status in PROTECTED else "open"


def _paths(s: Scene, rule: str, which: str) -> Iterator[str]:
    """The address with something of this event in it, or something that there is not."""
    own = {
        "slug": s.event.slug, "event": s.event.slug, "code": s.event.code or "", "room": OWN_ROOM, "name": "main",
        "id": s.objects["hidden"]["link" if "/link/" in rule else "attendee"], "poll": s.objects["hidden"]["poll"],
        "form": s.objects["hidden"]["form"], "asked": next(iter(s.event.all("invitation"))), "question": "q1",
        "batch": s.objects["hidden"]["ticket_batch"], "ending": "md", "other": s.other.slug, "organizer": "x",
    }  # fmt: skip
    if "/answer/" in rule or rule.lower().startswith("/t/"):
        own["code"] = NONE
    values = (
        own if which == "own" else {name: value if name in ("slug", "event") else NONE for name, value in own.items()}
    )
    if which == "none" and not any(f"<{name}>" in rule for name in own.keys() - {"slug", "event", "organizer"}):
        return
    for name, value in values.items():
        rule = rule.replace(f"<{name}>", value)
    yield rule


def _seen(s: Scene, role: str, body: bytes, headers: Mapping[str, str]) -> tuple[str, ...]:
    text = (body.decode(errors="replace") + str(dict(headers))).casefold()
    return tuple(word for word, readers in s.canaries.items() if role not in readers and word.casefold() in text)


# the table


def table(cells: list[Cell]) -> str:
    """Rows: what was tried; columns: roles; for each, what came of it."""
    marks: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        mark = "!" if cell.wrong or cell.seen else "+" if cell.allowed else "·"
        marks.setdefault((cell.what, cell.role), []).append(mark)
    width = max(len(what) for what, _ in marks)
    lines = [f"{n:>2} {role}" for n, role in enumerate(ROLES)]
    lines += ["", "+ is for this role, · is refused, ! is not as it should be; one sign for each object", ""]
    lines.append(" " * width + "".join(f"{n:>4}" for n in range(len(ROLES))))
    for what in dict.fromkeys(cell.what for cell in cells):
        lines.append(f"{what:<{width}}" + "".join(f"{''.join(marks.get((what, role), ''))[:3]:>4}" for role in ROLES))
    counts = Counter("wrong" if c.wrong or c.seen else "allowed" if c.allowed else "refused" for c in cells)
    lines += ["", f"{len(cells)} cells: " + ", ".join(f"{n} {what}" for what, n in sorted(counts.items()))]
    return "\n".join(lines)


def main() -> None:
    """Play it, and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        valkey = Valkey(Path(folder, "valkey"))
        server = Server(valkey.url, Path(folder))
        store = Store(valkey.url)
        event, other = ServedEvent(server, store), ServedEvent(server, store, "levelup4")
        text = table(list(play(scene(event, other))))
        for each in (event, other):
            each.close()
        server.stop()
        valkey.stop()
    Path(sys.argv[1]).write_text(text + "\n") if len(sys.argv) > 1 else print(text)


if __name__ == "__main__":
    main()

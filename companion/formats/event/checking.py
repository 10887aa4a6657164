"""Whether the rows of an archive are an event: of known kinds and types, for whom they may be, and hanging together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from companion.core.addresses import is_https
from companion.core.archive import CARRIED, may_be_for
from companion.core.audiences import is_audience
from companion.core.errors import Refusal
from companion.core.event import parse_zone
from companion.core.ids import LANGUAGE, SLUG
from companion.core.profiles import PROFILES
from companion.core.retention import MOST_DAYS
from companion.core.rows import TYPES
from companion.formats.event.archive import Archive
from companion.rules.programme.clock import MAX_SPEED
from companion.rules.reports.answers import STORED, File, is_link

MOST_TEXT: Final = 100_000
MOST_PEOPLE: Final = 100_000
"""As many as a row may count: no more are in one event."""
MOST_COUNTED: Final = 1_000_000
MOST_STEPS: Final = 50
"""Of a way from what was merged to what it counts as: each is a decision of a moderator."""
_CODE: Final = re.compile(r"[A-Z0-9]{4,8}")
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_AUDIENCE: Final = re.compile(r"[A-Za-z0-9:._-]{0,200}")
_PLANNED: Final = frozenset("event session room workshop round slot qa signup_settings chosen_topic meeting".split())
_CHANGE: Final = frozenset({"what", "kind", "id", "title", "before", "after"})

Fields = Mapping[str, Any]


def bad(where: str) -> Refusal:
    """The refusal of what is no archive; `where` names a place in the file and nothing that stands there."""
    return Refusal("archive_bad", where)


def check_archive(archive: Archive) -> Archive:
    """The archive itself. Raises `Refusal("archive_bad")` with the first place that does not fit."""
    if not SLUG.fullmatch(archive.event) or archive.v < 1:
        raise bad("event")
    seen = set[tuple[str, str]]()
    for n, (kind, id, v, to, fields) in enumerate(archive.rows):
        try:
            known = kind in CARRIED and (kind, id) not in seen and 1 <= v <= archive.v
            known = known and bool(_AUDIENCE.fullmatch(to)) and is_audience(to) and may_be_for(kind, to, dict(fields))
            known = known and (kind not in ("event", "clock") or id == archive.event)
            if not known or not _is_typed(kind, fields) or not _fits(kind, id, fields):
                raise bad(f"rows[{n}]")
        except (LookupError, TypeError, ValueError, AttributeError):
            raise bad(f"rows[{n}]") from None
        seen.add((kind, id))
    if ("event", archive.event) not in seen:
        raise bad("event")
    _check_together(archive)
    return archive


def _is_typed(kind: str, fields: Fields) -> bool:
    try:
        msgspec.convert(fields, TYPES[kind], strict=True)
    except msgspec.ValidationError:
        return False
    return fields.keys() == {*TYPES[kind].__struct_fields__} and all(_short(value) for value in fields.values())


def _short(value: Any) -> bool:
    return not isinstance(value, str) or len(value) <= MOST_TEXT


def _fits(kind: str, id: str, fields: Fields) -> bool:
    check = _CHECKS.get(kind)
    return check is None or check(id, fields)


# one check for each kind whose values do something


def _event(id: str, fields: Fields) -> bool:
    return bool(
        parse_zone(fields["tz"]) is not None
        and bool(fields["languages"])
        and all(LANGUAGE.fullmatch(lang) for lang in fields["languages"])
        and bool(_CODE.fullmatch(fields["code"]))
        and fields["profile"] in {None, *PROFILES}
        and (fields["stream"] is None or is_https(fields["stream"]))
        and (None in (fields["start"], fields["end"]) or fields["start"] <= fields["end"])
    )


def _clock(id: str, fields: Fields) -> bool:
    return bool(0 <= fields["speed"] <= MAX_SPEED)


def _meeting(id: str, fields: Fields) -> bool:
    return fields["url"] is None or is_https(fields["url"])


def _days(id: str, fields: Fields) -> bool:
    return all(days is None or 0 <= days <= MOST_DAYS for days in fields.values())


def _registration(id: str, fields: Fields) -> bool:
    return bool(0 <= fields["keep"] <= MOST_DAYS)


def _counts(id: str, fields: Fields) -> bool:
    return all(n is None or 0 <= n <= MOST_PEOPLE for n in fields.values())


def _submission(id: str, fields: Fields) -> bool:
    return all(_answer(id, answer) for answer in fields["answers"].values())


def _answer(asked: str, answer: Any) -> bool:
    if set(answer) == {"text"}:
        return isinstance(answer["text"], str) and _short(answer["text"])
    file = msgspec.convert(answer, File, strict=True)
    return file.stored.startswith(f"{STORED}{asked}.") and all(
        _NAME.fullmatch(name) for name in (file.stored, file.name)
    )


def _release(id: str, fields: Fields) -> bool:
    return id == str(fields["n"]) and all(
        isinstance(change, dict) and change.keys() == _CHANGE and isinstance(change["what"], str)
        and isinstance(change["before"], dict) and isinstance(change["after"], dict)
        for change in fields["changes"]
    )  # fmt: skip


def _plan(id: str, fields: Fields) -> bool:
    return all(
        kind in _PLANNED and isinstance(of, str) and fields.keys() <= {*TYPES[kind].__struct_fields__}
        for kind, of, fields in fields["rows"]
    )


def _poll(id: str, fields: Fields) -> bool:
    ids = [option["id"] for option in fields["options"]]
    return fields["state"] in ("draft", "closed", "archived") and len(ids) == len(set(ids))


_CHECKS: Final[Mapping[str, Callable[[str, Fields], bool]]] = {
    "event": _event,
    "clock": _clock,
    "meeting": _meeting,
    "retention_settings": _days,
    "registration": _registration,
    "votes": _counts,
    "checkin_count": _counts,
    "submission": _submission,
    "release": _release,
    "plan": _plan,
    "poll": _poll,
}


# what several rows say together


def _check_together(archive: Archive) -> None:
    by = {(kind, id): fields for kind, id, _, _, fields in archive.rows}
    _require_tree("merged", {id: f["merged"] for (kind, id), f in by.items() if kind in ("question", "topic")})
    _require_tree("parent", {id: f["parent"] for (kind, id), f in by.items() if kind == "session"})
    children: dict[str, str | None] = {}
    for (kind, id), fields in by.items():
        for child in fields["merges"] if kind == "qmod" else ():
            if child in children or child == id:
                raise bad("merges")
            children[child] = id
    _require_tree("merges", children)
    if sum(f["n"] for (kind, _), f in by.items() if kind == "votes") > MOST_COUNTED:
        raise bad("votes")
    named = [
        a["stored"]
        for (kind, _), f in by.items()
        if kind == "submission"
        for a in f["answers"].values()
        if "stored" in a
    ]
    if len(named) != len(set(named)) or not archive.files.keys() <= set(named):
        raise bad("files")
    for (kind, id), fields in by.items():
        if kind == "submission":
            _check_links(by, id, fields)


def _check_links(by: Mapping[tuple[str, str], Fields], id: str, fields: Fields) -> None:
    """Answers that are shown as links are links."""
    form = by.get(("form", fields["form"]))
    links = {question["id"] for question in form["questions"] if question["kind"] == "link"} if form else set()
    for question, answer in fields["answers"].items():
        if question in links and "text" in answer and not is_link(answer["text"]):
            raise bad("answers")


def _require_tree(where: str, parents: Mapping[str, str | None]) -> None:
    """Refuse a circle, and a way too long to be walked: who goes along it would never arrive."""
    for id in parents:
        at: str | None = id
        for _ in range(MOST_STEPS):
            if at is None:
                break
            at = parents.get(at)
        if at is not None:
            raise bad(where)

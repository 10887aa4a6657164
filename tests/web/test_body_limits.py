"""The proxy of deploy/nginx.conf lets through what Companion takes, and not much more."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from companion.base.paths import ROOT
from companion.web.checkin.people_lists import MAX_LIST
from companion.web.event.organise import MAX_FILE, MAX_PROGRAMME
from companion.web.operate import MAX_ARCHIVE, MAX_FORM
from companion.web.questions.written import MAX_SENT
from companion.web.reports.answer import MAX_HANDED_IN
from companion.web.reports.evaluate import MAX_ANSWERS

LIMITS = {
    "/e/<slug>/organise/programme": ("MAX_PROGRAMME", MAX_PROGRAMME),
    "/e/<slug>/organise/programme/text": ("MAX_FILE", MAX_FILE),
    "/operate/events": ("MAX_FORM", MAX_FORM),
    "/operate/archive": ("MAX_ARCHIVE", MAX_ARCHIVE),
    "/e/<slug>/organise/people": ("MAX_LIST", MAX_LIST),
    "/e/<slug>/organise/people/merge": ("MAX_LIST", MAX_LIST),
    "/e/<slug>/evaluate/<id>": ("MAX_ANSWERS", MAX_ANSWERS),
    "/e/<slug>/answer/<code>": ("MAX_HANDED_IN", MAX_HANDED_IN),
    "/e/<slug>/written/<code>": ("MAX_SENT", MAX_SENT),
}
"""Routes that take more than others: the name of the limit in their code, and the limit in bytes."""
MB = 1024 * 1024


def nginx() -> tuple[int, list[tuple[str, int]]]:
    """What the server takes, and what its places take that are named by a pattern, in bytes."""
    block = (ROOT / "deploy" / "nginx.conf").read_text()
    size = r"client_max_body_size (\d+)([km]);"
    places = re.findall(r"location ~ (\S+) \{ " + size, block)
    (default,) = re.findall(rf"^    {size}", block, re.M)
    assert len(places) + 1 == block.count("client_max_body_size")
    return in_bytes(*default), [(pattern, in_bytes(*limit)) for pattern, *limit in places]


def in_bytes(number: str, unit: str) -> int:
    return int(number) * {"k": 1024, "m": MB}[unit]


def passed(path: str) -> int:
    """How many bytes the proxy passes on to this path: the first pattern counts, as in nginx."""
    default, places = nginx()
    return next((limit for pattern, limit in places if re.search(pattern, path)), default)


def example(rule: str) -> str:
    return re.sub(r"<[^>]+>", "nexsm24-x_1", rule)


@pytest.mark.parametrize("rule", LIMITS)
def test_the_proxy_passes_on_what_is_taken(rule: str) -> None:
    limit = LIMITS[rule][1]
    assert limit <= passed(example(rule)) < limit + 1.25 * MB


def test_every_other_path_is_held_to_the_small_limit_on_both_sides(app: Flask) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert LIMITS.keys() <= rules
    for rule in rules - LIMITS.keys():
        assert passed(example(rule)) == app.config["MAX_CONTENT_LENGTH"], rule


def test_no_route_takes_more_that_is_not_listed() -> None:
    sources = [path.read_text() for path in (ROOT / "companion").rglob("*.py")]
    names = [name for source in sources for name in re.findall(r"\.max_content_length = (\w+)", source)]
    assert sorted(names) == sorted(name for name, _ in LIMITS.values())

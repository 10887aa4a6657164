"""Pages and endpoints: what all share here, and a folder for each feature. `register` is the one list of routes."""

from __future__ import annotations

from typing import Final

from flask import Flask

from companion.base.assets import Assets
from companion.web import base, do, health, live, operate
from companion.web.checkin import attendance, certificates, desk, desk_roster, people_lists, pretix_api, prints
from companion.web.event import (
    archive,
    attend,
    deletion,
    join,
    moderate,
    organise,
    papers,
    privacy,
    records,
    screen,
    staff,
    watch,
)
from companion.web.floor import crew, podium
from companion.web.polls import slips
from companion.web.programme import downloads, rehearsal
from companion.web.questions import written
from companion.web.reports import answer, evaluate, questionnaires, report
from companion.web.rooms import rooms
from companion.web.summaries import summary

PARTS: Final = (
    # fmt: off
    do,
    live,
    health,
    operate,
    attend,
    join,
    moderate,
    crew,
    podium,
    organise,
    papers,
    archive,
    deletion,
    privacy,
    records,
    screen,
    staff,
    watch,
    slips,
    downloads,
    rehearsal,
    rooms,
    attendance,
    certificates,
    desk,
    desk_roster,
    people_lists,
    pretix_api,
    prints,
    summary,
    answer,
    evaluate,
    questionnaires,
    written,
    report,
    # fmt: on
)


def register(app: Flask, assets: Assets) -> None:
    """Attach everything that all pages share, then each part."""
    base.register(app, assets)
    for part in PARTS:
        app.register_blueprint(part.routes)

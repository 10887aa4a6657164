"""Pages and endpoints, a module by who looks."""

from __future__ import annotations

from flask import Flask

from companion.assets import Assets
from companion.web import (
    answer,
    attend,
    attendance,
    base,
    desk,
    do,
    forms,
    health,
    join,
    live,
    moderate,
    organise,
    people_lists,
    prints,
    programme,
    redeem,
    report,
    rooms,
    roster,
    screen,
    slips,
    staff,
    summary,
    watch,
)

PARTS = (
    answer,
    attend,
    attendance,
    desk,
    do,
    forms,
    health,
    join,
    live,
    moderate,
    organise,
    people_lists,
    prints,
    programme,
    redeem,
    report,
    rooms,
    roster,
    screen,
    slips,
    staff,
    summary,
    watch,
)


def register(app: Flask, assets: Assets) -> None:
    """Attach everything that all pages share, then each part."""
    base.register(app, assets)
    for part in PARTS:
        app.register_blueprint(part.routes)

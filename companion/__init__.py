"""Companion: one shared state for the people in a building and the people on a link.

`create_app` wires the parts together and does nothing else; importing this package does nothing at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from companion.base.settings import Settings
    from companion.commands.commands import Commands
    from companion.live.hubs import Hubs
    from companion.store.replica import Replica
    from companion.store.store import Store


@dataclass(frozen=True, slots=True)
class Services:
    """The parts that requests need; found in `app.extensions["companion"]`."""

    settings: Settings
    store: Store
    replica: Replica
    commands: Commands
    hubs: Hubs


def create_app(settings: Settings | None = None) -> Flask:
    """The web application for `settings`, which come from the environment if none are given."""
    from flask import Flask

    from companion import web
    from companion.base.assets import Assets
    from companion.base.paths import ROOT
    from companion.base.settings import Settings
    from companion.commands.commands import Commands
    from companion.commands.presence import PresenceReport
    from companion.live.hubs import Hubs, Upstream
    from companion.store.replica import Replica
    from companion.store.safety import guarded

    settings = settings or Settings.from_env()
    store = guarded(settings.store_url, settings.store_may_lose)
    replica = Replica(store)
    commands = Commands(store, replica, keys=settings.keys, secret=settings.secret_key)
    assets = Assets(ROOT / "static" / "dist")
    upstream = Upstream(commands.event_now, PresenceReport(commands).send, commands.ballot_box.voted)
    hubs = Hubs(replica, upstream, assets.build)

    app = Flask("companion", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=16 * 1024, MAX_FORM_MEMORY_SIZE=16 * 1024)
    app.extensions["companion"] = Services(settings, store, replica, commands, hubs)
    web.register(app, assets)
    return app

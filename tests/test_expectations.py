"""For every command and every address somebody has said who it is for; whether that holds is tested in `tests/security`."""

from __future__ import annotations

from pathlib import Path

from companion import create_app
from companion.base.settings import Settings
from companion.core.kinds import ROLES
from companion.rules.registry import COMMANDS
from tests.security import expectations
from tests.support.server import KEY
from tests.support.valkey import Valkey

SAY = "say in tests/security/expectations.py who may"


def test_every_command_has_somebody_whom_it_is_for() -> None:
    assert expectations.COMMANDS.keys() == COMMANDS.keys(), f"{SAY} send it"


def test_every_address_has_somebody_whom_it_is_for(valkey: Valkey, tmp_path: Path) -> None:
    settings = Settings.from_env({"REDIS_URL": valkey.url, "DATA_DIR": str(tmp_path), "SECRET_KEY": KEY})
    app = create_app(settings)
    rules = app.url_map.iter_rules()
    found = {f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    app.extensions["companion"].replica.close()
    assert expectations.ADDRESSES.keys() == found, f"{SAY} open it"


def test_every_role_is_among_those_who_are_tried() -> None:
    tried = {"desk", *expectations.ROLES}
    assert set(ROLES) <= tried, "add it to ROLES in tests/security/expectations.py"

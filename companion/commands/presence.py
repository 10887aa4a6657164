"""How many people are connected to this process, told to the store under a name that the process has for its lifetime."""

from __future__ import annotations

from collections.abc import Mapping

from companion.commands.commands import Commands
from companion.core.actors import SYSTEM
from companion.core.ids import random_id


class PresenceReport:
    """This process's part of who is here."""

    def __init__(self, commands: Commands) -> None:
        self._commands = commands
        self._process = random_id()

    def send(self, slug: str, onsite: int, remote: int, rooms: Mapping[str, int]) -> None:
        """Tell how many people are connected, and how many remote ones follow which slot. Raises as `Commands.run`."""
        args = {"process": self._process, "onsite": onsite, "remote": remote, "rooms": dict(rooms)}
        self._commands.run(slug, SYSTEM, "presence.report", random_id(), args)

"""The command `companion`. What people at an event read here comes in their language; the rest is for operators."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

COMMANDS: Final = {
    "up": "companion.ops.running",
    "reload": "companion.ops.running",
    "run": "companion.ops.running",
    "doctor": "companion.ops.running",
    "rehearse": "companion.rehearsal.rehearse",
    "operator": "companion.ops.operating",
    "new": "companion.ops.operating",
    "delete": "companion.ops.operating",
    "links": "companion.ops.links",
    "import": "companion.ops.content",
    "people": "companion.ops.content",
    "topics": "companion.ops.content",
    "export": "companion.ops.content",
    "archive": "companion.ops.archiving",
    "agenda": "companion.ops.reading",
    "summarise": "companion.ops.reading",
}
"""The module of each command, which is imported when the command is asked for: nobody who starts Companion waits for the
readers of agendas."""


class Commands(click.Group):
    """All commands by their names."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order in which the help shows them."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name + "_" * (cmd_name == "import"))
        return found


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="companion")
def main() -> None:
    """Companion: a live companion for hybrid events."""


if __name__ == "__main__":
    main()

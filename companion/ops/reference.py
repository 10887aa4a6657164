"""Writes the reference of commands, codes and rows from the code: `python -m companion.ops.reference > docs/reference.md`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from companion.core.actors import DESK, DOORS, EVERYONE, MODERATORS, ORGANISERS, SYSTEM_ONLY
from companion.core.errors import CODES
from companion.core.kinds import KINDS
from companion.rules.base import Command
from companion.rules.registry import COMMANDS

WHO = {
    DESK: "desk, organiser",
    DOORS: "desk, organiser; facilitators at their room's door",
    EVERYONE: "everyone",
    MODERATORS: "moderator, organiser",
    ORGANISERS: "organiser",
    SYSTEM_ONLY: "the server",
}


def reference() -> str:
    """The reference as Markdown."""
    return "\n".join([*_commands(), *_codes(), *_kinds()]) + "\n"


def _commands() -> Iterator[str]:
    yield "# Reference: commands, codes, rows"
    yield ""
    yield "Generated from the code (`python -m companion.ops.reference > docs/reference.md`)."
    yield "How they travel: [wire.md](wire.md)."
    yield ""
    yield "## Commands"
    yield ""
    yield '`POST /e/<event>/do` with `{"do": …, "cid": …, "args": {…}}`. A `?` marks an argument that may be left out.'
    yield ""
    yield "| command | arguments | who | what |"
    yield "|---|---|---|---|"
    for name in sorted(COMMANDS):
        command = COMMANDS[name]
        who = WHO.get(command.allow) or ", ".join(sorted(command.allow))
        what = (command.rule.__doc__ or "").split("\n")[0]
        yield f"| `{name}` | {_args(command)} | {who} | {what} |"
    yield ""


def _args(command: Command) -> str:
    fields = msgspec.structs.fields(command.args)
    return " ".join(f"`{field.encode_name}{'' if field.required else '?'}`" for field in fields)


def _codes() -> Iterator[str]:
    yield "## Codes"
    yield ""
    yield 'A refusal is `{"ok": false, "code", "message"}`; it has changed nothing. The message is in the reader\'s language.'
    yield ""
    yield "| code | status | in English |"
    yield "|---|---|---|"
    for code, (status, text) in sorted(CODES.items()):
        yield f"| `{code}` | {status} | {text.replace('%(detail)s', '…')} |"
    yield ""


def _kinds() -> Iterator[str]:
    yield "## Rows"
    yield ""
    yield "| kind | fields |"
    yield "|---|---|"
    for kind, fields in KINDS.items():
        yield f"| `{kind}` | {' '.join(f'`{field}`' for field in sorted(fields))} |"


if __name__ == "__main__":
    print(reference(), end="")

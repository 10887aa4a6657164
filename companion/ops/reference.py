"""Writes the reference of commands, codes and rows from the code: `python -m companion.ops.reference > docs/reference.md`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from companion.core.actors import DESK, DOORS, EVERYONE, MODERATORS, ORGANISERS, SYSTEM_ONLY
from companion.core.errors import CODES
from companion.core.rows import MODULES, TYPES
from companion.ops.refusals import GENERAL, codes_of
from companion.ops.row_types import hints_of, meaning, name_of
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
    yield "*Refused* lists the codes by which a command may be refused for what it is about. Any command may be refused by"
    yield f"{', '.join(f'`{code}`' for code in sorted(GENERAL))}."
    yield ""
    yield "| command | arguments | who | what | refused |"
    yield "|---|---|---|---|---|"
    for name in sorted(COMMANDS):
        command = COMMANDS[name]
        who = WHO.get(command.allow) or ", ".join(sorted(command.allow))
        what = (command.rule.__doc__ or "").split("\n")[0]
        yield f"| `{name}` | {_args(command)} | {who} | {what} | {_refused(name)} |"
    yield ""


def _args(command: Command) -> str:
    fields = msgspec.structs.fields(command.args)
    return " ".join(f"`{field.encode_name}{'' if field.required else '?'}`" for field in fields)


def _refused(name: str) -> str:
    return " ".join(f"`{code}`" for code in sorted(codes_of(name)))


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
    yield "`[kind, id, fields]` as they come down, by feature. *Stage* is seen by everybody, *all* by everybody but projectors,"
    yield "*team* by moderators and organisers, *organisers* by those alone,"
    yield "*desk* by those who check people in, *nobody* stays in the store."
    yield ""
    for module in MODULES:
        yield f"### {module.__name__.rpartition('.')[2].capitalize()}"
        yield ""
        for kind in (kind for kind, type_ in TYPES.items() if type_.__module__ == module.__name__):
            yield from _kind(kind)


def _kind(kind: str) -> Iterator[str]:
    type_ = TYPES[kind]
    yield f"**`{kind}`**: {' '.join((type_.__doc__ or '').split())}"
    yield ""
    yield "| field | type | |"
    yield "|---|---|---|"
    for field, hint in hints_of(type_).items():
        yield f"| `{field}` | {name_of(hint).replace('|', chr(92) + '|')} | {meaning(hint)} |"
    yield ""


if __name__ == "__main__":
    print(reference(), end="")

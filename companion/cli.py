"""The command `companion`. What people at an event read here comes in their language; the rest is for operators."""

from __future__ import annotations

import click

from companion.ops.archiving import archive
from companion.ops.content import export, import_, people, topics
from companion.ops.links import links
from companion.ops.operating import delete, new, operator
from companion.ops.reading import agenda, summarise
from companion.ops.running import doctor, reload, run, up
from companion.rehearsal.rehearse import rehearse


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="companion")
def main() -> None:
    """Companion: a live companion for hybrid events."""


for _command in (
    up, reload, run, doctor, rehearse, operator, new, delete, links, import_, people, topics, export, archive, agenda, summarise
):  # fmt: skip
    main.add_command(_command)

if __name__ == "__main__":
    main()

"""The kinds of rows by feature: for each, what every field holds, its type and unit.

The reference and the types of the front end are written from these classes, and tests hold every row against them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from companion.core.rows import checkin, event, floor, polls, programme, questions, reports, rooms, summaries, topics
from companion.core.rows.base import Fields

MODULES: Final = (event, programme, questions, floor, topics, polls, rooms, checkin, summaries, reports)


def _types() -> Iterator[tuple[str, type[Fields]]]:
    for module in MODULES:
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Fields) and value.__module__ == module.__name__:
                yield re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(), value


TYPES: Final[dict[str, type[Fields]]] = dict(_types())
KINDS: Final[dict[str, frozenset[str]]] = {kind: frozenset(type_.__struct_fields__) for kind, type_ in TYPES.items()}

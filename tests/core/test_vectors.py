"""The histories that the browser's table is tested with are those that this server makes."""

from __future__ import annotations

import json

from companion.store.store import Store
from tests.support import code_hashes
from tests.support.histories import FILE, make, text


def test_the_browsers_histories_are_what_the_store_makes(store: Store) -> None:
    made = make(store)
    assert FILE.read_text() == text(made), "run: python -m tests.support.histories"


def test_replaying_a_history_gives_the_expected_rows() -> None:
    for case in json.loads(FILE.read_text()):
        rows = {(kind, id): fields for kind, id, fields in case["start"]["rows"]}
        for message in case["messages"]:
            if message["t"] == "state":
                rows = {}
            rows |= {(kind, id): fields for kind, id, fields in message.get("put", [])}
            for kind, id in message.get("gone", []):
                rows.pop((kind, id), None)
        assert rows == {(kind, id): fields for kind, id, fields in case["expect"]["rows"]}, case["name"]


def test_the_browsers_code_hashes_are_those_of_the_server() -> None:
    assert code_hashes.FILE.read_text() == code_hashes.text(), "run: python -m tests.support.code_hashes"

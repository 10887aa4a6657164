"""YAML values with their lines: each method reads one kind of value, or notes what is wrong and returns None.

Scalars are read as they are written. YAML's own guesses (10:40 is a number, `no` is false) would lie about times and
languages.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from companion.core.addresses import MAX_ADDRESS, is_https
from companion.core.ids import ID
from companion.formats.programme.model import Label
from companion.formats.programme.problems import Problem

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")

Fields = dict[str, yaml.Node]


def line_of(node: yaml.Node) -> int:
    """The line a value begins in, from 1."""
    return int(node.start_mark.line) + 1


class Reading:
    """One reading of a file: collects every problem instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def note(
        self, where: yaml.Node | int, code: str, guess: str | None = None, keys: Sequence[str] = (), **params: Any
    ) -> None:
        """Remember a problem at a value or a line."""
        line = where if isinstance(where, int) else line_of(where)
        self.problems.append(Problem(line, code, params, guess, tuple(keys)))

    def fields(self, node: yaml.Node, known: Sequence[str], required: Iterable[str] = ()) -> Fields | None:
        """A mapping with some of the `known` keys."""
        if not isinstance(node, yaml.MappingNode):
            self.note(node, "not_a_map")
            return None
        found: Fields = {}
        lines: dict[str, int] = {}
        for key_node, value in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "…"
            if key in lines:
                self.note(key_node, "duplicate_key", key=key, first=lines[key])
            elif key not in known:
                guess = _nearest(key, known)
                self.note(key_node, "unknown_key", guess, () if guess else known, key=key)
                lines.setdefault(guess or key, line_of(key_node))
            elif _is_null(value):
                self.note(key_node, "no_value", key=key)
            else:
                found[key] = value
            lines.setdefault(key, line_of(key_node))
        for key in required:
            if key not in lines:
                self.note(node, "missing", key=key)
        return found

    def entries(self, fields: Fields, key: str) -> list[yaml.Node]:
        """A list, empty if the key is not there."""
        node = fields.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.note(node, "not_a_list")
            return []
        return list(node.value)

    def text(self, node: yaml.Node | None, key: str, limit: int = 300) -> str | None:
        """One text, trimmed and in Unicode's composed form."""
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.note(node, "not_a_text", key=key)
            return None
        if _is_null(node):
            self.note(node, "no_value", key=key)
            return None
        text = unicodedata.normalize("NFC", " ".join(node.value.split()))
        if any(unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} for c in text):
            self.note(node, "bad_text", key=key)
            return None
        if not text:
            self.note(node, "no_value", key=key)
            return None
        if len(text) > limit:
            self.note(node, "too_long", key=key, length=len(text), limit=limit)
            return None
        return text

    def label(self, node: yaml.Node | None, key: str) -> Label | None:
        """A text, or a map from languages to texts."""
        if not isinstance(node, yaml.MappingNode):
            return self.text(node, key)
        texts: dict[str, str] = {}
        for language_node, value in node.value:
            language = self.language(language_node)
            text = self.text(value, key)
            if language in texts:
                self.note(language_node, "duplicate_key", key=language, first=line_of(node))
            elif language is not None and text is not None:
                texts[language] = text
        if not node.value:
            self.note(node, "no_value", key=key)
            return None
        return texts or None

    def number(self, node: yaml.Node | None, key: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`."""
        value = self.text(node, key)
        if value is None or node is None:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", value) or not low <= int(value) <= high:
            self.note(node, "bad_number", key=key, low=low, high=high, value=value)
            return None
        return int(value)

    def flag(self, node: yaml.Node | None, key: str) -> bool:
        """True or false; false if it is not there."""
        value = self.text(node, key)
        if value is None or node is None:
            return False
        if value.lower() not in {"true", "false"}:
            self.note(node, "bad_flag", key=key, value=value)
        return value.lower() == "true"

    def choice(self, node: yaml.Node | None, key: str, choices: Sequence[str]) -> str | None:
        """One of a closed list of words."""
        value = self.text(node, key)
        if value is None or node is None or value in choices:
            return value
        self.note(node, "bad_choice", _nearest(value, choices), value=value, key=key, choices=", ".join(choices))
        return None

    def language(self, node: yaml.Node) -> str | None:
        """A language code."""
        value = self.text(node, "languages")
        if value is None or LANGUAGE.fullmatch(value):
            return value
        self.note(node, "bad_language", value=value)
        return None

    def id(self, node: yaml.Node | None) -> str | None:
        """An id that a file gives by itself."""
        value = self.text(node, "id")
        if value is None or node is None or ID.fullmatch(value):
            return value
        self.note(node, "bad_id", value=value)
        return None

    def address(self, node: yaml.Node | None, key: str) -> str | None:
        """An https address."""
        value = self.text(node, key, MAX_ADDRESS)
        if value is None or node is None or is_https(value):
            return value
        self.note(node, "bad_address", value=value, key=key)
        return None

    def reference(self, node: yaml.Node | None, key: str, known: Iterable[str], code: str) -> str | None:
        """The id of something that the file defines elsewhere; `code` is the problem if it does not."""
        value = self.text(node, key)
        ids = list(known)
        if value is None or node is None or value in ids:
            return value
        self.note(node, code, _nearest(value, ids), value=value)
        return None


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _nearest(word: str, words: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word.lower(), list(words), 1, 0.6)), None)

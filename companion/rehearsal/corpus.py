"""What the crowd asks and votes on: fixed collections in German and English, some questions nearly the same."""

from __future__ import annotations

import random
from importlib.resources import files
from typing import Any, Final

import yaml

GENERAL: Final = "general"
Ways = list[tuple[str, str]]


class Corpus:
    """The questions by topic; each is a list of ways to ask it, as (language, text)."""

    def __init__(self) -> None:
        text = files("companion.rehearsal").joinpath("questions.yaml").read_text(encoding="utf-8")
        self.topics: dict[str, list[Ways]] = {
            topic: [[(lang, words) for way in ways for lang, words in way.items()] for ways in questions]
            for topic, questions in yaml.safe_load(text).items()
        }

    def pick(self, topic: str, lang: str, asked: set[str], rng: random.Random) -> tuple[str, str] | None:
        """A question as (language, text) that is not in `asked`: of the topic first, then a general one, or None.

        Somebody whose language no question is in takes another; now and then a question comes that was asked before in
        other words.
        """
        for pool in (self.topics.get(topic, []), self.topics[GENERAL]):
            fresh = [way for ways in pool for way in _askable(ways, asked, rng) if way[1] not in asked]
            spoken = [way for way in fresh if way[0] == lang]
            if spoken or fresh:
                return rng.choice(spoken or fresh)
        return None


class Surveys:
    """The polls by topic, and the words that people send to a word cloud."""

    def __init__(self) -> None:
        text = files("companion.rehearsal").joinpath("polls.yaml").read_text(encoding="utf-8")
        self.topics: dict[str, list[dict[str, Any]]] = yaml.safe_load(text)

    def next(self, topic: str, asked: set[str]) -> dict[str, Any] | None:
        """The terms of a poll whose German title is not in `asked`, or None."""
        for poll in [*self.topics.get(topic, []), *self.topics[GENERAL]]:
            if poll["title"]["de"] not in asked:
                return {term: value for term, value in poll.items() if term != "words"}
        return None

    def words(self, title: str) -> list[str]:
        """What people answer to a poll with this German title."""
        found = [
            poll.get("words", []) for polls in self.topics.values() for poll in polls if poll["title"]["de"] == title
        ]
        return found[0] if found else []


def _askable(ways: Ways, asked: set[str], rng: random.Random) -> Ways:
    """All ways to ask a question; once it was asked, seldom any."""
    if any(text in asked for _, text in ways) and rng.random() > 0.15:
        return []
    return ways

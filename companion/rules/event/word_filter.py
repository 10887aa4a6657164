"""The one door of what people type for everybody to read: their names and the first check of their texts, for questions,
answers, topics and notes alike; and the lists that words are looked up in. What the team writes itself does not pass here.
"""

from __future__ import annotations

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.content_filter import MAX_WORD, MAX_WORDS, cleaned, default_words, reasons
from companion.core.errors import Refusal
from companion.core.ids import LANGUAGE
from companion.core.reserved_names import is_reserved
from companion.core.table import Table
from companion.core.text import limited, line
from companion.rules.base import Args, command

BEGUN = ("de", "en")
MAX_NAME = 60


class Words(Args, frozen=True):
    """The whole list of a language: words, or stems that end in `*`."""

    lang: str
    words: list[str]


@command("event.blocklist", Words, ORGANISERS)
def words(table: Table, who: Actor, args: Words, ctx: Context) -> Commit:
    """Say with which words a text waits for a moderator."""
    if not LANGUAGE.fullmatch(args.lang):
        raise Refusal("bad_args", "lang")
    kept = cleaned(limited(word, MAX_WORD) for word in args.words)
    if len(kept) > MAX_WORDS:
        raise Refusal("too_long", MAX_WORDS)
    return Commit().upsert(table.get("blocklist", args.lang), "blocklist", args.lang, "team", {"words": kept})


def name_of(who: Actor, given: str | None) -> str | None:
    """What somebody wants to be called. Raises `Refusal`: `too_long`, `name_reserved` if that is how the team is called."""
    name = limited(line(given or ""), MAX_NAME)
    if name and not who.staff and is_reserved(name):
        raise Refusal("name_reserved")
    return name or None


def checked(table: Table, commit: Commit, id: str, *texts: str | None, anew: bool = False, to: str = "team") -> bool:
    """Whether texts that belong together should wait for a person, and `to` is told why; `anew` if others may have stood
    there.
    """
    found = reasons_to_wait(table, *texts)
    put_reasons(commit, table if anew else None, id, found, to)
    return bool(found)


def reasons_to_wait(table: Table, *texts: str | None) -> list[str]:
    """Why texts that belong together should wait for a person; empty if nothing speaks against them."""
    words = _word_list(table)
    return list(dict.fromkeys(reason for text in texts if text for reason in reasons(text, words)))


def put_reasons(commit: Commit, table: Table | None, id: str, found: list[str], to: str = "team") -> None:
    """Tell the team, or `to`, why the text of `id` waits; with `table`, also that one which replaces another does not."""
    if found or (table is not None and table.get("hold_reasons", id)):
        commit.put("hold_reasons", id, to, {"reasons": found})


def _word_list(table: Table) -> list[str]:
    edited = {row.id: row["words"] for row in table.all("blocklist")}
    return [word for lang in {*BEGUN, *edited} for word in edited.get(lang, default_words(lang))]

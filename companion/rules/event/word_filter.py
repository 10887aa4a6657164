"""The first check of what people type, for questions, answers and topics alike, and the lists that it looks words up in."""

from __future__ import annotations

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.content_filter import MAX_WORD, MAX_WORDS, cleaned, default_words, reasons
from companion.core.errors import Refusal
from companion.core.ids import LANGUAGE
from companion.core.table import Table
from companion.core.text import limited
from companion.rules.base import Args, command

BEGUN = ("de", "en")


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


def checked(table: Table, commit: Commit, id: str, text: str, *, anew: bool = False) -> bool:
    """Whether a text should wait for a person, whose team is told why; `anew` if another text may have stood there."""
    found = reasons(text, _word_list(table)) if text else []
    if found or (anew and table.get("hold_reasons", id)):
        commit.put("hold_reasons", id, "team", {"reasons": found})
    return bool(found)


def _word_list(table: Table) -> list[str]:
    edited = {row.id: row["words"] for row in table.all("blocklist")}
    return [word for lang in {*BEGUN, *edited} for word in edited.get(lang, default_words(lang))]

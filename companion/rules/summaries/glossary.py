"""The event's own glossary: words that mean the same in two languages, so that themes of summaries join across them."""

from __future__ import annotations

from companion.core.actors import ORGANISERS, Actor, Context
from companion.core.commit import Commit
from companion.core.errors import Refusal
from companion.core.table import Table
from companion.core.text import limited, line
from companion.rules.base import Args, command

MAX_PAIRS = 200
MAX_TERM = 80
GLOSSARY = "glossary"


class Glossary(Args, frozen=True):
    """All pairs; they stand for those before."""

    terms: list[tuple[str, str]]


@command("glossary.set", Glossary, ORGANISERS)
def set_glossary(table: Table, who: Actor, args: Glossary, ctx: Context) -> Commit:
    """Say which words mean the same. Summaries are made anew with them; what people have approved stays."""
    if len(args.terms) > MAX_PAIRS:
        raise Refusal("bad_args", f"terms ≤ {MAX_PAIRS}")
    pairs: dict[tuple[str, str], list[str]] = {}
    for one, other in args.terms:
        pair = [limited(line(one), MAX_TERM), limited(line(other), MAX_TERM)]
        if not all(pair):
            raise Refusal("empty")
        pairs.setdefault((pair[0].casefold(), pair[1].casefold()), pair)
    terms = list(pairs.values())
    return Commit().upsert(table.get("glossary", GLOSSARY), "glossary", GLOSSARY, "team", {"terms": terms})

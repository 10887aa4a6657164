"""What a word at the head of a column says is in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from companion.formats.programme.agenda.tongues import any_of, fold, words

Role = Literal[
    "start", "end", "length", "date", "people", "place", "language", "kind", "number", "note", "title", "track", ""
]
_ROLES: Final[list[tuple[Role, str]]] = [
    (
        "start",
        r"(?:uhr)?zeit(?:en|raum|plan|fenster|slot)?|time(?:s|slot| slot)?|wann|when|beginn(?:t| um)?|start(?:s"
        r"|zeit| time|s at)?|von"
        r"|from|anfang|uhr|slot|hours?|begin|zeit von|datum/zeit|date/time|zeit ?\(?(?:mez|mesz|cet|cest|gmt"
        r"|bst|uhr)\)?"
        r"|time ?\(?(?:cet|cest|gmt|bst|utc)\)?",
    ),
    ("end", r"ende?(?:t| um)?|end(?:e|s|zeit| time|s at)?|bis|until|to|finish|zeit bis"),
    (
        "length",
        r"dauer(?: ?[\[(]?(?:in )?min(?:uten|\.)?[\])]?)?|duration(?: ?\(?min(?:utes|s)?\.?\)?)?|länge|length"
        r"|min\.?|minuten|minutes"
        r"|mins",
    ),
    ("date", r"tag|day|datum|date|wochentag|weekday"),
    (
        "people",
        r"referent.*|speakers?.*|wer|who|with whom|mit wem|person(?:en)?|people|vortragende.*|mitwirkende.*"
        r"|moderat.*|leitung"
        r"|facilitat.*|presenters?|presented by|namen?|names?|hosts?|beteiligte|gäste|redner.*|by|sprecher.*"
        r"|chairs?|durch|mit"
        r"|verantwortlich.*|responsible.*|zuständig.*|leads?|led by|panell?ists?.*|expert.*|trainer.*|input von"
        r"|autor.*|authors?"
        r"|contributors?|akteur.*|gast|guests?|workshopleitung|ansprechperson.*|owner|vortrag(?:ende)? durch"
        r"|participants"
        r"|teilnehmende",
    ),
    (
        "place",
        r"raum|räume|rooms?|orte?|location|wo|where|place|venue|saal|stage|bühne|raum/ort|ort/raum|room/link|link|zoom"
        r"|treffpunkt|etage|floor|plattform|platform|hall",
    ),
    ("language", r"sprachen?|languages?|lang\.?|spr\.?"),
    ("kind", r"art|type|kind|format|typ|kategorie|category|session type|veranstaltungsart|methode|method|form"),
    ("number", r"nr\.?|no\.?|#|nummer|number|id|lfd\.? ?nr\.?|pos\.?|top(?:-nr\.?| nr\.?)"),
    (
        "note",
        r"bemerkung(?:en)?|notes?|anmerkung(?:en)?|kommentar.*|comments?|hinweise?|beschreibung|description"
        r"|details?|abstract"
        r"|kurzbeschreibung|material(?:ien)?|technik|status|kapazität|capacity|plätze|seats|organi[sz]ation|institution"
        r"|affiliation|zielgruppe|ziele?|goals?|unterlagen|einrichtung|organisation/funktion|funktion|level|co-?host",
    ),
    (
        "title",
        r"titel|title|them(?:a|en)|topics?|programm(?:punkte?)?|program(?:me)?|inhalte?|content|was|what"
        r"|sessions?|veranstaltung"
        r"|items?|agenda(?:punkte?)?|agenda item|activity|activities|aktivität|tagesordnungspunkte?|top|beitrag"
        r"|beiträge|vortrag"
        r"|vorträge|event|ablauf|programme item|thema/titel|titel/thema|schritt|step|talk|vortragstitel"
        r"|session title|subject"
        r"|betreff|punkt|bezeichnung|thema / inhalt|lecture|element|block|aktion",
    ),
    (
        "track",
        r"(?:saal|raum|room|hall|track|stream|strang|schiene|bühne|stage|forum|aula|plenum|foyer|seminarraum"
        r"|konferenzraum"
        r"|hörsaal|studio|werkstatt|atelier|main hall|main stage|panel|workshop)\b.{0,30}",
    ),
]
_PATTERNS: Final = [(role, re.compile(rf"(?:{words})\s*:?", re.IGNORECASE)) for role, words in _ROLES]
_ELSEWHERE: Final[list[tuple[Role, re.Pattern[str]]]] = [
    (role, re.compile(rf"{any_of(words('heads', role))}\s*:?"))
    for role in ("start", "end", "title", "people", "place", "date")
]
_BOTH = re.compile(r"\s*(?:/|&|\+|\bund\b|\band\b|,)\s*", re.IGNORECASE)


@lru_cache(maxsize=4096)
def role_of(head: str) -> Role:
    """The role that the head of a column names; of “Thema / Referent*in” the first that is known, "" if none is."""
    head = " ".join(head.split()).strip(' *_"?:')
    if not head or len(head) > 50:
        return ""
    for text in (head, *_BOTH.split(head)[:2]):
        for role, pattern in _PATTERNS:
            if text and pattern.fullmatch(text):
                return role
    folded = fold(head)
    return next((role for role, pattern in _ELSEWHERE if pattern.fullmatch(folded)), "")

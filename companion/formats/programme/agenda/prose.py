"""What in a text is no item: sentences, and what stands behind an agenda, such as contacts and notes."""

from __future__ import annotations

import re
from typing import Final

LONGEST_TITLE: Final = 240
_SENTENCE = re.compile(
    r"\b(?:wir|ihr|sie|es|werden|wird|wurde|wurden|können|kann|möchten|laden|freuen|ist|sind|hat|haben|gibt"
    r"|soll|sollen|we"
    r"|you|our|will|are|is|was|were|please|bitte|can|has|have|this|these|who|which)\b",
    re.I,
)
_WE = re.compile(r"\b(?:wir|ihr|we|you|nous|vous|nosotros|noi|nós|wij|biz|ми|мы|my|mi)\b", re.IGNORECASE)
_STOP = re.compile(
    r"^\W*(?:kontakt|contact|anmeldung\b(?! und|/)|registration\s*:|registrierung\s*:|anfahrt|directions"
    r"|how to get|gefördert"
    r"|funded|sponsor\w*|supported by|unterstützt\w*|mit (?:freundlicher )?unterstützung|partner"
    r"|förder(?:er|in|ung|geber|hinweis|verein)\w*|hinweise?"
    r"|notes?\b|please note"
    r"|bitte beachten|veranstalter|organi[sz]ers?\b|organised by|impressum|datenschutz|privacy|anmelden"
    r"|teilnahme(?:gebühr)?"
    r"|kosten|eintritt|mitzubringen|bitte mitbringen|bring|what to bring|was sie brauchen|über uns|about"
    r"|änderungen vorbehalten"
    r"|programmänderungen|subject to change|stand:|(?:mit )?(?:freundliche[nm]?|viele|herzliche|beste"
    r"|liebe) grü(?:ß|ss)e?n?"
    r"|best (?:regards|wishes)|kind regards|rückfragen|questions\?|tel\b|telefon|phone|e-?mail|fotos|photo|barriere"
    r"|accessibility|©|\(c\)|copyright|alle rechte|all rights|lg\b|vg\b|cheers|from:|von:|gesendet|sent:"
    r"|betreff|subject)\b",
    re.IGNORECASE,
)


def is_prose(rest: str, heading: bool) -> bool:
    """Whether what follows a time at the beginning of a line goes on as a sentence."""
    words = rest.split()
    if not words:
        return False
    ends = rest.rstrip().endswith((".", "!"))
    told = (
        len(words) > 16
        or (ends and bool(_WE.search(rest)))
        or (len(words) > 8 and ends and bool(_SENTENCE.search(rest)))
    )
    small = rest[:1].islower() and told
    return small or (len(rest) > 220 and not heading)


def is_sentence(text: str) -> bool:
    """Whether a line is running text rather than a title."""
    words = text.split()
    return len(words) > 30 or (len(words) > 7 and text.rstrip().endswith((".", "!")) and bool(_SENTENCE.search(text)))


def is_stop_text(text: str) -> bool:
    """Whether a line begins what comes after the agenda."""
    return bool(_STOP.match(text)) and len(text) < 120

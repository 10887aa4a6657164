"""Words that say that a person follows, or that somebody leads: “Moderation:”, “mit”, “presented by”."""

from __future__ import annotations

import re

_GENDER = r"(?:en|[*:_/]?-?in(?:nen)?)?"
_ROLE = (
    rf"(?:(?:Co-?)?(?:Referent|Redner|Trainer|Sprecher|Expert|Panelist|Diskutant|Interpret|Künstler|Moderator"
    rf"|Workshopleiter|Autor)"
    rf"{_GENDER}(?:\s(?:und|/|&)\s\w+)?|Ref\.|Mod\.|(?:Keynote\s)?Speakers?|Vortragende[rn]?"
    rf"|Moderation(?:\s(?:und|&)\s\w+)?"
    r"|Moderat(?:ors?|ed by)|Chair(?:ed by|s|person)?|Facilitat(?:ors?|ion|ed by)|Leitung(?:\s(?:und|&)\s\w+)?"
    r"|Panell?ists?|Podium"
    r"|Gäste|Gast|Guests?|Impuls|Input|Host(?:s|ed by)?|Trainers?|Presenters?|Presented by|Led by|Leads?|Mit"
    r"|With|Durch|By"
    r"|Es (?:diskutieren|sprechen|moderiert|liest|spielt|lesen)|Auf dem Podium|Teilnehmende|Workshopleitung"
    r"|Durchführung|Mitwirkende"
    r"|Discussants?|Respondents?|In conversation with|Gastgeber(?:in)?|Verantwortlich|Responsible|Wer|Who"
    r"|Vortrag von|Contributors?"
    r"|Convenors?|Instructors?|Tutors?)"
)
UNSURE_ROLE = re.compile(r"\W*(?:Impuls|Input|Podium|Mit|With|By|Durch|Leads?|Host)\b", re.IGNORECASE)
ROLE_INSIDE = re.compile(rf"(?<=[\s.,;(|–—-]){_ROLE}\s{{0,3}}:\s{{0,3}}(?=\S)", re.IGNORECASE)
ROLE_FIRST = re.compile(rf"^\s*{_ROLE}\s*(?:\([^)]*\)\s*)?:\s*", re.IGNORECASE)
WITH_FIRST = re.compile(
    r"^\s*(?:(?:moderated|led|hosted|facilitated|chaired|given|delivered|run|presented) by"
    r"|(?:moderiert|geleitet|gehalten|angeleitet|begleitet|gestaltet) von|mit|with|w/|by|von|durch|feat\.|featuring)\s+(?=\S)",
    re.IGNORECASE,
)
WITH_INSIDE = re.compile(
    r"[,:–—-]?\s+\(?(?:mit|with|w/|by|von|durch|featuring|feat\.|(?:presented|moderated|led|hosted|facilitated"
    r"|chaired|given|delivered|run) by"
    r"|(?:moderiert|geleitet|gehalten|angeleitet|begleitet|gestaltet) von|unter Leitung von)\s+",
    re.IGNORECASE,
)

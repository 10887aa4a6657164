"""Names in an agenda: in italics, in a column of their own, behind “mit” or “Moderation:”, or alone on a line."""

from __future__ import annotations

import re
from typing import Final

from companion.programme.agenda.markup import IN, OUT
from companion.programme.agenda.words import kind_of

_HONOR = (
    r"(?:(?:Prof|Dr|Dipl|Mag|Ing|Hon|Rev|Univ|med|phil|h\.?\s?c|PD|jur|rer|nat|habil"
    r"|St)\b\.?[- ]?(?:Ing\.|Päd\.|Soz\.)?\s?|MdB\s|MdL\s|MdEP\s|MEP\s|MP\s|Frau\s|Herr\s|Mr\.?\s"
    r"|Ms\.?\s|Mrs\.?\s|Mx\.?\s|(?:Staats)?[Mm]inister(?:in)?\s|Bundes\w+minister(?:in)?\s"
    r"|Landes\w+minister(?:in)?\s|Landr[aä]t(?:in)?\s|Stadtr[aä]t(?:in)?\s|Dezernent(?:in)?\s"
    r"|Präsident(?:in)?\s|Professor(?:in)?\s|Mayor\s|Minister\s|Councillor\s|Cllr\.?\s|Lord\s|Lady\s|Sir\s"
    r"|Dame\s|Ambassador\s|Botschafter(?:in)?\s|(?:Ober)?[Bb]ürgermeister(?:in)?\s"
    r"|Senator(?:in)?\s|Staatssekretär(?:in)?\s)"
)
_ACADEMIC = re.compile(
    r"^(?:(?:(?:Univ\.|apl\.|Ass\.|Assoc\.|Jun\.|em\.)?[- ]?Prof(?:essor(?:in)?|in)?\.?|Dr(?:in|es)?\b\.?|PD\b"
    r"|Priv\.-Doz\.|Doz\."
    r"|Dipl\.?[- ]?\w{2,6}\b\.?|Mag\.|Ing\.|M\. ?A\.|B\. ?A\.|M\. ?Sc\.|med\.|phil\.|jur\.|rer\.|nat\.|pol\."
    r"|oec\.|soc\.|theol\.|habil\."
    r"|vet\.|dent\.|h\. ?c\.|mult\.|Frau\b|Herrn?\b|Mr\b\.?|Ms\b\.?|Mrs\b\.?|Mx\b\.?)[\s-]*)+(?=\S)"
)
_DEGREE = re.compile(r",?\s(?:Ph\.? ?D\.?|M\. ?A\.|MA|MBA|M\.? ?Sc\.?|B\. ?A\.|B\.? ?Sc\.?|LL\. ?M\.?|M\. ?Ed\."
    r"|Dipl\.-\w+\.?)(?=$|[,;(\s])")
_PARTICLE = r"(?:von|van|de|del|della|da|dos|di|du|der|den|ten|zu|zur|zum|bin|ibn|al|el|la|le|y|und zu)"
_WORD = r"[A-ZÄÖÜÀ-ÞŁŚŞČŠŽİĆŻ][\w’'´`.À-ž]*(?:-[A-ZÄÖÜÀ-ÞŁŚŞČŠŽ]?[\w’'À-ž]+)*"
_NAME = re.compile(
    rf"^(?P<honor>{_HONOR}{{0,4}})(?P<name>{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,3}}|(?<=\s){_WORD})$"
)
_NO_NAME = re.compile(
    r"(?:ung|ungen|heit|keit|keiten|ion|ionen|schaft|schaften|tät|ismus|ment|ments|ness|ing|pause"
    r"|essen|runde|tag|wort|worte|vortrag|panel"
    r"|workshop|workshops|gespräch|arbeit|politik|bildung|medien|welt|praxis|theorie|zukunft"
    r"|kultur|recht|rechte|kaffee|plenum|forum|input"
    r"|impuls|keynote|session|lab|labor|digital|media|online|social|development|city|women|youth"
    r"|rights|future|world|work|community|projekt"
    r"|projekte|gruppe|gruppen|stiftung|universität|institut|verein|ministerium|netzwerk|network"
    r"|center|centre|zentrum|school|saal|raum|room"
    r"|hall|foyer|museum|haus|house|team|ende|film|musik|music|lunch|break|coffee|dinner|welcome"
    r"|opening|closing|talk|teil|tools?|basics?|data"
    r"|intelligenz|intelligence|vernetzung|netz|und|the|für|über|wie|was|warum|zwischen|gegen|ohne"
    r"|unter|nach|neue[rsn]?|we[mr]|wo|keine?|unsere?|meine?|alle|jede[rs]?|every|from|between"
    r"|beyond|against|without|making|how|what|who|why)$",
    re.IGNORECASE,
)
_ORG = re.compile(
    r"\b(?:e\. ?V|gGmbH|GmbH|Universit|Hochschule|Institut|Foundation|Stiftung|Ministr|Minister"
    r"|Bundes|Landes|Amt\b|Verein|Verband|Network|Netzwerk"
    r"|International|Centre|Center|Zentrum|Council|Rat\b|School|Akademie|Academy|NGO|gAG|Ltd|Inc"
    r"|University|College|Projekt|Stadt|City|Organi[sz]ation"
    r"|Initiative|Agentur|Redaktion|Museum|Kirche|Diakonie|Caritas|AWO|Journalist|Direktor|Leiter"
    r"|Geschäftsführ|Vorstand|Vorsitz|Referent|Head|Chair"
    r"|Professor|Autor|Author|CEO|Manager|Coordinator|Koordinat|Beauftragt|Expert|Künstler|Artist"
    r"|Trainer|Coach|TU|FU|HU|LMU|WZB|DGB|Uni\b|Hochschul|Jugendring|Jugendamt|Behörde|Landkreis|Bezirk"
    r"|Fraunhofer|Max-Planck|Institute|Department|Office|Ministry|Association|Society|Trust\b|Charity|Council"
    r"|Officer|Director|Editor|Founder|Gründer)",
)
_ROLE = (
    r"(?:Referent(?:\*?[:_]?in(?:nen)?|en|Innen|/in)?|Speakers?|Vortragende[rn]?"
    r"|Redner(?:\*?[:_]?in(?:nen)?)?|Moderation|Moderat(?:or|orin|ors|ed by)|Chair(?:ed by|s)?"
    r"|Facilitat(?:or|ors|ion|ed by)|Leitung|Panel(?:ists?|ist:innen|ist\*innen)|Podium|Gäste|Gast"
    r"|Guests?|Impuls|Input|Host(?:s|ed by)?|Trainer(?:\*?[:_]?in(?:nen)?)?|Presenters?"
    r"|Presented by|Mit|With|Es diskutieren|Es sprechen|Teilnehmende|Workshopleitung|Durchführung"
    r"|Es moderiert|Mitwirkende|Interpret(?:in)?|Diskutant(?:\*?innen|en)?|Discussants?)"
)
_LED = re.compile(rf"^\s*{_ROLE}\s*(?:\([^)]*\)\s*)?:\s*", re.IGNORECASE)
_WITH = re.compile(
    r"^\s*(?:mit|with|by|von|durch|feat\.|featuring|moderiert von|moderated by|geleitet von|led by"
    r"|facilitated by|hosted by|presented by)\s+(?=\S)",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"[,:–—-]?\s+\(?(?:mit|with|by|von|durch|featuring|feat\.|(?:presented|moderated|led|hosted|facilitated"
    r"|chaired|given|delivered|run) by"
    r"|(?:moderiert|geleitet|gehalten|angeleitet|begleitet|gestaltet) von|unter Leitung von)\s+",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\s*(?:;|,|&|/|\||\s\+\s|\s(?:und|and|sowie)\s|\n)\s*")
_PARENS = re.compile(r"\s*\([^()]*\)")
_LIKE_A_PHRASE = re.compile(r"^\w{2,}e[rsn]?\s\w+(?:en?|er|s|ung|it|ft)$")  # “Alte Pfade” is no person
_LINKS = re.compile(r"(?:\s+(?:mit|with|von|by|und|and|&|,))+$", re.IGNORECASE)
_OFFICE = re.compile(rf"\s+(?P<link>(?:der |des |von |durch |with |by |from )?)(?={_HONOR})")
_ITALIC = re.compile(f"{IN}([^{IN}{OUT}]*){OUT}?")


def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to four words that begin large and are no common words."""
    match = _NAME.match(text.strip())
    if not match or any(char.isdigit() for char in text) or len(text) > 60:
        return False
    words = re.split(r"[\s-]+", match["name"])
    if len(words[0]) > 1 and words[0].isupper() and words[0].isalpha():
        return False  # “JMD Süd” is an organisation
    return not any(_NO_NAME.search(word) for word in words)


def bare_name(name: str) -> str:
    """A name without academic titles and forms of address; offices such as MdB stay, since they say why somebody speaks."""
    name = " ".join(name.split())
    return _DEGREE.sub("", _ACADEMIC.sub("", name)) or name


def names_in(text: str, sure: bool = False) -> list[str]:
    """The people that a text lists; with `sure`, every entry is one. Organisations and functions beside them are dropped."""
    text = text.replace(IN, " ").replace(OUT, " ")
    text = _LED.sub("", text.strip(" .–—-:|"))
    text = _WITH.sub("", text)
    found: list[str] = []
    groups = [group for group in re.split(r"\s*[;\n]\s*", _PARENS.sub("", _DEGREE.sub("", text))) if group]
    each = len(groups) > 1 and sum("," in group for group in groups) * 2 > len(groups)  # “Name, organisation; name, …”
    for group in groups:
        parts = [part.strip(" .,:–—-") for part in _SPLIT.split(group.partition(",")[0] if each else group)]
        parts = [re.split(r"\s[–—-]\s|\s*[–—]\s*", part)[0] for part in parts]
        parts = [_LED.sub("", part).strip() for part in parts if part]
        named = [part for part in parts if is_name(part) and not _ORG.search(part)]
        found += named if named or not sure else [part for part in parts if _could_be(part)]
    return list(dict.fromkeys(bare_name(name) for name in found))


def only_people(text: str) -> list[str]:
    """The people, if a line or cell says nothing but who they are."""
    bare = text.replace(IN, "").replace(OUT, "").strip(" .–—-")
    if bare.startswith("(") and bare.endswith(")") and bare.count("(") == 1:
        bare = bare[1:-1].strip()
    if not bare or len(bare) > 400:
        return []
    if _LED.match(bare):
        return names_in(bare)
    with_ = _WITH.match(bare)
    rest = _PARENS.sub("", bare[with_.end() :] if with_ else bare)
    parts = [part.strip(" .–—-") for part in _SPLIT.split(rest) if part.strip(" .–—-")]
    named = [is_name(part) and not _ORG.search(part) for part in parts]
    others = [part for part, is_ in zip(parts, named, strict=True) if not is_]
    if not any(named) or not named[0] and not with_:
        return []
    if all(_ORG.search(part) or not any(char.islower() for char in part) for part in others) or (with_ and any(named)):
        return names_in(bare)
    # “Name, organisation”: one name, and then whatever that person is.
    beside = len(parts) == 2 and named[0] and re.search(r",|\s[–—-]\s", rest)
    return names_in(bare) if beside and len(others[0].split()) <= 5 else []


def split_people(text: str, known: bool = False) -> tuple[str, list[str]]:
    """A title and the people that stand behind it; where they are `known` from elsewhere, only clear marks count."""
    italics = [match[1].strip() for match in _ITALIC.finditer(text)]
    bare = _ITALIC.sub(" ", text).strip(" –—-|,")
    if italics and bare:
        names = [name for part in italics for name in names_in(part)]
        if names and not bare.endswith(":"):
            return _LINKS.sub("", " ".join(bare.split())), names
    whole = " ".join(text.replace(IN, " ").replace(OUT, " ").split())
    for splitter in (_after_role, _in_parens) if known else (_after_role, _in_parens, _after_with, _after_dash, _after_office):
        title, names = splitter(whole)
        if names:
            return title, names
    return whole, []


def _after_role(text: str) -> tuple[str, list[str]]:
    match = re.search(rf"[\s.,;(|–—-]+{_ROLE}\s*:\s*(?=\S)", text, re.IGNORECASE)
    if not match or match.start() == 0:
        return text, []
    return text[: match.start()].strip(" ,;(|–—-"), names_in(text[match.end() :].rstrip(")"), sure=True)


def _in_parens(text: str) -> tuple[str, list[str]]:
    match = re.search(r"\s*\(([^()]{4,200})\)\s*$", text)
    return (text[: match.start()], only_people(match[1])) if match and match.start() else (text, [])


def _after_with(text: str) -> tuple[str, list[str]]:
    for match in reversed(list(_INNER.finditer(text))):
        names = only_people(text[match.end() :])
        if names and match.start():
            return text[: match.start()].strip(" ,:–—-"), names
    return text, []


def _after_dash(text: str) -> tuple[str, list[str]]:
    for match in reversed(list(re.finditer(r"\s+[–—|·•/-]\s+|\s*[|]\s*|:\s+|,\s+(?=Dr|Prof|MdB|MdL)", text))):
        names = only_people(text[match.end() :])
        if match[0].startswith(":") and len(names) == 1 and _LIKE_A_PHRASE.search(text[match.end() :]):
            continue
        if names and match.start() and len(text[: match.start()]) > 2:
            return text[: match.start()].strip(" ,:–—-"), names
    return text, []


def _after_office(text: str) -> tuple[str, list[str]]:
    """“Grußwort MdB Ada Beispiel”, “Keynote Prof. Bo Muster”: an office or a title says that a person follows."""
    for match in _OFFICE.finditer(text):
        left = text[: match.start()].strip(" ,:–—-")
        names = only_people(text[match.end("link") :])
        if names and left and len(left.split()) <= 4 and kind_of(left)[1] > 0.9:
            return left, names
    return text, []


def _could_be(part: str) -> bool:
    words = part.split()
    return (
        1 < len(words) <= 5 and words[0][:1].isupper() and not any(c.isdigit() for c in part) and not _ORG.search(part)
    )

"""Whether a piece of text is a person's name, and what of it: titles, forms of address and functions are no part of it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from companion.formats.programme.agenda.firstnames import FIRST_NAMES
from companion.formats.programme.agenda.labels import begins_with_office, is_address, is_office

HONOR = (
    r"(?:(?:The\s(?=Rev))?(?:Prof|Dr|Dipl|Mag|Ing|Hon|Rev|Univ|med|phil|h\.?\s?c|PD|jur|rer|nat|habil|Revd"
    r"|St)\b\.?[- ]?(?:Ing\.|Päd\.|Soz\.)?\s?|MdB\s|MdL\s|MdEP\s|MEP\s|MP\s|Frau\s|Herr\s|Mr\.?\s"
    r"|Ms\.?\s|Mrs\.?\s|Mx\.?\s|(?:Staats)?[Mm]inister(?:in)?\s|Bundes\w+minister(?:in)?\s"
    r"|Landes\w+minister(?:in)?\s|Landr[aä]t(?:in)?\s|Stadtr[aä]t(?:in)?\s|Dezernent(?:in)?\s"
    r"|Präsident(?:in)?\s|Professor(?:in)?\s|Mayor\s|Minister\s|Councillor\s|Cllr\.?\s|Lord\s|Lady\s|Sir\s"
    r"|Dame\s|Ambassador\s|Botschafter(?:in)?\s|(?:Ober)?[Bb]ürgermeister(?:in)?\s"
    r"|Senator(?:in)?\s|Staatssekretär(?:in)?\s)"
)
ACADEMIC = re.compile(
    r"^(?:(?:(?:Univ\.|apl\.|Ass\.|Assoc\.|Jun\.|em\.)?[- ]?Prof(?:essor(?:in)?|in)?(?:\.ssa|\.ª)?\.?|Dr(?:in|es)?\b\.?|PD\b"
    r"|Priv\.-Doz\.|Doz\.|(?:The\s)?Rev(?:d|erend)?\b\.?|Canon\b|Fr\b\.?|Sr\b\.?"
    r"|Dipl\.?[- ]?\w{2,6}\b\.?|Mag\.|Ing\.|M\. ?A\.|B\. ?A\.|M\. ?Sc\.|med\.|phil\.|jur\.|rer\.|nat\.|pol\."
    r"|oec\.|soc\.|theol\.|habil\."
    r"|vet\.|dent\.|h\. ?c\.|mult\.|Frau\b|Herrn?\b|Mr\b\.?|Ms\b\.?|Mrs\b\.?|Mx\b\.?)[\s-]*)+(?=\S)"
)
_FUNCTION = re.compile(
    r"^(?:(?:der|die|dem|den|des|dessen|deren|unsere[rnm]?|unser|the"
    r"|our)\s+)?(?:(?:[A-ZÄÖÜ][\w-]{0,20})?(?:[Aa]utor|[Rr]egisseur|[Jj]ournalist"
    r"|[Mm]oderator|[Vv]orsitzende|[Ff]ührer|[Ll]eiter|[Dd]irektor|[Kk]ünstler|[Rr]eferent|[Kk]oordinator"
    r"|[Ss]precher|[Ss]chriftsteller"
    r"|[Ff]otograf|[Pp]olitiker|[Gg]ründer|[Pp]rofessor|[Bb]eauftragte|[Ee]xpert|[Tt]rainer|[Pp]äsident"
    r"|[Bb]erater|[Ff]orscher"
    r"|[Aa]uthor|[Dd]irector|[Ff]ounder|[Hh]ost|[Mm]anager|[Ee]ditor|[Aa]rtist|[Cc]hair|[Rr]esearcher"
    r"|[Tt]eacher|[Ll]ehrer)"
    r"(?:in|e|en|n|r)?\s+)?(?=\S)"
)
DEGREE = re.compile(
    r",?\s(?:Ph\.? ?D\.?|M\. ?A\.|MA|MBA|M\.? ?Sc\.?|B\. ?A\.|B\.? ?Sc\.?|LL\. ?M\.?|M\. ?Ed\."
    r"|Dipl\.-\w+\.?)(?=$|[,;(\s])"
)
_DEGREE_BEHIND = re.compile(
    r"^([A-ZÄÖÜ][a-zäöüß]{4,})\s(?:(?:Prof|Dr|PD|Revd)\.?\s)+(?=[A-ZÄÖÜ])"
)  # “Staatsrätin Dr. Ada Beispiel”
_ADDRESS = re.compile(r"^(Frau|Herr|Mr|Ms|Mrs|Mx)n?\b")
_PARTICLE = r"(?:von|van|de|del|della|da|dos|di|du|der|den|ten|zu|zur|zum|bin|ibn|al|el|la|le|y|i|und zu)"
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'´`.\u200c]*(?:-[\w’']+)*"
_NAME = re.compile(
    rf"^(?P<honor>{HONOR}{{0,4}})(?P<name>{_WORD}(?:\s(?:{_PARTICLE}\s){{0,2}}{_WORD}){{1,3}}|(?<=\s){_WORD})$"
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
    r"|intelligenz|intelligence|vernetzung|netz|\bund|\bthe|für|über|wie|was|warum|zwischen|gegen|ohne"
    r"|unter|nach|neue[rsn]?|we[mr]|wo|keine?|unsere?|meine?|alle|jede[rs]?|every|from|between"
    r"|beyond|against|without|making|how|what|who|why)$",
    re.IGNORECASE,
)
_NO_SURNAME = re.compile(
    r"(?:lab|labor|team|gruppe|group|forum|verein|stage|club|kollektiv|collective|proje[ck]t|center|centre|zentrum|network|netzwerk)$",
    re.IGNORECASE,
)
_ARTICLES: Final = frozenset(
    "Die Der Das Ein Eine The An Zum Zur Im Am Vom Mein Dein Alle Kein"
    " First Second Third Open New Digital Social Public Local Global Smart Free Big Good Best Next Final Early Late Safe Fair"
    " Green Urban Rural Human Civic Common Creative Critical Practical Political Data Hate Hands Live Deep Joint Shared Group"
    " Table Team Project Lightning Coffee Lunch Parallel Session Workshop Panel Keynote Opening Closing Meet Building Making"
    " Working Talking Learning Living Beyond Towards Why How What When Where Who Mehr Wege Neu Neue Erste Zweite Dritte Gute"
    " Beste Freie Ganz Raus Rein Auf Mit Ohne Gegen Unter Nach Vor Wie Was Wer Wo Wann Warum".split()
)
_ORG = re.compile(
    r"\b(?:e\. ?V|gGmbH|GmbH|Universit|Hochschule|Institut|Foundation|Stiftung|Ministr|Ministeri"
    r"|Bundes|Landes|Amt\b|Verein|Verband|Network|Netzwerk"
    r"|International|Centre|Center|Zentrum|Council|Rat\b|School|Akademie|Academy|NGO|gAG|Ltd|Inc"
    r"|University|College|Projekt|Stadt|City|Organi[sz]ation"
    r"|Initiative|Agentur|Redaktion|Museum|Kirche|Diakonie|Caritas|AWO|Journalist|Direktor|Leiter"
    r"|Geschäftsführ|Vorstand|Vorsitz|Referent|Head|Chair"
    r"|Professor|Autor|Author|CEO|Manager|Coordinator|Koordinat|Beauftragt|Expert|Künstler|Artist"
    r"|Trainer|Coach|TU|FU|HU|LMU|WZB|DGB|Uni\b|Hochschul|Jugendring|Jugendamt|Behörde|Landkreis|Bezirk"
    r"|Fraunhofer|Radio\b|Zeitung|Verlag|Magazin|TV\b|Theater|Kollektiv|Bündnis|Allianz|Alliance|Büro\b"
    r"|Gewerkschaft|Schule|Klinik|Union\b|Service|Partnership|Werkstatt|Max-Planck|Institute|Department|Office"
    r"|Ministry|Association|Society|Trust\b|Charity|Council"
    r"|Officer|Director|Editor|Founder|Gründer)",
)
_SMALL_TITLE = re.compile(
    r"^(?:(?:prof\.ssa|prof|doc|dr|ph\.?dr|(?:rn|mu|ju|pae?d|th|mvdr)dr|mgr|bc|mba|inż|ing|hab|mag|dott\.ssa|dott|arch|avv|lic|lcdo"
    r"|lcda|sr|sra|srta|d\.ª|dña|m|mme|mlle|me|pr|doç|yrd|öğr\.\s?gör|av|uzm|проф|доц|д-р|к\.\s?і\.\s?н|к\.\s?и\.\s?н|канд|mr|mrs|ms"
    r"|dhr|mevr|mw|ir|drs|mr\.\s?drs|pani|pan|ks|sig\.ra|sig|eng|exmo|exma|dra|prof\.ª|conf|univ|acad|rep|cllr|cons|mons|don|suor|fra"
    r"|sœur|frère|père|p|o|s|hna|hno|bp|abp|zust|д\.\s?м\.\s?н|професор|профессор|доктор|г-жа|г-н|пан|пані"
    r"|د|م|أ|أ\.\s?د|ا\.\s?د|الدكتور|الدكتورة|الأستاذ|الأستاذة|السيد|السيدة|المهندس|المهندسة|المحامي|المحامية|الشيخ|دكتور|دكتورة"
    r"|دكتر|دکتر|مهندس|استاد|آقای|خانم|پروفسور|ד[\"״]ר|פרופ['׳]|פרופסור|עו[\"״]ד|הרב|מר|גב['׳]|гр)(?:\.\s?|\s))+(?=[^\W\d_]{2})",
    re.IGNORECASE,
)
LITTLE_ARTICLE: Final = re.compile(
    r"^(?:l['’]|(?:la|le|el|il|lo|los|las|les|den|de|het|o|a|die|der|dem|the|our)\s)(?=[^\W\d_A-Z]{3})"
)
_COUNTED: Final = re.compile(r"\s(?:I{1,3}|IV|VI{0,3}|IX|X)$")  # “Phase II”
_COMMON = re.compile(
    r"^(?:und|the|für|über|workshop|vortrag|keynote|panel|lunch|break|session|stiftung|schule"
    r"|projekt)$",
    re.I,
)
_ADJECTIVE = re.compile(  # “Leichte Sprache”
    r"(?:al|ig|lich|isch|bar|sam|los|iv|ös|ell|nd|iert|frei|voll|neu|alt|leicht|schnell|stark|groß|klein|jung"
    r"|offen|eigen|gut"
    r"|rauf|frisch|best|letzt|erst|zweit|dritt|bunt|wild|fair)e[rsnm]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Whether a text can be a person's name: two to four words that begin large and are no common words."""
    text, titled = _without_title(text.strip())
    match = _NAME.match(text)
    if not match or any(char.isdigit() for char in text) or len(text) > 60 or _COUNTED.search(text):
        return False
    words = re.split(r"[\s-]+", match["name"])
    surely = 1 < len(words) < 4 and (words[0] in FIRST_NAMES or (titled and _has_no_case(words[0])))  # “Kemal Stadt”
    if not surely and is_organisation(match["name"]):
        return False
    if (
        not (_is_large(words[0], surely) and _is_large(match["name"].split()[-1], surely))
        or begins_with_office(match["name"])
        or is_address(match["name"])
    ):
        return False
    if words[0] not in FIRST_NAMES and len(words) > 2 and is_office(" ".join(words[1:])):
        return False
    if (words[0] in FIRST_NAMES or (surely and titled)) and len(words) > 1 and match["name"].count(" ") < 4:
        return not any(_COMMON.match(word) for word in words[1:])
    if words[0] in _ARTICLES or (_ADJECTIVE.search(words[0]) and not match["honor"]):
        return False
    if len(words[0]) > 1 and words[0].isupper() and words[0].isalpha():
        return False  # “JMD Süd” is an organisation
    return not any(_NO_NAME.search(word) for word in words)


def _without_title(text: str) -> tuple[str, bool]:
    """A text without the small title in front of it, such as “ks.” or “د.”, and whether there was one."""
    match = _SMALL_TITLE.match(text)
    if match is None or (text[:1].isupper() and (len(match[0]) < 4 or "." not in match[0])):
        return text, False
    return text[match.end() :], True


def _has_no_case(word: str) -> bool:
    return not (word[0].isupper() or word[0].islower())


def _is_large(word: str, surely: bool) -> bool:
    """Whether a word begins large; where letters are not large or small, whether the name is certain."""
    return word[0].isupper() or (surely and not word[0].islower())


def bare_name(name: str) -> str:
    """A name without academic titles and forms of address; offices such as MdB stay, since they say why somebody speaks."""
    name = " ".join(name.split())
    name = _without_title(name)[0] if not ACADEMIC.match(name) else name
    bare = _DEGREE_BEHIND.sub(r"\1 ", DEGREE.sub("", ACADEMIC.sub("", name))) or name
    address = _ADDRESS.match(name)
    return bare if " " in bare or address is None else f"{address[1]} {bare}"  # “Frau Muster” says more than “Muster”


def begins_with_title(text: str) -> bool:
    """Whether a text begins as a person is addressed: “Dr.”, “Dra.”, “ks.”."""
    return bool(ACADEMIC.match(text)) or _without_title(text)[1]


def without_function(text: str) -> str:
    """“der Regisseurin Ada Beispiel” without what she is, where a name remains."""
    rest = text[match.end() :] if (match := _FUNCTION.match(text)) else text
    first, _, others = LITTLE_ARTICLE.sub("", text).partition(" ")
    while others.count(" ") > 1 and begins_with_office(first) and begins_with_office(others.split()[0]):
        first, _, others = others.partition(" ")  # “la presidente onoraria Ada Esempio”
    if rest == text and not is_name(text) and begins_with_office(first) and is_name(others):
        return others
    bare = LITTLE_ARTICLE.sub("", text)
    what, _, name = bare.partition(" ")
    small = what[:1].islower()
    if is_name(name) and ((bare != text and small) or ((bare != text or small) and name.split()[0] in FIRST_NAMES)):
        return name  # “la antropóloga Rocío Ejemplo”, “dem Imker Max Muster”
    return rest if " " in rest else text


def is_organisation(text: str) -> bool:
    """Whether a text names an organisation, or what somebody is there."""
    return bool(_ORG.search(text))


def is_certain(name: str) -> bool:
    """Whether a name begins with a first name that many people have."""
    return name.split()[0].split("-")[0] in FIRST_NAMES


def could_be_name(part: str) -> bool:
    """Whether a text may be a name where nothing but names is expected."""
    words = _SMALL_TITLE.sub("", part).split()
    if not words:
        return False
    large = [word for word in words if word[0].isupper() or not (word[0].isupper() or word[0].islower())]
    return (
        1 < len(words) <= 5
        and words[0] in large
        and words[-1] in large
        and len(words) - len(large) <= 2
        and not any(c.isdigit() or c in '«»„“”"' for c in part)
        and not (words[0].isupper() and 1 < len(words[0]) < 5 and words[0] not in FIRST_NAMES)
        and not (_ORG.search(part) or begins_with_office(part) or is_address(part))
        and not (words[0] not in FIRST_NAMES and (is_office(part) and len(words) > 2 or _NO_SURNAME.search(words[-1])))
    )

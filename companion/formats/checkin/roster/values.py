"""Single values of lists, in the words that people and pretix use for them in German and English."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final, cast

from companion.formats.checkin.roster.model import Lang, Mode, State
from companion.formats.checkin.roster.names import folded

# All words are compared folded: without case, accents and signs.
_ONSITE: Final = re.compile(
    r"\b(vor ort|(in )?prasenz\w*|onsite|on site|in person|personlich|im saal|physisch|offline"
    r"|presencial\w*|presentiel\w*|(in )?presenza|sur place|en salle|stacjonarn\w*|na miejscu|osobn\w*|prezencn\w*"
    r"|na miste|yuz yuze|fysiek|fysisk\w*"
    r"|ter plaatse|op locatie|pa plats|helyben|szemelyes\w*|in persoana|fizic|en persona|in loco|наживо|очно|лично"
    r"|офлайн|حضوري|حضوری|פיזי\w*)\b"
)
_REMOTE: Final = re.compile(
    r"\b(online\w*|remote|digital(e teilnahme)?|virtu\w+|zoom|(live ?)?stream\w*|zugeschaltet|von zu ?hause"
    r"|a distance|distanciel\w*|en ligne|en linea|a distancia|a distanza|da remoto|zdaln\w*|na dalku|cevrim ?ici"
    r"|uzaktan|pa distans"
    r"|онлаин|онлайн|дистанц\w*|удаленно|tavol\w*|عن بعد|انلاین|مقوون|מקוון|בזום)\b"
)
_YES: Final = frozenset(
    "ja j yes y x xx 1 wahr true t ok on"
    " checked oui si sim tak evet ano igen так да نعم erteilt einverstanden zugestimmt erlaubt agreed given".split()
)
_NO: Final = frozenset(
    "nein n no 0 falsch false f off unchecked non nao nie nee hayir ні нет ne nem nicht kein keine not none"
    " widerrufen".split()
)
_YES_SIGNS: Final = frozenset("✓✔☑☒✅+")
_NO_SIGNS: Final = frozenset("✗✘☐❌-–—")
_AGREEING: Final = re.compile(r"\b(einverstanden|stimme zu|willige ein|i agree|agree)\b")
_LANGUAGES: Final = {
    "de": frozenset("de deutsch german ger deu deutsche d".split()),
    "en": frozenset("en englisch english eng englische e".split()),
}
_STATES: Final[dict[str, str]] = {
    "valid": "j; y; jo; joo; gebucht; nimmt teil; kommer; deltar; paid; bezahlt; pending (confirmed);"
    " ausstehend (bestätigt); confirmed; bestätigt; angemeldet; registered;"
    "zugesagt; yes; ja; valid; gültig; active; aktiv; approved; accepted; angenommen; complete; completed; kommt; ok;"
    "free; kostenlos; checked; validé; validée; valide; payé; confirmé; betaald; bevestigd; pagado; pagada; pago; confirmada;"
    "confirmado; pagato; confermata; confermato; iscritto; opłacone; opłacony; tak; oui; sí; si; sim; evet; так; да;"
    " ano; igen;"
    "da; potwierdzone; potwierdzam; zaplaceno; ödendi; onaylandı; оплачено; підтверджено; подтверждено; مؤكد; نعم; کامل",
    "unpaid": "pending; ausstehend; unpaid; not paid; unbezahlt; nicht bezahlt; offen; open; pending (overdue);"
    "in afwachting van betaling; en attente de paiement; pendiente de pago; in attesa di pagamento; oczekuje na płatność;"
    "niet betaald; non payé; no pagado; non pagato; nieopłacone; nezaplaceno; ödenmedi; не оплачено;"
    "ausstehend (überfällig); partially paid; teilweise bezahlt; Zahlung ausstehend",
    "canceled": "n; nej; nei; ei; krank; sjuk; absent; absente; apologies; regrets; canceled; cancelled; storniert;"
    " abgesagt; abgemeldet; expired; abgelaufen; declined; abgelehnt; refunded;"
    "erstattet; storniert (bezahlte Gebühr); canceled (paid fee); withdrawn; zurückgezogen; kommt nicht; no; nein; non; não;"
    "nie; nee; hayır; ні; нет; ne; nem; nu; لا; geannuleerd; annulé; annulée; remboursé; cancelado; cancelada; anulado;"
    "reembolsado;"
    "annullata; annullato; rimborsato; anulowane; anulowany; odwołane; odwołany; zwrócone; zrušeno; iptal; скасовано;"
    " отменено;"
    "возвращено; lemondva; anulat; ملغى; ملغي; verhindert; entschuldigt; fehlt",
    "unapproved": "kanske; kanskje; måske; ehkä; t.b.c.; approval pending; Freigabe ausstehend; Warteliste;"
    " auf Warteliste; waiting list; waitlist; waitlisted;"
    "on waiting list; pending approval; en attente; liste d’attente; sur liste d’attente; lista de espera;"
    " en lista de espera;"
    "in attesa; lista d’attesa; oczekuje; lista rezerwowa; wachtlijst; op wachtlijst; in afwachting; čeká; náhradník;"
    "beklemede; yedek; очікує; ожидает; várólista; în așteptare; قيد الانتظار; no response; not replied; keine Rückmeldung;"
    "offen (Antwort); forse; peut-être; quizás; talvez; może; misschien; belki; možná; можливо; возможно; unconfirmed",
    "blocked": "blocked; gesperrt",
}
_STATE_OF: Final = {folded(word): cast(State, state) for state, words in _STATES.items() for word in words.split(";")}
# In the middle of what programs write: “Cancelled (refunded)”, “storniert am 03.05.” The first that fits counts.
_STATE_PARTS: Final[tuple[tuple[State, str], ...]] = (
    (
        "canceled",
        r"\b(cancel\w*|storn\w*|abgesagt|absage|abgemeldet|annul\w*|anul\w*|void\w*|delet\w*|geloscht|refund\w*"
        r"|(zuruck)?erstattet|zuruckgezogen|withdr\w*|declin\w*|abgelehnt|reject\w*|denied|nicht zugelassen"
        r"|not (attending|going|coming|approved|accepted)|cant (go|come|attend)|(nimmt|nehme) nicht teil|komm(t|e|en)? nicht"
        r"|expired|abgelaufen|verfallen|transferred|ubertragen|revoked|ungultig|invalid|iptal|zrusen\w*|скасован\w*"
        r"|отменен\w*"
        r"|refus\w*|rechazad\w*|rifiutat\w*|absent\w*|no puedo|no asist\w*|ne (peux|viens) pas|ne (pourrai"
        r"|viendrai) pas|non (posso|vengo)|nao (posso|vou)"
        r"|assent\w*|ausente\w*|nieobecn\w*|afwezig|nepritom\w*|відсутн\w*|отсутств\w*|hianyz\w*"
        r"|kann (leider )?nicht|leider nicht|nie (moge|przyjde)|nemuzu|neprijdu|не (зможу|смогу|прииду|приду|буду)"
        r"|kan (helaas )?niet|gelemem|nem tudok (jonni|menni)|nu pot|apologies)\b",
    ),
    ("blocked", r"\b(block\w*|gesperrt|suspended|banned)\b"),
    (
        "unpaid",
        r"\b((awaiting|pending|due|outstanding|missing) payment|payment (pending|due|outstanding|failed)|unpaid"
        r"|(zahlung|bezahlung) (offen|ausstehend|erwartet|fehlt)|(nicht|noch nicht|un)\s?bezahlt|not (yet )?paid"
        r"|warte\w* auf zahlung)\b",
    ),
    (
        "unapproved",
        r"\b(pending|waiting\w*|wait ?list\w*|warteliste|nachruck\w*|invited|eingeladen|unconfirmed"
        r"|(nicht|noch nicht|un)\s?bestatigt|not (yet )?(confirmed|registered)|tentative|maybe|vielleicht|unsicher|interested"
        r"|requested|angefragt|in review|in prufung|on hold|draft|entwurf|unvollstandig|incomplete|no reply|keine antwort"
        r"|unentschieden|undecided|(aun|todavia) no\b.*|no lo se|je ne sais pas|pas encore|(weiss"
        r"|weis) (es )?(noch )?nicht|noch (offen|unklar)|unter vorbehalt"
        r"|(поки|ещ?е|еще|пока) не (знаю|впевнен\w*|уверен\w*)|не знаю|nie wiem|jeszcze nie|nevim|non so|non lo so"
        r"|nao sei|weet (ik )?(het )?(nog )?niet"
        r"|bilmiyorum|belli degil|nu stiu|nem tudom|not sure|dont know|let you know|depends)\b",
    ),
    (
        "valid",
        r"^(attending|going|coming|checked in|eingecheckt|bestatigt|confirmed|paid|bezahlt|approved|accepted|registered"
        r"|booked"
        r"|gebucht|zugelassen|angemeldet|teilgenommen|attended|issued|fulfilled|claimed|zusage|nimmt teil|(ich )?komme"
        r"|teilnahme bestatigt"
        r"|confirm\w*|acept\w*|accett\w*|accepte\w*|inscrit\w*|iscritt\w*|potwierdz\w*|potvrzen\w*|bevestigd|onayland\w*"
        r"|підтверджен\w*|подтвержден\w*|visszaigazol\w*|ja\b.*"
        r"|yes\b.*|(si|oui|tak|ano|evet|так|да|igen|sim|jo|joo|certo|claro)\b.*)",
    ),
    ("canceled", r"^(nein|no|non|nie|nee|nej|ni|ні|нет|hayir|nao|ne|nem)\b.*"),
)
_STATE_WORDS: Final = [(state, re.compile(words)) for state, words in _STATE_PARTS]
_NOBODY: Final = frozenset(
    folded(words)
    for words in (
        "anonymous|anonym|anonyme|anonimo|gast|guest|gaste|guests|na|n a|none|nobody|niemand|keine angabe|k a|unbekannt|unknown"
        "|teilnehmer|teilnehmerin|teilnehmende|participant|attendee|ohne namen|no name|noname|tba|tbd|yes|no|ja|nein|true|false"
        "|wahr|falsch|x|xx|xxx|oui|non|si|test|not set|null|undefined|deleted|geloscht|privat|private|not provided"
        "|n n|nn|tbc|platzhalter|reserviert|reserved|reserve|begleitung|begleitperson|plus one|1|anonimowy"
        "|anonimno|anoniem|anonyme person|invitado|invite|ospite|gosc|neznamy|misafir|гість|гость|анонім|аноним|مجهول|ضيف"
        "|naam|nome|nombre|info requested|information requested|name folgt|folgt|name offen|offen|noch offen|to follow"
        "|to be announced|to be confirmed|a confirmer|por confirmar|da confermare"
    ).split("|")
)
_NAMELESS: Final = re.compile(
    r"(?:anonym|anonim|анонім|аноним)\w*"
    r"(?: (?:user|attendee|participant|person|guest|teilnehm\w*|gast|benutzer\w*|nutzer\w*))?(?: \d+)?"
)
_ALSO_NAMES: Final = frozenset("gast guest test true x si non privat".split())
_GERMAN: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*Uhr)?)?")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?")
_BESIDE: Final = re.compile(
    r"\s*[(\[](?:extern\w*|guest|gast|invité|invitado|ospite|host|co-host|gastgeber\w*|unverified|nicht verifiziert|me"
    r"|ich|organi[sz]er)[)\]]\s*$",
    re.IGNORECASE,
)
# What follows a comma behind a name and is no given name.
_AFTER: Final = frozenset("dr prof phd md jr sr ba ma bsc msc mba llm llb esq ii iii dipl ing mag mdb mdl mdep".split())
# It begins only where a word does, so that a text without one is passed over once and not once for each letter.
ADDRESS: Final = re.compile(r"(?<![^\s<>()@,;:])[^\s<>()@,;:]+@[^\s<>()@,;:]+\.[^\W\d_]{2,}")
_GONE: Final = "\x00"  # cleaned texts have none
_AROUND: Final = re.compile(r"[<(]?(mailto:)?\x00[>)]?")


def mode_of(text: str) -> Mode | None:
    """How somebody takes part; None if the words name neither way, or both."""
    words = folded(text)
    onsite, remote = bool(_ONSITE.search(words)), bool(_REMOTE.search(words))
    return None if onsite == remote else "onsite" if onsite else "remote"


def lang_of(text: str) -> Lang | None:
    """The language, if it is one of those that Companion speaks, and only one."""
    words = set(folded(text).split())
    found = [lang for lang, names in _LANGUAGES.items() if words & names]
    return cast(Lang, found[0]) if len(found) == 1 else None


def answer_of(text: str) -> bool | None:
    """Yes or no, also at the beginning of a sentence; None for anything else."""
    if text.strip() and set(text.strip()) <= _YES_SIGNS:
        return True
    if text.strip() and set(text.strip()) <= _NO_SIGNS:
        return False
    words = folded(text)
    first = words.split(" ")[0]
    if first in _NO or " nicht " in f" {words} ":
        return False
    return True if first in _YES or _AGREEING.search(words) else None


def state_of(text: str) -> State | None:
    """The state that a status stands for: pretix's words in its exports, and those of hand-made lists."""
    words = folded(text)
    known = _STATE_OF.get(words)
    if known or not words:
        return known
    return next((state for state, pattern in _STATE_WORDS if pattern.search(words)), None)


def is_nobody(text: str) -> bool:
    """Whether what stands where a name should is nobody's: “anonymous”, “Yes”, “n/a”, a number."""
    words = folded(text)
    return words in _NOBODY or bool(_NAMELESS.fullmatch(words)) or not any(char.isalpha() for char in text)


def is_no_part(text: str) -> bool:
    """The same of a first or a last name, where “Gast” and “Guest” are somebody's."""
    return not any(char.isalpha() for char in text) or (is_nobody(text) and folded(text) not in _ALSO_NAMES)


def moment_of(text: str, last: bool = False) -> str | None:
    """A moment as ISO to the minute; a day alone is its first minute, or with `last` its last one.

    Days with slashes are not read: which number is the month depends on who wrote them.
    """
    german = _GERMAN.fullmatch(text.strip())
    try:
        if german:
            day, month, year = (int(german[n]) for n in (1, 2, 3))
            found, whole = datetime(year, month, day, int(german[4] or 0), int(german[5] or 0)), german[4] is None
        elif iso := _ISO.fullmatch(text.strip()):
            found, whole = datetime.fromisoformat(iso[0]), iso[1] is None
        else:
            return None
    except ValueError:
        return None
    # A workbook keeps a day alone as its midnight, which is the only moment that comes here with a T and no seconds.
    if last and (whole or text.strip().endswith("T00:00")):
        found = found.replace(hour=23, minute=59)
    return found.isoformat(timespec="minutes")


def whole_name(text: str) -> str:
    """A name as it is said: `Müller, Anna` is `Anna Müller`, but `Anna Müller, PhD` is as it stands."""
    text = _BESIDE.sub("", text)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2 or not all(parts) or set(folded(parts[1]).split()) <= _AFTER:
        return text.strip()
    return f"{parts[1]} {parts[0]}"


def name_of_parts(parts: Iterable[str]) -> str:
    """Title, given name, middle name and family name as one."""
    return " ".join(part for part in parts if part)


def without_addresses(text: str) -> str:
    """`text` without e-mail addresses, which nobody at a desk needs."""
    bare = ADDRESS.sub(_GONE, text) if "@" in text else text
    return " ".join(_AROUND.sub("", bare).split()) if _GONE in bare else text

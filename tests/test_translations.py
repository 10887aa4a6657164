"""The words of the product: each message of the sources is in the catalogue, whole, and said as we say things."""

from __future__ import annotations

import re
import string
import subprocess
from collections import Counter
from collections.abc import Iterator
from gettext import translation
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import Environment

from companion.base.paths import ROOT
from companion.web.base import LANGUAGES

TRANSLATIONS = ROOT / "companion" / "translations"
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
TRANSLATED = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
SOURCE_LANGUAGE = "en"
NBSP = "\u00a0"
SPOKEN = {"alt", "aria-label", "aria-roledescription", "label", "placeholder", "title"}
SAME = {
    "Companion",  # the product
    "Deutsch",  # what languages call themselves
    "English",
}


def catalogue(lang: str, domain: str = "messages") -> Catalog:
    with (TRANSLATIONS / lang / "LC_MESSAGES" / f"{domain}.po").open("rb") as file:
        return read_po(file, locale=lang)


@pytest.fixture(params=TRANSLATED)
def messages(request: pytest.FixtureRequest) -> list[Message]:
    """All messages of one catalogue."""
    return [message for message in catalogue(request.param) if message.id]


@pytest.fixture
def german() -> list[tuple[str, str]]:
    """Every German text with its English one."""
    return [pair for message in catalogue("de") if message.id for pair in pairs(message)]


def pairs(message: Message) -> Iterator[tuple[str, str]]:
    """The source and the translation of each form: the first plural form has the singular, the others the plural."""
    if isinstance(message.id, str):
        yield message.id, str(message.string)
    else:
        one, many = message.id
        yield from ((many if i else one, form) for i, form in enumerate(message.string))


@pytest.mark.slow
def test_the_catalogues_are_in_step_with_the_sources() -> None:
    done = subprocess.run(["bash", "tools/words.sh", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_language_but_the_sources_has_a_catalogue() -> None:
    assert {*TRANSLATED, SOURCE_LANGUAGE} == set(LANGUAGES)


def test_english_needs_no_catalogue_not_even_for_plurals() -> None:
    words = translation("messages", TRANSLATIONS, [SOURCE_LANGUAGE], fallback=True)
    assert words.gettext("Please write something first.") == "Please write something first."
    assert [words.ngettext("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["{n} days", "{n} day", "{n} days"]


def test_everything_is_translated(messages: list[Message]) -> None:
    missing = [message.id for message in messages if not all(text for _, text in pairs(message)) or message.fuzzy]
    assert not missing
    assert len(messages) > 300


def test_plurals_have_all_their_forms() -> None:
    for lang in TRANSLATED:
        found = catalogue(lang)
        plurals = [message for message in found if message.pluralizable]
        assert plurals and all(len(message.string) == found.num_plurals for message in plurals)


def test_placeholders_are_kept(messages: list[Message]) -> None:
    wrong = [(source, text) for message in messages for source, text in pairs(message) if holes(source) != holes(text)]
    assert not wrong


def holes(text: str) -> Counter[str]:
    """The placeholders of both kinds, %(name)s and {name}, and single % signs, which printf would stumble over."""
    return Counter(re.findall(r"%\(\w+\)s|\{\w+\}|%(?!\()", text))


def test_blanks_at_the_edges_are_kept(messages: list[Message]) -> None:
    for message in messages:
        for source, text in pairs(message):
            assert edges(source) == edges(text), source


def edges(text: str) -> tuple[str, str]:
    bare = text.strip(string.whitespace + NBSP)
    start = text.index(bare)
    return text[:start], text[start + len(bare) :]


def test_a_message_is_either_plain_or_has_a_plural() -> None:
    """In the scripts the catalogue has one entry per message, so t() would find the forms of tn() and say English."""
    with (ROOT / "static" / "dist" / "messages.js").open("rb") as file:
        found = [said for _, said, _, _ in extract("javascript", file, {"t": None, "tn": (1, 2)})]
    plain = {said for said in found if isinstance(said, str)}
    plural = {said[0] for said in found if not isinstance(said, str)}
    assert plain and plural and not plain & plural


def test_german_is_set_as_german(german: list[tuple[str, str]]) -> None:
    for _, text in german:
        assert not re.search(r"[\"'”’]|\.\.\.| - |--(?!\w)", text), text
        assert text.count("„") == text.count("“"), text
        assert not re.search(r"{n} [A-ZÄÖÜ]|} (min|s|%)(?!\w)", text), text  # a number keeps to its unit
        assert not re.search(r"\w…", text), text


def test_german_says_du_and_names_nobody_by_gender(german: list[tuple[str, str]]) -> None:
    formal = re.compile(r"(?<=[\w,;] )(Sie|Ihnen|Ihr|Ihre[nmrs]?)\b")
    men = "Teilnehmer|Moderator|Organisator|Benutzer|Nutzer|Zuschauer|Zuhörer|Leiter|Helfer|Sprecher|Redner"
    gendered = re.compile(rf"\b({men})(s|n|en|in|innen)?\b")
    for _, text in german:
        assert not gendered.search(text), text
        assert not formal.search(text), text


def test_formal_german_says_what_the_other_german_says_of_du() -> None:
    """Each message that speaks to somebody has a formal one, and no other has."""
    plain = {message.id: message for message in catalogue("de") if message.id}
    formal = {message.id: message for message in catalogue("de", "formal") if message.id}
    assert formal.keys() <= plain.keys()
    assert not [id for id, message in plain.items() if INFORMAL.search(told(message)) and id not in formal]
    assert not [told(message) for message in formal.values() if INFORMAL.search(told(message))]
    assert not [id for id, message in formal.items() if told(message) == told(plain[id])]
    for id, message in formal.items():
        for one, other in zip(pairs(message), pairs(plain[id]), strict=True):
            assert holes(one[1]) == holes(other[1]) and edges(one[1]) == edges(other[1]), id


def test_informal_words_are_recognised() -> None:
    assert INFORMAL.search("Das siehst du gleich.") and INFORMAL.search("Bitte frag die Leitung.")
    assert INFORMAL.search("Nicht da. Öffne den Link.") and not INFORMAL.search("Frage stellen")


INFORMAL = re.compile(
    r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein(e[nmrs]?)?|[Ee]uch|[Ee]uer|[Ee]ure[nmrs]?)\b"
    r"|\b[Bb]itte (?!k?eine\b|diese\b|alle\b|beide\b)(\w+e|frag|gib|nimm|komm|lies|sieh|such|sag|prüf|versuch|schreib|wähl)\b"
    r"|(^|[.:] )(Öffne|Wähle|Schreibe|Scanne|Nimm|Gib|Tippe|Versuch|Prüfe|Zeige?|Lass|Melde|Füge|Sieh)\b"
)
"""Words that only “du” and “ihr” have."""


def told(message: Message) -> str:
    """What a message says, without what it only quotes."""
    return " | ".join(re.sub("„[^“]*“", "", text) for _, text in pairs(message))


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_templates_say_nothing_untranslated(path: Path) -> None:
    assert not [text for text in said_in(path.read_text(encoding="utf-8")) if text not in SAME]


def test_the_scan_of_templates_sees_what_people_would_read() -> None:
    source = """{% block title %}Hello{% endblock %}<p title="A title" class="name">{{ _("Fine") }} · {{ "not fine" }}
    &amp; <img alt="{{ _('Fine') }} or not"><script>let word;</script><style>p { color: red }</style><!-- silent -->"""
    assert set(said_in(source)) == {"Hello", "A title", "or not", "not fine"}


def said_in(source: str) -> list[str]:
    """The words of a template that people would read and that do not go through `_()`."""
    html, strings, before = [], [], ["", ""]
    source = re.sub(r"{% block page %}.*?{% endblock %}", "", source)  # the class of the body
    for _, kind, value in Environment().lex(source):
        if kind == "data":
            html.append(value)
        elif kind == "whitespace":
            continue
        elif kind == "string" and before != ["_", "("] and " " in value and not value.strip("\"'").startswith("/"):
            strings.append(value.strip("\"'"))
        if kind in ("variable_begin", "block_begin"):
            html.append("\0")
        before = [before[1], value]
    reader = Reader()
    reader.feed("".join(html))
    reader.close()
    words = [part.strip() for text in reader.said for part in text.split("\0")] + strings
    return [text for text in words if re.search(r"[^\W\d_]{2}", text)]


class Reader(HTMLParser):
    """Collects what a page says: texts and the attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.said += [value for name, value in attrs if name in SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside not in ("script", "style"):
            self.said.append(data)


def test_a_number_that_is_withheld_is_so_in_the_same_words_everywhere(german: list[tuple[str, str]]) -> None:
    """While more may come: from how many on it shows. At the end: that there are too few to show."""
    said = [(english, text) for english, text in german if re.search(r"\btoo few\b", english, re.I)]
    for english, text in said:
        assert re.search(r"\btoo few( \w+)?( of one group)? to show", english, re.I), english
        assert re.search(r"\bzu wenige( \w+)?, um sie zu zeigen", text, re.I), text
    soon = [(english, text) for english, text in german if english.startswith("The count shows from")]
    assert all(re.fullmatch(r"Die Zahl ist ab fünf \w+ zu sehen\.", text) for _, text in soon), soon
    assert len(said) >= 8 and len(soon) >= 3
    assert not [
        english for english, _ in german if re.search(r"too few to be told|fewer than five (answers|people)$", english)
    ]


def test_the_desk_and_a_release_have_one_name_each() -> None:
    """“Anmeldung” is what people do for a workshop, “Ausgabe” what a machine gives out."""
    for domain in ("messages", "formal"):
        for message in catalogue("de", domain):
            for english, german in pairs(message) if message.id and message.string else ():
                if re.search(r"\b(desk|supervisor)", english, re.I):
                    assert "Anmeldung" not in german, german
                if re.search(r"\brelease\b", english, re.I):
                    assert "Ausgabe" not in german, german

"""What says the same is grouped, and what contradicts never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.core.language import detect
from companion.core.summaries import Note
from companion.rehearsal.protocol import protocol
from workers.summaries.same import groups, opposed

OPPOSED = (
    ("de", "Wir brauchen Regeln für die Gruppen.", "Wir brauchen keine Regeln für die Gruppen."),
    ("de", "Alle Gruppen brauchen eine Beratungsstelle nicht.", "Nicht alle Gruppen brauchen eine Beratungsstelle."),
    ("de", "Wir brauchen mehr Regeln für die Moderation.", "Wir brauchen weniger Regeln für die Moderation."),
    ("de", "Die Gruppen sind für feste Ansprechpersonen.", "Die Gruppen sind gegen feste Ansprechpersonen."),
    ("de", "Ein Leitfaden für Moderation ist nötig.", "Ein Leitfaden für Moderation ist unnötig."),
    ("de", "Die Prüfung durch Menschen ist möglich.", "Die Prüfung durch Menschen ist unmöglich."),
    ("de", "Alle Behörden nutzen die Plattform.", "Niemand in den Behörden nutzt die Plattform."),
    ("de", "Ehrenamtliche arbeiten immer mit Supervision.", "Ehrenamtliche arbeiten nie mit Supervision."),
    ("de", "Netzwerke tragen mit Finanzierung durch die Krise.", "Netzwerke tragen ohne Finanzierung durch die Krise."),
    ("de", "Projekte brauchen Vertrauen vor der Finanzierung.", "Projekte brauchen Vertrauen nach der Finanzierung."),
    ("de", "Mehr Vertrauen, weniger Kontrolle durch Behörden.", "Weniger Vertrauen, mehr Kontrolle durch Behörden."),
    (
        "de",
        "TikTok erreicht Jugendliche, die Beratung suchen.",
        "TikTok erreicht Jugendliche nicht, die Beratung suchen.",
    ),
    ("en", "AI can replace community managers in a crisis.", "AI can't replace community managers in a crisis."),
    ("en", "AI can replace community managers in a crisis.", "AI cannot replace community managers in a crisis."),
    ("en", "Volunteers do need supervision and breaks.", "Volunteers don't need supervision and breaks."),
    ("en", "Volunteers do need supervision and breaks.", "Volunteers don’t need supervision and breaks."),
    ("en", "Authorities will answer within two days.", "Authorities won't answer within two days."),
    ("en", "Groups need more moderation by people.", "Groups need less moderation by people."),
    ("en", "The groups are for shared tools and lists.", "The groups are against shared tools and lists."),
    ("en", "A shared guide for moderation is necessary.", "A shared guide for moderation is unnecessary."),
    ("en", "Not all groups need a platform.", "All groups do not need a platform."),
    ("en", "Everybody trusts the new platform.", "Nobody trusts the new platform."),
    ("en", "Volunteers do trust the platform.", "Volunteers don´t trust the platform."),
    ("en", "No, rules for moderators are needed.", "No rules for moderators are needed."),
)
UNLIKE = (
    ("de", "Menschen ersetzen Maschinen in der Beratung.", "Maschinen ersetzen Menschen in der Beratung."),
    ("de", "Regeln statt Verbote für die Gruppen.", "Verbote statt Regeln für die Gruppen."),
    ("de", "Die Behörden fordern Moderation in Gruppen.", "Die Behörden fördern Moderation in Gruppen."),
    ("de", "Drei Videos pro Woche bewirken mehr.", "Vier Videos pro Woche bewirken mehr."),
    ("de", "Bis 2025 gibt es eine gemeinsame Plattform.", "Bis 2026 gibt es eine gemeinsame Plattform."),
    ("de", "Die Finanzierung der Gruppen steigt.", "Die Finanzierung der Gruppen sinkt."),
    ("de", "Wir sollten die Gruppen online treffen.", "Wir sollten die Gruppen offline treffen."),
    ("de", "Die Gruppen wollen Förderung.", "Die Gruppen wollen Förderung ablehnen."),
    ("de", "Die Gruppen treffen sich oft in Berlin.", "Die Gruppen treffen sich selten in Berlin."),
    ("de", "Die Gruppen treffen sich in Berlin.", "Die Gruppen treffen sich kaum in Berlin."),
    ("de", "Gruppen anmelden, bevor das Projekt beginnt.", "Gruppen abmelden, bevor das Projekt beginnt."),
    ("de", "Netzwerke tragen in der Krise.", "Netzwerke tragen in der Krise, wenn es sie vorher gab."),
    ("de", "Die Plattform ist kostenlos für Gruppen.", "Die Plattform ist kostenpflichtig für Gruppen."),
    ("de", "Texte sind wichtiger als Videos.", "Videos sind wichtiger als Texte."),
    ("de", "Die Gruppen brauchen Regeln.", "Die Gruppen haben Regeln."),
    ("de", "Die Gruppen brauchen Regeln.", "Brauchen die Gruppen Regeln?"),
    ("en", "Trust more than control helps groups.", "Control more than trust helps groups."),
    ("en", "Projects should include the volunteers.", "Projects should exclude the volunteers."),
    ("en", "Online groups need shared guides.", "Offline groups need shared guides."),
    ("en", "Volunteers hardly trust the authorities.", "Volunteers trust the authorities."),
    ("en", "The guide is useful for moderators.", "The guide is useless for moderators."),
    ("en", "It is legal to share the list.", "It is illegal to share the list."),
    ("de", "Die Behörden nutzen die Plattform.", "Die Behörden nutzen nciht die Plattform."),
    ("de", "Wir schalten die Kommentare unter Videos ein.", "Wir schalten die Kommentare unter Videos aus."),
    ("de", "Wir stellen die Moderation der Gruppen ein.", "Wir stellen die Moderation der Gruppen."),
    ("de", "Ehrenamtliche sollen Geld bekommen.", "Ehrenamtliche sollen unbezahlt bekommen."),
    ("de", "Wir brauchen Regeln, keine Verbote.", "Wir brauchen Verbote, keine Regeln."),
    ("de", "Nicht die Gruppen, die Behörden brauchen Hilfe.", "Die Gruppen, nicht die Behörden brauchen Hilfe."),
    ("en", "Groups trust authorities less than volunteers.", "Groups trust volunteers less than authorities."),
    ("en", "Groups gave up on shared tools.", "Groups gave shared tools."),
    ("en", "I doubt that AI is helpful for groups.", "AI is helpful for groups."),
    ("de", "Videos > Texte in den Gruppen", "Videos < Texte in den Gruppen"),
    ("de", "KI in der Beratung der Gruppen 👍", "KI in der Beratung der Gruppen 👎"),
    ("en", "Few groups trust the authorities.", "A few groups trust the authorities."),
    ("fr", "Les groupes font confiance aux autorités.", "Les groupes ne font pas confiance aux autorités."),
    ("en", "We need rules and bans.", "We need rules or bans."),
)
ALIKE = (
    ("de", "Vertrauen hängt an Menschen, nicht am Logo eines Projekts.", "Vertrauen hängt an den Menschen und nicht am Logo."),
    ("de", "Vertrauen hängt an Menschen, nicht am Logo des Projekts.", "Vertrauen hängt an Menschen und Zeit, nicht am Logo."),
    ("de", "Netzwerke tragen in der Krise nur, wenn es sie gab.", "Netzwerke tragen in der Krise nur, wenn es sie schon gab."),
    ("de", "Datenschutz muss vor der ersten Abfrage geklärt sein.", "Datenschutz muss vor der ersten Abfrage geklärt werden!"),
    ("de", "Gemeinsamer Kalender für drei Länder.", "Einen gemeinsamen Kalender für drei Länder aufsetzen."),
    ("de", "Ehrenamtliche brauchen Supervision und Pausen.", "Die Ehrenamtlichen brauchen auch Supervision und Pausen"),
    ("de", "Wir brauchen keine neue Plattform.", "wir brauchen keine neue plattform"),
    ("de", "Die Beratungsstelle muss vertraulich bleiben.", "Die Beratungstelle muss vertraulich bleiben."),
    ("de", "Wir brauchen eine dauerhafte Finanzierung.", "Wir brauchen eine dauerhafte Finanzeirung!!"),
    ("de", "Im Projekt fehlt die Zeit für Treffen.", "In dem Projekt fehlt die Zeit für Treffen."),
    ("de", "Ja.", "Ja!"),
    ("de", "Die Gruppen brauchen Supervision.", "Auch die Gruppen brauchen wirklich Supervision."),
    ("fr", "Les groupes font confiance.", "les groupes font confiance !"),
    ("en", "AI cannot replace people.", "AI can not replace people."),
    ("en", "AI cannot replace people.", "AI can’t replace people."),
    ("en", "Volunteers need supervision and breaks.", "The volunteers need supervision and also breaks!"),
    ("en", "We should share tools with small groups.", "We should share our tools with the small groups!"),
    ("en", "Volunteers don't trust the new platform.", "The volunteers do not trust the new platform."),
)  # fmt: skip


def together(lang: str, *texts: str) -> bool:
    return len(groups([Note(str(n), "insight", text, lang) for n, text in enumerate(texts)])) == 1


def contradict(lang: str, one: str, other: str) -> bool:
    return list(opposed([Note("a", "insight", one, lang), Note("b", "insight", other, lang)])) == [(0, 1)]


@pytest.mark.parametrize(("lang", "one", "other"), [*OPPOSED, *UNLIKE])
def test_what_says_something_else_is_never_grouped(lang: str, one: str, other: str) -> None:
    assert not together(lang, one, other) and not together(lang, other, one)


@pytest.mark.parametrize(("lang", "one", "other"), ALIKE)
def test_what_says_nearly_the_same_is_grouped(lang: str, one: str, other: str) -> None:
    assert together(lang, one, other) and together(lang, other, one)


@pytest.mark.parametrize(("lang", "one", "other"), OPPOSED)
def test_the_two_sides_of_a_contradiction_are_known(lang: str, one: str, other: str) -> None:
    assert contradict(lang, one, other) and contradict(lang, other, one) and not contradict(lang, one, one)


@pytest.mark.parametrize(("lang", "one", "other"), ALIKE)
def test_what_says_the_same_is_no_contradiction(lang: str, one: str, other: str) -> None:
    assert not contradict(lang, one, other)


NOTES = [(detect(text, ("de", "en"), "de"), text) for notes in protocol().values() for _, text in notes]
WORDS = {
    "de": "Gruppen brauchen Vertrauen Behörden Plattform nutzen gemeinsam Regeln Ehrenamtliche Zeit in Berlin wir".split(),
    "en": "groups need trust authorities platform use together rules volunteers time in Berlin we".split(),
}
TURNED = {
    "de": "nicht nie kein keine niemand ohne weder kaum selten weniger falsch wenn nur".split(),
    "en": "not never no nobody without don't can't cannot isn’t hardly less wrong unless only".split(),
}
SWAPPED = {
    "de": "mehr/weniger für/gegen nötig/unnötig alle/keine immer/nie mit/ohne vor/nach fördern/verhindern drei/vier".split(),
    "en": "more/less for/against necessary/unnecessary all/no always/never with/without before/after allow/forbid 3/4".split(),
}
LANGS = st.sampled_from(("de", "en"))


@given(LANGS, st.data())
def test_a_word_that_turns_the_sense_parts_two_notes(lang: str, data: st.DataObject) -> None:
    sentence = data.draw(st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=12))
    at = data.draw(st.integers(0, len(sentence)))
    turn = data.draw(st.sampled_from(TURNED[lang]))
    assert not together(lang, " ".join(sentence), " ".join([*sentence[:at], turn, *sentence[at:]]))


@given(st.sampled_from(NOTES), st.data())
def test_a_negation_anywhere_parts_what_was_really_noted(note: tuple[str, str], data: st.DataObject) -> None:
    lang, text = note
    spaced = text.split(" ")
    at = data.draw(st.integers(0, len(spaced)))
    turn = data.draw(st.sampled_from(TURNED[lang]))
    assert not together(lang, text, " ".join([*spaced[:at], turn, *spaced[at:]]))


@given(LANGS, st.data())
def test_an_opposite_parts_two_notes(lang: str, data: st.DataObject) -> None:
    sentence = data.draw(st.lists(st.sampled_from(WORDS[lang]), min_size=1, max_size=12))
    at = data.draw(st.integers(0, len(sentence)))
    one, other = data.draw(st.sampled_from(SWAPPED[lang])).split("/")
    texts = [" ".join([*sentence[:at], word, *sentence[at:]]) for word in (one, other)]
    assert not together(lang, *texts) and not together(lang, *reversed(texts))


@given(LANGS, st.data())
def test_a_negation_that_moves_past_a_word_parts_two_notes(lang: str, data: st.DataObject) -> None:
    sentence = data.draw(st.lists(st.sampled_from(WORDS[lang]), min_size=2, max_size=12, unique=True))
    at, to = sorted(data.draw(st.lists(st.integers(0, len(sentence)), min_size=2, max_size=2, unique=True)))
    turn = {"de": "nicht", "en": "not"}[lang]
    texts = [" ".join([*sentence[:n], turn, *sentence[n:]]) for n in (at, to)]
    assert not together(lang, *texts)

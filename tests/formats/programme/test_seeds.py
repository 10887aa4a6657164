"""Both real events load to exactly what their printed programmes say."""

from companion.base.paths import ROOT
from companion.core.event import parse_zone
from companion.formats.programme.model import Programme
from companion.formats.programme.read import load
from companion.formats.programme.rows import rows
from companion.formats.programme.times import show_time

EVENTS = ROOT / "events"
BERLIN = parse_zone("Europe/Berlin")

NEXSM24 = """
09:00 09:30 reception Empfang und Registrierung
09:30 09:35 opening Eröffnung der Veranstaltung
09:35 09:50 greeting Begrüßung und Anmoderation
09:50 10:00 greeting Grußworte
10:00 10:20 keynote Keynote zur Interaktion zwischen Digitalisierung und Migration
10:20 10:40 talk Transnationale Rolle migrantischer Communitys im gesellschaftlichen Diskurs zu \
Digitalisierung und Migration
10:40 11:40 panel Digitalisierung statt Marginalisierung: Partizipation mit oder trotz Algorithmen und KI?
11:40 12:00 break Kaffeepause für Vernetzung
12:00 12:45 workshop I. Workshop- und Austauschrunden
12:45 13:45 break Mittagspause
13:45 14:00 keynote Keynote
14:00 14:45 workshop II. Workshop- und Austauschrunden
14:45 15:00 plenary Zusammenfassung der Workshopergebnisse im Plenum
15:00 16:00 panel Migrant*innen(selbst)organisation breit gefasst: Möglichkeiten der strukturellen Unterstützung von \
migrantischen Online-Communitys
16:00 16:30 closing Schlusswort und Ausklang
""".replace("\\\n", "")


def lines(programme: Programme) -> list[str]:
    assert BERLIN is not None
    return [
        f"{show_time(s.start or 0, BERLIN)} {show_time(s.end or 0, BERLIN)} {s.kind} {s.title}"
        for s in programme.sessions
    ]


def test_nexsm24_has_fifteen_items_with_inferred_ends():
    programme = load(EVENTS / "nexsm24.yaml")
    assert lines(programme) == NEXSM24.strip().split("\n")
    assert all(session.end_inferred for session in programme.sessions)
    assert (programme.sessions[0].start, programme.mode, programme.provisional) == (1717484400000, "clock", True)
    assert (programme.start, programme.end) == (1717486200000, 1717511400000)


def test_nexsm24_has_the_same_five_workshops_in_both_rounds():
    programme = load(EVENTS / "nexsm24.yaml")
    workshops = [workshop.id for workshop in programme.workshops]
    first, second = (session for session in programme.sessions if session.round)
    assert len(set(workshops)) == 5
    assert (first.round, second.round) == (1, 2)
    for session in (first, second):
        assert [slot.workshop for slot in session.slots] == workshops
        assert [slot.room for slot in session.slots] == [room.id for room in programme.rooms]
    found = rows(programme, "nexsm24")
    slots = {id: fields for kind, id, fields in found if kind == "slot"}
    assert len(slots) == 10
    assert {fields["session"] for fields in slots.values()} == {first.id, second.id}
    assert [id for kind, id, _ in found if kind == "round"] == ["round-1", "round-2"]


def test_nexsm24_people_and_languages():
    programme = load(EVENTS / "nexsm24.yaml")
    panel = next(session for session in programme.sessions if session.kind == "panel")
    assert panel.languages == ("de", "en")
    assert [session.languages for session in programme.sessions if session is not panel] == [("de",)] * 14
    assert [(p.name, p.role) for p in panel.people] == [
        ("Jasper Tjaden", "panellist"),
        ("Torben Steffan", "panellist"),
        ("Liz Soto Rivas", "panellist"),
        ("Nicolas Bouliane", "panellist"),
    ]
    named = {p.name for part in (*programme.sessions, *programme.workshops) for p in part.people}
    assert len(named) == 22
    assert all(p.role == "facilitator" for workshop in programme.workshops for p in workshop.people)


def test_questions_are_open_and_moderated_where_people_expect_to_ask():
    programme = load(EVENTS / "nexsm24.yaml")
    qa = {id: fields for kind, id, fields in rows(programme, "nexsm24") if kind == "qa"}
    assert len(qa) == 25
    assert all(fields["moderated"] for fields in qa.values())
    closed = {id for id, fields in qa.items() if not fields["open"]}
    assert closed == {"reception", "opening", "welcome", "greetings", "coffee", "lunch", "closing"}


def test_level_up_has_an_order_and_no_times():
    programme = load(EVENTS / "levelup4.yaml")
    assert (programme.mode, programme.profile) == ("pointer", "sensitive")
    assert (programme.start, programme.end) == (1697022000000, 1697036400000)
    assert [(s.kind, s.title if isinstance(s.title, str) else s.title["de"]) for s in programme.sessions] == [
        ("greeting", "Begrüßung und Vorstellung neuer Projekte/Mitarbeiter*innen"),
        ("input", "Social Media Kampagnen: Umgang mit dem Business Manager"),
        ("discussion", "Gesprächsrunde im Level Up! Netzwerk"),
        ("input", "Podcasten – Was ist bei der Konzeption und Durchführung zu beachten?"),
        ("discussion", "Austausch zu KI und einem weiteren, von den Teilnehmenden vor Ort gewählten Thema"),
        ("closing", "Fazit und Ausblick"),
    ]
    assert all(s.start is None and s.end is None and not s.end_inferred for s in programme.sessions)


def test_no_addresses_of_people_are_in_the_files():
    for path in EVENTS.glob("*.yaml"):
        assert "@" not in path.read_text(encoding="utf-8")

"""The parking lot: proposed on phones, put in order by a moderator, chosen by the people on site, taken along to the next."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.attendees import on_list
from tests.browser.inspect import Inspector, axe
from tests.support.event.events import Events
from tests.support.event.served import ServedEvent
from tests.support.people import LAPTOP, PHONE, People, Person

PLACE = "Austausch zu KI und einem weiteren, von den Teilnehmenden vor Ort gewählten Thema"
TOPICS = ["Moderation in mehreren Sprachen", "Schutz von Ehrenamtlichen vor Drohungen"]
NARROW = {**PHONE, "viewport": {"width": 320, "height": 700}}


def secret(event: ServedEvent, role: str) -> str:
    return event.secret(role)


def comes(event: ServedEvent, person: Person, mode: str, page: str = "#topics") -> Person:
    reply = person.context.request.post(f"{person.base}/e/{event.slug}/join", data={"mode": mode})
    assert reply.ok
    person.open(f"/e/{event.slug}/{page}")
    person.connected()
    return person


def propose(person: Person, text: str) -> None:
    person.page.get_by_label(person.t("What should we talk about?")).fill(text)
    person.button("Propose").click()


def in_lot(event: ServedEvent, text: str) -> str:
    """A topic that somebody proposed and the team let in, as it must be at an event of this profile; its id."""
    proposed = event.join().do("topic.propose", text=text)
    assert proposed["ok"], proposed
    id: str = proposed["result"]["id"]
    event.moderate("topic.approve", id=id)
    return id


def votes(event: ServedEvent, topic: str, n: int) -> None:
    """So many people in the room vote for a topic in the only poll."""
    id, poll = next((id, row) for (kind, id), row in event.rows().items() if kind == "poll")
    choice = next(option["id"] for option in poll["options"] if option["de"] == topic)
    for _ in range(n):
        assert event.join().do("poll.vote", id=id, choice=choice)["ok"]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_the_people_on_site_choose_the_topic_of_a_placeholder(events: Events, crowd: People, lang: str) -> None:
    event = events.make(ServedEvent, "levelup4")
    phone, remote = comes(event, crowd.person(lang, NARROW), "onsite"), comes(event, crowd.phone(lang), "remote")
    wall = crowd.projector(lang)
    wall.open(f"/e/{event.slug}/screen/main")
    me = crowd.person(lang, {"viewport": {"width": 1366, "height": 900}}).has_role(secret(event, "moderator"))
    me.open(f"/e/{event.slug}/moderate")
    moderator = event.staff("moderator")
    moderator.do("session.start", id="exchange")
    expect(phone.page.locator(".on-now h1")).to_have_text(PLACE)
    for person, text in zip((phone, remote), TOPICS, strict=True):
        propose(person, text)
        expect(person.page.locator(".proposals li")).to_contain_text(person.t("waits for the team"))
        expect(person.page.locator(".topics .empty")).to_have_count(0)
    look = Inspector(phone)
    look.look("topics")
    assert not look.found

    me.page.keyboard.press("y")
    me.page.locator(".lot h3 button").click()
    for text in TOPICS:
        me.button("Approve", me.page.locator(".fold.lot li", has_text=text)).click()
    for person in (phone, remote):
        expect(person.page.locator(".lot li")).to_have_count(2)
        person.page.locator(".lot li", has_text=TOPICS[0]).locator(".support").click()
    expect(phone.page.locator(".lot li").first).to_contain_text(TOPICS[0])
    expect(phone.page.locator(".lot li").first.locator("b")).to_have_text("2")
    look.look("topics with support")
    assert not look.found
    assert not axe(me.page)

    me.button("A poll of all {n}", n=2).click()
    me.page.get_by_label(me.t("Who may vote")).select_option("onsite")
    me.page.keyboard.press("Control+Enter")
    for person in (phone, remote):
        person.page.get_by_role("link", name=person.t("Polls")).click()
    remote.sees(remote.t("This poll is for people in the room. You take part remotely."))
    phone.page.locator(".choices label", has_text=TOPICS[0]).click()
    phone.page.locator(".polls button.send").click()
    phone.sees(phone.t("Saved. You can change it until the close."))
    votes(event, TOPICS[0], 4)
    me.page.keyboard.press("c")
    me.button("Close the poll", me.page.get_by_role("dialog")).click()
    expect(
        me.page.get_by_role("button", name=me.t("Take “{topic}” into the programme", topic=TOPICS[1]))
    ).to_have_count(0)
    me.button("Take “{topic}” into the programme", topic=TOPICS[0]).click()
    me.sees(me.t("“{topic}” is in the programme.", topic=TOPICS[0]))

    title = f"{PLACE}: {TOPICS[0]}"
    me.page.keyboard.press("4")
    for person in (phone, remote):
        expect(person.page.locator(".on-now h1")).to_have_text(title)
    expect(wall.page.get_by_role("heading", name=title)).to_be_visible()
    watcher = comes(event, crowd.laptop(lang), "remote", "watch")
    expect(watcher.page.locator(".on-now h1")).to_have_text(title)
    phone.page.get_by_role("link", name=phone.t("Topics")).click()
    expect(phone.page.locator(".lot .chosen")).to_contain_text(TOPICS[0])


def test_where_too_few_vote_the_moderator_takes_what_they_say_aloud(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent, "levelup4")
    ids = [in_lot(event, text) for text in TOPICS]
    event.moderate("session.start", id="exchange")
    made = {"session": "exchange", "kind": "single", "title": {"de": "Worüber?", "en": "What about?"}, "topics": ids}
    poll = event.moderate("poll.create", **made, electorate="onsite")["id"]
    event.moderate("poll.open", id=poll)
    votes(event, TOPICS[0], 4)
    event.moderate("poll.close", id=poll)
    me = crowd.person("de", LAPTOP).has_role(secret(event, "moderator"))
    me.open(f"/e/{event.slug}/moderate")
    me.page.keyboard.press("y")
    me.page.locator(f'[data-row="{poll}"]').click()
    too_few = me.t("Too few ballots to show: with fewer than five, people could tell who chose what.")
    me.sees(re.compile(re.escape(too_few)))
    for text in TOPICS:
        expect(
            me.page.get_by_role("button", name=me.t("Take “{topic}” into the programme", topic=text))
        ).to_be_visible()
    me.button("Take “{topic}” into the programme", topic=TOPICS[1]).click()
    me.sees(me.t("“{topic}” is in the programme.", topic=TOPICS[1]))
    phone = comes(event, crowd.phone(), "onsite", "")
    expect(phone.page.locator(".on-now h1")).to_have_text(f"{PLACE}: {TOPICS[1]}")


def test_what_stayed_open_goes_on_to_the_next_meeting(events: Events, crowd: People) -> None:
    before, after = events.make(ServedEvent, "levelup4"), events.make(ServedEvent, "levelup4")
    for text in TOPICS:
        in_lot(before, text)
    me = crowd.person("de", LAPTOP).has_role(secret(after, "organiser"))
    me.open(f"/e/{after.slug}/organise")
    section = me.page.locator(
        "section", has=me.page.get_by_role("heading", name=me.t("What stayed open at earlier events"))
    )
    row = section.locator("li.link-row", has_text=TOPICS[0]).last
    row.get_by_role("button").click()
    phone = comes(after, crowd.phone(), "onsite")
    expect(phone.page.locator(".lot li")).to_have_count(2)
    expect(phone.page.locator(".lot li").first).to_contain_text(
        phone.t("from {event}", event="Level Up! – 4. Vernetzungstreffen")
    )
    assert on_list(phone, TOPICS[0]).count() == 0


def test_a_similar_topic_is_offered_and_ones_own_can_be_taken_back(events: Events, crowd: People) -> None:
    event = events.make(ServedEvent, "levelup4")
    in_lot(event, TOPICS[0])
    phone = comes(event, crowd.phone("en"), "onsite")
    phone.page.get_by_label(phone.t("What should we talk about?")).fill("Moderation in Sprachen")
    phone.page.get_by_role("link", name=TOPICS[0]).click()
    expect(phone.page.locator(".lot button:focus")).to_be_visible()
    propose(phone, "Etwas ganz anderes")
    phone.button("Withdraw").click()
    expect(phone.page.locator(".proposals")).to_have_count(0)
    propose(phone, "Noch etwas anderes")
    expect(phone.page.locator(".proposals li")).to_have_count(1)
    waiting = [id for (kind, id), row in event.rows().items() if kind == "topic" and row["state"] == "queued"]
    event.moderate("topic.approve", id=waiting[0])
    row = phone.page.locator(".lot li", has_text="Noch etwas anderes")
    row.get_by_role("button", name=phone.t("Withdraw")).click()
    expect(row).to_have_count(0)

"""Polls as attendees have them: each kind on phone and watch page, too late, too few, on narrow screens."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.inspect import axe
from tests.browser.layout import too_wide
from tests.browser.panel import START, PanelEvent
from tests.browser.polls import KINDS, LABELS, SEND, TITLE, Poll, attends, is_told, labelled, to_polls
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.until import until


@pytest.mark.parametrize("kind", KINDS)
def test_people_vote_and_change_their_ballot_and_all_see_the_same_result(
    events: Events, crowd: People, kind: str
) -> None:
    args, choose, choose_again, others, expected = KINDS[kind]
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    watcher = attends(panel, crowd.laptop("en"), "remote", "watch")
    expect(phone.page.locator(".tabs")).not_to_contain_text(phone.t("Polls"))

    poll = Poll(panel, kind, **args).open()
    is_told(phone, phone.t("A poll is open: {title}", title=TITLE["de"]))
    is_told(watcher, watcher.t("A poll is open: {title}", title=TITLE["en"]))
    expect(phone.page.locator(".tabs .badge")).to_contain_text("1")
    form = poll.on(phone).locator("form")
    phone.button(SEND.get(kind, "Vote"), form).tap()
    first = "Please write something first." if kind in ("text", "cloud") else "Please choose first."
    expect(form.locator(".note")).to_have_text(phone.t(first))
    choose(form)
    phone.page.reload()
    phone.connected()
    phone.button(SEND.get(kind, "Vote"), form).tap()
    is_told(phone, phone.t("Your ballot is saved."))
    expect(phone.page.locator(".tabs .badge")).to_have_count(0)
    to_polls(phone)
    phone.page.reload()
    expect(poll.on(phone)).to_contain_text(phone.t("Saved. You can change it until the close."))
    phone.button("Change my ballot", poll.on(phone)).tap()
    if kind == "multiple":
        form.locator("label").nth(1).tap()
        form.locator("label").nth(0).tap()
        form.locator("label").nth(1).tap()
        form.locator("label").nth(2).tap()
    else:
        choose_again(form)
    phone.button("Change ballot", form).tap()
    is_told(phone, phone.t("Your ballot is saved."))

    poll.votes(*others)
    watcher.page.get_by_role("link", name=watcher.t("Polls")).click()
    poll.close()
    is_told(phone, phone.t("The poll is closed: {title}", title=TITLE["de"]))
    expect(poll.on(phone)).to_contain_text(phone.t("It was counted."))
    order = sorted if kind == "text" else list
    until(lambda: order(poll.result(phone)) == order(expected))
    until(lambda: [row[1:] for row in poll.result(watcher)] == [row[1:] for row in poll.result(phone)])
    ballots = len(others) + 1
    for person in (phone, watcher):
        expect(poll.on(person).locator(".turnout")).to_contain_text(person.tn("{n} ballot", "{n} ballots", ballots))


@pytest.mark.parametrize("kind", ["single", "text"])
def test_fewer_than_five_ballots_are_told_to_nobody_and_it_is_said_why(
    events: Events, crowd: People, kind: str
) -> None:
    args, choose, _, others, _ = KINDS[kind]
    panel = events.make(PanelEvent)
    poll = Poll(panel, kind, **args).open()
    phone = attends(panel, crowd.person("de", SMALL), page="#polls")
    choose(poll.on(phone).locator("form"))
    phone.button(SEND.get(kind, "Vote"), poll.on(phone)).tap()
    is_told(phone, phone.t("Your ballot is saved."))
    poll.votes(*others[:3])
    poll.close()
    why = phone.t("Too few ballots to show: with fewer than five, people could tell who chose what.")
    expect(poll.on(phone)).to_contain_text(why)
    expect(poll.on(phone)).to_contain_text(phone.t("It was counted."))
    expect(poll.on(phone).get_by_text(phone.t("Too few ballots to show.").rstrip("."))).to_have_count(
        1
    )  # once, with the reason
    assert poll.result(phone) == []
    assert not axe(phone.page) and too_wide(phone.page) == []


def test_a_ballot_that_comes_too_late_is_refused_in_words_and_stays_to_be_seen(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    poll = Poll(panel).open()
    phone = attends(panel, crowd.phone()).has_bad_network().expects("409")
    to_polls(phone)
    labelled(2)(poll.on(phone))
    phone.context.set_offline(True)
    phone.button("Vote").tap()
    expect(poll.on(phone).locator(".own")).to_contain_text(LABELS[2])
    poll.votes(*["a"] * 5)
    poll.close()
    phone.context.set_offline(False)
    late = phone.t("This poll is closed. Your ballot came too late to be counted.")
    note = poll.on(phone).locator(".note")
    expect(note).to_contain_text(phone.t("Not saved: {message}").replace("{message}", late))
    expect(note).to_contain_text(LABELS[2])
    is_told(phone, late)
    until(lambda: poll.result(phone) == [[LABELS[0], 100, 5], [LABELS[1], 0, 0], [LABELS[2], 0, 0]])


def test_who_is_not_asked_is_told_so(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    watcher = attends(panel, crowd.laptop(), "remote", "watch")
    phone = attends(panel, crowd.phone())
    poll = Poll(panel, electorate="onsite").open()
    expect(phone.page.locator(".poll-sheet")).to_contain_text(TITLE["de"])
    watcher.page.get_by_role("link", name=watcher.t("Polls")).click()
    expect(poll.on(watcher)).to_contain_text(watcher.t("This poll is for people in the room. You take part remotely."))
    expect(poll.on(watcher).locator("form")).to_have_count(0)
    expect(watcher.page.locator(".badge, .poll-sheet, .call")).to_have_count(0)


def test_a_poll_that_opens_moves_nothing_under_a_reader_s_eyes(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    for n in range(12):
        panel.ask(f"Frage {n}: Wer bezahlt die Ehrenamtlichen, die jeden Tag Gruppen moderieren?")
    phone = attends(panel, crowd.phone())
    card = phone.page.locator("ul.questions > li").nth(6)
    card.evaluate("element => element.scrollIntoView({block: 'center'})")
    before = card.evaluate("element => element.getBoundingClientRect().top")
    poll = Poll(panel).open()
    expect(poll.on(phone).locator("form")).to_be_in_viewport()
    assert abs(card.evaluate("element => element.getBoundingClientRect().top") - before) < 1
    phone.button("Later").tap()
    expect(phone.button("Vote now")).to_be_visible()
    assert abs(card.evaluate("element => element.getBoundingClientRect().top") - before) < 1


def test_people_on_a_stream_have_their_grace_and_see_it(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone())
    watcher = attends(panel, crowd.laptop(), "remote", "watch")
    poll = Poll(panel, grace=60).open()
    for person in (phone, watcher):
        to_polls(person)
    poll.close()
    expect(poll.on(phone)).to_contain_text(phone.t("Last ballots from the stream are coming in."))
    expect(poll.on(phone).locator("form")).to_have_count(0)
    expect(poll.on(watcher)).to_contain_text(
        watcher.t("It is closed in the room. Your ballot still counts for a few seconds.")
    )
    poll.on(watcher).get_by_text("Wissen").click()
    watcher.button("Vote").click()
    is_told(watcher, watcher.t("Your ballot is saved."))


def test_a_countdown_is_shown_and_said_at_its_end_only(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.phone("en"))
    panel.clock(START, speed=8)
    poll = Poll(panel).open(seconds=85)
    to_polls(phone)
    expect(poll.on(phone).locator(".when")).to_contain_text(re.compile(r"closes \d\d:\d\d · 2 min left"))
    is_told(phone, "The poll closes in a minute.")
    expect(poll.on(phone).locator(".when")).to_contain_text(re.compile(r"· \d+ s left"))
    is_told(phone, "The poll closes in 10 seconds.")
    expect(poll.on(phone).locator("form")).to_have_count(0)


def test_narrow_screens_show_every_kind_whole(events: Events, crowd: People) -> None:
    panel = events.make(PanelEvent)
    phone = attends(panel, crowd.person("de", SMALL, color_scheme="dark"))
    polls = [Poll(panel, kind, **args) for kind, (args, *_) in KINDS.items()]
    for poll in polls:
        poll.open()
    phone.page.locator(".tabs a", has_text=phone.t("Polls")).tap()
    expect(phone.page.locator(".poll form")).to_have_count(len(KINDS))
    assert too_wide(phone.page) == []
    for target in phone.page.locator(".poll :is(button, label, textarea, .choices > input), .tabs a").all():
        size = target.bounding_box()
        assert size and size["height"] >= 44 and size["width"] >= 44, target.inner_text()
    for poll, (_, _, _, others, _) in zip(polls, KINDS.values(), strict=True):
        poll.votes(*others)
        poll.close()
    polls[0].panel.moderate("poll.hands", id=polls[0].id, counts={"a": 12, "b": 7})
    phone.page.get_by_text(phone.tn("{n} earlier poll", "{n} earlier polls", 5)).tap()
    expect(polls[0].on(phone)).to_contain_text(phone.tn("{n} hand", "{n} hands", 12))
    assert too_wide(phone.page) == []

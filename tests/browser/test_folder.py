"""The folder for a funder: one press on the organiser's page, and a ZIP that opens."""

from __future__ import annotations

import zipfile

import pytest
from playwright.sync_api import expect

from companion.core.work import FOLDER
from companion.rules.orders import ORDERS
from companion.store.files import Files
from tests.browser.inspect import axe
from tests.browser.layout import overhang
from tests.browser.round import RoundEvent
from tests.support.event.events import Events
from tests.support.people import SMALL, People
from tests.support.until import until
from workers.reports.folder import FolderWork
from workers.work import Task


def write(round: RoundEvent) -> None:
    """What a worker does."""
    until(lambda: ORDERS[FOLDER].pending(round.table))
    (work,) = ORDERS[FOLDER].pending(round.table)
    files = Files(round.server.folder / "files")
    FolderWork(files, round.replica, round.commands, Task(round.slug, FOLDER, work.version)).run()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_one_press_makes_it_and_it_opens(events: Events, crowd: People, lang: str) -> None:
    round = events.make(RoundEvent)
    phone = crowd.person(lang, SMALL).has_role(round.secret("organiser"))
    phone.open(round.path("organise#folder"))
    phone.connected()
    section = phone.page.locator("section.folder")
    phone.button("Make the folder", within=section).click()
    expect(section.locator(".work")).to_contain_text(phone.t("Waits to be written"))
    write(round)
    expect(section.locator(".made")).to_be_visible()
    assert not axe(phone.page) and not overhang(phone.page)
    with phone.page.expect_download() as download:
        section.locator("a[download]").click()
    with zipfile.ZipFile(download.value.path()) as bundle:
        readme = bundle.read("README.html").decode()
        assert bundle.testzip() is None and phone.t("What is in this folder") in readme
    page = phone.page.context.new_page()
    page.set_content(readme)
    assert not axe(page) and not overhang(page)
    assert round.visitor().request("GET", round.path("organise/folder.zip"))[0] == 403


def test_where_nobody_may_be_named_lists_with_names_are_not_offered(events: Events, crowd: People) -> None:
    round = events.make(RoundEvent)
    laptop = crowd.laptop("en").has_role(round.secret("organiser"))
    laptop.open(round.path("organise#folder"))
    options = laptop.page.locator("section.folder select[name=lists] option")
    expect(options).to_have_count(3)
    round.system("event.profile", profile="sensitive")
    expect(options).to_have_count(2)

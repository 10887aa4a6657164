"""One person with a thousand cookies among people who were there before: what they lose, and how it is cleared away."""

from __future__ import annotations

import threading
import time

from companion.core.ids import random_id
from companion.rules.event.brake import DEVICES, WINDOW_S, WORDS
from tests.support.event.served import ServedEvent
from tests.support.flood import TEXT, Flood
from tests.support.until import until
from tests.support.veterans import veteran
from tests.support.visitor import Visitor

PEOPLE = 20
SECONDS = 6.0


def there_before(event: ServedEvent) -> Visitor:
    who = event.visitor()
    who.client.cookies.update([veteran(event.slug).split("=", 1)])
    return who


def test_a_flood_is_slowed_and_nobody_who_was_there_is(event: ServedEvent) -> None:
    panel, people = event.session(), [there_before(event) for _ in range(PEOPLE)]
    event.moderate("session.qa", id=panel, open=True, moderated=False)
    options = [{"de": "Ja"}, {"de": "Nein"}]
    poll = event.moderate("poll.create", session=panel, kind="single", title={"de": "?"}, options=options)["id"]
    event.moderate("poll.open", id=poll)
    first = people[0].do("question.ask", session=panel, text="Wer bezahlt das?")["result"]["id"]
    flood = Flood(event.server.base, event.slug, str(event.code), panel, poll)
    work = threading.Thread(target=flood.run, args=(SECONDS,))
    work.start()
    answers = []
    for n, who in enumerate(people):
        answers.append(who.do("question.upvote", id=first))
        answers.append(who.do("poll.vote", id=poll, choice="b"))
        answers.append(who.do("question.ask", session=panel, text=f"Und was ist mit {n}?"))
        time.sleep(SECONDS / PEOPLE / 2)  # while it goes on
    work.join()
    assert [answer for answer in answers if not answer["ok"]] == [], "nobody who was there is refused"
    windows = SECONDS // WINDOW_S + 2
    assert WORDS.least <= flood.counts["asked"] <= WORDS.least + WORDS.braked * windows
    assert flood.counts["voted"] <= DEVICES.least + DEVICES.braked * windows
    assert flood.counts["newcomers_wait"] > flood.counts["asked"], "it was far more that was sent"

    brake = until(lambda: next(iter(event.all("brake").values()), None))
    mod = event.moderator
    cleared = mod.do("question.dismiss", states=["live", "queued"], session=panel, since=brake["at"] - 20_000)
    assert cleared["ok"]
    shown = [row["text"] for (kind, _), row in event.join().rows().items() if kind == "question"]
    assert TEXT not in shown, "one command clears it away"


def test_a_device_that_was_muted_over_the_wire(event: ServedEvent) -> None:
    panel, loud = event.session(), event.join()
    event.moderate("session.qa", id=panel, open=True, moderated=False)
    ids = [loud.do("question.ask", session=panel, text=f"Unfug {n}")["result"]["id"] for n in range(3)]
    muted = event.moderate("device.mute", of={"question": ids[0]})
    assert muted["hidden"] == 3
    assert loud.do("question.ask", session=panel, text="Noch mehr", cid=random_id())["result"]["state"] == "queued"
    assert event.join().do("question.ask", session=panel, text="Eine Frage")["result"]["state"] == "live"
    rows = event.join().rows()
    assert not [id for id in ids if ("question", id) in rows] and not [kind for kind, _ in rows if kind == "mute"]
    event.moderate("undo", id=muted["undo"])
    assert all(("question", id) in event.join().rows() for id in ids)

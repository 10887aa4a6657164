"""The job that makes one summary: it reads the notes, has the text work done, and hands the draft in by a command."""

from __future__ import annotations

import logging

import msgspec

from companion.core.summaries import PLENARY, Draft
from companion.core.table import Table
from companion.core.text import pick
from companion.rules.summaries.sources import Want, glossary_of, notes_of, slots_of, summary_draft, summary_id, wanted
from workers.summaries.llm_endpoint import Endpoint, EndpointError
from workers.summaries.model import connected
from workers.summaries.summarise import plenary_draft, slot_draft, workshop_draft
from workers.work import Work

log = logging.getLogger(__name__)


class SummaryWork(Work):
    """Work on a summary; `endpoint` is the language model that the operator has set, if any."""

    endpoint: Endpoint | None = None

    def make(self) -> None:
        """Make the draft, and hand it in. A model connects the plenary's afterwards, so that nobody waits for it."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:  # the version must be that of the notes that are read
            table = follower.table
            want = next((want for want in wanted(table) if want.id == self._id), None)
            ready = prepared(table, want) if want else None
        if want is None or ready is None:
            return self.nothing()
        draft = ready()
        self._deliver(want, draft)
        if want.of == PLENARY and self.endpoint is not None:
            self._connect(want, draft, self.endpoint)
        return None

    def _connect(self, want: Want, draft: Draft, endpoint: Endpoint) -> None:
        try:
            better = connected(draft, endpoint.model, endpoint.ask)
        except (EndpointError, msgspec.MsgspecError) as error:
            # What it answered may hold words of notes.
            log.warning("%s: the model was of no use (%s); the draft stays as it is", self._event, type(error).__name__)
            return
        if better is not draft:
            self._deliver(want, better)

    def _deliver(self, want: Want, draft: Draft) -> None:
        self.hand_in("summary.deliver", {"id": want.id, "version": want.version, "draft": msgspec.to_builtins(draft)})


class prepared:
    """What a summary is made of, read from the table at one moment; calling it does the text work."""

    def __init__(self, table: Table, want: Want) -> None:
        self._of, self._ref = want.of, want.ref
        self._glossary = glossary_of(table)
        if want.of == "slot":
            self._notes = notes_of(table, want.ref)
        elif want.of == "workshop":
            slots = slots_of(table, want.of, want.ref)
            self._parts = [summary_draft(table, summary_id("slot", slot.id)) for slot in slots]
        else:
            names = {room.id: pick(room["title"], "en") for room in table.all("room")}
            self._rooms = {slot.id: names.get(slot["room"]) or slot["room"] or "" for slot in table.all("slot")}
            workshops = sorted(table.all("workshop"), key=lambda row: (row["order"], row.id))
            cards = [(row.id, summary_draft(table, summary_id("workshop", row.id))) for row in workshops]
            self._cards = [(id, card) for id, card in cards if card.counts]

    def __call__(self) -> Draft:
        if self._of == "slot":
            return slot_draft(self._ref, self._notes, self._glossary)
        if self._of == PLENARY:
            return plenary_draft(self._cards, self._rooms, self._glossary)
        return workshop_draft(self._parts, self._glossary)

"""The job that makes one summary: it reads the notes, has the text work done, and hands the draft in by a command."""

from __future__ import annotations

import logging

import msgspec

from companion.core.summaries import PLENARY, Draft
from companion.core.table import Table
from companion.core.text import pick
from companion.core.work import PendingWork
from companion.rules.summaries.sources import (
    glossary_of,
    notes_of,
    pending_summaries,
    slots_of,
    summary_draft,
    summary_id,
)
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
            pending = next((work for work in pending_summaries(table) if work.id == self._id), None)
            prepared = Prepared(table, pending) if pending else None
        if pending is None or prepared is None:
            return self.nothing()
        draft = prepared.draft()
        self._deliver(pending, draft)
        if pending.of == PLENARY and self.endpoint is not None:
            self._connect(pending, draft, self.endpoint)
        return None

    def _connect(self, pending: PendingWork, draft: Draft, endpoint: Endpoint) -> None:
        try:
            better = connected(draft, endpoint.model, endpoint.ask)
        except (EndpointError, msgspec.MsgspecError) as error:
            # What it answered may hold words of notes.
            log.warning("%s: the model was of no use (%s); the draft stays as it is", self._event, type(error).__name__)
            return
        if better is not draft:
            self._deliver(pending, better)

    def _deliver(self, pending: PendingWork, draft: Draft) -> None:
        self.hand_in(
            "summary.deliver", {"id": pending.id, "version": pending.version, "draft": msgspec.to_builtins(draft)}
        )


class Prepared:
    """What a summary is made of, read from the table at one moment."""

    def __init__(self, table: Table, pending: PendingWork) -> None:
        self._of, self._ref = pending.of, pending.ref
        self._glossary = glossary_of(table)
        if pending.of == "slot":
            self._notes = notes_of(table, pending.ref)
        elif pending.of == "workshop":
            slots = slots_of(table, pending.of, pending.ref)
            self._parts = [summary_draft(table, summary_id("slot", slot.id)) for slot in slots]
        else:
            names = {room.id: pick(room["title"], "en") for room in table.all("room")}
            self._rooms = {slot.id: names.get(slot["room"]) or slot["room"] or "" for slot in table.all("slot")}
            workshops = sorted(table.all("workshop"), key=lambda row: (row["order"], row.id))
            cards = [(row.id, summary_draft(table, summary_id("workshop", row.id))) for row in workshops]
            self._cards = [(id, card) for id, card in cards if card.counts]

    def draft(self) -> Draft:
        """Do the text work."""
        if self._of == "slot":
            return slot_draft(self._ref, self._notes, self._glossary)
        if self._of == PLENARY:
            return plenary_draft(self._cards, self._rooms, self._glossary)
        return workshop_draft(self._parts, self._glossary)

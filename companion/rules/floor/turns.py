"""Whose turn it is where hands and typed questions stand in one running order: one thing at a time, spoken or answered."""

from __future__ import annotations

from companion.core.actors import MODERATORS, Actor, Context
from companion.core.table import Row, Table
from companion.rules.base import need
from companion.rules.floor.change import FloorChange, asked_of
from companion.rules.questions.moderate import bring_forward, bring_to_screen
from companion.rules.questions.states import QuestionChange, answering


class TurnChange(FloorChange):
    """A change of a floor by `who` runs it, of its hands and, where they stand in one order with these, its questions."""

    def __init__(self, table: Table, who: Actor, place: str, ctx: Context) -> None:
        super().__init__(table, place, ctx.now)
        self._who, self._ctx = who, ctx
        self._asked = QuestionChange(table, who, ctx, "floor.call")
        self._asked.commit = self.commit
        self.together = bool(self.fields.get("questions"))

    @property
    def current(self) -> str | None:
        """The hand that has the floor, or the question that is being answered in its stead."""
        answered = answering(self._table, self._place) if self.together else []
        return self.floor["speaking"] or next((row.id for row in answered), None)

    def call(self, id: str) -> None:
        """Give a hand the floor, or have a question answered."""
        hand = self._table.get("hand", id)
        if hand is not None:
            self.give_turn(hand)
        else:
            self.take_up(need(self._table, "question", id))

    def take_up(self, question: Row) -> None:
        """Have a question answered. Who spoke is done."""
        super().end_turn()
        if question["state"] == "live":
            self._take(asked_of(self._table, question))
        bring_forward(self._asked, self._table, question, self._ctx)
        screen = self._table.get("screen", "main")
        if self._who.may(MODERATORS) and (screen is None or screen["what"] not in ("floor", "podium")):
            bring_to_screen(self._asked, self._table, question)
        self._states[question.id] = "answering"
        self.fields["since"] = self._now

    def end_turn(self) -> None:
        """Whoever has the floor has it no more, and the question that was being answered is."""
        super().end_turn()
        if self.together:
            for question in answering(self._table, self._place):
                self._asked.set(question, state="answered", answered_at=self._now)

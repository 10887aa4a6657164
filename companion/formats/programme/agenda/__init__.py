"""Reads agendas as people paste them: tables, lists, prose around them. What was understood comes with a confidence."""

from companion.formats.programme.agenda.model import Agenda, Item, asked
from companion.formats.programme.agenda.reader import read_agenda

__all__ = ["Agenda", "Item", "asked", "read_agenda"]

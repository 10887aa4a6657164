"""The one list of commands: the modules of each feature that hold any. What is not listed here can't be asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Final

from companion.core.actors import MODERATORS, ORGANISERS, SYSTEM_ONLY, Actor, Context
from companion.core.commit import Commit
from companion.core.table import Table
from companion.rules import devices, set_aside
from companion.rules.base import Args, Command, One, command, created
from companion.rules.checkin import attendees, certificates, registration, scan, self_checkin, ticket_batches
from companion.rules.event import (
    announcements,
    brake,
    closing,
    memory,
    presence,
    profile,
    reactions,
    retention,
    screens,
    sealing,
    staff_links,
    word_filter,
    write_access,
)
from companion.rules.event import prepare as event_prepare
from companion.rules.floor import chair, crew, ending, hands
from companion.rules.polls import counting, prepare, run, vote, words
from companion.rules.polls import erase as answer_erase
from companion.rules.programme import about, begin, clock, edit, load, rehearsal, sessions, shift, tracks
from companion.rules.programme import states as programme_states
from companion.rules.questions import ask, fate, handover, moderate, states, written
from companion.rules.questions import erase as question_erase
from companion.rules.reports import answers, evaluations, folder, questionnaires, report
from companion.rules.rooms import edit as room_edit
from companion.rules.rooms import following, notes, signups, slots
from companion.rules.summaries import drafts, glossary, review
from companion.rules.topics import erase as topic_erase
from companion.rules.topics import parking_lot, propose
from companion.rules.undo import Restorer, take_back

RESTORERS: Final[tuple[Restorer, ...]] = (states.restore, tracks.restore)
"""What features have to do beside putting their rows back."""
HIDERS: Final[dict[str, devices.Hider]] = {
    "question": states.hide,
    "note": notes.hide,
    "topic": propose.hide,
    "hand": hands.hide,
}
"""What muting a device means for the texts that came from it, by their kind."""
SET_ASIDE: Final = (
    set_aside.SetAside(question_erase.found_aside, question_erase.forget_aside),
    set_aside.SetAside(written.found_aside, written.forget_aside),
    set_aside.SetAside(topic_erase.found_aside, topic_erase.forget_aside),
    set_aside.SetAside(answer_erase.found_aside, answer_erase.forget_aside),
)
"""What of each feature goes by itself once it was set aside."""
ENDERS: Final[tuple[closing.Ender, ...]] = (
    programme_states.end_day,
    states.close_all,
    run.close_all,
    parking_lot.close_lot,
    signups.close_all,
    ending.close_all,
)
"""What ends in each feature when an event is closed."""
SEALERS: Final[tuple[closing.Ender, ...]] = (
    evaluations.end_evaluations,
    questionnaires.end_forms,
    handover.end_handovers,
    sealing.end_links,
)
"""What outlives a closing and ends when an event is closed for good."""
MODULES: Final[tuple[ModuleType, ...]] = (
    # fmt: off
    ask,
    moderate,
    question_erase,
    handover,
    written,
    fate,
    hands,
    chair,
    crew,
    ending,
    parking_lot,
    propose,
    topic_erase,
    prepare,
    run,
    counting,
    vote,
    answer_erase,
    words,
    about,
    clock,
    edit,
    load,
    rehearsal,
    begin,
    sessions,
    shift,
    room_edit,
    following,
    notes,
    signups,
    slots,
    attendees,
    certificates,
    registration,
    retention,
    scan,
    self_checkin,
    ticket_batches,
    drafts,
    glossary,
    review,
    answers,
    evaluations,
    questionnaires,
    report,
    folder,
    brake,
    closing,
    memory,
    event_prepare,
    presence,
    profile,
    reactions,
    announcements,
    screens,
    staff_links,
    word_filter,
    write_access,
    # fmt: on
)


def _commands(module: ModuleType) -> Iterator[Command]:
    for value in vars(module).values():
        found = getattr(value, "command", None)
        if isinstance(found, Command) and value.__module__ == module.__name__:
            yield found


@command("undo", One, MODERATORS)
def undo(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Take a change back, if nothing has touched its rows since."""
    commit = take_back(table, args.id, RESTORERS)
    if not commit.empty:
        devices.end_with_undo(commit, table, args.id)
    return commit


@command("event.close", Args, ORGANISERS)
def close(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Close the event: what is on ends, and from then on it is only read, reported on and exported."""
    return closing.close(table, ctx, ENDERS)


@command("event.seal", Args, SYSTEM_ONLY)
def seal(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Close the event for good: evaluations and questionnaires end too, and all links but the organisers'."""
    return sealing.seal(table, ctx, ENDERS, SEALERS)


@command("device.mute", devices.Mute, MODERATORS, already=created("mute", "hidden"))
def mute(table: Table, who: Actor, args: devices.Mute, ctx: Context) -> Commit:
    """Hide what came from the device of a text, and let what follows wait for approval: {id, hidden}."""
    return devices.mute(table, who, args, ctx, HIDERS)


@command("device.unmute", One, MODERATORS)
def unmute(table: Table, who: Actor, args: One, ctx: Context) -> Commit:
    """Let a muted device write as others do; what was hidden can be restored one by one, or by undoing the mute."""
    return devices.unmute(table, args.id)


@command("devices.forget", Args, SYSTEM_ONLY)
def forget_devices(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Forget which texts came from one device, once the event is over."""
    return devices.forget(table, ctx.now)


@command("texts.sweep", Args, SYSTEM_ONLY)
def sweep(table: Table, who: Actor, args: Args, ctx: Context) -> Commit:
    """Forget the words of what was dismissed or hidden, and left so since the last time that it was looked through."""
    return set_aside.sweep(table, SET_ASIDE, ctx)


COMMANDS: Final[dict[str, Command]] = {
    found.name: found for module in (*MODULES, sys.modules[__name__]) for found in _commands(module)
}

"""The closed list of refusal codes, and the one exception that carries them.

A refusal is a normal answer: it has a code that programs can rely on and a sentence in the reader's language. The English
sentence here is the gettext msgid.
"""

from __future__ import annotations

from typing import Final

from companion.core.messages import _

CODES: Final[dict[str, tuple[int, str]]] = {
    # what was sent
    "bad_request": (400, _("The server could not read this request.")),
    "bad_args": (422, _("Something in this entry does not fit: %(detail)s")),
    "unknown_command": (404, _("This server does not know the command “%(detail)s”.")),
    "cid_reused": (422, _("This action was already sent with other content. Please reload the page and try again.")),
    "too_long": (422, _("This text is too long. At most %(detail)s characters are possible.")),
    "empty": (422, _("Please write something first.")),
    "name_reserved": (422, _("This name could be taken for the team’s. Please choose another one.")),
    "too_large": (413, _("This is too large to send.")),
    # who asked
    "no_participant": (401, _("Please open the event page first, then try again.")),
    "not_allowed": (403, _("Your link does not allow this.")),
    "protected": (403, _("This event protects those who take part, so this cannot be switched.")),
    "not_your_room": (403, _("Your link is for another room.")),
    "bad_origin": (403, _("This request came from another website and was refused.")),
    "bad_secret": (403, _("This staff link is not valid. Please ask the organisers for a new one.")),
    "link_revoked": (403, _("This staff link was withdrawn. Please ask the organisers for a new one.")),
    "link_expired": (403, _("This staff link has expired. Please ask the organisers for a new one.")),
    "last_organiser": (
        409,
        _("Without this link nobody could organise the event any more. Make a new organiser's link in its place."),
    ),
    "link_used": (403, _("This staff link was already used on another device.")),
    "come_by_code": (
        403,
        _("To write here, please scan the event’s QR code, or type its code on the first page. The screen shows it."),
    ),
    "check_in_first": (403, _("Only people who have checked in can write here. Please check in first.")),
    "ticket_first": (403, _("Only people with a ticket can write here. Please open your personal link first.")),
    "newcomers_wait": (
        429,
        _("A great many have come at once, so who has just come waits a moment. It is sent by itself."),
    ),
    "slow_down": (429, _("That was a lot at once. Please wait a moment and try again.")),
    "too_many_connections": (429, _("This device has too many open pages of this event. Please close some.")),
    "server_full": (503, _("The server is full at the moment. Please try again shortly.")),
    # what it is about
    "no_event": (404, _("There is no such event on this server.")),
    "no_code": (404, _("No event has this code. Please check it and try again.")),
    "not_found": (404, _("This is not there, or not any more.")),
    "no_session": (404, _("There is no such item in the programme.")),
    "no_slot": (404, _("There is no such workshop in this round.")),
    "wrong_name": (422, _("This is not the event’s title. Nothing was deleted.")),
    "bad_address": (422, _("The address must begin with https://.")),
    # its state does not allow it
    "qa_closed": (409, _("Questions are closed for this part of the programme.")),
    "floor_closed": (409, _("The list of speakers is closed for this part of the programme.")),
    "reactions_closed": (409, _("There are no reactions in this part of the programme now.")),
    "lot_closed": (409, _("No topics can be proposed at the moment.")),
    "poll_closed": (409, _("This poll is closed. Your ballot came too late to be counted.")),
    "only_onsite": (403, _("This poll is for people in the room.")),
    "only_remote": (403, _("This poll is for people who take part remotely.")),
    "only_checked_in": (403, _("This poll is for people who have checked in. Please open your personal link first.")),
    "needs_ticket": (403, _("This poll counts one vote per person. Please open your personal link first.")),
    "needs_code": (422, _("This poll needs a code. It is on the slip that you have drawn.")),
    "bad_code": (403, _("This code does not fit this poll. Please check it and try again.")),
    "code_used": (409, _("A ballot was already cast with this code. Each code counts once.")),
    "poll_counted": (
        409,
        _("The ballots are counted for good and cannot be told apart. Reset the poll to vote anew."),
    ),
    "bad_ticket": (
        404,
        _("This personal link is not valid, or was withdrawn. Please ask the organisers for a new one."),
    ),
    "bad_choice": (422, _("This choice does not fit the poll. Please choose again.")),
    "event_closed": (409, _("The event is over and closed. It can be read, and nothing more can be sent.")),
    "wrong_state": (409, _("This is not possible now: in the meantime the state has changed.")),
    "in_the_past": (409, _("That would lie in the past.")),
    "no_room": (
        409,
        _(
            "There is not enough time before what comes next, or its time is held. Take fewer minutes, or shift what follows."
        ),
    ),
    "signup_closed": (409, _("Nobody can sign up here at the moment.")),
    "same_workshop": (409, _("You are signed up for this workshop in another round.")),
    "notes_closed": (409, _("Only facilitators write notes here.")),
    "note_changed": (409, _("Somebody else has changed this note in the meantime. Look at both versions.")),
    "edited_since": (
        409,
        _("Somebody else has changed this in the meantime. Look at both versions, then save again."),
    ),
    "in_use": (
        409,
        _("There are questions, polls, notes or people here already. Cancel it instead, so that nothing is lost."),
    ),
    "results_shown": (
        409,
        _("A poll is open whose results are shown already. Close it first; then what the event promises can change."),
    ),
    "changed_since": (409, _("This can no longer be undone: somebody has changed it in the meantime.")),
    "not_yours": (403, _("Only the person who asked can do this.")),
    "merge_self": (422, _("A question cannot be merged with itself.")),
    "not_merged": (409, _("This question is not merged with another one.")),
    # check-in
    "only_supervisor": (403, _("Your link is for scanning. Please ask a supervisor of the desk.")),
    "not_begun": (409, _("Check-in opens on the day of the event.")),
    "only_desk": (409, _("Please check in at the desk.")),
    "ask_desk": (409, _("This ticket does not let you in by itself. Please come to the desk.")),
    "no_ticket": (403, _("Please open your ticket on this phone first, or come to the desk.")),
    "nonce_used": (409, _("This scan was already recorded for somebody else.")),
    "annul_late": (
        403,
        _("Only the desk that scanned can take this back, within 15 minutes. Please ask a supervisor."),
    ),
    # questionnaires
    "form_closed": (409, _("This questionnaire is closed. Please ask the organisers if you still want to answer.")),
    "evaluated": (409, _("An answer has come from this device already. Thank you.")),
    "bad_answer_link": (
        404,
        _("This link is not valid, or was replaced by a new one. Please ask the organisers for it."),
    ),
    "answer_missing": (422, _("Please answer this question: %(detail)s")),
    "bad_link": (422, _("This is no web address. It must begin with https:// or http://.")),
    "bad_file": (422, _("Files of this kind are not taken. Possible are: %(detail)s")),
    "file_too_large": (
        413,
        _("This file is too large. At most %(detail)s MB are possible; you can send a link instead."),
    ),
    "disk_full": (507, _("The server has no space for this file. Please tell the organisers.")),
    "name_is_code": (422, _("This is the code of a ticket and no name. Please scan the ticket, or type the name.")),
    "code_twice": (409, _("This ticket code belongs to somebody else on the list.")),
    # archives
    "archive_bad": (422, _("This is no archive of an event, or it is damaged (%(detail)s). Nothing was changed.")),
    "archive_newer": (
        422,
        _("This archive comes from a newer Companion. Update this server first; nothing was changed."),
    ),
    "archive_too_large": (413, _("This is too large for an archive.")),
    "archive_over": (
        409,
        _("The days for which this event may be kept are over: it would be deleted at once. Nothing was changed."),
    ),
    "name_taken": (409, _("There is an event of this name already: %(detail)s. Choose another name.")),
    # the server
    "busy": (503, _("Too many people did this at the same moment. Please try again.")),
    "store_down": (503, _("The server cannot save at the moment. Nothing is lost: it will be tried again.")),
    "stale": (409, _("This has changed in the meantime. Please look again.")),
    "not_here": (404, _("This page does not exist.")),
    "broken": (500, _("Something went wrong on the server.")),
}


class Refusal(Exception):
    """A command or request that was refused; nothing was changed by it.

    `code` is one of `CODES`; `detail` fills `%(detail)s` in its sentence and never holds personal data.
    """

    def __init__(self, code: str, detail: object = "") -> None:
        assert code in CODES, code
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return CODES[self.code][0]

    @property
    def msgid(self) -> str:
        """The English sentence, which is the gettext msgid."""
        return CODES[self.code][1]

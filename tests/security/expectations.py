"""Who may do what, as people decided it and not as the code says: every command, and every address. A new one needs a line
here; without it the tests fail, since nobody has said who it is for.
"""

from __future__ import annotations

from typing import Final

ROLES: Final = (
    # fmt: off
    "visitor",
    "on site",
    "remote",
    "checked in",
    "ticket",
    "facilitator",
    "other room",
    "other workshop",
    "moderator",
    "crew",
    "podium",
    "steward",
    "supervisor",
    "screen",
    "organiser",
    "helper",
    "revoked",
    "expired",
    "ended",
    "moderator elsewhere",
    "organiser elsewhere",
    # fmt: on
)
"""Everybody who may come. `facilitator` runs the first room, `other room` and `other workshop` run others; `helper` organises
by a link that ends; `revoked`, `expired` and `ended` have had a role; those `elsewhere` have one at another event."""
ORGANISERS: Final = frozenset({"organiser", "helper"})
TEAM: Final = ORGANISERS | {"moderator"}
ROOMS: Final = frozenset({"facilitator", "other room", "other workshop"})
SUPERVISORS: Final = ORGANISERS | {"supervisor"}
DESK: Final = SUPERVISORS | {"steward"}
DOORS: Final = DESK | {"facilitator", "other room"}
GROUPS: Final[dict[str, frozenset[str]]] = {
    "everybody": frozenset(ROLES),
    "participants": frozenset(ROLES) - {"visitor"},
    "rooms": TEAM | ROOMS,
    "heads": TEAM | ROOMS | DESK,
    "team": TEAM,
    "organisers": ORGANISERS,
    "technicians": TEAM | {"crew"},
    "crew": TEAM | ROOMS | DESK | {"crew"},
    "line": TEAM | ROOMS | DESK | {"crew", "podium", "screen"},
    "stage": TEAM | {"crew", "podium", "screen"},
    "scanners": DESK | ROOMS,
    "doors": DOORS,
    "desk": DESK,
    "supervisors": SUPERVISORS,
    "screens": TEAM | {"screen"},
    "the server": frozenset(),
}
"""Groups of roles by name. `scanners` may send what a scanner sends; which door they stand at is asked after that."""

_COMMANDS: Final = {
    "participants": """
        question.ask question.upvote question.unvote question.withdraw topic.propose topic.support topic.unsupport
        topic.withdraw poll.vote note.write note.edit note.drop slot.follow signup.take signup.leave checkin.self
        form.answer reaction.send opening.end hand.raise hand.lower""",
    "rooms": """
        hand.add floor.open floor.close floor.next floor.call floor.skip floor.done floor.extend
        question.answer question.approve question.dismiss question.done question.restore note.keep note.move note.pin
        note.share slot.end slot.extend slot.help slot.meeting slot.notes slot.open slot.start summary.approve
        summary.drop summary.edit summary.move summary.pin summary.refresh summary.reopen summary.take work.retry""",
    "heads": "slot.count",
    "crew": "crew.say",
    "line": "crew.seen",
    "scanners": "checkin.annul checkin.redeem",
    "desk": "attendee.add attendee.edit attendee.reissue checkin.group",
    "screens": "screen.turn",
    "team": """
        announcement.end announcement.post
        answer.approve answer.erase answer.hide device.mute device.unmute parking_lot.set poll.archive poll.close
        poll.codes poll.copy poll.create poll.edit poll.hands poll.open poll.reopen poll.reset poll.settle poll.tie
        programme.replan programme.shift question.archive question.assign question.edit question.erase question.erase_name
        handover.accept handover.decline handover.edit handover.end handover.make handover.renew
        question.label question.merge question.reply question.unmerge reaction.switch screen.remove screen.show
        session.cancel session.end session.extend session.move session.pin session.qa session.restore session.start
        slot.cancel slot.change slot.helping slot.restore summary.publish summary.withdraw topic.approve topic.choose
        topic.dismiss topic.edit topic.erase topic.merge topic.unchoose topic.unmerge undo write_access.set""",
    "organisers": """
        certificate.about certificate.make folder.make
        attendees.forget attendees.load event.blocklist event.close event.open event.edit event.profile event.stream
        form.close form.drop form.edit form.invite
        form.make form.open form.renew form.uninvite glossary.set link.create link.revoke registration.set report.about
        rehearsal.set report.make retention.set signup.switch tickets.issue tickets.revoke room.add room.edit room.remove
        session.add memory.set
        session.edit session.remove slot.add slot.remove workshop.edit""",
    "the server": """
        brake.press event.seal crew.wipe devices.forget texts.sweep event.clock event.prepare floor.settle floor.wipe
        certificate.deliver certificate.forget folder.deliver folder.forget memory.hide
        form.count form.submit handover.answer link.standing opening.create poll.step presence.report
        question.count programme.advance programme.load reaction.report report.deliver report.forget summary.deliver
        topic.carry topic.follow work.report""",
}
COMMANDS: Final[dict[str, str]] = {name: group for group, names in _COMMANDS.items() for name in names.split()}
"""The group that may send a command."""

_ADDRESSES: Final = {
    "everybody": """
        GET / | GET /robots.txt | GET /healthz | GET /readyz | GET /s | POST /s | GET /e/<slug>/ | GET /e/<slug>/watch
        GET /e/<slug>/rooms | GET /e/<slug>/rooms/<room> | GET /e/<slug>/screen/<name> | GET /e/<slug>/summary
        GET /e/<slug>/privacy | GET /e/<slug>/save-the-date.ics
        GET /e/<slug>/certificate.pdf | GET /e/<slug>/certificate | GET /e/<slug>/certificate/<code>
        GET /e/<slug>/evaluate | GET /e/<slug>/evaluate/<id> | POST /e/<slug>/evaluate/<id>
        GET /e/<slug>/evaluate/<id>/qr.svg
        GET /e/<slug>/print | GET /e/<slug>/print/<room> | GET /e/<slug>/programme.ics | GET /e/<slug>/mine.ics
        GET /e/<slug>/schedule.json | GET /e/<slug>/programme.md
        GET /e/<slug>/desk/sw.js | POST /e/<slug>/join | POST /e/<slug>/leave
        GET /j/<code> | GET /J/<code> | GET /r/<code> | GET /R/<code> | GET /t/<code> | GET /T/<code>
        GET /j/<code>/<room> | POST /j/<code>/<room> | GET /J/<code>/<room> | POST /J/<code>/<room>
        POST /j/<code> | POST /J/<code> | POST /r/<code> | POST /R/<code> | POST /t/<code> | POST /T/<code>
        GET /e/<slug>/poll | GET /e/<slug>/stream | GET /e/<event>/live | POST /e/<slug>/do""",
    "doors": "GET /e/<slug>/desk | GET /e/<slug>/desk/roster | GET /e/<slug>/scanner",
    "supervisors": """
        GET /e/<slug>/desk/ticket/<id> | GET /e/<slug>/attendance.csv | GET /e/<slug>/attendance.xlsx
        GET /e/<slug>/organise/people/<id>/certificate.pdf
        GET /e/<slug>/organise/people/<id>/ticket | GET /e/<slug>/organise/people/signatures.pdf""",
    "team": "GET /e/<slug>/moderate | GET /e/<slug>/moderate/codes/<poll> | GET /e/<slug>/moderate/handovers/<id>/links",
    "technicians": "GET /e/<slug>/crew",
    "stage": "GET /e/<slug>/podium",
    "organisers": """
        GET /e/<slug>/organise/prints/<what>.pdf | GET /e/<slug>/organise/invitation
        POST /e/<slug>/organise/people/merge | GET /e/<slug>/organise/rehearsal | POST /e/<slug>/organise/rehearsal
        POST /e/<slug>/organise/rehearsal/end
        POST /e/<slug>/organise/delete | POST /e/<slug>/organise/close | GET /e/<slug>/organise/archive.zip
        GET /e/<slug>/organise/programme.yaml
        POST /e/<slug>/organise/programme/text
        GET /e/<slug>/organise/people/unprintable | GET /e/<slug>/organise/people/certificates.zip
        GET /e/<slug>/organise/folder.zip | GET /e/<slug>/organise/records/<name>.<ending>
        GET /e/<slug>/organise | GET /e/<slug>/organise/forms/<form>/<asked>/<question>
        GET /e/<slug>/organise/forms/<form>/links | GET /e/<slug>/organise/forms/<form>/links.csv
        POST /e/<slug>/organise/link | POST /e/<slug>/organise/people
        GET /e/<slug>/organise/people/badges.pdf
        GET /e/<slug>/organise/people/links.csv | POST /e/<slug>/organise/people/pretix
        GET /e/<slug>/organise/people/tickets.pdf
        GET /e/<slug>/organise/people/tickets.zip | POST /e/<slug>/organise/programme
        GET /e/<slug>/organise/report.<ending> | GET /e/<slug>/organise/series | POST /e/<slug>/organise/series/<other>
        GET /e/<slug>/organise/tickets/<batch> | GET /e/<slug>/organise/tickets/<batch>.csv""",
    "the operator": """
        GET /operate | POST /operate/events | POST /operate/leave | POST /operate/events/<slug>/link
        POST /operate/events/<slug>/open | POST /operate/events/<slug>/delete
        GET /operate/events/<slug>/archive.zip | POST /operate/archive""",
    "who has the key": """
        POST /api/v1/organizers/<organizer>/checkinrpc/annul/ | POST /api/v1/organizers/<organizer>/checkinrpc/redeem/
        GET /e/<slug>/answer/<code> | POST /e/<slug>/answer/<code> | GET /metrics
        GET /e/<slug>/written/<code> | POST /e/<slug>/written/<code>
        GET /e/<slug>/organise/link/<id>""",
}
ADDRESSES: Final[dict[str, str]] = {
    address.strip(): group
    for group, lines in _ADDRESSES.items()
    for line in lines.strip().splitlines()
    for address in line.split("|")
}
"""The group that an address answers, by `METHOD rule`. `who has the key`: what the request brings decides, or by
whose link a link was made; nobody who is tried has it."""

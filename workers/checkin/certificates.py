"""The job that makes all certificates of an event: a file for each person, in one archive."""

from __future__ import annotations

from companion.base.i18n import words
from companion.commands.commands import Commands
from companion.formats.checkin.prints.certificates import certificates_of, each_apart, issue_of
from companion.store.files import Files
from companion.store.replica import Replica
from workers.ordered import OrderedWork
from workers.work import Task


class CertificatesWork(OrderedWork):
    """Work on the archive. `secret` is the server's key, which the codes are made with."""

    def __init__(self, files: Files, replica: Replica, commands: Commands, task: Task, secret: str) -> None:
        super().__init__(files, replica, commands, task)
        self._secret = secret

    def make(self) -> None:
        """Write the archive, hand it in, and remove those before it."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:
            table = follower.table
            row = self.asked(table)
            if row is None:
                return self.nothing()
            lang, read = str(row["lang"]), table.v
            issue = issue_of(table, f"{row['address']}/e/{self._event}")
            people = certificates_of(table, follower.key(self._secret), self._event, _said, lang)
        data = each_apart([*people.values()], issue, _said, lang, self.reached)
        return self.deliver(row, read, {"zip": data}, size=len(data), people=len(people))


def _said(lang: str, text: str) -> str:
    return words(lang).t(text)

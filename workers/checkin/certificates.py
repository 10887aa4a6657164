"""The job that makes all certificates of an event: a file for each person, in one archive."""

from __future__ import annotations

from companion.base.i18n import words
from companion.commands.commands import Commands
from companion.core.work import CERTIFICATES
from companion.formats.checkin.prints.certificates import certificates_of, each_apart, issue_of
from companion.rules.checkin.certificates import file_name, pending_certificates
from companion.store.files import Files
from companion.store.replica import Replica
from workers.work import Task, Work


class CertificatesWork(Work):
    """Work on the archive. `secret` is the server's key, which the codes are made with."""

    def __init__(self, files: Files, replica: Replica, commands: Commands, task: Task, secret: str) -> None:
        super().__init__(replica, commands, task)
        self._files, self._secret = files, secret

    def make(self) -> None:
        """Write the archive, hand it in, and remove those before it."""
        follower = self._replica.follower(self._event)
        follower.catch_up()
        with follower.lock:
            table = follower.table
            version = max((work.version for work in pending_certificates(table)), default=0)
            row = table.get(CERTIFICATES, CERTIFICATES)
            if row is None or version < self._version:
                return self.nothing()
            lang, read = str(row["lang"]), table.v
            issue = issue_of(table, f"{row['address']}/e/{self._event}")
            people = certificates_of(table, follower.key(self._secret), self._event, _said, lang)
        data = each_apart([*people.values()], issue, _said, lang, self.reached)
        self._files.put(self._event, file_name(version), data)
        told = {"version": version, "read": read, "size": len(data), "people": len(people)}
        self.hand_in("certificate.deliver", told)
        taken = self.newest().get(CERTIFICATES, CERTIFICATES)
        if taken is None or taken["made"] < version:  # somebody in it was forgotten meanwhile
            self._files.drop(self._event, file_name(version))
            return None
        return forget(self._files, self._event, keep=version)


def forget(files: Files, event: str, keep: int | None = None) -> None:
    """Remove the archives of an event before the one to `keep`, or all of them."""
    for name in files.names(event, f"{CERTIFICATES}-"):
        if keep is None or name != file_name(keep):
            files.drop(event, name)


def _said(lang: str, text: str) -> str:
    return words(lang).t(text)

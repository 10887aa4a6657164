"""Who is at the other end of a connection."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is at the other end: viewer class, participant id and mode (empty: not chosen yet), `me` as JSON, each (link,
    opening) in use.

    `viewer_class` is `stage`, `all`, `team` or `desk`, as in `?as=`, or `organise`: the team's with what is for
    organisers alone. `credential` stands for a person on several devices;
    `voted` are the audiences of polls that this viewer has voted in, `runs` the rooms and workshops of a facilitator.
    """

    viewer_class: str
    pid: str | None = None
    mode: str = "remote"
    me: bytes = b"null"
    openings: tuple[tuple[str, str], ...] = ()
    credential: str | None = None
    voted: frozenset[str] = frozenset()
    runs: frozenset[tuple[str, str]] = frozenset()

    @property
    def takes_part(self) -> bool:
        """Whether this is one of those who are counted as being here: not whoever works here, on whatever page."""
        return self.viewer_class == "all" and not self.openings

    @property
    def personal(self) -> str | None:
        """Whose own rows are shown: nobody's on a stage, which a whole room reads."""
        return None if self.viewer_class == "stage" else self.pid

"""Writes the codes of refusals for the front end: `python -m companion.ops.refusal_codes > static/src/core/codes.js`."""

from __future__ import annotations

from companion.core.errors import CODES
from companion.formats.checkin.roster.problems import ERRORS


def script() -> str:
    """The whole file."""
    lines = "\n".join(f"  {code}" for code in dict.fromkeys([*CODES, *ERRORS]))
    return f"""// Written by `python -m companion.ops.refusal_codes` from companion/core/errors.py and
// companion/formats/checkin/roster/problems.py; a test holds it.

export const CODES = new Set(
  `
{lines}
  `.match(/[a-z_]+/g),
);
"""


if __name__ == "__main__":
    print(script(), end="")

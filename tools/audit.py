"""Known holes in what the lock files name, as the advisory data bases of PyPI and npm tell them: `python -m tools.audit`.

Both commands can end well without having learnt anything: pip-audit leaves out what its source does not know, and npm
ends a failed question as it ends a finding. So their answers are read, and silence is no good news: the exit code is 0
if everything was looked up and nothing found, 1 if something was found, 2 if something could not be looked up.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any, Final

from companion.base.paths import ROOT

LOCKS: Final = ("requirements-dev.lock", "requirements-node.lock", "requirements-audit.lock")
PIP_AUDIT: Final = ".venv/audit/bin/pip-audit"
PIP_OPTIONS: Final = ("--require-hashes", "--disable-pip", "--format", "json", "--progress-spinner", "off")
PATIENCE_S: Final = 300
FOUND, UNKNOWN = 1, 2


@dataclass
class Findings:
    """Holes that are known, and what nothing could be learnt about; each a line to read."""

    holes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """As in the head of this module."""
        return FOUND if self.holes else UNKNOWN if self.unknown else 0


def read_pip(lock: str, answer: str, findings: Findings) -> None:
    """Add what pip-audit answered for a lock file, as JSON."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        findings.unknown.append(f"{lock}: the data base of PyPI did not answer")
        return
    for package in packages:
        for hole in package.get("vulns", []):
            fixed = ", ".join(hole.get("fix_versions") or ["no version yet"])
            findings.holes.append(f"{lock}: {package['name']} {package['version']}: {hole['id']}, mended in {fixed}")
    skipped = [package["name"] for package in packages if "vulns" not in package]
    if skipped or not packages:
        findings.unknown.append(f"{lock}: {len(skipped)} of {len(packages)} packages were not looked up")


def read_npm(answer: str, findings: Findings) -> None:
    """Add what `npm audit` answered, as JSON."""
    try:
        holes: dict[str, dict[str, Any]] = json.loads(answer)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        findings.unknown.append("package-lock.json: the data base of npm did not answer")
        return
    for name, hole in holes.items():
        findings.holes.append(f"package-lock.json: {name} {hole.get('range', '')}: {hole.get('severity', 'unknown')}")


def audit() -> Findings:
    """Ask for everything that is locked."""
    findings = Findings()
    for lock in LOCKS:
        read_pip(lock, _answer_of(PIP_AUDIT, "--requirement", lock, *PIP_OPTIONS), findings)
    read_npm(_answer_of("npm", "audit", "--json"), findings)
    return findings


def _answer_of(*command: str) -> str:
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def main() -> int:
    """Print what was found, and what is not known."""
    findings = audit()
    for hole in findings.holes:
        print(f"HOLE     {hole}")
    for line in findings.unknown:
        print(f"UNKNOWN  {line}")
    if not findings.exit_code:
        print("No known holes in what is locked.")
    return findings.exit_code


if __name__ == "__main__":
    sys.exit(main())

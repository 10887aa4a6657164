"""What the two data bases answer is read so that silence is never taken for good news."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from companion.base.paths import ROOT
from tools.audit import Findings, read_npm, read_pip

CLEAN = {"dependencies": [{"name": "flask", "version": "3.1.3", "vulns": []}], "fixes": []}
HOLE = {"name": "flask", "version": "1.0", "vulns": [{"id": "PYSEC-2019-179", "fix_versions": ["1.1"]}]}
SKIPPED = {"name": "babel", "skip_reason": "Dependency not found on PyPI and could not be audited: babel (2.19.0)"}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (json.dumps(CLEAN), 0),
        (json.dumps({"dependencies": [HOLE]}), 1),
        (json.dumps({"dependencies": [HOLE, SKIPPED]}), 1),
        (json.dumps({"dependencies": [*CLEAN["dependencies"], SKIPPED]}), 2),
        (json.dumps({"dependencies": []}), 2),
        ("", 2),
        ("<html>", 2),
    ],
)
def test_what_pip_audit_says(answer: str, code: int) -> None:
    findings = Findings()
    read_pip("requirements.lock", answer, findings)
    assert findings.exit_code == code


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (json.dumps({"auditReportVersion": 2, "vulnerabilities": {}}), 0),
        (json.dumps({"vulnerabilities": {"braces": {"range": "<3.0.3", "severity": "high"}}}), 1),
        (json.dumps({"statusCode": 405, "error": {"summary": "", "detail": ""}}), 2),
        ("", 2),
    ],
)
def test_what_npm_says(answer: str, code: int) -> None:
    findings = Findings()
    read_npm(answer, findings)
    assert findings.exit_code == code


def test_without_its_commands_nothing_is_known() -> None:
    nowhere = {**os.environ, "PATH": "", "PYTHONPATH": str(ROOT)}
    code = "import tools.audit as a, sys; a.PIP_AUDIT = '/nonexistent'; sys.exit(a.main())"
    done = subprocess.run([sys.executable, "-c", code], env=nowhere, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and done.stdout.count("UNKNOWN") == 4

#!/usr/bin/env bash
# Looks for known holes in what is locked (tools/audit.py), with pip-audit in an environment of its own.
set -euo pipefail
cd "$(dirname "$0")/.."

ready=.venv/audit/.ready
if ! [ "$ready" -nt requirements-audit.lock ]; then
    echo "Installing pip-audit …"
    if ! { .venv/bin/python -m venv --clear .venv/audit && .venv/audit/bin/python -m pip --disable-pip-version-check -qq \
        install --require-hashes --requirement requirements-audit.lock; }; then
        echo "pip-audit could not be installed, so nothing is known." >&2
        exit 2
    fi
    touch "$ready"
fi
exec .venv/bin/python -m tools.audit

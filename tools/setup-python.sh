#!/usr/bin/env bash
# Makes .venv from requirements-dev.lock with the first Python >= 3.11 of this machine (PYTHON= chooses another).
set -euo pipefail
cd "$(dirname "$0")/.."

recent() { "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$candidate" >/dev/null && recent "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    echo "Companion needs Python 3.11 or newer with its venv module; install it or name it: make PYTHON=/path/to/python" >&2
    exit 1
}

if ! { [ -x .venv/bin/python ] && recent .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    python=$(find_python)
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
echo "Installing the locked Python packages …"
pip=(.venv/bin/python -m pip --disable-pip-version-check -qq)
"${pip[@]}" install --require-hashes --requirement requirements-dev.lock
"${pip[@]}" install --no-deps --no-build-isolation --editable .
touch .venv/.ready

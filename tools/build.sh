#!/usr/bin/env bash
# Bundles scripts and styles into static/dist and compiles the translations.
set -euo pipefail
cd "$(dirname "$0")/.."

node static/build.mjs
if compgen -G "companion/translations/*/LC_MESSAGES/messages.po" >/dev/null; then
    .venv/bin/pybabel --quiet compile --directory companion/translations
    .venv/bin/python -m tools.formal
fi

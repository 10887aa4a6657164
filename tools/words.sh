#!/usr/bin/env bash
# Brings every message of the sources into the catalogues: new ones come in empty, old ones go. English is in the sources.
set -euo pipefail
cd "$(dirname "$0")/.."

node static/build.mjs
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
# Neither places nor dates nor line breaks that move, so that a change shows only the words it changes.
.venv/bin/pybabel --quiet extract --mapping-file babel.cfg --keywords t --keywords tn:1,2 --no-location --sort-output \
    --output-file "$pot" .
.venv/bin/pybabel --quiet update --input-file "$pot" --output-dir companion/translations --no-fuzzy-matching \
    --ignore-obsolete --ignore-pot-creation-date --no-wrap
.venv/bin/pybabel compile --directory companion/translations --statistics
# The bundles carry the words of their language.
node static/build.mjs

#!/usr/bin/env bash
# Brings every message of the sources into the catalogues: new ones come in empty, old ones go. English is in the sources.
# With --check it changes nothing, and fails if it would.
set -euo pipefail
cd "$(dirname "$0")/.."

node static/build.mjs  # which also lists the messages of the scripts
pot=$(mktemp)
trap 'rm -f "$pot"' EXIT
# Neither places nor dates nor line breaks that move, so that a change shows only the words it changes.
.venv/bin/pybabel --quiet extract --mapping-file babel.cfg --keywords t --keywords tn:1,2 --no-location --sort-output \
    --output-file "$pot" .
update=(.venv/bin/pybabel --quiet update --input-file "$pot" --output-dir companion/translations --no-fuzzy-matching
    --ignore-obsolete --ignore-pot-creation-date --no-wrap)
if [ "${1:-}" = --check ]; then
    "${update[@]}" --check 2>/dev/null && exit
    echo "The translations are not in step with the sources: run make words, and translate what is new." >&2
    exit 1
fi
"${update[@]}"
.venv/bin/pybabel compile --directory companion/translations --statistics
bash tools/build.sh  # the bundles carry the words of their language

#!/usr/bin/env bash
# Runs every test: several at once, those of the scripts beside them, and last, alone, those that measure how long
# something takes. JOBS= says how many at once; a worker waits more than it works, and needs about 1 GB.
set -euo pipefail
cd "$(dirname "$0")/.."

CHROMIUM=$(bash tools/browser.sh)
export CHROMIUM
bash tools/engines.sh
cores=$(getconf _NPROCESSORS_ONLN)
jobs=${JOBS:-$((cores < 7 ? cores + 1 : 8))}
said=$(mktemp)
failed=0

find tests/js -name '*.test.js' -print0 | sort -z | xargs -0 node --test --test-reporter=dot >"$said" 2>&1 &
scripts=$!
trap 'kill $scripts 2>/dev/null; rm -f "$said"' EXIT

.venv/bin/pytest --numprocesses "$jobs" --dist loadfile --no-loadscope-reorder -m 'not alone' --durations 30 || failed=1
.venv/bin/pytest -m alone || failed=1
wait $scripts || failed=1
cat "$said"
exit $failed

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
said=$(mktemp -d)

# Keeps what a part says and how it ends: a run prints thousands of lines, and what failed has to stand at their end.
part() {
  local name=$1
  shift
  "$@" 2>&1 | tee "$said/$name" || echo "$name: exit ${PIPESTATUS[0]}" >>"$said/failed"
}

find tests/js -name '*.test.js' -print0 | sort -z | xargs -0 node --test --test-reporter=dot >"$said/scripts" 2>&1 &
scripts=$!
trap 'kill $scripts 2>/dev/null; rm -rf "$said"' EXIT

part together .venv/bin/pytest --numprocesses "$jobs" --dist loadfile --no-loadscope-reorder -m 'not alone' --durations 30
part alone .venv/bin/pytest -m alone
wait $scripts || echo "scripts: exit $?" >>"$said/failed"

[ -e "$said/failed" ] || exit 0
cut -d: -f1 "$said/failed" | while read -r name; do
  tail -n 80 "$said/$name" | grep -v '^SKIPPED'
done
cat "$said/failed"
exit 1

#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests; installs one if this machine has none. CHROMIUM= names another.
set -euo pipefail
cd "$(dirname "$0")/.."

installed() {
    local name
    for name in ${CHROMIUM:-} chromium chromium-browser google-chrome-stable google-chrome; do
        if command -v "$name"; then
            return
        fi
    done
    .venv/bin/python -c '
import os
from playwright.sync_api import sync_playwright
with sync_playwright() as browsers:
    path = browsers.chromium.executable_path
    print(path) if os.path.exists(path) else exit(1)' 2>/dev/null
}

if installed; then
    exit
fi
echo "No Chromium here: installing one for the browser tests …" >&2
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } >&2 ||
        .venv/bin/playwright install --with-deps chromium >&2
else
    .venv/bin/playwright install chromium >&2
fi
installed || {
    echo "The browser tests need Chromium: install it, or name it with CHROMIUM=/path/to/chromium" >&2
    exit 1
}

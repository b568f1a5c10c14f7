#!/bin/bash
# Writes the three lock files. `make lock UPGRADE=--upgrade` also lifts every version to its newest.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {
    local out=$1
    shift
    .venv/bin/uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-annotate \
        --custom-compile-command "make lock" ${UPGRADE:-} "$@" --output-file "$out"
}

lock requirements.txt pyproject.toml --extra postgres --extra pdf
lock requirements-build.txt --group build --constraint requirements.txt
lock requirements-dev.txt pyproject.toml --extra postgres --extra pdf --group dev --constraint requirements.txt --constraint requirements-build.txt

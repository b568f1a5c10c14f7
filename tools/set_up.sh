#!/bin/bash
# Makes .venv what the lock files say and compiles the catalogues. `set_up.sh run` is enough to run Hamn; `set_up.sh test`
# adds what the tests need, Debian's Chromium among it. Does nothing, quickly, when everything is in place.
set -euo pipefail
cd "$(dirname "$0")/.."
part=$1
python=${PYTHON:-python3}

debian_packages() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing from Debian: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

make_environment() {
    [ -x .venv/bin/python ] && return
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
        echo "Hamn needs Python 3.11 or newer; $python is $("$python" --version). Name another: make PYTHON=python3.12 …" >&2
        exit 1
    }
    "$python" -c 'import ensurepip' 2>/dev/null || debian_packages python3-venv || {
        echo "Python's venv module is missing. On Debian: apt-get install python3-venv" >&2
        exit 1
    }
    "$python" -m venv .venv
}

# The stamp holds what was installed, so another branch's lock installs itself too.
install() {
    local stamp=.venv/installed-$part sum
    sum=$(cat "$@" | sha256sum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
    echo "Installing what $* name into .venv"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes "${@/#/--requirement=}"
    echo "$sum" >"$stamp"
}

browser() {
    command -v chromium >/dev/null && return
    debian_packages chromium && return
    echo "Chromium is missing and cannot be installed from here: the browser tests need it (apt-get install chromium)." >&2
    exit 1
}

# The same tests run on PostgreSQL too. Elsewhere it is up to you; a run that guards main installs it when it can.
database_server() {
    [ "${CI:-}" = true ] || return 0
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || debian_packages postgresql || true
}

make_environment
if [ "$part" = test ]; then
    install requirements-dev.txt
    browser
    database_server
else
    install requirements.txt requirements-build.txt
fi
.venv/bin/python tools/catalogues.py

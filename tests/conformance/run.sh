#!/usr/bin/env bash
# run.sh [PYTEST ARGUMENT…]   Drives `progc lsp` with another project's client library, and holds every answer against that
# library's types of the protocol. PROGC names the binary; else the release build, else the debug build is taken.
#
# Installs Python's venv from Debian where it is missing, and the packages of requirements.txt from PyPI into
# ${XDG_CACHE_HOME:-~/.cache}/prog-conformance.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ -z "${PROGC:-}" ]; then
  PROGC=$root/target/release/progc
  [ -x "$PROGC" ] || PROGC=$root/target/debug/progc
fi
[ -x "$PROGC" ] || { echo "build it first: cargo build --release -p progc" >&2; exit 2; }
export PROGC

venv=${XDG_CACHE_HOME:-$HOME/.cache}/prog-conformance
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
  python3 -c 'import ensurepip, venv' 2>/dev/null || {
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv
  }
  rm -rf "$venv"
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed.txt"
fi
PYTHONDONTWRITEBYTECODE=1 exec "$venv/bin/python" -m pytest -q -p no:cacheprovider -c "$here/pytest.ini" "$here" "$@"

#!/usr/bin/env bash
# check.sh   Emacs with eglot and editors/emacs, in batch.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$PROG_WS"
exec emacs --batch -Q -l "$here/check.el"

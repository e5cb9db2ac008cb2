#!/usr/bin/env bash
# check.sh   Vim with ALE and editors/vim.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/expect.sh"
. "$here/../lib/screen.sh"
trap screen_stop EXIT
export PROG_RESULT=$PROG_WS/result
: >"$PROG_RESULT"
screen_start "cd $PROG_WS && vim -Nu $here/vimrc shop.prog"
# ALE asks which action to take where there are several.
if screen_wait '^ *1[:)]|Code action.*Enter|[0-9]+[.:)] .*owner' 'the actions are listed'; then screen_keys 1 Enter; fi
wait_for 'all steps' grep -qE '^(done|FAILED)' "$PROG_RESULT" || true
cat "$PROG_RESULT"
grep -q '^done' "$PROG_RESULT" && ! grep -q '^FAILED' "$PROG_RESULT"

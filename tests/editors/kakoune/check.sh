#!/usr/bin/env bash
# check.sh KAKOUNE KAKLSP   Kakoune with kak-lsp and editors/kakoune.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/expect.sh"
. "$here/../lib/screen.sh"
trap screen_stop EXIT
mkdir -p "$XDG_CONFIG_HOME/kak" "$PROG_WS/bin"
ln -sf "$PROGC" "$PROG_WS/bin/progc"
cat >"$XDG_CONFIG_HOME/kak/kakrc" <<KAK
eval %sh{$2/bin/kak-lsp}
source $PROG_ROOT/editors/kakoune/prog.kak
hook global WinSetOption filetype=prog %{ lsp-enable-window }
try %{ lsp-inlay-diagnostics-enable global }
set-option global lsp_auto_show_code_actions false
KAK
export TMPDIR=$XDG_RUNTIME_DIR
screen_start "cd $PROG_WS && PATH=$PROG_WS/bin:$2/bin:$PATH $1/usr/bin/kak shop.prog"
screen_wait 'has no owner' 'the finding is on the screen'
screen_keys 6 g
screen_wait 'shop.prog 6:1 ' 'the cursor is on the line'
screen_keys w
screen_wait 'shop.prog 6:7 ' 'the head is selected'
screen_keys ':lsp-code-actions'
screen_more "$PROG_FIX" 'the fix is offered' Enter
screen_more '^[^a-zA-Z]*owner: [a-z?]' 'the fix is taken' Enter
screen_keys ':w' Enter
wait_for 'the file on disk has an owner' fixed "$PROG_WS/shop.prog"
screen_keys ':q!' Enter

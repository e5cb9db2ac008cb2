#!/usr/bin/env bash
# check.sh FOLDER   Helix (unpacked in FOLDER) with the settings, queries and grammar of editors/helix.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/expect.sh"
. "$here/../lib/screen.sh"
trap screen_stop EXIT
export HELIX_RUNTIME=$1/usr/lib/hx/runtime
config=$XDG_CONFIG_HOME/helix

# As the README says, with the grammar of this clone.
mkdir -p "$config/runtime/queries" "$config/runtime/grammars"
cp -r "$PROG_ROOT/editors/helix/queries/prog" "$config/runtime/queries/"
sed -e "s|^command = .*|command = \"$PROGC\"|" \
  -e "s|^source = .*|source = { path = \"$PROG_ROOT/grammar/tree-sitter-prog\" }|" \
  "$PROG_ROOT/editors/helix/languages.toml" >"$config/languages.toml"
printf 'use-grammars = { only = ["prog"] }\n' | cat - "$config/languages.toml" >"$config/l" && mv "$config/l" "$config/languages.toml"
printf '[editor]\nend-of-line-diagnostics = "hint"\n[editor.inline-diagnostics]\ncursor-line = "hint"\n' >"$config/config.toml"
"$1/usr/bin/hx" --grammar build
"$1/usr/bin/hx" --health prog | tee "$PROG_WS/health"
for kind in Highlight Textobject Indent; do
  grep -q "$kind queries:.*✓" "$PROG_WS/health" || { echo "FAILED: $kind queries"; exit 1; }
done

screen_start "cd $PROG_WS && COLORTERM=truecolor $1/usr/bin/hx shop.prog"
screen_wait 'Payment gateway' 'the file is open'
screen_wait 'gateway.*(has no owner|●)|● [1-9]' 'a finding arrived'
# Kinds, names and titles have colours of their own.
colour_of() { screen_tmux capture-pane -ep | grep -oP "38;2;[0-9;]+m(?=$1)" | head -1; }
kind=$(colour_of team) name=$(colour_of payments) title=$(colour_of '"Payments"')
if [ -z "$kind" ] || [ "$kind" = "$name" ] || [ "$name" = "$title" ] || [ "$kind" = "$title" ]; then
  echo "FAILED: colours: kind $kind, name $name, title $title"
  screen_tmux capture-pane -ep
  exit 1
fi
echo "ok colours by tree-sitter"
screen_keys 6 g g
screen_wait ' 6:1( |$)' 'the cursor is on the line'
screen_wait 'has no owner' 'the finding is on the screen'
screen_keys w w
screen_wait ' 6:15( |$)' 'the cursor is on the name'
screen_more "$PROG_FIX" 'the fix is offered' Space a
screen_more '^[^a-zA-Z]*owner: [a-z?]' 'the fix is taken' Enter
screen_keys ':w' Enter
wait_for 'the file on disk has an owner' fixed "$PROG_WS/shop.prog"
# Saving formats.
wait_for 'saving formats' grep -q 'criticality: high' "$PROG_WS/shop.prog"
screen_keys ':q!' Enter

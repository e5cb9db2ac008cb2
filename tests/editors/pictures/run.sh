#!/usr/bin/env bash
# run.sh DIR   Pictures of colours.prog in VS Code (dark and light), Neovim, Helix, Emacs and Vim, side by side in DIR.
#
# A person looks at them; grammar/test/colours.mjs is what holds the colours together. Wants tests/editors/install.sh and
# tests/editors/vscode/install.sh, a progc ($PROGC, else target/release/progc), and a package of the extension in $VSIX or
# one that is made here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "$1")
export PROG_ROOT=${here%/tests/editors/pictures}
export PROGC=${PROGC:-$PROG_ROOT/target/release/progc}
. "$here/../lib/steps.sh"
. "$here/../lib/screen.sh"
work=$(mktemp -d)
trap 'screen_stop; rm -rf "$work"' EXIT
mkdir -p "$out" "$work/ws" "$work/run"
chmod 700 "$work/run"
: >"$work/ws/progc.toml"
cp "$here/colours.prog" "$work/ws/"

PATH=$(dirname "$PROGC"):$PATH
"$here/../vscode/run.sh" pictures --shots "$out"

export HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state XDG_CACHE_HOME=$work/cache XDG_RUNTIME_DIR=$work/run
export COLORTERM=truecolor

# terminal NAME PATTERN COMMAND   Starts it, waits for the pattern on the screen, and keeps the screen.
terminal() {
  # A server of its own: the one before may still be going.
  screen_socket=prog-$$-$1
  screen_tmux new-session -d -x 100 -y 46 "cd $work/ws && $3"
  screen_wait "$2" "$1 shows it"
  # Until two looks are the same: colours come in after the text.
  local before='' now
  now=$(screen_tmux capture-pane -ep)
  until [ "$before" = "$now" ]; do
    before=$now
    sleep 1
    now=$(screen_tmux capture-pane -ep)
  done
  printf '%s\n' "$now" >"$work/$1.ansi"
  screen_stop
}

nvim=$EDITORS_CACHE/neovim
mkdir -p "$XDG_CONFIG_HOME/nvim" "$XDG_CONFIG_HOME/helix/runtime/"{queries,grammars}
cat >"$XDG_CONFIG_HOME/nvim/init.lua" <<'LUA'
vim.opt.runtimepath:append(vim.env.PROG_ROOT .. "/editors/nvim")
vim.o.termguicolors = true
vim.o.showmode = false
-- The same scheme as Vim's below, so that the two can be compared.
vim.cmd.colorscheme("habamax")
LUA
export VIMRUNTIME=$nvim/usr/share/nvim/runtime
"$nvim/usr/bin/nvim" --headless "$work/ws/colours.prog" -c ProgParser -c 'qall!' >/dev/null 2>&1
terminal neovim 'Contract signed' "$nvim/usr/bin/nvim colours.prog"
unset VIMRUNTIME

export HELIX_RUNTIME=$EDITORS_CACHE/helix/usr/lib/hx/runtime
cp -r "$PROG_ROOT/editors/helix/queries/prog" "$XDG_CONFIG_HOME/helix/runtime/queries/"
{ echo 'use-grammars = { only = ["prog"] }'; sed "s|^source = .*|source = { path = \"$PROG_ROOT/grammar/tree-sitter-prog\" }|" "$PROG_ROOT/editors/helix/languages.toml"; } >"$XDG_CONFIG_HOME/helix/languages.toml"
echo 'theme = "dark_plus"' >"$XDG_CONFIG_HOME/helix/config.toml"
"$EDITORS_CACHE/helix/usr/bin/hx" --grammar build >/dev/null
terminal helix 'Contract signed' "$EDITORS_CACHE/helix/usr/bin/hx colours.prog"

cat >"$work/init.el" <<'LISP'
(add-to-list 'load-path (concat (getenv "PROG_ROOT") "/editors/emacs"))
(require 'progc-mode)
(menu-bar-mode -1)
(load-theme 'tango-dark t)
LISP
terminal emacs 'Contract signed' "TERM=xterm-256color emacs -nw -Q -l $work/init.el colours.prog"

cat >"$work/vimrc" <<'VIM'
set nocompatible termguicolors background=dark runtimepath^=$PROG_ROOT/editors/vim
filetype plugin indent on
syntax on
colorscheme habamax
VIM
terminal vim 'Contract signed' "vim -u $work/vimrc colours.prog"

HOME=$work node "$here/ansi.mjs" "$EDITORS_CACHE" "$out" "$work"/*.ansi

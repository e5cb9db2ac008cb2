#!/usr/bin/env bash
# install.sh [--all]   Installs the editors that tests/editors/run.sh drives, from Debian and npm only.
#
# Everything lands in ${XDG_CACHE_HOME:-~/.cache}/prog-editors and is not installed again (delete that folder, or a
# stamp in it, to start over). An editor that cannot be installed is skipped with a loud line; its test then counts as
# skipped. --all adds the slow ones: Kate and Kakoune.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib/steps.sh"

all=
for argument in "$@"; do
  case $argument in
  --all) all=1 ;;
  *)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
  esac
done

# npm_tools FOLDER PACKAGE...   Node tools that the grammar tests use.
npm_tools() {
  mkdir -p "$1"
  npm install --prefix "$1" --no-audit --no-fund --no-save --ignore-scripts "${@:2}"
}

step tools apt_install tmux patchelf gcc libc6-dev python3-minimal
step vim apt_install vim-nox vim-ale
step emacs apt_install emacs-nox elpa-eglot
# forky moves: Neovim 0.12, Helix and the tree-sitter command line come from it; trixie has the stable Neovim 0.10.
step tree-sitter "$here/lib/debroot.sh" forky "$EDITORS_CACHE/tree-sitter" tree-sitter-cli
step neovim "$here/lib/debroot.sh" forky "$EDITORS_CACHE/neovim" neovim
step neovim-stable "$here/lib/debroot.sh" trixie "$EDITORS_CACHE/neovim-stable" neovim
step helix "$here/lib/debroot.sh" forky "$EDITORS_CACHE/helix" hx
step textmate npm_tools "$EDITORS_CACHE/textmate" vscode-tmgrammar-test@0.1.3
if [ -n "$all" ]; then
  step kakoune "$here/lib/debroot.sh" trixie "$EDITORS_CACHE/kakoune" kakoune
  step kak-lsp cargo install --locked --quiet --root "$EDITORS_CACHE/kak-lsp" kak-lsp
  step kate apt_install kate xvfb dbus-x11 imagemagick
fi
# VS Code has an installer of its own beside its tests.
if [ -x "$here/vscode/install.sh" ]; then "$here/vscode/install.sh"; fi

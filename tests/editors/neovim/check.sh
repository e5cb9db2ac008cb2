#!/usr/bin/env bash
# check.sh FOLDER   Neovim (unpacked in FOLDER) with the plugin as a user has it: init.lua, then a file is opened.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export VIMRUNTIME=$1/usr/share/nvim/runtime
mkdir -p "$XDG_CONFIG_HOME/nvim"
cat >"$XDG_CONFIG_HOME/nvim/init.lua" <<'LUA'
vim.opt.runtimepath:append(vim.env.PROG_ROOT .. "/editors/nvim")
vim.g.prog_progc = vim.env.PROGC
vim.g.prog_no_browser = true
LUA
cd "$PROG_WS"
exec "$1/usr/bin/nvim" --headless -c "luafile $here/check.lua"

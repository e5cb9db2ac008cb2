#!/usr/bin/env bash
# run.sh [--all] [NAME...]   Drives real editors against the real `progc` ($PROGC, else target/release/progc).
#
# Prints a line per editor and closes with `N passed, N failed, N skipped`; fails if one failed. An editor that
# install.sh could not install is skipped. Names run only these; --all adds Kate and Kakoune.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export PROG_ROOT=${here%/tests/editors}
. "$here/lib/steps.sh"
. "$here/lib/expect.sh"

export PROGC=${PROGC:-$PROG_ROOT/target/release/progc}
export EDITORS_CACHE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0 skipped=0 all='' only=()
for argument in "$@"; do
  case $argument in
  --all) all=1 ;;
  -*)
    sed -n '2,5s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
  *) only+=("$argument") ;;
  esac
done

wanted() { [ ${#only[@]} = 0 ] || [[ " ${only[*]} " == *" $1 "* ]]; }

# check NAME "NEEDED STEPS" COMMAND...   Runs one editor's check in a fresh home folder.
check() {
  local name=$1 needs=$2 need began home=$work/$1
  shift 2
  wanted "$name" || return 0
  for need in $needs; do
    if ! installed "$need"; then
      printf '%-16s SKIPPED: %s is not installed (tests/editors/install.sh)\n' "$name" "$need"
      skipped=$((skipped + 1))
      return 0
    fi
  done
  mkdir -p "$home/run" "$home/ws"
  chmod 700 "$home/run"
  workspace "$home/ws"
  began=$(date +%s%N)
  if env HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
    XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run" PROG_WS="$home/ws" \
    timeout 300 "$@" >"$work/$name.log" 2>&1 </dev/null; then
    passed=$((passed + 1))
    printf '%-16s ok      %5d ms\n' "$name" $((($(date +%s%N) - began) / 1000000))
  else
    failed=$((failed + 1))
    printf '%-16s FAILED  %5d ms\n' "$name" $((($(date +%s%N) - began) / 1000000))
    tail -40 "$work/$name.log" | sed 's/^/    /'
  fi
}

if [ ! -x "$PROGC" ]; then
  echo "There is no progc at $PROGC: build it (cargo build --release -p progc), or set PROGC" >&2
  exit 2
fi

check neovim neovim "$here/neovim/check.sh" "$EDITORS_CACHE/neovim"
check neovim-stable neovim-stable "$here/neovim/check.sh" "$EDITORS_CACHE/neovim-stable"
check helix "helix tree-sitter" "$here/helix/check.sh" "$EDITORS_CACHE/helix"
check emacs emacs "$here/emacs/check.sh"
check vim vim "$here/vim/check.sh"
if [ -n "$all" ] || [ ${#only[@]} -gt 0 ]; then
  check kakoune "kakoune kak-lsp" "$here/kakoune/check.sh" "$EDITORS_CACHE/kakoune" "$EDITORS_CACHE/kak-lsp"
  check kate kate "$here/kate/check.sh"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

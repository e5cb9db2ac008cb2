# shellcheck shell=bash
# Helpers of the install scripts: where things are cached, and steps that are done once.
# Source it; it runs nothing by itself.

EDITORS_CACHE=${PROG_EDITORS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/prog-editors}
mkdir -p "$EDITORS_CACHE"

# step NAME COMMAND...   Runs the command unless its stamp is there. The stamp carries a checksum of the command, so a
# changed list of packages is installed again. A step that fails is said loudly and does not stop the others.
step() {
  local name=$1 stamp log sum began=$SECONDS
  shift
  stamp=$EDITORS_CACHE/.ok-$name
  log=$EDITORS_CACHE/$name.log
  sum=$(printf '%s\n' "${@##*/}" | cksum)
  if [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then
    printf 'have       %s\n' "$name"
    return 0
  fi
  rm -f "$stamp"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf '%s\n' "$sum" >"$stamp"
    printf 'installed  %s in %ds\n' "$name" $((SECONDS - began))
  else
    printf '!!! NOT INSTALLED: %s (its tests will be skipped). Last lines of %s:\n' "$name" "$log"
    tail -5 "$log" | sed 's/^/    /'
    return 0
  fi
}

# installed NAME   Whether a step succeeded on this machine.
installed() { [ -s "$EDITORS_CACHE/.ok-$1" ]; }

# apt_install PACKAGE...   As root from Debian; otherwise only checks that the packages are there.
apt_install() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -Wf '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    echo "needs root for: ${missing[*]}"
    return 1
  fi
  apt-get -o DPkg::Lock::Timeout=300 update -qq &&
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}"
}

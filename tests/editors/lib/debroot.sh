#!/usr/bin/env bash
# debroot.sh SUITE FOLDER PACKAGE...
# Unpacks packages of another Debian suite, with all they need, into a folder, and leaves the machine's own packages
# alone. The programs in FOLDER/usr/bin then run as they are: each is given the folder's own loader and libraries.
set -euo pipefail

suite=$1
root=$(realpath -m "$2")
shift 2

rm -rf "$root"
state=$root/.apt
mkdir -p "$state"/{lists/partial,cache/archives/partial,parts} "$root"/usr/{bin,sbin,lib,lib64}
: >"$state/status"

# The mirror this machine already uses.
mirror=$({ cat /etc/apt/sources.list.d/*.sources /etc/apt/sources.list 2>/dev/null || true; } |
  grep -oE 'https?://[^ ]+/debian/?( |$)' | sort -u | sed -n 1p)
mirror=${mirror% }
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keys] ${mirror:-http://deb.debian.org/debian} $suite main" >"$state/sources.list"

apt=(apt-get -qq -y
  -o "Dir::State=$state" -o "Dir::State::lists=$state/lists" -o "Dir::State::status=$state/status"
  -o "Dir::Cache=$state/cache" -o "Dir::Etc::sourcelist=$state/sources.list" -o "Dir::Etc::sourceparts=$state/parts"
  -o "Dir::Etc::preferences=$state/none" -o "Dir::Etc::preferencesparts=$state/parts"
  -o APT::Install-Recommends=false -o Acquire::Languages=none -o APT::Sandbox::User=
  -o Debug::NoLocking=true -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
  -o Acquire::IndexTargets::deb-src::Sources::DefaultEnabled=false)
"${apt[@]}" update
"${apt[@]}" --download-only install "$@"

# One tree with merged /usr, as the packages expect; no maintainer script runs.
for dir in bin sbin lib lib64; do ln -sfn "usr/$dir" "$root/$dir"; done
for package in "$state"/cache/archives/*.deb; do
  dpkg-deb --fsys-tarfile "$package" | tar -x --keep-directory-symlink -C "$root"
done
rm -rf "$state"

# Every program starts through the folder's loader, also when it starts itself again (Neovim does).
loader=$(find "$root/usr/lib64" "$root/usr/lib" -maxdepth 2 -name 'ld-linux-*.so.*' | head -1)
libraries=$(dirname "$(find "$root/usr/lib" -name 'libc.so.6' | head -1)")
{ find "$root"/usr/{bin,lib,libexec} -type f -perm -100 ! -name "*.so*" 2>/dev/null || true; } |
  while read -r program; do
    patchelf --print-interpreter "$program" >/dev/null 2>&1 || continue
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libraries" "$program" 2>/dev/null || true
  done

#!/bin/sh
# Runs progc from this repository; builds it first where that has not been done. For pre-commit, which keeps a clone per version.
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd) || exit 2
exec cargo run --quiet --release --locked --manifest-path "$here/Cargo.toml" --package progc -- "$@"

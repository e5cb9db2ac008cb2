#!/usr/bin/env bash
# check.sh   Kate in a virtual display with editors/kate: the server is started for a .prog file, and says what it found.
# What Kate shows cannot be read from outside, so the traffic is: progc runs behind a script that keeps a copy.
# A picture of the window is kept in $PROG_SHOTS, if that is set.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../lib/expect.sh"
. "$here/../lib/screen.sh"
export QT_QPA_PLATFORM=xcb
mkdir -p "$XDG_CONFIG_HOME/kate/lspclient" "$XDG_DATA_HOME/org.kde.syntax-highlighting/syntax" "$PROG_WS/bin"
cp "$PROG_ROOT/editors/kate/prog.xml" "$XDG_DATA_HOME/org.kde.syntax-highlighting/syntax/"
cp "$PROG_ROOT/editors/kate/lspclient.json" "$XDG_CONFIG_HOME/kate/lspclient/settings.json"
printf '#!/bin/sh\ntee "%s/in" | "%s" "$@" | tee "%s/out"\n' "$PROG_WS" "$PROGC" "$PROG_WS" >"$PROG_WS/bin/progc"
chmod +x "$PROG_WS/bin/progc"
export PATH=$PROG_WS/bin:$PATH
cat >"$XDG_CONFIG_HOME/katerc" <<RC
[General]
Show welcome view for new window=false
Startup Session=new
[Kate Plugins]
lspclientplugin=true
[lspclient]
AllowedServerCommandLines=$PROG_WS/bin/progc lsp
RC

pids=()
stop() {
  local pid
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    pid=${pids[i]}
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
}
trap stop EXIT
display=:$((90 + RANDOM % 900))
Xvfb "$display" -screen 0 1100x700x24 >/dev/null 2>&1 &
pids+=($!)
export DISPLAY=$display
wait_for 'a display' test -e "/tmp/.X11-unix/X${display#:}"
eval "$(dbus-launch --sh-syntax)"
pids+=("$DBUS_SESSION_BUS_PID")
kate --startanon "$PROG_WS/shop.prog" >"$PROG_WS/kate.log" 2>&1 &
pids+=($!)
: >"$PROG_WS/out"
wait_for 'the server says what it found' grep -q 'has no owner' "$PROG_WS/out"
if [ -n "${PROG_SHOTS:-}" ]; then
  mkdir -p "$PROG_SHOTS"
  import -window root "$PROG_SHOTS/kate.png"
fi

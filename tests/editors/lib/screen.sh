# shellcheck shell=bash
# Drives a terminal program in tmux and waits for what its screen shows. Source it, then: screen_start COMMAND.

screen_socket=prog-$$
screen_tmux() { tmux -L "$screen_socket" -f /dev/null "$@"; }

screen_start() { screen_tmux new-session -d -x 110 -y 30 "$1"; }

screen_keys() { screen_tmux send-keys "$@"; }

screen_text() { screen_tmux capture-pane -p 2>/dev/null; }

# screen_wait PATTERN WHAT   Up to a minute (a busy machine takes its time); on failure the screen is printed.
screen_wait() {
  local i
  for ((i = 0; i < 600; i++)); do
    if screen_text | grep -qE -- "$1"; then
      echo "ok $2"
      return 0
    fi
    sleep 0.1
  done
  echo "FAILED: $2 (no '$1' on the screen)"
  screen_text
  return 1
}

# screen_more PATTERN WHAT KEYS...   Sends the keys and waits until more lines of the screen fit the pattern than before.
screen_more() {
  local pattern=$1 what=$2 before i
  shift 2
  before=$(screen_text | grep -cE -- "$pattern" || true)
  screen_keys "$@"
  for ((i = 0; i < 600; i++)); do
    if [ "$(screen_text | grep -cE -- "$pattern")" -gt "$before" ]; then
      echo "ok $what"
      return 0
    fi
    sleep 0.1
  done
  echo "FAILED: $what (no more '$pattern' on the screen)"
  screen_text
  return 1
}

# wait_for WHAT COMMAND...   Up to a minute for a command to succeed.
wait_for() {
  local what=$1 i
  shift
  for ((i = 0; i < 600; i++)); do
    if "$@"; then
      echo "ok $what"
      return 0
    fi
    sleep 0.1
  done
  echo "FAILED: $what"
  screen_text || true
  return 1
}

screen_stop() { screen_tmux kill-server 2>/dev/null || true; }

# shellcheck shell=bash
# What every editor is driven through: one small program in which a system has no owner, what is said about it, and what
# its quick fix does. Change it here when the messages change.
export PROG_RULE=missing-owner
export PROG_MESSAGE='`gateway` has no owner'
export PROG_FIX='Set (the )?.?owner' # how the title of the quick fix starts
export PROG_HOVER='Payment gateway'

# workspace FOLDER   Writes the program.
workspace() {
  mkdir -p "$1"
  : >"$1/progc.toml"
  cat >"$1/shop.prog" <<'PROG'
// A shop and its payment gateway.
team payments "Payments" { lead: ines, members: ines }
person ines "Ines Park" { role: "Engineering manager" }

system web "Web shop" { owner: payments, depends-on: gateway }
system gateway "Payment gateway" {
  criticality:   high
}
PROG
}

# fixed FILE   Whether the gateway has an owner now.
fixed() { sed -n '/^system gateway/,/^}/p' "$1" | grep -qE '^ *owner: [a-z?]|\{ *owner: '; }

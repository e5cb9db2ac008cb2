//! A small program in which something of each sort happens.

pub const CHECKOUT: &str = r#"program relaunch "New checkout" {
  owner: maria
  sponsor: dana
  rag: green
  goal: "More of the people who start a checkout finish it."
  window: 2026-01-12 .. 2026-09-30

  task provider "Second provider" { owner: payments, estimate: 3w, touches: gateway }
  milestone public "Open to all" { owner: ines, due: 2026-06-30, after: provider, criteria: "Live for two weeks" }
}

person maria "Maria Lopes" { role: "Senior TPM", email: "maria@example.com" }
person dana "Dana Osei" { role: "VP Commerce" }
person ines "Ines Park" { role: "Engineering manager" }
team payments "Payments" { lead: ines, members: ines }

system web "Web shop" { owner: payments, depends-on: checkout-api }
system checkout-api "Checkout API" { owner: payments, depends-on: gateway }
system gateway "Payment gateway" { owner: payments, type: vendor, fallback: "Queue the charge." }

flow pay "Customer pays" { steps: web -> checkout-api "card token" -> gateway "authorise" }

risk gateway-latency "Gateway latency spikes" {
  owner: ines
  likelihood: likely
  impact: major
  affects: gateway

  mitigation "Second provider" { owner: ines, due: 2026-05-15, status: in-progress }
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed / started"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 61.5% on 2026-02-01
}
"#;

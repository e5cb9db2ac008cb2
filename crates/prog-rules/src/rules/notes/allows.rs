//! The three rules about allow comments. They are found where allows are applied ([`crate::Engine`]); here they are declared.

use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::Level;

const GOOD: &str = r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
// progc: allow(missing-owner) the contract is signed in March
system gateway "Payment gateway"
"#;

/// `allow-without-reason`: a finding is allowed, and nobody will know why.
pub static ALLOW_WITHOUT_REASON: Rule = Rule {
    name: "allow-without-reason",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "a finding is allowed without saying why",
    question: "Why may it stay like this?",
    docs: Docs {
        finds: "An allow comment with nothing after its brackets (and its date). It still allows.",
        why: "In half a year nobody knows whether it may go.",
        fix: "Write the reason after it, in a few words.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
// progc: allow(missing-owner)
system gateway "Payment gateway"
"#,
        good: GOOD,
    },
    check: Check::Elsewhere,
};

/// `unused-allow`: what was allowed is not found any more.
pub static UNUSED_ALLOW: Rule = Rule {
    name: "unused-allow",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: false,
    summary: "an allow that allows nothing",
    question: "",
    docs: Docs {
        finds: "An allow comment for a rule that finds nothing there (any more), or that stands where it covers nothing.",
        why: "It would hide the next finding of that rule, which nobody has looked at.",
        fix: "Remove it; `progc check --fix` does.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
// progc: allow(missing-owner) the contract is signed in March
system gateway "Payment gateway" { owner: ines }
"#,
        good: GOOD,
    },
    check: Check::Elsewhere,
};

/// `expired-allow`: the time for which a finding was allowed is over.
pub static EXPIRED_ALLOW: Rule = Rule {
    name: "expired-allow",
    family: Family::Decisions,
    level: Level::Warning,
    starter: false,
    clock: true,
    summary: "an allow that is past its date",
    question: "Does the reason still hold?",
    docs: Docs {
        finds: "An allow comment with an `until` that lies before today. It allows no more.",
        why: "It was meant to be looked at again, and this is the day.",
        fix: "Mend what it allowed, or give it a later date and a reason that still holds.",
        bad: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
// progc: allow(missing-owner) until 2026-01-31 the contract is signed in January
system gateway "Payment gateway" { owner: ines }
"#,
        good: r#"
person ines "Ines Park"

system web "Web shop" { owner: ines, depends-on: gateway }
// progc: allow(missing-owner) until 2026-03-31 the contract is signed in March
system gateway "Payment gateway"
"#,
    },
    check: Check::Elsewhere,
};

//! Form: the rules that are found while files are read and names resolved, and those about settings and allows.

use crate::rule::{Check, Docs, Family, Rule};
use prog_diagnostics::Level;

macro_rules! form {
    ($($id:ident $name:literal $level:ident $summary:literal
       finds $finds:literal why $why:literal fix $fix:literal bad $bad:literal good $good:literal)*) => {
        $(
            #[doc = $summary]
            pub static $id: Rule = Rule {
                name: $name,
                family: Family::Form,
                level: Level::$level,
                starter: true,
                clock: false,
                summary: $summary,
                question: "",
                docs: Docs { finds: $finds, why: $why, fix: $fix, bad: $bad, good: $good },
                check: Check::Elsewhere,
            };
        )*
        /// The rules of this family.
        pub static RULES: &[&Rule] = &[$(&$id),*];
    };
}

form! {
    SYNTAX "syntax" Error "the text cannot be read here"
        finds "A place where the text does not follow the form of the language: something is missing, or does not belong."
        why "What cannot be read cannot be checked. Everything before it and every later declaration is still understood."
        fix "Do what the message says; many have a fix."
        bad "person maria \"Maria Lopes\" { role: \"TPM\" email: \"m@example.com\" }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { role: \"TPM\", email: \"m@example.com\" }\nissue outage \"The gateway was down\" { owner: maria }"
    UNKNOWN_KIND "unknown-kind" Error "a declaration of a kind that does not exist"
        finds "A declaration whose first word is none of the kinds. Where one kind is surely meant, the declaration counts as of that kind: names of it are found, and nobody asks for it. What it says itself is checked once the word is right."
        why "Nothing in it can be checked with certainty."
        fix "Use the kind that the message proposes."
        bad "persn ines \"Ines Park\" { role: \"TPM\" }\nissue outage \"The gateway was down\" { owner: ines }"
        good "person ines \"Ines Park\" { role: \"TPM\" }\nissue outage \"The gateway was down\" { owner: ines }"
    UNKNOWN_PROPERTY "unknown-property" Error "a property that this kind does not have"
        finds "A key that the declaration's kind does not take. Where one property is surely meant, the key is read as that, unless it is given besides: no rule says that it is absent. Whether the values fit it is checked once the key is right."
        why "What it says would be lost without a word."
        fix "Use the key that the message proposes, or declare the property for your organisation in `progc.toml`."
        bad "person maria \"Maria Lopes\" { rol: \"TPM\" }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { role: \"TPM\" }\nissue outage \"The gateway was down\" { owner: maria }"
    WRONG_TYPE "wrong-type" Error "a value of another sort than the property takes"
        finds "A value that is not of the type that the property takes: a text where a name belongs, a date where a number belongs."
        why "A value of the wrong type cannot be computed with."
        fix "Write the value as the message says."
        bad "person maria \"Maria Lopes\" { role: TPM }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { role: \"TPM\" }\nissue outage \"The gateway was down\" { owner: maria }"
    INVALID_VALUE "invalid-value" Error "a value that does not exist"
        finds "A value of the right sort that the property does not know: a word that is not in its list, a rating of 7."
        why "It would be read as nothing, or as something else than was meant."
        fix "Use one of the values that the message names."
        bad "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria, severity: hgih }"
        good "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria, severity: high }"
    MISSING_NAME "missing-name" Error "a declaration without a name"
        finds "A declaration that needs a name and has none."
        why "Without a name nothing can refer to it."
        fix "Write a short name after the kind."
        bad "person \"Maria Lopes\" { role: \"TPM\" }"
        good "person maria \"Maria Lopes\" { role: \"TPM\" }"
    MISSING_PROPERTY "missing-property" Error "a property that this kind has to have is missing"
        finds "A declaration without a property that its kind, or your organisation, requires. A `?` counts as given."
        why "Without it the declaration says nothing."
        fix "Add the property, with `?` while it is open."
        bad "person maria \"Maria Lopes\"\nflow pay \"Customer pays\" { owner: maria, serves: conversion }\noutcome conversion \"More checkouts complete\" {\n  owner: maria\n  metric: \"completed checkouts / started checkouts\"\n  source: \"looker: checkout/funnel\"\n  baseline: 61.4%\n  target: >= 66%\n  by: 2026-09-30\n  readings: 62.0% on 2026-02-01\n}"
        good "person maria \"Maria Lopes\"\nflow pay \"Customer pays\" { owner: maria, serves: conversion, steps: ? }\noutcome conversion \"More checkouts complete\" {\n  owner: maria\n  metric: \"completed checkouts / started checkouts\"\n  source: \"looker: checkout/funnel\"\n  baseline: 61.4%\n  target: >= 66%\n  by: 2026-09-30\n  readings: 62.0% on 2026-02-01\n}"
    MISPLACED_KIND "misplaced-kind" Error "a declaration where its kind cannot stand"
        finds "A declaration in a place where its kind does not belong: a mitigation outside a risk, a program in a program."
        why "It would belong to nothing."
        fix "Move it to one of the places that the message names."
        bad "person maria \"Maria Lopes\"\nmitigation \"Second provider\" { owner: maria, due: 2026-05-15 }"
        good "person maria \"Maria Lopes\"\nrisk latency \"Latency spikes\" {\n  owner: maria\n  likelihood: likely\n  impact: major\n  affects: ?\n  contingency: ?\n  mitigation \"Second provider\" { owner: maria, due: 2026-05-15 }\n}"
    DUPLICATE_NAME "duplicate-name" Error "two declarations with one name"
        finds "A declaration with a name that an earlier one in the same scope has already. People, teams and stakeholders share one set of names, everything else another."
        why "Nobody can tell which of the two is meant."
        fix "Give one of the two another name, or join them."
        bad "person maria \"Maria Lopes\"\nperson maria \"Maria Silva\"\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\"\nperson maria-silva \"Maria Silva\"\nissue outage \"The gateway was down\" { owner: maria }"
    DUPLICATE_PROPERTY "duplicate-property" Error "a property given twice"
        finds "A property that stands twice in one declaration."
        why "Only one of the two can hold."
        fix "Keep the one that is right."
        bad "person maria \"Maria Lopes\" { role: \"TPM\", role: \"Director\" }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { role: \"TPM\" }\nissue outage \"The gateway was down\" { owner: maria }"
    TOO_MANY_VALUES "too-many-values" Error "several values where one is taken"
        finds "A property with several values that takes one."
        why "Only one of them can hold."
        fix "Keep the one that is right."
        bad "person maria \"Maria Lopes\" { role: \"TPM\", \"Director\" }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { role: \"TPM and director\" }\nissue outage \"The gateway was down\" { owner: maria }"
    UNRESOLVED_NAME "unresolved-name" Error "a name that nothing has"
        finds "A name that no declaration of the workspace has, looked up from where it stands outward."
        why "What it points at cannot be checked: an owner who does not exist owns nothing."
        fix "Correct the name, or declare it."
        bad "system web \"Web shop\" { owner: mria, depends-on: db }\nsystem db { owner: maria }\nperson maria \"Maria Lopes\""
        good "system web \"Web shop\" { owner: maria, depends-on: db }\nsystem db { owner: maria }\nperson maria \"Maria Lopes\""
    WRONG_KIND "wrong-kind" Error "a name of another kind than the property takes"
        finds "A name that belongs to a declaration of a kind that the property does not take."
        why "A system cannot be accountable; a person cannot be depended on."
        fix "Name one of the kinds that the message lists."
        bad "system web \"Web shop\" { owner: ledger, depends-on: ledger }\nsystem ledger { owner: maria }\nperson maria \"Maria Lopes\""
        good "system web \"Web shop\" { owner: maria, depends-on: ledger }\nsystem ledger { owner: maria }\nperson maria \"Maria Lopes\""
    INVALID_DATE "invalid-date" Error "a date that does not exist or cannot be read"
        finds "A date that is not in the calendar (`2026-02-30`) or not written as year-month-day (`15.05.2026`)."
        why "A date that can be read in two ways will be."
        fix "Write it as `2026-05-15`, or as a month, week, quarter or half."
        bad "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria, due: 2026-02-30 }"
        good "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria, due: 2026-02-28 }"
    INVERTED_RANGE "inverted-range" Error "a range whose end lies before its start"
        finds "A range that goes from the later to the earlier, or an estimate whose optimistic part is larger than its likely or pessimistic one."
        why "Nothing can be computed from it."
        fix "Write the smaller or earlier one first."
        bad "person maria \"Maria Lopes\" { away: 2026-08-20 .. 2026-08-03 }\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\" { away: 2026-08-03 .. 2026-08-20 }\nissue outage \"The gateway was down\" { owner: maria }"
    UNKNOWN_PROGRAM "unknown-program" Error "a file is part of a program that does not exist"
        finds "A `part of` at the top of a file that names no program. The file then counts as outside every program."
        why "What stands in it belongs to nothing."
        fix "Correct the name, or declare the program."
        bad "part of checkot\n\nperson maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria }"
    UNKNOWN_RULE "unknown-rule" Error "a rule that does not exist"
        finds "An allow, or a setting in `progc.toml`, that names no rule."
        why "It does nothing, and nobody notices."
        fix "Use the name that the message proposes; `progc rules` lists all."
        bad "person maria \"Maria Lopes\"\n// progc: allow(mising-owner) nobody yet\nissue outage \"The gateway was down\" { owner: maria }"
        good "person maria \"Maria Lopes\"\nissue outage \"The gateway was down\" { owner: maria }"
    UNREADABLE_FILE "unreadable-file" Error "a file that cannot be read as text"
        finds "A file that is not UTF-8, too large, a folder with the name of a file, or that may not be read. The other files are still checked."
        why "What it says is missing from the model."
        fix "Save it as UTF-8 text, or take it out of the workspace with `exclude` in `progc.toml`."
        bad ""
        good ""
    INVALID_CONFIG "invalid-config" Error "a setting in `progc.toml` that does not exist or cannot be read"
        finds "A key that `progc.toml` does not know, or a value that the key does not take."
        why "A setting that is not understood does not hold."
        fix "Use the key or value that the message proposes; `progc check --show-settings` prints all that hold."
        bad ""
        good ""
}

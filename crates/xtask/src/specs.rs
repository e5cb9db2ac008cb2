//! Generated workspaces: programs of ten files each that read like real ones and check clean, of any size.

use std::fmt::Write;
use std::io;
use std::path::Path;

/// What was written.
#[derive(Default, Debug)]
pub struct Written {
    pub files: usize,
    pub lines: usize,
    pub bytes: usize,
}

/// How many files of one program.
const FILES_PER_PROGRAM: usize = 10;
/// How many blocks have one owner.
const BLOCKS_PER_ENGINEER: usize = 3;
/// How many files name one team.
pub const FILES_PER_TEAM: usize = 50;

/// Writes a workspace of about `lines` lines in files of about `per_file` lines. The same arguments give the same bytes.
pub fn write(folder: &Path, lines: usize, per_file: usize) -> io::Result<Written> {
    let count = lines.div_ceil(per_file).max(1);
    let mut written = Written::default();
    std::fs::create_dir_all(folder)?;
    save(folder, "progc.toml", "profile = \"standard\"\n", &mut written)?;
    save(folder, "organisation.prog", &organisation(count), &mut written)?;
    for file in 0..count {
        let program = file / FILES_PER_PROGRAM;
        let sub = folder.join(format!("p{program:04}"));
        if file % FILES_PER_PROGRAM == 0 {
            std::fs::create_dir_all(&sub)?;
        }
        save(&sub, &format!("f{file:05}.prog"), &file_text(file, per_file), &mut written)?;
    }
    Ok(written)
}

fn save(folder: &Path, name: &str, text: &str, written: &mut Written) -> io::Result<()> {
    written.files += 1;
    written.lines += text.lines().count();
    written.bytes += text.len();
    std::fs::write(folder.join(name), text)
}

/// The people and teams that all programs share.
fn organisation(files: usize) -> String {
    let mut out = String::from("// People and teams of the whole organisation.\n");
    for team in 0..files.div_ceil(FILES_PER_TEAM) {
        add_team(&mut out, "team", "Team", team);
    }
    out
}

fn add_team(out: &mut String, name: &str, title: &str, at: usize) {
    let lead = format!("lead-{name}-{at}");
    let _ = writeln!(out, "person {lead} \"Lead of {title} {at}\" {{ role: \"Engineering manager\" }}");
    let _ = writeln!(out, "team {name}-{at} \"{title} {at}\" {{ lead: {lead} }}");
}

/// The team that keeps the stores of a program.
fn add_keepers(out: &mut String, program: usize) {
    out.push('\n');
    add_team(out, "stores", "Stores", program);
}

/// Who owns what stands in a block: nobody has more than a few of them.
fn engineer(file: usize, block: usize) -> String {
    format!("dev-{file}-{}", block / BLOCKS_PER_ENGINEER)
}

/// One file: a header, then blocks of declarations until it is long enough. The first of a program has them in its block.
pub fn file_text(file: usize, lines: usize) -> String {
    let program = file / FILES_PER_PROGRAM;
    let team = file / FILES_PER_TEAM;
    let first = file.is_multiple_of(FILES_PER_PROGRAM);
    let mut out = String::new();
    if first {
        let _ = writeln!(
            out,
            "// Program {program}: one of many.\n\nprogram p{program} \"Program number {program}\" {{\n  owner: team-{team}\n  goal: \"More of the people who start a checkout finish it.\"\n  window: 2026-01-12 .. 2026-12-18"
        );
    } else {
        let _ = writeln!(out, "part of p{program}\n\n// What this part of program {program} is made of.");
    }
    if first {
        let mut people = String::new();
        add_keepers(&mut people, program);
        out.extend(people.split_inclusive('\n').map(indented));
    }
    let mut block = 0;
    while out.bytes().filter(|b| *b == b'\n').count() + 50 <= lines.max(60) + 25 {
        let mut declarations = String::new();
        add_block(&mut declarations, file, block, team);
        match first {
            true => out.extend(declarations.split_inclusive('\n').map(indented)),
            false => out.push_str(&declarations),
        }
        block += 1;
    }
    if first {
        out.push_str("}\n");
    }
    out
}

fn indented(line: &str) -> String {
    if line == "\n" { line.to_owned() } else { format!("  {line}") }
}

fn add_block(out: &mut String, file: usize, block: usize, team: usize) {
    let id = format!("{file}-{block}");
    let engineer = engineer(file, block);
    if block.is_multiple_of(BLOCKS_PER_ENGINEER) {
        let _ = writeln!(out, "\nperson {engineer} \"Engineer {id}\" {{ role: \"Engineer\" }}");
    }
    let program = file / FILES_PER_PROGRAM;
    let before = if block > 0 { format!("{file}-{}", block - 1) } else { String::new() };
    let link =
        |name: &str| if block > 0 { format!("  depends-on: {name}-{before}\n") } else { String::new() };
    let after = if block > 0 { format!("  after: build-{before}\n") } else { String::new() };
    let _ = write!(
        out,
        r#"
system api-{id} "Checkout API number {id}" {{
  owner: team-{team}
  type: service
  description: "Takes the order, asks for the payment, and hands over to the warehouse; called by the shop and the mobile app."
  criticality: medium
{depends}  slo: availability >= 99.9%
}}

system store-{id} "Store of {id}" {{ owner: stores-{program}, type: datastore, depends-on: api-{id} }}

flow pay-{id} "Customer pays by way {id}" {{
  owner: team-{team}
  steps: store-{id} -> api-{id} "card token"
  serves: conversion-{id}
}}

risk latency-{id} "Latency spikes hurt conversion of {id}" {{
  owner: {engineer}
  category: technical
  description: "Every second above two costs three in a hundred customers; the vendor promises a fix with its next release."
  likelihood: possible
  impact: moderate
  affects: api-{id}
  threatens: conversion-{id}

  // Agreed with the vendor in the last review.
  mitigation "Second provider behind a circuit breaker" {{
    owner: {engineer}
    due: 2026-11-15
    status: in-progress
  }}
}}

outcome conversion-{id} "More checkouts of {id} complete" {{
  owner: {engineer}
  description: """
    Of a hundred people who put something into their basket here, thirty-nine leave before they have paid. Interviews of last
    autumn name two reasons: the page waits for the bank, and nobody sees what the delivery costs before the very last step.
    """
  metric: "completed checkouts / started checkouts"
  source: "dashboard: checkout/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-12-31
  readings: 62.0% on 2026-02-01, 62.8% on 2026-03-01
}}

task build-{id} "Build what {id} needs" {{
  owner: {engineer}
  description: "Behind a switch, so that it can be tried with one customer in a hundred before everybody has it."
  estimate: 3d .. 5d .. 9d
{after}  touches: api-{id}
  delivers: conversion-{id}
}}
"#,
        depends = link("api"),
    );
}

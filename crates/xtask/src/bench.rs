//! The speed bench: `progc check` as a whole process on generated workspaces, against a bare walk-and-read and a walk, read
//! and lex of the same files, run in turn, as a machine is not equally fast at all times; with all rules, with those of the
//! profile `starter`, and with the form rules alone; then edits inside the engine. Prints medians and their ratios, and the
//! ratio of the fastest runs, which differs less from one minute to the next. Judges nothing.

use crate::specs::{self, Written};
use prog_rules::{Family, Rule};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;
use wait4::Wait4;

/// Runs of each command that count. Each runs once more before: what it reads is then at hand.
const RUNS: usize = 11;

struct Row {
    name: &'static str,
    lines: usize,
    per_file: usize,
}

const ROWS: [Row; 7] = [
    Row { name: "10 k", lines: 10_000, per_file: 100 },
    Row { name: "10 k", lines: 10_000, per_file: 300 },
    Row { name: "100 k", lines: 100_000, per_file: 100 },
    Row { name: "100 k", lines: 100_000, per_file: 300 },
    Row { name: "1 M", lines: 1_000_000, per_file: 100 },
    Row { name: "1 M", lines: 1_000_000, per_file: 300 },
    Row { name: "100 k, one file", lines: 100_000, per_file: 100_000 },
];

struct Measured {
    seconds: f64,
    /// The least that any run took.
    fastest: f64,
    cpu: f64,
    peak: u64,
}

pub fn run(options: &[&str]) -> Result<(), String> {
    let quick = options.contains(&"--quick");
    let given = options.iter().position(|o| *o == "--progc").and_then(|i| options.get(i + 1));
    let progc = given.map_or_else(beside_me, |p| Ok(PathBuf::from(p)))?;
    let me = std::env::current_exe().map_err(|e| e.to_string())?;
    println!(
        "{:<24}{:<9}{:>6}{:>9}{:>11}{:>8}{:>9}{:>10}{:>9}{:>9}{:>9}{:>8}",
        "lines",
        "rules",
        "MB",
        "ms",
        "lines/s",
        "MB/s",
        "cpu/ms",
        "peak MB",
        "B per B",
        "x read",
        "fastest",
        "x lex"
    );
    let (starter, form) = (select(|r| r.starter), select(|r| r.family == Family::Form));
    for row in ROWS.iter().filter(|r| !quick || r.lines <= 100_000) {
        let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
        let written = specs::write(folder.path(), row.lines, row.per_file).map_err(|e| e.to_string())?;
        let all = ["check", "--as-of", "2026-03-10", "--fail-on", "never", "-q"];
        let [starter, form] = [&starter, &form].map(|rules| [&all[..], &["--select", rules]].concat());
        let commands: [(&Path, &[&str]); 5] = [
            (&progc, &all),
            (&progc, &starter),
            (&progc, &form),
            (&me, &["walk", "read"]),
            (&me, &["walk", "lex"]),
        ];
        let [all, starter, form, read, lex] = medians(commands, folder.path())?;
        for (rules, check) in [("all", all), ("starter", starter), ("form", form)] {
            print(&format!("{} /{}", row.name, row.per_file), rules, &written, &check, &read, &lex);
        }
        if row.lines >= 100_000 && row.per_file <= 300 && (quick || row.lines == 1_000_000) {
            // In a process of its own: what this one holds would count as memory of those that it starts.
            let edits = Command::new(&me).arg("edits").arg(folder.path()).status();
            edits.map_err(|e| e.to_string())?;
        }
    }
    Ok(())
}

fn print(name: &str, rules: &str, written: &Written, check: &Measured, read: &Measured, lex: &Measured) {
    let mb = written.bytes as f64 / 1e6;
    println!(
        "{name:<24}{rules:<9}{mb:>6.1}{:>9.1}{:>11.0}{:>8.0}{:>9.1}{:>10.1}{:>9.2}{:>9.2}{:>9.2}{:>8.2}",
        check.seconds * 1e3,
        written.lines as f64 / check.seconds,
        mb / check.seconds,
        check.cpu * 1e3,
        check.peak as f64 / 1e6,
        check.peak as f64 / written.bytes as f64,
        check.seconds / read.seconds,
        check.fastest / read.fastest,
        check.seconds / lex.seconds,
    );
}

/// The names of some rules, as `--select` takes them.
fn select(some: impl Fn(&Rule) -> bool) -> String {
    let names: Vec<&str> = prog_rules::ALL.iter().filter(|rule| some(rule)).map(|rule| rule.name).collect();
    names.join(",")
}

/// The `progc` that was built last in the same way.
pub fn beside_me() -> Result<PathBuf, String> {
    let me = std::env::current_exe().map_err(|e| e.to_string())?;
    let progc = me.with_file_name("progc");
    if progc.exists() { Ok(progc) } else { Err("build it first: cargo build --release -p progc".into()) }
}

/// The median run of each command, with how long the fastest took.
fn medians<const N: usize>(commands: [(&Path, &[&str]); N], folder: &Path) -> Result<[Measured; N], String> {
    let mut runs = [const { Vec::new() }; N];
    for round in 0..=RUNS {
        for ((program, args), runs) in commands.iter().zip(&mut runs) {
            let run = measure(program, args, folder)?;
            if round > 0 {
                runs.push(run);
            }
        }
    }
    Ok(runs.map(|mut runs| {
        runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let fastest = runs[0].seconds;
        Measured { fastest, ..runs.swap_remove(RUNS / 2) }
    }))
}

fn measure(program: &Path, args: &[&str], folder: &Path) -> Result<Measured, String> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(args)
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| format!("{}: {e}", program.display()))?;
    let used = child.wait4().map_err(|e| e.to_string())?;
    let cpu = used.rusage.utime.as_secs_f64() + used.rusage.stime.as_secs_f64();
    let seconds = start.elapsed().as_secs_f64();
    Ok(Measured { seconds, fastest: seconds, cpu, peak: used.rusage.maxrss })
}

//! The latency bench: `progc lsp` as a process on a generated workspace, real JSON over its real streams, and a scripted client
//! that waits for each answer. Prints times, the processor time that the server took, and the bars; what misses one is
//! marked. It is no test: a busy machine is slow, so a test would fail for no reason of ours.

mod client;
mod memory;
mod requests;
mod scan;
mod typing;

use crate::specs;
use client::Client;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// So many files name the system that is renamed.
const USERS: usize = 1000;
/// The day of the generated workspaces.
const TODAY: &str = "2026-03-10";

/// What is measured, and on what.
struct Options {
    progc: PathBuf,
    lines: usize,
    edits: usize,
    only: Option<String>,
}

/// Measures.
pub fn run(words: &[&str]) -> Result<(), String> {
    let options = options(words)?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let written = specs::write(folder.path(), options.lines, 100).map_err(|e| e.to_string())?;
    let users = add_users(folder.path(), options.lines / 100).map_err(|e| e.to_string())?;
    println!(
        "{} files, {} lines, {:.1} MB; {users} files name one system; load {}",
        written.files,
        written.lines,
        written.bytes as f64 / 1e6,
        std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim(),
    );
    let wants = |what: &str| options.only.as_deref().is_none_or(|only| only == what);
    if wants("scan") {
        scan::measure(&options.progc, folder.path())?;
    }
    let mut client = Client::start(&options.progc, folder.path())?;
    if wants("typing") {
        typing::measure(&mut client, folder.path())?;
    }
    if wants("requests") {
        requests::measure(&mut client, folder.path())?;
    }
    if wants("memory") {
        memory::measure(&mut client, folder.path(), options.edits)?;
    }
    client.leave()
}

fn options(words: &[&str]) -> Result<Options, String> {
    let value = |name: &str| words.iter().position(|w| *w == name).and_then(|i| words.get(i + 1).copied());
    let number = |name: &str, default: usize| match value(name) {
        Some(text) => text.parse().map_err(|_| format!("`{text}` is not a number")),
        None => Ok(default),
    };
    let progc = value("--progc").map_or_else(crate::bench::beside_me, |p| Ok(PathBuf::from(p)))?;
    // The server is started in another folder.
    let progc = std::path::absolute(progc).map_err(|e| e.to_string())?;
    Ok(Options {
        progc,
        lines: number("--lines", 1_000_000)?,
        edits: number("--edits", 30_000)?,
        only: value("--only").map(str::to_owned),
    })
}

/// Adds a system that many files depend on.
fn add_users(folder: &Path, files: usize) -> std::io::Result<usize> {
    let append = |path: &Path, text: &str| {
        let old = std::fs::read_to_string(path)?;
        std::fs::write(path, old + text)
    };
    append(
        &folder.join("organisation.prog"),
        "system platform \"The platform\" { owner: team-0, fallback: \"Wait\" }\n",
    )?;
    let users = USERS.min(files);
    for file in 0..users {
        let text =
            format!("\nsystem client-{file} \"Client {file}\" {{ owner: team-0, depends-on: platform }}\n");
        append(&path_of(folder, file * (files / users)), &text)?;
    }
    Ok(users)
}

/// The path of a generated file.
fn path_of(folder: &Path, file: usize) -> PathBuf {
    folder.join(format!("p{:04}/f{file:05}.prog", file / 10))
}

/// What was measured again and again.
#[derive(Default)]
struct Times {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

/// How long something may take: half of the times, and all but one in a hundred.
#[derive(Clone, Copy, Default)]
struct Bar {
    p50: Option<f64>,
    p99: Option<f64>,
}

impl Times {
    fn add(&mut self, (wall, cpu): (Duration, Duration)) {
        self.wall.push(wall);
        self.cpu.push(cpu);
    }

    fn extend(&mut self, other: &Self) {
        self.wall.extend(&other.wall);
        self.cpu.extend(&other.cpu);
    }

    fn print_head() {
        println!(
            "\n{:<44}{:>6}{:>9}{:>9}{:>9}{:>10}{:>10}",
            "ms", "times", "p50", "p99", "max", "cpu p50", "cpu p99"
        );
    }

    fn print(&self, what: &str, bar: Bar) {
        let at = |times: &[Duration], share: f64| {
            let mut times = times.to_vec();
            times.sort();
            let last = times.len().saturating_sub(1);
            times.get((last as f64 * share).ceil() as usize).map_or(0.0, |t| t.as_secs_f64() * 1e3)
        };
        let (p50, p99) = (at(&self.wall, 0.5), at(&self.wall, 0.99));
        let mark = |name: &str, value: f64, bar: Option<f64>| match bar {
            Some(bar) if value >= bar => format!("  {name} OVER {bar}"),
            Some(bar) => format!("  {name} < {bar}"),
            None => String::new(),
        };
        println!(
            "{what:<44}{:>6}{p50:>9.2}{p99:>9.2}{:>9.2}{:>10.2}{:>10.2}{}{}",
            self.wall.len(),
            at(&self.wall, 1.0),
            at(&self.cpu, 0.5),
            at(&self.cpu, 0.99),
            mark("p50", p50, bar.p50),
            mark("p99", p99, bar.p99),
        );
    }
}

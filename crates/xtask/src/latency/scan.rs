//! The first scan: from the start of the server until the first answer, and until all findings are shown; against a check by a
//! new process.

use super::client::{Client, at, uri};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use wait4::Wait4;

const RUNS: usize = 5;

/// A check may take so many times less.
const BAR: f64 = 2.5;

struct One {
    wall: Duration,
    cpu: Duration,
}

pub fn measure(progc: &Path, folder: &Path) -> Result<(), String> {
    let (found, _) = check(progc, folder, true)?;
    let (mut checks, mut answers, mut scans) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        checks.push(check(progc, folder, false)?.1);
        let (answer, all) = scan(progc, folder, found)?;
        answers.push(answer);
        scans.push(all);
    }
    println!("\n{:<44}{:>15}{:>15}", "first scan", "ms", "cpu ms");
    let (check, answer, scan) = (median(checks), median(answers), median(scans));
    for (what, one) in [
        ("a check by a new process", &check),
        ("the server, until its first answer", &answer),
        (&format!("the server, until {found} findings are shown"), &scan),
    ] {
        let ms = |d: Duration| d.as_secs_f64() * 1e3;
        println!("{what:<44}{:>15.1}{:>15.1}", ms(one.wall), ms(one.cpu));
    }
    let ratio = |of: &One| of.wall.as_secs_f64() / check.wall.as_secs_f64();
    let cpu = |of: &One| of.cpu.as_secs_f64() / check.cpu.as_secs_f64();
    for (what, one) in [("first answer", &answer), ("all shown", &scan)] {
        let mark = if ratio(one) < BAR { "<" } else { "OVER" };
        println!("{what:<44}{:>14.2}x{:>14.2}x  {mark} {BAR} x", ratio(one), cpu(one));
    }
    Ok(())
}

fn median(mut all: Vec<One>) -> One {
    all.sort_by_key(|one| one.wall);
    all.swap_remove(all.len() / 2)
}

/// Checks; gives how many findings there are where that is asked for.
fn check(progc: &Path, folder: &Path, count: bool) -> Result<(usize, One), String> {
    let mut command = Command::new(progc);
    command.args(["check", "--as-of", super::TODAY, "--fail-on", "never"]).arg(folder).stderr(Stdio::null());
    if count {
        let output = command.args(["--format", "json"]).output().map_err(|e| e.to_string())?;
        let answer: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?;
        let found = answer["diagnostics"].as_array().map_or(0, Vec::len);
        return Ok((found, One { wall: Duration::ZERO, cpu: Duration::ZERO }));
    }
    let start = Instant::now();
    let mut child = command.arg("-q").stdout(Stdio::null()).spawn().map_err(|e| e.to_string())?;
    let used = child.wait4().map_err(|e| e.to_string())?;
    Ok((0, One { wall: start.elapsed(), cpu: used.rusage.utime + used.rusage.stime }))
}

fn scan(progc: &Path, folder: &Path, found: usize) -> Result<(One, One), String> {
    let start = Instant::now();
    let mut client = Client::spawn(progc, folder)?;
    client.request("textDocument/hover", at(&uri(&folder.join("organisation.prog")), 0, 0))?;
    let answer = One { wall: start.elapsed(), cpu: client.cpu() };
    while client.found() < found {
        client.wait(|m| m["method"] == "textDocument/publishDiagnostics")?;
    }
    let all = One { wall: start.elapsed(), cpu: client.cpu() };
    client.leave()?;
    Ok((answer, all))
}

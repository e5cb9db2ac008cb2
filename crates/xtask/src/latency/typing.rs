//! Keystrokes after a pause, until the findings of that file are shown: in declarations of many kinds.

use super::client::Client;
use super::{Bar, Times, path_of};
use std::path::Path;
use std::time::{Duration, Instant};

/// Longer than the server waits during a burst.
const PAUSE: Duration = Duration::from_millis(170);

const BAR: Bar = Bar { p50: Some(3.0), p99: Some(15.0) };

/// What is typed, one key at a time, and taken away again by one stroke.
struct Script {
    what: &'static str,
    /// Behind this, as it stands first in the file.
    behind: &'static str,
    typed: &'static str,
    /// In so many files.
    files: usize,
}

const SCRIPTS: [Script; 8] = [
    Script { what: "the title of a risk", behind: "Latency spikes", typed: "!", files: 20 },
    Script { what: "the impact of a risk", behind: "impact: moderate", typed: "x", files: 20 },
    Script { what: "the name of a system", behind: "\nsystem api", typed: "x", files: 20 },
    Script { what: "what a system depends on", behind: "depends-on: api", typed: "x", files: 20 },
    Script { what: "a flow's step", behind: "steps: store", typed: "x", files: 20 },
    Script { what: "an estimate", behind: "estimate: 3d .. 5d .. 9", typed: "9", files: 20 },
    Script {
        what: "a task's new due date, key by key",
        behind: "estimate: 3d .. 5d .. 9d",
        typed: "\n  due: 2026-09-30",
        files: 4,
    },
    Script { what: "a reading of an outcome", behind: "readings: 62", typed: "5", files: 20 },
];

pub fn measure(client: &mut Client, folder: &Path) -> Result<(), String> {
    Times::print_head();
    let mut all = Times::default();
    for script in &SCRIPTS {
        let mut times = Times::default();
        for file in 0..script.files {
            // Programs apart from each other, and not the first file of any.
            let path = path_of(folder, file * 130 + 13);
            client.open(&path)?;
            let at = client.text(&path).find(script.behind).ok_or(script.what)? + script.behind.len();
            type_and_take_back(client, &path, at, script.typed, &mut times)?;
            client.close(&path)?;
        }
        times.print(&format!("key in {}", script.what), Bar::default());
        all.extend(&times);
    }
    let mut declaration = Times::default();
    for file in [23, 1453, 5013] {
        let path = path_of(folder, file);
        let text = client.open(&path)?;
        let typed = "\nrisk new-one \"New\" {\n  owner: team-0\n}\n";
        type_and_take_back(client, &path, text.len(), typed, &mut declaration)?;
        client.close(&path)?;
    }
    declaration.print("key in a new declaration, key by key", Bar::default());
    all.extend(&declaration);
    let team = in_the_organisation(client, &folder.join("organisation.prog"))?;
    team.print("key in the name of a team that 50 files name", Bar::default());
    all.extend(&team);
    all.print("key, all together", BAR);
    Ok(())
}

fn type_and_take_back(
    client: &mut Client,
    path: &Path,
    at: usize,
    typed: &str,
    times: &mut Times,
) -> Result<(), String> {
    for (i, c) in typed.char_indices() {
        times.add(stroke(client, path, at + i, at + i, c.encode_utf8(&mut [0; 4]))?);
    }
    times.add(stroke(client, path, at, at + typed.len(), "")?);
    Ok(())
}

/// One stroke after a pause. The processor time counts what the server does afterwards too.
fn stroke(
    client: &mut Client,
    path: &Path,
    from: usize,
    to: usize,
    new: &str,
) -> Result<(Duration, Duration), String> {
    client.quiet(PAUSE);
    let before = client.cpu();
    let start = Instant::now();
    let version = client.edit(path, from, to, new)?;
    let wall = client.published(path, version)? - start;
    client.quiet(Duration::from_millis(30));
    Ok((wall, client.cpu().saturating_sub(before)))
}

fn in_the_organisation(client: &mut Client, path: &Path) -> Result<Times, String> {
    let mut times = Times::default();
    client.open(path)?;
    for team in 0..10 {
        let head = format!("team team-{team} ");
        let Some(at) = client.text(path).find(&head) else { continue };
        type_and_take_back(client, path, at + head.len() - 1, "x", &mut times)?;
    }
    client.close(path)?;
    Ok(times)
}

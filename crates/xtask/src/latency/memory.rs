//! What an hour of typing leaves behind: the memory before and after many edits.

use super::client::{Client, at, uri};
use super::path_of;
use std::path::Path;
use std::time::Duration;

/// Edits of one file before the next.
const PER_FILE: usize = 100;
/// May grow by so much.
const BAR: f64 = 10.0;

pub fn measure(client: &mut Client, folder: &Path, edits: usize) -> Result<(), String> {
    client.quiet(Duration::from_secs(1));
    let before = client.memory();
    println!("\n{:<44}{:>15}{:>15}", "memory", "MB", "growth");
    println!("{:<44}{:>15.1}", "before", before as f64 / 1e6);
    let rounds = edits.div_ceil(PER_FILE);
    for round in 0..rounds {
        type_in(client, &path_of(folder, round * 33 % 9990 + 7))?;
        if (round + 1) % rounds.div_ceil(3) == 0 || round + 1 == rounds {
            client.quiet(Duration::from_secs(1));
            let now = client.memory();
            let growth = (now as f64 / before as f64 - 1.0) * 100.0;
            let mark = if growth <= BAR { "<=" } else { "OVER" };
            let what = format!("after {} edits", (round + 1) * PER_FILE);
            println!("{what:<44}{:>15.1}{growth:>14.1}%  {mark} {BAR} %", now as f64 / 1e6);
        }
    }
    Ok(())
}

/// Types a risk, takes it away again, and asks now and then.
fn type_in(client: &mut Client, path: &Path) -> Result<(), String> {
    let text = client.open(path)?;
    let typed = "\nrisk a-new-one \"Say what\" { owner: lead-1 }";
    let mut version = 1;
    for edit in 0..PER_FILE {
        let length = client.text(path).len();
        version = match typed.as_bytes().get(edit % (typed.len() + 1)) {
            Some(byte) => client.edit(path, length, length, &char::from(*byte).to_string())?,
            None => client.edit(path, text.len(), length, "")?,
        };
        if edit % 10 == 0 {
            client.request("textDocument/hover", at(&uri(path), 8, 9))?;
        }
    }
    client.published(path, version)?;
    client.close(path)
}

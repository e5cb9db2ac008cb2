//! What the project does to itself: `cargo xtask generate` writes the reference pages and word lists, `cargo xtask
//! bench` measures the speed, `cargo xtask latency` that of the language server, `cargo xtask workspace DIR LINES PER_FILE` writes a large workspace to try things on.

mod bench;
mod edits;
mod generate;
#[cfg(test)]
mod house;
mod latency;
mod specs;
mod walk;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "usage: cargo xtask <task>
  generate [--check]                 write (or compare) docs/, grammar/words.json and the schemas
  bench [--quick] [--progc PATH]     measure `progc check` and edits on generated workspaces
  latency [--lines N] [--edits N] [--only scan|typing|requests|memory] [--progc PATH]
                                     measure `progc lsp` on a generated workspace
  workspace DIR LINES PER_FILE       write a generated workspace";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["generate"] => generate::write(&repository()),
        ["generate", "--check"] => generate::check(&repository()),
        ["bench", options @ ..] => bench::run(options),
        ["latency", options @ ..] => latency::run(options),
        ["edits", folder] => edits::run(Path::new(folder)),
        ["walk", how, folder] => walk::run(how, Path::new(folder)),
        ["workspace", folder, lines, per_file] => workspace(folder, lines, per_file),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn workspace(folder: &str, lines: &str, per_file: &str) -> Result<(), String> {
    let number = |text: &str| text.parse::<usize>().map_err(|_| format!("`{text}` is not a number\n{USAGE}"));
    let written =
        specs::write(Path::new(folder), number(lines)?, number(per_file)?).map_err(|e| e.to_string())?;
    println!("{} files, {} lines, {:.1} MB", written.files, written.lines, written.bytes as f64 / 1e6);
    Ok(())
}

/// The root of the repository.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

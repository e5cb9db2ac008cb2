//! The baselines of the bench, each as a process of its own: walk and read, and walk, read and lex.

use ignore::WalkBuilder;

use rayon::prelude::*;
use std::path::{Path, PathBuf};

pub fn run(how: &str, folder: &Path) -> Result<(), String> {
    let files = prog_files(folder);
    let lex = how == "lex";
    let bytes: usize = files
        .par_iter()
        .with_min_len(16)
        .map_init(
            || (vec![0u8; 1 << 16], prog_syntax::lexer::Tokens::default()),
            |(buffer, tokens), path| {
                let size = read(path, buffer);
                if lex && let Ok(text) = std::str::from_utf8(&buffer[..size]) {
                    prog_syntax::lexer::lex(text, tokens);
                }
                size
            },
        )
        .sum();
    println!("{bytes}");
    Ok(())
}

/// Every `.prog` file, found the way `progc` finds them.
pub fn prog_files(folder: &Path) -> Vec<PathBuf> {
    let found = std::sync::Mutex::new(Vec::new());
    WalkBuilder::new(folder).hidden(false).threads(2).build_parallel().run(|| {
        Box::new(|entry| {
            if let Ok(entry) = entry
                && entry.path().extension().is_some_and(|e| e == "prog")
                && let Ok(mut list) = found.lock()
            {
                list.push(entry.path().to_owned());
            }
            ignore::WalkState::Continue
        })
    });
    let mut files = found.into_inner().unwrap_or_default();
    files.sort_unstable();
    files
}

fn read(path: &Path, buffer: &mut Vec<u8>) -> usize {
    use std::io::Read;
    let Ok(mut file) = std::fs::File::open(path) else { return 0 };
    let mut size = 0;
    while let Ok(read) = file.read(&mut buffer[size..]) {
        size += read;
        if read == 0 {
            break;
        }
        if size == buffer.len() {
            buffer.resize(size * 2, 0);
        }
    }
    size
}

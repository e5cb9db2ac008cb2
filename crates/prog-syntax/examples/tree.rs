//! Prints the tree and the errors of a `.prog` text from standard input: for looking at what the parser does.

// An example is no part of the core: it reads and prints.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use std::io::Read;

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let parse = prog_syntax::parse(&text);
    print!("{}", parse.dump(&text));
    Ok(())
}

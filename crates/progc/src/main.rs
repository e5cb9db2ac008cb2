//! The command line of prog.
fn main() {}

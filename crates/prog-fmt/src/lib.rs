//! The formatter: tree and comments in, text out.

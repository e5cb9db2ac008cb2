//! The server as a client sees it: over a pipe, with real framing.

mod first;
mod harness;

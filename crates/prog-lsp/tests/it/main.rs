//! The server as a client sees it: over a pipe, with real framing.

mod battery;
mod first;
mod harness;

//! The server as a client sees it: over a pipe, with real framing.

mod actions;
mod announced;
mod battery;
mod custom;
mod disk;
mod editing;
mod findings;
mod first;
mod harness;
mod links;
mod sample;
mod scripts;

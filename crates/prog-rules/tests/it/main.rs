//! What the rules find, in the words that users read, and that an edit finds the same as a run from scratch.

// Tests may read files and the environment; the core may not.
#![allow(clippy::disallowed_methods)]

mod corpus;
mod doubts;
mod examples;
mod fixes;
mod links;
mod mended;
mod misspelt;
mod oracle;
mod random;
mod settings;
mod shown;
mod sturdy;
mod texts;

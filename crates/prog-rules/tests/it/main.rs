//! What the rules find, in the words that users read, and that an edit finds the same as a run from scratch.

mod corpus;
mod examples;

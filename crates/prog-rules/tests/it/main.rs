//! What the rules find, in the words that users read, and that an edit finds the same as a run from scratch.

mod corpus;
mod examples;
mod mended;
mod oracle;
mod random;
mod shown;
mod texts;

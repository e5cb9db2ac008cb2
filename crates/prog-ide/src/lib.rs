//! Editor features as plain answers in byte offsets: what fits here, what is this, where is it, what can be done with it.
//!
//! One feature per file or folder. Each function takes the engine (model, facts, findings), a file and an offset, and
//! answers with plain structs. Nothing here knows an editor protocol, does I/O or reads a clock; every place is moved into
//! the text first, so a request about a text that has changed meanwhile is answered and never fails.

mod at;
pub mod completion;
mod cursor;
mod days;
pub mod hover;
mod scopes;
mod text;
mod words;

pub use completion::{Completion, Doc, Item, ItemKind, Part, Snippet, completion, documentation};
pub use hover::{Hover, hover};

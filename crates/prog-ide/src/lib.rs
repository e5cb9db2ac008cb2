//! Editor features as plain answers in byte offsets: what fits here, what is this, where is it, what can be done with it.
//!
//! One feature per file or folder. Each function takes the engine (model, facts, findings), a file and an offset, and
//! answers with plain structs. Nothing here knows an editor protocol, does I/O or reads a clock; every place is moved into
//! the text first, so a request about a text that has changed meanwhile is answered and never fails.

pub mod assists;
mod at;
pub mod completion;
mod cursor;
mod days;
pub mod hover;
mod inlay;
mod lens;
pub mod navigation;
pub mod rename;
mod scopes;
mod settings;
mod signature;
mod text;
mod tokens;
mod uses;
mod words;

pub use assists::{Assist, AssistEdits, AssistKind, assist_edits, assists};
pub use completion::{
    Completion, Doc, Item, ItemKind, Part, Snippet, closes_string, completion, documentation,
};
pub use hover::{Hover, hover};
pub use inlay::{InlayHint, InlayOptions, inlay_hints};
pub use lens::{Lens, LensKind, lens_places, lens_title, lenses};
pub use navigation::{
    Call, Definition, Fold, FoldKind, FoundSymbol, HierarchyItem, Highlight, Link, LinkTarget, Symbol,
    TypePage, definition, folding, hierarchy_again, highlights, incoming, links, outgoing, prepare_hierarchy,
    references, selection, symbols, type_definition, workspace_symbols,
};
pub use rename::{RenameStart, linked_editing, prepare_rename, rename, will_rename_files};
pub use settings::{settings_completion, settings_hover};
pub use signature::{Signature, signature};
pub use tokens::{Token, TokenType, modifier, tokens};

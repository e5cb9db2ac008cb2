//! Where things are: definitions, references, symbols, links, folds, selections, and who depends on whom.

mod definition;
mod folding;
mod hierarchy;
mod highlight;
mod links;
mod selection;
mod symbols;
mod workspace_symbols;

pub use definition::{Definition, TypePage, definition, references, type_definition};
pub use folding::{Fold, FoldKind, folding};
pub use hierarchy::{Call, HierarchyItem, hierarchy_again, incoming, outgoing, prepare_hierarchy};
pub use highlight::{Highlight, highlights};
pub use links::{Link, LinkTarget, links};
pub use selection::selection;
pub use symbols::{Symbol, symbols};
pub use workspace_symbols::{FoundSymbol, workspace_symbols};

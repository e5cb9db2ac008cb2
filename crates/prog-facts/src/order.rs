//! The order in which people read: by file path, then by position.

use prog_model::Decl;

/// Sorts declarations by file path and position. A workspace read from scratch numbers its files in that order, one that
/// was edited need not; what is computed may not depend on which of the two it is.
pub(crate) fn in_reading_order(decls: &mut [Decl<'_>]) {
    if !decls.is_sorted_by(|a, b| (a.file() == b.file() && a.index() <= b.index()) || a.order() <= b.order())
    {
        decls.sort_by(|a, b| a.order().cmp(&b.order()));
    }
}

//! What the parser makes of texts, whole and half typed.

mod cuts;
pub(crate) mod half_typed;
pub(crate) mod properties;
mod scale;
mod trees;

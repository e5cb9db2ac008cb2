//! What the parser makes of texts, whole and half typed.

mod half_typed;
mod properties;
mod scale;
mod trees;

//! What the formatter makes of texts.

mod before_after;
mod laws;

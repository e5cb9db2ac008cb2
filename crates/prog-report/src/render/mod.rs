//! From blocks to text: terminal, Markdown, CSV, HTML.

pub mod csv;
mod fit;
pub mod html;
pub mod markdown;
pub mod terminal;

pub use fit::wrap;

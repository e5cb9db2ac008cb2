//! What the renderers print, as golden texts beside the input.

mod apply;
mod baseline;
mod formats;
mod human;
mod sample;
mod sarif;

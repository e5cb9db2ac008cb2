//! The requests that read, one file each: convert the position, ask, convert the answer back.
//!
//! To add one: a function `fn(&Reading, Params) -> Answer<Result>`, a [`Feature`] beside it, a line in
//! [`crate::capabilities::FEATURES`], and a method in [`crate::relay`] that asks.

mod ask;
pub mod code_action;
pub mod completion;
pub mod custom;
pub mod definition;
pub mod diagnostic;
pub mod formatting;
pub mod hierarchy;
pub mod hints;
pub mod hover;
pub mod rename;
pub mod structure;
pub mod symbols;
pub mod tokens;

pub(crate) use crate::capabilities::Feature;
pub(crate) use crate::jobs::{Answer, Reading, Stop};

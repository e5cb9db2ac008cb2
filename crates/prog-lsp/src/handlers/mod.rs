//! The requests that read, one file each: convert the position, ask, convert the answer back.
//!
//! To add one: a function `fn(&Reading, Params) -> Answer<Result>`, a [`Feature`] beside it, a line in
//! [`crate::capabilities::FEATURES`], and a method in [`crate::relay`] that asks.

pub mod code_action;
pub mod custom;
pub mod diagnostic;
pub mod formatting;

pub(crate) use crate::capabilities::Feature;
pub(crate) use crate::jobs::{Answer, Reading, Stop};

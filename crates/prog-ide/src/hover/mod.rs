//! stub
use prog_model::schema::Property;
use prog_model::{Decl, Kind};
use prog_rules::Engine;
pub(crate) fn card(_: &Engine, d: Decl<'_>) -> String { d.path() }
pub(crate) fn kind_page(_: &Engine, k: Kind) -> String { k.word().into() }
pub(crate) fn rule_page(_: &Engine, k: &str) -> Option<String> { Some(k.into()) }
pub(crate) fn property_page(_: &Engine, _: Kind, p: &Property<'_>) -> String { p.doc.into() }

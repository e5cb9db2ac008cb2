//! `prog/export`: the resolved model, written for other programs.

use super::{Answer, Reading, ask, places};
use crate::custom::{ExportParams, ExportTo};
use prog_report::ExportFormat;
use serde_json::{Value, json};

/// Answers `prog/export`.
pub fn export(reading: &Reading<'_>, params: ExportParams) -> Answer<Value> {
    let places = places(reading, params.uri.as_ref(), params.program.as_deref())?;
    let ask = ask(&places, params.program.as_deref())?;
    let format = match params.format {
        ExportTo::Json => ExportFormat::Json,
        ExportTo::Ndjson => ExportFormat::Ndjson,
        ExportTo::Csv => ExportFormat::Csv,
    };
    let bytes = prog_report::export(&ask, format);
    reading.check()?;
    Ok(json!({"version": 1, "format": params.format, "text": String::from_utf8_lossy(&bytes)}))
}

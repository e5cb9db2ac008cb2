//! Leave to keep a finding: `// progc: allow(rule) reason`, on a line of its own above, or at the end of the line where
//! nothing starts on a line of its own.

use super::fix::Which;
use super::{Action, Here, Reading, What};
use crate::convert::Edits;
use crate::world::{CONFIG_FILE, Spot};
use prog_diagnostics::{Diagnostic as Finding, Edit, Level, Place};
use prog_rules::ABOUT_ALLOWS;
use prog_syntax::Span;
use tower_lsp::ls_types::CodeActionKind;

/// For every rule that speaks here, once. Errors are to be mended.
pub fn add(here: &Here<'_>, actions: &mut Vec<Action>) {
    let mut rules = Vec::new();
    for finding in &here.asked {
        let is_fact = finding.level != Level::Error && !ABOUT_ALLOWS.contains(&finding.rule);
        if here.spot.file == CONFIG_FILE || !is_fact || rules.contains(&finding.rule) {
            continue;
        }
        if place(here.spot, finding).is_none() {
            continue;
        }
        rules.push(finding.rule);
        actions.push(Action {
            title: format!("Allow `{}` here, with a reason", finding.rule),
            kind: CodeActionKind::QUICKFIX,
            finding: here.to_client(finding),
            preferred: false,
            what: What::Suppress { finding: Which::new(finding, here.findings) },
        });
    }
}

/// Where the comment goes.
enum At {
    /// Before this line.
    Above { line: u32, indent: String },
    /// At the end of the line.
    End(u32),
}

/// The comment as an edit, with the reason as a blank where the client can.
pub fn edits(reading: &Reading<'_>, spot: &Spot<'_>, which: &Which) -> Option<Edits> {
    let finding = which.find(spot.root.findings(spot.file))?;
    let snippets = reading.world.client.snippet_edits;
    let reason = if snippets { "${1:reason}" } else { "reason" };
    let comment = format!("// progc: allow({}) {reason}", finding.rule);
    let (at, text) = match place(spot, &finding)? {
        At::Above { line, indent } => {
            let end = if spot.text.contains("\r\n") { "\r\n" } else { "\n" };
            (line, format!("{indent}{comment}{end}"))
        }
        At::End(at) => (at, format!(" {comment}")),
    };
    let mut edits = Edits::default();
    if snippets {
        edits.snippet(spot.file, Span::at(at), text);
    } else {
        edits.extend([&Edit { place: Place { file: spot.file, span: Span::at(at) }, text }]);
    }
    Some(edits)
}

/// A comment on its own line covers what follows it, the property or the declaration; nested declarations are not covered.
fn place(spot: &Spot<'_>, finding: &Finding) -> Option<At> {
    let at = finding.place.span.start;
    let decl = spot.root.engine.decl_at(finding);
    let prop =
        decl.and_then(|d| d.props().map(|p| p.span()).find(|s| s.start <= at && at < s.end.max(s.start + 1)));
    let starts = prop.into_iter().chain(decl.map(|d| d.span())).map(|s| s.start);
    for start in starts {
        let line = line_start(spot.text, start);
        let indent = &spot.text[line as usize..start as usize];
        if indent.trim().is_empty() {
            return Some(At::Above { line, indent: indent.into() });
        }
    }
    end_of_line(spot.text, at)
}

fn line_start(text: &str, at: u32) -> u32 {
    text[..at as usize].rfind(['\n', '\r']).map_or(0, |n| n as u32 + 1)
}

/// Not in a text block, where it would be text, and not behind another comment.
fn end_of_line(text: &str, at: u32) -> Option<At> {
    let start = line_start(text, at) as usize;
    let line = text[start..].split(['\n', '\r']).next().unwrap_or("");
    let quotes = text[..start + line.len()].matches("\"\"\"").count();
    let can = quotes.is_multiple_of(2) && !line.contains("//");
    can.then(|| At::End((start + line.trim_end().len()) as u32))
}

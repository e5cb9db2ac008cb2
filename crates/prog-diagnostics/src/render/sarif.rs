//! `--format sarif`: SARIF 2.1.0, which code-scanning services read; with fixes and the documentation of the rules.
//!
//! Columns count Unicode characters (`columnKind`), and every region also has its bytes.

use crate::fingerprint::Fingerprints;
use crate::places::Places;
use crate::{Diagnostic, Files, Fix, Label, Level, Place, Report, RuleInfo};
use serde_json::{Value, json};
use serde_sarif::sarif;
use std::collections::{BTreeMap, HashMap};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const ROOT: &str = "%SRCROOT%";

/// What the log says about the tool.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SarifOptions<'a> {
    /// The version of `progc`.
    pub version: &'a str,
    /// The project's page; empty where there is none.
    pub information_uri: &'a str,
}

/// A SARIF log with one run.
pub fn sarif(report: &Report<'_>, options: SarifOptions<'_>) -> String {
    let mut writer = Writer::new(report);
    let results: Vec<_> = report.diagnostics.iter().map(|d| writer.result(d)).collect();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver(report.rules, options)).build())
        .results(results)
        .column_kind(Value::from("unicodeCodePoints"))
        .newline_sequences(["\r\n", "\n", "\r"].map(String::from).to_vec())
        .invocations(vec![sarif::Invocation::builder().execution_successful(true).build()])
        .build();
    let log = sarif::Sarif::builder()
        .schema(SCHEMA.to_owned())
        .version(Value::from("2.1.0"))
        .runs(vec![run])
        .build();
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    out
}

fn driver(rules: &[RuleInfo<'_>], options: SarifOptions<'_>) -> sarif::ToolComponent {
    let mut driver = sarif::ToolComponent::builder()
        .name("progc")
        .version(options.version.to_owned())
        .rules(rules.iter().map(descriptor).collect::<Vec<_>>())
        .build();
    driver.information_uri = some(options.information_uri);
    driver
}

fn descriptor(rule: &RuleInfo<'_>) -> sarif::ReportingDescriptor {
    let help = sarif::MultiformatMessageString::builder()
        .text(if rule.help_markdown.is_empty() { rule.summary } else { rule.help_markdown })
        .markdown(rule.help_markdown.to_owned())
        .build();
    let mut properties = BTreeMap::new();
    if !rule.question.is_empty() {
        properties.insert("question".to_owned(), Value::from(rule.question));
    }
    let mut descriptor = sarif::ReportingDescriptor::builder()
        .id(rule.name)
        .name(rule.name.to_owned())
        .short_description(sarif::MultiformatMessageString::builder().text(rule.summary).build())
        .help(help)
        .default_configuration(
            sarif::ReportingConfiguration::builder().level(json!(level(rule.level))).build(),
        )
        .build();
    descriptor.help_uri = some(rule.url);
    if !properties.is_empty() {
        let bag = sarif::PropertyBag::builder().additional_properties(properties).build();
        descriptor.properties = Some(bag);
    }
    descriptor
}

fn level(level: Level) -> sarif::ResultLevel {
    match level {
        Level::Error => sarif::ResultLevel::Error,
        Level::Warning => sarif::ResultLevel::Warning,
        Level::Info => sarif::ResultLevel::Note,
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn message(text: &str) -> sarif::Message {
    sarif::Message::builder().text(text.to_owned()).build()
}

struct Writer<'a> {
    files: &'a dyn Files,
    places: Places<'a>,
    index: HashMap<&'a str, i64>,
    fingerprints: Fingerprints,
}

impl<'a> Writer<'a> {
    fn new(report: &Report<'a>) -> Self {
        Self {
            files: report.files,
            places: Places::new(report.files),
            index: report.rules.iter().enumerate().map(|(i, r)| (r.name, i as i64)).collect(),
            fingerprints: Fingerprints::default(),
        }
    }

    fn result(&mut self, d: &Diagnostic) -> sarif::Result {
        let mut location = self.location(d.place);
        if !d.path.is_empty() {
            let logical = sarif::LogicalLocation::builder()
                .fully_qualified_name(d.path.clone())
                .kind("declaration".to_owned());
            location.logical_locations = Some(vec![logical.build()]);
        }
        let text = match &d.help {
            Some(help) => format!("{}\n{help}", d.message),
            None => d.message.clone(),
        };
        let print = BTreeMap::from([("progFinding/v1".to_owned(), self.fingerprints.next(d, self.files))]);
        let mut result = sarif::Result::builder()
            .rule_id(d.rule.to_owned())
            .level(level(d.level))
            .message(message(&text))
            .locations(vec![location])
            .partial_fingerprints(print)
            .build();
        result.rule_index = self.index.get(d.rule).copied();
        if !d.related.is_empty() {
            result.related_locations = Some(d.related.iter().map(|label| self.related(label)).collect());
        }
        if !d.fixes.is_empty() {
            result.fixes = Some(d.fixes.iter().map(|fix| self.fix(fix)).collect());
        }
        result
    }

    fn related(&mut self, label: &Label) -> sarif::Location {
        let mut location = self.location(label.place);
        location.message = Some(message(&label.message));
        location
    }

    fn location(&mut self, place: Place) -> sarif::Location {
        let physical = sarif::PhysicalLocation::builder()
            .artifact_location(self.artifact(place))
            .region(self.region(place))
            .build();
        sarif::Location::builder().physical_location(physical).build()
    }

    fn artifact(&self, place: Place) -> sarif::ArtifactLocation {
        let uri = encode(self.files.path(place.file));
        sarif::ArtifactLocation::builder().uri(uri).uri_base_id(ROOT.to_owned()).build()
    }

    fn region(&mut self, place: Place) -> sarif::Region {
        let range = self.places.range(place);
        sarif::Region::builder()
            .start_line(i64::from(range.start.line))
            .start_column(i64::from(range.start.column))
            .end_line(i64::from(range.end.line))
            .end_column(i64::from(range.end.column))
            .byte_offset(i64::from(range.start_offset))
            .byte_length(i64::from(range.end_offset.saturating_sub(range.start_offset)))
            .build()
    }

    /// A fix, its edits grouped by file as the format wants them.
    fn fix(&mut self, fix: &Fix) -> sarif::Fix {
        let mut by_file: BTreeMap<&str, (Place, Vec<sarif::Replacement>)> = BTreeMap::new();
        for edit in &fix.edits {
            let replacement = sarif::Replacement::builder()
                .deleted_region(self.region(edit.place))
                .inserted_content(sarif::ArtifactContent::builder().text(edit.text.clone()).build())
                .build();
            let path = self.files.path(edit.place.file);
            by_file.entry(path).or_insert_with(|| (edit.place, Vec::new())).1.push(replacement);
        }
        let changes = by_file.into_values().map(|(place, replacements)| {
            sarif::ArtifactChange::builder()
                .artifact_location(self.artifact(place))
                .replacements(replacements)
                .build()
        });
        sarif::Fix::builder()
            .description(message(&fix.title))
            .artifact_changes(changes.collect::<Vec<_>>())
            .build()
    }
}

/// A relative path as a URI: everything but unreserved characters and `/` as `%XX`.
fn encode(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

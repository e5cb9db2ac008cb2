//! `--format junit`: test results, for CI systems that show nothing else. Each file is a suite, each finding a case.

use crate::places::Places;
use crate::{Diagnostic, Level, Report};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::fmt::Write;

/// Which findings count as failures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct JunitOptions {
    /// The lowest level that fails; findings below it are listed as skipped. `None`: nothing fails.
    pub fail_on: Option<Level>,
}

impl Default for JunitOptions {
    fn default() -> Self {
        Self { fail_on: Some(Level::Warning) }
    }
}

/// A JUnit XML document. Without any finding it holds one case that passed, since an empty report counts as broken in
/// many CI systems.
pub fn junit(report: &Report<'_>, options: JunitOptions) -> String {
    let mut xml = quick_junit::Report::new("progc");
    let mut places = Places::new(report.files);
    for group in report.diagnostics.chunk_by(|a, b| a.place.file == b.place.file) {
        let path = report.files.path(group[0].place.file);
        let mut suite = TestSuite::new(path);
        for d in group {
            suite.add_test_case(case(d, path, &mut places, options));
        }
        xml.add_test_suite(suite);
    }
    if report.diagnostics.is_empty() {
        let mut suite = TestSuite::new("progc");
        suite.add_test_case(TestCase::new("No findings", TestCaseStatus::success()));
        xml.add_test_suite(suite);
    }
    xml.to_string().unwrap_or_default()
}

fn case(d: &Diagnostic, path: &str, places: &mut Places<'_>, options: JunitOptions) -> TestCase {
    let at = places.at(d.place.file, d.place.span.start);
    let fails = options.fail_on.is_some_and(|level| d.level >= level);
    let mut status =
        if fails { TestCaseStatus::non_success(NonSuccessKind::Failure) } else { TestCaseStatus::skipped() };
    status.set_message(d.message.as_str()).set_type(d.level.as_str());
    status.set_description(description(d, path, at.line, at.column));
    let name = if d.path.is_empty() { d.rule.to_owned() } else { format!("{} {}", d.rule, d.path) };
    let mut case = TestCase::new(name, status);
    case.set_classname(path);
    case.extra.insert("line".into(), at.line.to_string().into());
    case.extra.insert("column".into(), at.column.to_string().into());
    case
}

fn description(d: &Diagnostic, path: &str, line: u32, column: u32) -> String {
    let mut text = format!("{path}:{line}:{column}: {}[{}] {}", d.level.as_str(), d.rule, d.message);
    if let Some(help) = &d.help {
        let _ = write!(text, "\nHelp: {help}");
    }
    if let Some(question) = &d.question {
        let _ = write!(text, "\nAsk: {question}");
    }
    text
}

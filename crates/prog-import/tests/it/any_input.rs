//! No input brings an import down, and names stay names.

use prog_import::{BackstageOptions, CsvOptions, RowKind, import_backstage, import_csv};
use proptest::prelude::*;

const WORDS: &[&str] = &[
    "id",
    "Task",
    "Risk",
    "Owner",
    "Predecessors",
    "Start",
    "Finish",
    "Duration",
    "Likelihood",
    "Impact",
    "Mitigation",
    "Outline Level",
    "Status",
    "from",
    "to",
    "1",
    "1.1",
    "1.1.1",
    "2FS+3d",
    "1;2",
    "a.b",
    "a",
    "2026-01-01",
    "13/1/26",
    "?",
    "TBD",
    "\"x\ny\"",
    "\"",
    "é🎉",
    "@x",
    "<b>",
    "[a](b)",
    "![",
    "5d",
    "0",
    "99999999999",
    "-",
    "high",
    "in progress",
    "\\",
    "\"\"\"",
    "\u{0}",
    "\u{2028}",
    "}",
    "//",
];

fn cells() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(WORDS.to_vec());
    let row = prop::collection::vec(cell, 1..8).prop_map(|cells| cells.join(","));
    prop::collection::vec(row, 0..12).prop_map(|rows| rows.join("\n"))
}

proptest! {
    #[test]
    fn any_table(text in cells(), noise in "\\PC{0,80}", kind in 0usize..6) {
        let kinds = [RowKind::Risk, RowKind::Task, RowKind::Milestone, RowKind::System, RowKind::Link];
        let options = CsvOptions { kind: kinds.get(kind).copied(), stubs: true, ..CsvOptions::default() };
        let imported = import_csv(&[("a.csv", &text), ("b.csv", &noise)], &options);
        well_formed(&imported.text)?;
        prop_assert_eq!(imported.text, import_csv(&[("a.csv", &text), ("b.csv", &noise)], &options).text);
    }

    #[test]
    fn any_catalog(
        noise in "\\PC{0,200}",
        names in prop::collection::vec(("[a-d]", "[a-d]", "[a-d]"), 0..6),
        kind in prop::sample::select(vec!["Component", "System", "API", "Resource", "Group", "User"]),
    ) {
        let mut text = String::new();
        for (a, b, c) in &names {
            text += &format!("kind: {kind}\nmetadata: {{name: {a}}}\nspec: {{system: {b}, subcomponentOf: {c}, \
                              dependsOn: [{b}], members: [{c}], owner: {a}, providesApis: [{b}], consumesApis: {c}}}\n---\n");
        }
        text += &noise;
        let imported = import_backstage(&[("a.yaml", &text)], &BackstageOptions { stubs: true });
        well_formed(&imported.text)?;
    }
}

/// What comes out checks without errors and is formatted.
fn well_formed(text: &str) -> Result<(), TestCaseError> {
    let errors = crate::errors(text);
    prop_assert!(errors.is_empty(), "{errors:#?}\n{text}");
    prop_assert_eq!(prog_fmt::format(text).expect("no errors"), text);
    Ok(())
}

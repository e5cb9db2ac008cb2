//! Whole imports, as golden texts.

mod any_input;
mod backstage;
mod csv;

/// The text, the notes and the mappings of an import, to look at together.
fn show(imported: &prog_import::Imported) -> String {
    let mut out = String::new();
    for mapping in &imported.mappings {
        out.push_str(&format!("{mapping}\n"));
    }
    for note in &imported.notes {
        out.push_str(&format!("{}:{}: {}\n", note.file, note.line, note.message));
    }
    format!("{out}\n{}", imported.text)
}

/// Holds an import with stubs against its golden text, and checks that it has no errors and is formatted.
fn golden(name: &str, imported: &prog_import::Imported) {
    insta::assert_snapshot!(name, show(imported));
    assert_eq!(errors(&imported.text), Vec::<String>::new());
    assert_eq!(prog_fmt::format(&imported.text).expect("no errors"), imported.text, "it is formatted");
}

/// The errors that a check of `text` finds: none, where all is declared that it refers to.
fn errors(text: &str) -> Vec<String> {
    use prog_model::{Schema, Workspace};
    let workspace = Workspace::from_texts(Schema::default().into(), &[("a.prog", text)]);
    let file = prog_diagnostics::FileId(0);
    let found = workspace.form_findings(file).filter(|d| d.level == prog_diagnostics::Level::Error);
    found.map(|d| format!("{} {:?}: {}", d.rule, d.place.span.text(text), d.message)).collect()
}

#[test]
fn the_check_sees_errors() {
    assert_eq!(errors("task a { colour: 1, owner: nobody, due: 2026-02-30 }\n").len(), 3);
}

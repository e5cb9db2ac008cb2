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

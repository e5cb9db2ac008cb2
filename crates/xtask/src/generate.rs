//! The generated pages: each is written by `generate` and compared by `generate --check` and by a test.

use prog_model::schema::{COMMON, KINDS, PropSpec, Ty, words};
use prog_rules::reference;
use serde_json::json;
use std::collections::BTreeSet;
use std::path::Path;

/// Every generated file: its path in the repository, and its content.
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("docs/rules.md", reference::rules_page()),
        ("docs/kinds.md", reference::language_page()),
        ("docs/progc.schema.json", format!("{:#}\n", reference::config_schema())),
        ("grammar/words.json", words_page()),
    ]
}

/// The word lists of the grammars.
fn words_page() -> String {
    let kinds: Vec<&str> = KINDS.iter().map(|k| k.kind.word()).collect();
    let keys: BTreeSet<&str> =
        KINDS.iter().flat_map(|k| k.properties).chain(COMMON).map(|p| p.key.word()).collect();
    // The keys whose values are such words: elsewhere the same word is a name (`depends-on: queue`).
    let worded = |p: &&PropSpec| p.ty.words().is_some() || p.ty == Ty::Residual;
    let enum_keys: BTreeSet<&str> =
        KINDS.iter().flat_map(|k| k.properties).filter(worded).map(|p| p.key.word()).collect();
    let values: BTreeSet<&str> = words::ALL.iter().flat_map(|set| set.words).copied().collect();
    format!("{:#}\n", json!({ "kinds": kinds, "keys": keys, "values": values, "enumKeys": enum_keys }))
}

/// Writes the pages.
pub fn write(root: &Path) -> Result<(), String> {
    for (path, content) in pages() {
        let full = root.join(path);
        if let Some(folder) = full.parent() {
            std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        }
        std::fs::write(&full, content).map_err(|e| format!("{path}: {e}"))?;
        println!("wrote {path}");
    }
    Ok(())
}

/// Compares the pages with what stands in the repository.
pub fn check(root: &Path) -> Result<(), String> {
    let stale: Vec<&str> = pages()
        .iter()
        .filter(|(path, content)| std::fs::read_to_string(root.join(path)).ok().as_ref() != Some(content))
        .map(|(path, _)| *path)
        .collect();
    if stale.is_empty() {
        Ok(())
    } else {
        Err(format!("stale: {}; run `cargo xtask generate`", stale.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_pages_are_fresh() {
        assert_eq!(super::check(&crate::repository()), Ok(()));
    }
}

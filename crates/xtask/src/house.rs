//! Holds the crates against the table of `crates/ARCHITECTURE.md`: who may use whom.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    /// The crates that each crate may use, from left to right.
    fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
        let core = ["syntax", "diagnostics", "model", "analysis", "facts", "rules"];
        let up_to =
            |n: usize, more: &[&'static str]| core[..n].iter().chain(more).copied().collect::<Vec<_>>();
        BTreeMap::from([
            ("prog-syntax", vec![]),
            ("prog-diagnostics", vec!["syntax"]),
            ("prog-model", up_to(2, &[])),
            ("prog-analysis", vec![]),
            ("prog-facts", up_to(4, &[])),
            ("prog-rules", up_to(5, &[])),
            ("prog-fmt", vec!["syntax"]),
            ("prog-ide", up_to(6, &["fmt"])),
            ("prog-report", up_to(6, &[])),
            ("prog-import", vec!["syntax", "model", "fmt"]),
            ("prog-lsp", up_to(6, &["fmt", "ide", "report"])),
            ("progc", up_to(6, &["fmt", "ide", "report", "import", "lsp"])),
            ("xtask", vec!["syntax", "diagnostics", "model", "rules"]),
        ])
    }

    fn uses(manifest: &str) -> BTreeSet<String> {
        let body = manifest.split("\n[dependencies]").nth(1).unwrap_or("");
        let body = body.split("\n[").next().unwrap_or("");
        body.lines()
            .filter_map(|l| l.strip_prefix("prog-"))
            .filter_map(|l| l.split([' ', '.', '=']).next())
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn crates_use_only_what_stands_to_their_left() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut seen = BTreeSet::new();
        for (name, allowed) in allowed() {
            let manifest = std::fs::read_to_string(crates.join(name).join("Cargo.toml")).unwrap_or_default();
            assert!(!manifest.is_empty(), "{name} has no manifest");
            let wrong: Vec<_> =
                uses(&manifest).into_iter().filter(|u| !allowed.contains(&u.as_str())).collect();
            assert!(wrong.is_empty(), "{name} uses {wrong:?}, which crates/ARCHITECTURE.md does not allow");
            seen.insert(name.to_owned());
        }
        for entry in std::fs::read_dir(crates).unwrap().flatten().filter(|e| e.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(seen.contains(&name), "{name} is not in the table of crates/ARCHITECTURE.md");
        }
    }

    #[test]
    fn the_page_names_every_crate() {
        let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md"))
            .unwrap();
        for name in allowed().keys() {
            assert!(page.contains(&format!("| {name} |")), "{name} is missing in crates/ARCHITECTURE.md");
        }
    }
}

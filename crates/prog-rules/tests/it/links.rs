//! The link of a finding leads to a heading of a page that is in the repository.

use prog_rules::{ALL, url};
use std::collections::HashMap;

/// The anchors that a page's headings get where it is shown: lower case, hyphens for spaces, and numbered where one comes again.
fn anchors(page: &str) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c));
            let anchor: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
            let before = seen.entry(anchor.clone()).or_default();
            *before += 1;
            if *before == 1 { anchor } else { format!("{anchor}-{}", *before - 1) }
        })
        .collect()
}

#[test]
fn every_rule_links_to_its_heading() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../");
    let shown = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/");
    let mut pages: HashMap<String, Vec<String>> = HashMap::new();
    for rule in ALL.iter() {
        let url = url(rule.name);
        let (page, anchor) = url.strip_prefix(shown).and_then(|rest| rest.split_once('#')).expect(&url);
        let anchors = pages
            .entry(page.to_owned())
            .or_insert_with(|| anchors(&std::fs::read_to_string(format!("{root}{page}")).expect(page)));
        assert!(anchors.iter().any(|a| a == anchor), "{url} leads to no heading");
    }
}

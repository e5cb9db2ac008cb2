//! `progc report`: one file without outside needs, for each example and for nothing; since a revision; as Markdown.

use crate::support::{DAY, Place, Ran, progc, repository};

fn report(folder: &std::path::Path, args: &[&str]) -> Ran {
    progc(folder).args(["report", "--as-of", DAY]).args(args).output().expect("it runs").into()
}

/// Nothing in the page leads to another place, and nothing in it runs.
fn stands_alone(html: &str) {
    let html =
        html.replace("http://www.w3.org/2000/svg", "").replace("<link rel=\"icon\" href=\"data:,\">", "");
    for outside in
        ["http://", "https://", "<script", "<link", "<iframe", "@import", "url(http", " src=", " onclick="]
    {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</html>"));
}

#[test]
fn each_example_as_one_small_file() {
    for example in ["checkout", "compliance", "first-look", "platform-migration", "portfolio"] {
        let folder = repository().join("examples").join(example);
        let ran = report(&folder, &[]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{example}");
        stands_alone(&ran.out);
        assert!(ran.out.len() < 2_000_000, "{example}: {} bytes", ran.out.len());
        assert_eq!(ran.out, report(&folder, &[]).out, "{example}: the same bytes");
        let markdown = report(&folder, &["--format", "md"]);
        assert!(markdown.code == 0 && markdown.out.starts_with("# "), "{example}");
    }
}

#[test]
fn every_item_says_where_it_stands() {
    let folder = repository().join("examples/checkout");
    let page = report(&folder, &[]).out;
    let export: serde_json::Value = {
        let mut command = progc(&folder);
        Ran::from(command.args(["export"]).output().expect("it runs")).json()
    };
    let shown = ["risk", "outcome", "milestone"];
    let all = export["declarations"].as_array().expect("a list");
    let mut seen = 0;
    for item in all.iter().filter(|d| shown.contains(&d["kind"].as_str().unwrap_or_default())) {
        let place = format!("{}:{}", item["file"].as_str().unwrap_or_default(), item["line"]);
        assert!(page.contains(&place), "{place} ({})", item["path"]);
        seen += 1;
    }
    assert!(seen >= 3, "{seen}");
}

#[test]
fn nothing_and_broken_files_give_a_page_too() {
    for text in ["", "program p { rag: red\nrisk \"R {", "system s \"<script>alert(1)</script>\" {}"] {
        let place = Place::new(&[("a.prog", text)]);
        let ran = report(&place.path(""), &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        stands_alone(&ran.out);
    }
}

#[test]
fn what_changed_since_a_folder() {
    let place = Place::new(&[
        ("now/progc.toml", ""),
        ("now/a.prog", "milestone open \"Open\" { due: 2026-07-31 }\n"),
        ("before/progc.toml", ""),
        ("before/a.prog", "milestone open \"Open\" { due: 2026-06-30 }\n"),
    ]);
    let ran = report(&place.path("now"), &["--since", "../before", "-o", "page.html"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    let page = place.read("now/page.html");
    stands_alone(&page);
    assert!(page.contains("id=\"since\"") && page.contains("31 days later"), "{page}");
    let markdown = report(&place.path("now"), &["--since", "../before", "--format", "md"]).out;
    assert!(markdown.contains("## What changed") && markdown.contains("31 days later"), "{markdown}");
    let ran = report(&place.path("now"), &["--since", "last-week"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
}

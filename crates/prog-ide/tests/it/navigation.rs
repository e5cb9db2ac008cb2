//! Where things are.

use crate::support::{BESIDE, Fixture, fixture, marked};
use prog_diagnostics::Place;
use prog_ide::LinkTarget;

fn beside(text: &str) -> Fixture {
    fixture(text, &[("beside.prog", BESIDE)])
}

fn defined(text: &str) -> String {
    let f = beside(text);
    let found = prog_ide::definition(&f.engine, f.file, f.offset);
    let line = |d: &prog_ide::Definition| {
        format!("{} -> {}", d.origin.text(f.text()), f.place(Place { file: d.place.file, span: d.focus }))
    };
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn referred(text: &str) -> String {
    let f = beside(text);
    let found = prog_ide::references(&f.engine, f.file, f.offset, true);
    found.iter().map(|p| f.place(*p)).collect::<Vec<_>>().join("; ")
}

#[test]
fn definitions() {
    let cases = [
        ("risk a \"A\" { affects: checkout.gate$0way }", "gateway -> beside.prog:6:10 gateway"),
        ("risk a \"A\" { affects: check$0out.gateway }", "checkout -> beside.prog:1:9 checkout"),
        ("part of $0checkout\nrisk a \"A\" { affects: gateway }", "checkout -> beside.prog:1:9 checkout"),
        ("risk a$0 \"A\"", "a -> main.prog:1:6 a"),
        ("risk a \"A\" { owner: payments$0 }", "payments -> beside.prog:23:6 payments"),
        (
            "part of checkout\nflow f \"F\" { steps: checkout-api -> gate$0way \"x\" }",
            "gateway -> beside.prog:6:10 gateway",
        ),
        (
            "part of checkout\ntask f \"F\" { after: con$0tract + 3d }",
            "contract -> beside.prog:11:8 contract",
        ),
        (
            "system a \"A\"\nsystem a \"B\"\nsystem b \"B\" { depends-on: a$0 }",
            "a -> main.prog:1:8 a; a -> main.prog:2:8 a",
        ),
        ("risk a \"A\" { mitigation $0\"M\" { owner: lea } }", "\"M\" -> main.prog:1:14 mitigation \"M\""),
        ("risk a \"A\" { owner: lea$0 }", ""),
        ("risk a \"A\" { own$0er: ines }", ""),
        ("$0", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(defined(text), expected, "{text}");
    }
}

#[test]
fn references_are_found_everywhere_and_within_paths() {
    assert_eq!(
        referred("risk a \"A\" { affects: checkout.gate$0way }"),
        "beside.prog:6:10 gateway; beside.prog:7:69 gateway; beside.prog:12:88 gateway; beside.prog:13:92 gateway; main.prog:1:32 gateway"
    );
    assert_eq!(
        referred("part of checkout$0\n\nrisk a \"A\" { affects: checkout.bank, gateway }"),
        "beside.prog:1:9 checkout; main.prog:1:9 checkout; main.prog:3:23 checkout"
    );
    assert_eq!(referred("risk a \"A\" { owner: $0 }"), "");
}

#[test]
fn type_definitions_are_the_pages_of_kinds() {
    let f = beside("risk a \"A\" { affects: checkout.gate$0way }");
    let page = prog_ide::type_definition(&f.engine, f.file, f.offset).expect("a page");
    assert!(page.markdown.starts_with("**system**"), "{}", page.markdown);
    assert_eq!(page.origin.text(f.text()), "gateway");
}

#[test]
fn highlights_stay_in_the_file() {
    let f = beside("system a \"A\" { depends-on: b }\nsystem $0b \"B\"\nflow f \"F\" { steps: a -> b }");
    let found = prog_ide::highlights(&f.engine, f.file, f.offset);
    let spans: Vec<_> = found.iter().map(|h| h.span).collect();
    insta::assert_snapshot!(marked(f.text(), &spans), @r#"
    system a "A" { depends-on: ⟦b⟧ }
    system ⟦b⟧ "B"
    flow f "F" { steps: a -> ⟦b⟧ }
    "#);
    assert_eq!(found.iter().map(|h| h.declares).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn symbols_are_nested() {
    let f = beside(
        "program p \"P\" {\n  risk a \"A\" {\n    mitigation \"First\" { }\n    mitigation { }\n  }\n  system old \"Old\" { status: retired }\n}\n$0person x",
    );
    fn show(symbols: &[prog_ide::Symbol], depth: usize, out: &mut String) {
        for s in symbols {
            let gone = if s.deprecated { " (deprecated)" } else { "" };
            out.push_str(&format!(
                "{}{} {} [{}]{gone}\n",
                "  ".repeat(depth),
                s.kind.word(),
                s.name,
                s.detail
            ));
            show(&s.children, depth + 1, out);
        }
    }
    let mut out = String::new();
    show(&prog_ide::symbols(&f.engine, f.file), 0, &mut out);
    insta::assert_snapshot!(out, @r"
    program p [P]
      risk a [A]
        mitigation First []
        mitigation mitigation []
      system old [Old] (deprecated)
    person x []
    ");
}

#[test]
fn workspace_symbols_are_found_by_half_remembered_letters() {
    let f = beside("$0");
    let find = |query: &str| {
        let found = prog_ide::workspace_symbols(&f.engine, query);
        found
            .iter()
            .take(3)
            .map(|s| format!("{}/{} {}", s.container, s.name, s.kind.word()))
            .collect::<Vec<_>>()
            .join(", ")
    };
    assert_eq!(find("gtw"), "checkout/gateway system");
    assert_eq!(find("payments"), "/payments team");
    assert_eq!(find("lopes"), "/maria person");
    assert_eq!(find("ines"), "/ines person, search/index system, checkout/conversion outcome");
    assert_eq!(find("risk lat"), "checkout/latency risk");
    assert_eq!(find("inês"), "/ines person");
    assert_eq!(find("zzz"), "");
    assert_eq!(prog_ide::workspace_symbols(&f.engine, "").len(), 17);
}

#[test]
fn links_lead_to_pages_paths_and_people() {
    let f = beside(
        "$0// progc: allow(missing-owner) see https://a.example/b.\nsystem a \"A\" { runbook: \"runbooks/a.md\", links: \"https://x.example\" }\nperson p \"P\" { email: \"p@example.com\" }\noutcome o \"O\" { source: \"looker: funnel\" }",
    );
    let found = prog_ide::links(&f.engine, f.file);
    let line = |l: &prog_ide::Link| {
        let target = match &l.target {
            LinkTarget::Url(url) => url.clone(),
            LinkTarget::Path(path) => format!("path {path}"),
        };
        format!("{} -> {target}\n", l.span.text(f.text()))
    };
    insta::assert_snapshot!(found.iter().map(line).collect::<String>(), @r"
    missing-owner -> https://github.com/prog-lang/prog/blob/main/docs/rules.md#missing-owner
    https://a.example/b -> https://a.example/b
    runbooks/a.md -> path runbooks/a.md
    https://x.example -> https://x.example
    p@example.com -> mailto:p@example.com
    ");
}

#[test]
fn folds_are_blocks_comments_texts_and_lists() {
    let f = beside(
        "$0// One\n// two\n\n// three\nrisk a \"A\" { // here\n  owner: ines\n  trigger: \"\"\"\n    x\n  \"\"\"\n  affects: b,\n    c\n  mitigation \"M\" { }\n}\n/* a\n b */\n",
    );
    let found: Vec<String> = prog_ide::folding(&f.engine, f.file)
        .iter()
        .map(|fold| {
            let index = prog_syntax::LineIndex::new(f.text());
            format!(
                "{:?} {}..{}",
                fold.kind,
                index.line_of(fold.span.start) + 1,
                index.line_of(fold.span.end) + 1
            )
        })
        .collect();
    assert_eq!(found, ["Comment 1..2", "Region 5..13", "Region 7..9", "Region 10..11", "Comment 14..15"]);
}

#[test]
fn selections_grow() {
    let f =
        beside("program p \"P\" {\n  risk a \"A\" {\n    affects: checkout.gate$0way, checkout.bank\n  }\n}");
    let found: Vec<&str> =
        prog_ide::selection(&f.engine, f.file, f.offset).iter().map(|s| s.text(f.text())).collect();
    let whole = f.text();
    let risk = "risk a \"A\" {\n    affects: checkout.gateway, checkout.bank\n  }";
    let expected = [
        "gateway",
        "checkout.gateway",
        "checkout.gateway, checkout.bank",
        "affects: checkout.gateway, checkout.bank",
        &risk[11..],
        risk,
        &whole[14..],
        whole,
    ];
    assert_eq!(found, expected);
    let f = beside("risk a \"Two wo$0rds\"");
    let found: Vec<&str> =
        prog_ide::selection(&f.engine, f.file, f.offset).iter().map(|s| s.text(f.text())).collect();
    assert_eq!(found, ["words", "Two words", "\"Two words\"", "risk a \"Two words\""]);
}

fn tree(text: &str) -> String {
    let f = beside(text);
    let root = prog_ide::prepare_hierarchy(&f.engine, f.file, f.offset).expect("a root");
    let show = |calls: Vec<prog_ide::Call>, file_of: &dyn Fn(&prog_ide::Call) -> prog_diagnostics::FileId| {
        let line = |c: &prog_ide::Call| {
            let text = f.text_of(file_of(c));
            let from: Vec<&str> = c.from.iter().map(|s| s.text(text)).collect();
            format!("{} ({})", c.item.name, from.join(" "))
        };
        calls.iter().map(line).collect::<Vec<_>>().join(", ")
    };
    let incoming = show(prog_ide::incoming(&f.engine, root.id), &|c| c.item.place.file);
    let outgoing = show(prog_ide::outgoing(&f.engine, root.id), &|_| root.place.file);
    format!("{incoming} > {} > {outgoing}", root.name)
}

#[test]
fn the_tree_of_who_depends_on_whom() {
    assert_eq!(
        tree("flow f \"F\" { steps: checkout.checkout-api -> checkout.gate$0way -> checkout.gateway }"),
        "checkout-api (gateway), second (gateway), f (checkout.gateway checkout.gateway) > gateway > bank (bank)"
    );
    assert_eq!(
        tree("part of checkout\ntask t \"T\" { after: sec$0ond + 2d, contract }"),
        "t (second) > second > gateway (gateway), contract (contract)"
    );
    assert_eq!(
        tree("risk r \"R\" { threatens: checkout.conv$0ersion }"),
        " > conversion > public (conversion)"
    );
    assert_eq!(tree("task t$0 \"T\" { delivers: checkout.conversion }"), "conversion (conversion) > t > ");
    let f = beside("risk$0 r \"R\"");
    assert_eq!(prog_ide::prepare_hierarchy(&f.engine, f.file, f.offset), None);
}

//! Colours, hints, lenses, shapes.

use crate::support::{BESIDE, fixture, marked};
use prog_ide::{InlayOptions, modifier};
use prog_syntax::Span;

const ALL: Span = Span::new(0, u32::MAX);

#[test]
fn colours_know_what_names_mean() {
    let text = "$0part of checkout\n// progc: allow(missing-owner) x\nrisk r \"R\" {\n  owner: ?\n  affects: checkout.gateway, search.index, nowhere\n  likelihood: likely\n  impact: 4\n  raised: 2026-02-01\n  cost: €5K .. €9K\n  tags: one, \"two words\"\n  trigger: \"\"\"\n    long\n  \"\"\"\n}\nsystem s \"S\"";
    let f = fixture(text, &[("beside.prog", BESIDE)]);
    let line = |t: &prog_ide::Token| {
        let bits = modifier::NAMES
            .iter()
            .enumerate()
            .filter(|(at, _)| t.modifiers >> at & 1 == 1)
            .map(|(_, n)| format!(" {n}"));
        format!("{} {}{}\n", t.span.text(f.text()), t.ty.name(), bits.collect::<String>())
    };
    let found = prog_ide::tokens(&f.engine, f.file, None);
    insta::assert_snapshot!(found.iter().map(line).collect::<String>());
    let part = prog_ide::tokens(
        &f.engine,
        f.file,
        Some(Span::new(
            f.text().find("cost").expect("cost") as u32,
            f.text().find("tags").expect("tags") as u32,
        )),
    );
    assert_eq!(part.iter().map(|t| t.span.text(f.text())).collect::<Vec<_>>(), ["cost", "€5K", "€9K"]);
}

/// A slip catches the eye by its lack of colour; what it was meant for colours the rest.
#[test]
fn misspelt_words_have_no_colour() {
    let f =
        fixture("riks r \"R\" {\n  impct: major$0\n  impact: 4\n}\nrisk s \"S\" { likelyhood: rare }", &[]);
    let found = prog_ide::tokens(&f.engine, f.file, None);
    let line = |t: &prog_ide::Token| format!("{} {}", t.span.text(f.text()), t.ty.name());
    let lines: Vec<String> = found.iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "r variable",
            "\"R\" string",
            "impact property",
            "4 number",
            "risk keyword",
            "s variable",
            "\"S\" string",
            "rare enumMember"
        ]
    );
}

fn hints(text: &str, options: InlayOptions) -> String {
    let f = fixture(text, &[("beside.prog", BESIDE)]);
    let mut out = f.text().to_owned();
    for hint in prog_ide::inlay_hints(&f.engine, f.file, ALL, options).iter().rev() {
        out.insert_str(hint.offset as usize, &format!(" ⟦{}⟧", hint.label));
    }
    out
}

#[test]
fn hints_stand_beside_what_is_written() {
    let text = "part of checkout\nrisk r \"R\" { likelihood: likely, impact: severe, residual: rare, minor }$0\ntask t \"T\" { estimate: 2w, after: second }\ntask u \"U\" { estimate: 8w, due: 2026-02-20 }\ntask v \"V\" { }\nmilestone m \"M\" { after: u }\noutcome o \"O\" {\n  baseline: 60% on 2026-01-01\n  target: >= 70%\n  by: 2026-06-30\n  readings: 60% on 2026-01-05, 61% on 2026-02-01\n}\ntask w \"W\" { delivers: o, finished: 2026-01-04 }\nissue i \"I\" { from: latency, owner: maria }";
    insta::assert_snapshot!(hints(text, InlayOptions::default()));
    let none = InlayOptions { risk: false, schedule: false, outcomes: false, titles: false };
    assert_eq!(hints(text, none), text.replace("$0", ""));
    let titles = hints(
        "risk r \"R\" { owner: ines$0 }\nsystem api \"API\"\nsystem b \"B\" { depends-on: api }",
        InlayOptions { risk: false, ..InlayOptions::default() },
    );
    assert_eq!(
        titles,
        "risk r \"R\" { owner: ines ⟦Inês Park⟧ }\nsystem api \"API\"\nsystem b \"B\" { depends-on: api }"
    );
}

#[test]
fn lenses_say_what_hangs_on_it() {
    let text = "$0system a \"A\"\nsystem b \"B\" { depends-on: a }\nsystem c \"C\" { depends-on: b }\nrisk r \"R\" { affects: a, threatens: m }\nrisk s \"S\" { affects: a, status: closed }\nmilestone m \"M\"\nescalation e \"E\"\ntask t \"T\"";
    let f = fixture(text, &[]);
    let line = |l: &prog_ide::Lens| {
        format!("{}: {}\n", l.path, prog_ide::lens_title(&f.engine, l.decl, l.kind).unwrap_or("-".into()))
    };
    insta::assert_snapshot!(prog_ide::lenses(&f.engine, f.file).iter().map(line).collect::<String>(), @r"
    a: 2 systems depend on this
    a: threatened by 1 risk
    a: show impact
    b: 1 system depends on this
    b: show impact
    m: threatened by 1 risk
    e: show memo
    ");
}

fn shape(text: &str) -> String {
    let f = fixture(text, &[("beside.prog", BESIDE)]);
    prog_ide::signature(&f.engine, f.file, f.offset).map_or("nothing".into(), |s| {
        let part = s.parts.get(s.active).map_or(Span::default(), |(a, b)| Span::new(*a as u32, *b as u32));
        marked(&s.label, &[part])
    })
}

#[test]
fn shapes_of_values_and_heads() {
    let cases = [
        "risk a \"A\" { owner: $0 }",
        "risk a \"A\" { category: t$0 }",
        "risk a \"A\" { residual: $0 }",
        "risk a \"A\" { residual: rare, $0 }",
        "program p \"P\" { window: $0 }",
        "program p \"P\" { window: 2026-01-01 .. $0 }",
        "outcome o \"O\" { readings: 6$0 }",
        "outcome o \"O\" { readings: 62% on $0 }",
        "outcome o \"O\" { readings: 62% on 2026-01-01, $0 }",
        "outcome o \"O\" { target: >= $0 }",
        "task t \"T\" { estimate: 2d .. $0 }",
        "task t \"T\" { after: a + $0 }",
        "flow f \"F\" { steps: a -> $0 }",
        "system s \"S\" { slo: availability >= $0 }",
        "person p \"P\" { role: \"x$0\" }",
        "task t \"T\" { due: $0 }",
        "risk $0",
        "risk a $0",
        "risk a \"A\" $0",
        "risk a \"A\" { $0 }",
        "// owner: $0",
    ];
    let all: String = cases.iter().map(|c| format!("{c}\n  {}\n", shape(c))).collect();
    insta::assert_snapshot!(all);
}

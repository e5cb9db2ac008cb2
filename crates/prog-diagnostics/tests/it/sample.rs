//! A small workspace and helpers to place findings in it by the words they stand on.

use prog_diagnostics::{
    Applicability, Diagnostic, Edit, FileId, Files, Fix, Level, Place, Report, RuleInfo, Summary, sort,
};
use prog_syntax::Span;

/// Paths and texts.
pub struct Texts(pub Vec<(&'static str, String)>);

impl Files for Texts {
    fn path(&self, file: FileId) -> &str {
        self.0[file.0 as usize].0
    }

    fn text(&self, file: FileId) -> &str {
        &self.0[file.0 as usize].1
    }
}

impl Texts {
    /// The place of the first `words` in file number `file`.
    pub fn place(&self, file: u32, words: &str) -> Place {
        let text = &self.0[file as usize].1;
        let start = text.find(words).unwrap_or_else(|| panic!("no {words:?} in {text:?}")) as u32;
        Place { file: FileId(file), span: Span::new(start, start + words.len() as u32) }
    }

    /// The empty place right after the first `words`.
    pub fn after(&self, file: u32, words: &str) -> Place {
        let place = self.place(file, words);
        Place { file: place.file, span: Span::at(place.span.end) }
    }
}

/// One text as a workspace.
pub fn one(text: &str) -> Texts {
    Texts(vec![("plan.prog", text.to_owned())])
}

/// A program of three files.
pub fn texts() -> Texts {
    let program = "program checkout \"New checkout\" {\n  owner: maria\n}\n\n\
                   // progc: allow(missing-owner) Ines decides in May\nteam payments { lead: ines }\n";
    let systems = "part of checkout\n\nsystem web \"Web shop\" { owner: payments, depends-on: gateway }\n\
                   system gateway \"Payment gateway\" {\n  type: vendor\n  criticality: hihg\n}\n\
                   system ledger \"Ledger 📒\" { owner: payments, depends-on: gateway }\n";
    let risks = "part of checkout\n\nrisk gateway \"Gateway is slow\" {\n  owner: ines\n}\n";
    Texts(vec![
        ("programs/checkout.prog", program.to_owned()),
        ("programs/my systems.prog", systems.to_owned()),
        ("programs/risks.prog", risks.to_owned()),
    ])
}

/// Findings of each level, with everything a finding can have.
pub fn findings(t: &Texts) -> Vec<Diagnostic> {
    let insert = |owner: &str| Fix {
        title: format!("Set the owner to `{owner}`"),
        applicability: Applicability::Suggested,
        edits: vec![Edit { place: t.after(1, "gateway\" {"), text: format!("\n  owner: {owner}") }],
    };
    let mut owner = Diagnostic::new(
        "missing-owner",
        Level::Warning,
        t.place(1, "system gateway"),
        "`gateway` has no owner",
    )
    .help("Name the person or team who answers for it")
    .related(t.place(1, "gateway }"), "`web` depends on it here")
    .path("checkout.gateway")
    .fix(insert("payments"))
    .fix(insert("ines"));
    owner.question = Some("Who is accountable for `gateway`?".into());
    let value =
        Diagnostic::new("invalid-value", Level::Error, t.place(1, "hihg"), "`hihg` is not a criticality")
            .label("did you mean `high`?")
            .help("Write one of `low`, `medium`, `high`, `critical`")
            .path("checkout.gateway")
            .fix(Fix {
                title: "Replace it by `high`".into(),
                applicability: Applicability::Safe,
                edits: vec![Edit { place: t.place(1, "hihg"), text: "high".into() }],
            });
    let duplicate = Diagnostic::new(
        "duplicate-name",
        Level::Error,
        t.place(2, "gateway"),
        "`gateway` is declared twice in `checkout`",
    )
    .label("declared again here")
    .related(t.place(1, "gateway \"Pay"), "first declared here")
    .help("Rename one of the two")
    .path("checkout.gateway");
    let unused = Diagnostic::new(
        "unused-allow",
        Level::Info,
        t.place(0, "// progc: allow(missing-owner) Ines decides in May"),
        "This `allow` suppresses nothing",
    )
    .path("payments")
    .fix(Fix {
        title: "Remove it".into(),
        applicability: Applicability::Safe,
        edits: vec![Edit {
            place: t.place(0, "// progc: allow(missing-owner) Ines decides in May\n"),
            text: String::new(),
        }],
    });
    let mut all = vec![unused, duplicate, value, owner];
    sort(&mut all, t);
    all
}

/// Documentation of one of the rules.
pub const RULES: &[RuleInfo<'_>] = &[RuleInfo {
    name: "missing-owner",
    summary: "Something has no owner",
    help_markdown: "# missing-owner\n\nNobody answers for what nobody owns.",
    level: Level::Warning,
    url: "https://example.org/rules/missing-owner",
    question: "Who is accountable for delivering this outcome?",
}];

/// A run over `texts`.
pub fn report<'a>(texts: &'a Texts, diagnostics: &'a [Diagnostic]) -> Report<'a> {
    let summary = Summary::of(diagnostics, texts.0.len(), 6);
    Report { diagnostics, files: texts, rules: RULES, summary, as_of: Some("2026-02-10") }
}

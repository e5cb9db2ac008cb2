//! `progc new`: the skeleton of a declaration. What is open in it is a `?`, so that its findings are questions.

use crate::args::NewArgs;
use crate::output;
use anyhow::{Result, bail};
use prog_model::Kind;
use prog_model::suggest;
use std::process::ExitCode;

pub fn run(args: &NewArgs) -> Result<ExitCode> {
    let Some(kind) = Kind::from_word(&args.kind) else {
        let words = kinds();
        let near = suggest::nearest(&args.kind, words.iter().copied(), 3);
        let help = suggest::did_you_mean(&near).unwrap_or_else(|| format!("Use one of {}", words.join(", ")));
        bail!("`{}` is not a kind. {help}", args.kind);
    };
    if !prog_syntax::ident::is_ident(&args.name) {
        let slug = prog_syntax::ident::slug(&args.name);
        bail!("`{}` cannot be a name; write letters, digits and `-`, such as `{slug}`", args.name);
    }
    output::print(&skeleton(kind, &args.name))?;
    Ok(ExitCode::SUCCESS)
}

/// The words of all kinds. Never inlined: the compiler would follow each of the known words into their join, and needs ten minutes for
/// what it can tell of the lengths (LLVM's constraint elimination).
#[inline(never)]
fn kinds() -> Vec<&'static str> {
    Kind::ALL.iter().map(|k| k.word()).collect()
}

/// The first spec of a workspace.
pub fn first_spec() -> String {
    let mut text =
        String::from("// A first spec. Each `?` is a question to answer; delete what you do not need.\n\n");
    for (kind, name) in
        [(Kind::Program, "my-program"), (Kind::System, "my-system"), (Kind::Milestone, "my-milestone")]
    {
        text.push_str(&skeleton(kind, name));
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// A declaration whose findings all stand on a `?`.
pub fn skeleton(kind: Kind, name: &str) -> String {
    let mut title = name.replace(['-', '_'], " ");
    if let Some(first) = title.get(..1) {
        title = first.to_uppercase() + &title[1..];
    }
    let head = format!("{} {name} \"{title}\"", kind.word());
    let body = body(kind);
    if body.is_empty() {
        return format!("{head}\n");
    }
    let lines: String =
        body.iter().map(|l| if l.is_empty() { "\n".into() } else { format!("  {l}\n") }).collect();
    format!("{head} {{\n{lines}}}\n")
}

fn body(kind: Kind) -> &'static [&'static str] {
    match kind {
        // Without an outcome and a risk it would be a program that nobody asked about yet.
        Kind::Program => &[
            "owner: ?",
            "sponsor: ?",
            "goal: ?",
            "window: ?",
            "",
            "outcome first-outcome \"What gets better\" {",
            "  owner: ?",
            "  metric: ?",
            "  source: ?",
            "  baseline: ?",
            "  target: ?",
            "  by: ?",
            "}",
            "",
            "risk first-risk \"What may go wrong\" {",
            "  owner: ?",
            "  likelihood: ?",
            "  impact: ?",
            "  affects: ?",
            "",
            "  mitigation \"What is done about it\" { owner: ?, due: ? }",
            "}",
        ],
        Kind::Person => &["role: ?", "email: ?"],
        Kind::Team => &["lead: ?", "members: ?"],
        Kind::Stakeholder => {
            &["influence: ?", "impact: ?", "interest: ?", "needs: ?", "owner: ?", "cadence: ?"]
        }
        Kind::System => &["owner: ?", "type: ?", "criticality: ?", "depends-on: ?"],
        Kind::Flow => &["owner: ?", "steps: ?", "serves: ?"],
        Kind::Workstream => &["owner: ?", "delivers: ?"],
        Kind::Task => &["owner: ?", "estimate: ?", "after: ?", "delivers: ?"],
        Kind::Milestone => &["owner: ?", "due: ?", "after: ?", "criteria: ?", "delivers: ?"],
        Kind::Dependency => &["from: ?", "to: ?", "needs: ?", "needed-by: ?", "promised: ?"],
        Kind::Risk => &[
            "owner: ?",
            "likelihood: ?",
            "impact: ?",
            "affects: ?",
            "contingency: ?",
            "",
            "mitigation \"What is done about it\" { owner: ?, due: ? }",
        ],
        Kind::Mitigation => &["owner: ?", "due: ?"],
        Kind::Outcome => {
            &["owner: ?", "metric: ?", "source: ?", "baseline: ?", "target: ?", "by: ?", "readings: ?"]
        }
        Kind::Metric => &["definition: ?", "unit: ?", "source: ?", "direction: ?"],
        Kind::Decision => &[
            "owner: ?",
            "question: ?",
            "due: ?",
            "rule: ?",
            "",
            "option a \"One way\" { benefits: ?, drawbacks: ?, helps: ? }",
            "option b \"Another way\" { benefits: ?, drawbacks: ?, helps: ? }",
        ],
        Kind::Option => &["time: ?", "cost: ?", "benefits: ?", "drawbacks: ?", "helps: ?"],
        Kind::Assumption => &["owner: ?", "validate-by: ?", "if-false: ?"],
        Kind::Issue => &["owner: ?", "severity: ?", "raised: ?", "due: ?", "from: ?"],
        Kind::Escalation => &[
            "owner: ?",
            "to: ?",
            "about: ?",
            "impact: ?",
            "recommend: ?",
            "because: ?",
            "ask: ?",
            "by: ?",
            "",
            "option a \"One way\" { benefits: ?, drawbacks: ? }",
            "option b \"Another way\" { benefits: ?, drawbacks: ? }",
        ],
        Kind::Change => &["owner: ?", "raised: ?", "requested-by: ?", "reason: ?", "time: ?", "cost: ?"],
        Kind::Control => &["owner: ?", "framework: ?", "point: ?", "due: ?", "evidence: ?"],
        Kind::Scorecard => &[
            "date: ?",
            "alignment: ?",
            "technical: ?",
            "budget: ?",
            "schedule: ?",
            "compliance: ?",
            "vendor: ?",
        ],
        Kind::Unknown => &[],
    }
}

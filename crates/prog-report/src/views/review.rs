//! The review: the eight questions of a senior TPM, each answered from the model in a sentence with places or named as
//! unanswered, and five signals that a program is run feature by feature.

use super::Page;
use super::signals::{Signal, signals};
use crate::ask::{Ask, Spot};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Questions and signals.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReviewData {
    /// How many of the eight are answered, whole or in part.
    pub answered: usize,
    /// The eight questions.
    pub questions: Vec<Question>,
    /// The five signals.
    pub signals: Vec<Signal>,
}

/// One question.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Question {
    /// The question.
    pub question: &'static str,
    /// Whether the model answers it.
    pub answered: bool,
    /// The answer, or what to declare so that there is one.
    pub answer: String,
    /// What is still missing from the answer.
    pub missing: Option<String>,
    /// Where the answer, or its gap, stands.
    pub places: Vec<PlaceOf>,
}

/// A declaration and where it stands.
#[derive(Debug, Serialize, JsonSchema, Clone)]
pub struct PlaceOf {
    /// Its path.
    pub path: String,
    /// Where.
    #[serde(flatten)]
    pub spot: Spot,
}

/// The first few places.
pub(super) fn places<'w>(ask: &Ask<'w>, decls: impl IntoIterator<Item = Decl<'w>>) -> Vec<PlaceOf> {
    let mut first: Vec<Decl<'w>> = Vec::new();
    for decl in decls {
        if first.len() < 5 && !first.contains(&decl) {
            first.push(decl);
        }
    }
    first.into_iter().map(|d| PlaceOf { path: d.path(), spot: ask.spot(d) }).collect()
}

/// The review of what is asked about.
pub fn review_data(ask: &Ask<'_>) -> ReviewData {
    let questions = vec![
        assumptions(ask),
        risks(ask),
        accountable(ask),
        dependencies(ask),
        critical_path(ask),
        worst_case(ask),
        indicators(ask),
        decision_rule(ask),
    ];
    let answered = questions.iter().filter(|q| q.answered).count();
    ReviewData { answered, questions, signals: signals(ask) }
}

fn open(question: &'static str, what: &str) -> Question {
    Question { question, answered: false, answer: what.to_owned(), missing: None, places: Vec::new() }
}

fn labels(decls: &[Decl<'_>]) -> Vec<String> {
    decls.iter().map(|d| d.label().into_owned()).collect()
}

fn assumptions(ask: &Ask<'_>) -> Question {
    let question = "What are the key assumptions underlying this plan?";
    let all = ask.all(Kind::Assumption);
    if all.is_empty() {
        return open(
            question,
            "No assumption is written down. Declare each as an `assumption` with `validate-by` and `if-false`.",
        );
    }
    let of = |status: &str| all.iter().filter(|d| d.status() == status).count();
    let open_ones: Vec<Decl<'_>> = all.iter().copied().filter(|d| d.status() == "open").collect();
    let next =
        open_ones.iter().filter_map(|d| d.deadline(key::VALIDATE_BY)).filter(|d| *d >= ask.today()).min();
    let next = next.map_or_else(String::new, |day| format!("; the next is checked by {}", iso(day)));
    let vague =
        open_ones.iter().filter(|d| d.deadline(key::VALIDATE_BY).is_none_or(|d| d < ask.today())).count();
    Question {
        question,
        answered: true,
        answer: format!(
            "{} ({} open, {} confirmed, {} proved wrong){next}: {}.",
            say::count(all.len(), "assumption", "assumptions"),
            of("open"),
            of("valid"),
            of("invalid"),
            say::list_of(&labels(&all), 3)
        ),
        missing: (vague > 0).then(|| {
            format!(
                "{} without a date ahead by which we know",
                say::count(vague, "open one is", "open ones are")
            )
        }),
        places: places(ask, all),
    }
}

fn risks(ask: &Ask<'_>) -> Question {
    let question = "What are the potential risks and how will we mitigate them?";
    let mut live: Vec<Decl<'_>> = ask.all(Kind::Risk).into_iter().filter(|d| d.is_live_risk()).collect();
    if live.is_empty() {
        return open(
            question,
            "No risk is open. Ask each owner what could go wrong, and declare a `risk` with a `mitigation`.",
        );
    }
    live.sort_by_cached_key(|d| std::cmp::Reverse(ask.facts.risk_score(*d).map(|s| s.score)));
    let bare: Vec<Decl<'_>> =
        live.iter().copied().filter(|d| ask.facts.mitigations(*d).next().is_none()).collect();
    let under_way = live.iter().filter(|d| ask.facts.is_being_mitigated(**d)).count();
    let named = say::list_of(&labels(&live), 3);
    let answer = match (live.len(), under_way) {
        (1, 0) => format!("1 risk may happen, and nothing is under way against it: {named}."),
        (1, _) => format!("1 risk may happen, and something is under way against it: {named}."),
        (n, 0) => format!("{n} risks may happen, nothing is under way against any; the heaviest: {named}."),
        (n, some) => {
            format!("{n} risks may happen, something is under way against {some}; the heaviest: {named}.")
        }
    };
    Question {
        question,
        answered: bare.len() < live.len(),
        answer,
        missing: (!bare.is_empty())
            .then(|| format!("nothing is planned against {}", say::list_of(&labels(&bare), 3))),
        places: places(ask, live),
    }
}

fn accountable(ask: &Ask<'_>) -> Question {
    let question = "Who is accountable for delivering this outcome?";
    let all = ask.all(Kind::Outcome);
    if all.is_empty() {
        return open(
            question,
            "There is no outcome to be accountable for. Declare an `outcome` with an `owner`.",
        );
    }
    let (owned, bare): (Vec<Decl<'_>>, Vec<Decl<'_>>) = all.into_iter().partition(|d| d.owner().is_some());
    let said: Vec<String> =
        owned.iter().filter_map(|d| Some(format!("{} for {}", d.owner()?.label(), d.label()))).collect();
    Question {
        question,
        answered: bare.is_empty(),
        answer: if said.is_empty() { "Nobody.".into() } else { format!("{}.", say::list_of(&said, 3)) },
        missing: (!bare.is_empty()).then(|| format!("nobody for {}", say::list_of(&labels(&bare), 3))),
        places: places(ask, bare.into_iter().chain(owned)),
    }
}

fn dependencies(ask: &Ask<'_>) -> Question {
    let question = "What are the key dependencies?";
    let all: Vec<Decl<'_>> = ask.all(Kind::Dependency).into_iter().filter(|d| !d.is_over()).collect();
    let systems = ask.all(Kind::System).iter().filter(|d| d.target(key::DEPENDS_ON).is_some()).count();
    if all.is_empty() {
        let also = if systems > 0 {
            format!(
                " {} on others, but nobody promises anything.",
                say::count(systems, "system depends", "systems depend")
            )
        } else {
            String::new()
        };
        return open(
            question,
            &format!(
                "Nothing that others deliver is declared.{also} Declare each as a `dependency` with `from`, `to` and `needed-by`."
            ),
        );
    }
    let committed = all.iter().filter(|d| d.status() == "committed").count();
    let next = all.iter().filter_map(|d| d.deadline(key::NEEDED_BY)).min();
    let next = next.map_or_else(String::new, |day| format!("; the first is needed by {}", iso(day)));
    let loose: Vec<Decl<'_>> = all.iter().copied().filter(|d| d.status() != "committed").collect();
    Question {
        question,
        answered: true,
        answer: format!(
            "{}, {committed} of them committed{next}: {}.",
            say::count(all.len(), "open dependency", "open dependencies"),
            say::list_of(&labels(&all), 3)
        ),
        missing: (!loose.is_empty())
            .then(|| format!("nobody has committed to {}", say::list_of(&labels(&loose), 3))),
        places: places(ask, all),
    }
}

fn critical_path(ask: &Ask<'_>) -> Question {
    let question = "What is the critical path and how will we protect it?";
    let plan = ask.facts.plan(ask.group());
    let decl = |at: u32| plan.ids.get(at as usize).and_then(|id| ask.facts.workspace.decl(*id));
    let path: Vec<Decl<'_>> = plan
        .schedule
        .critical_path()
        .into_iter()
        .filter(|at| (*at as usize) < plan.own)
        .filter_map(decl)
        .filter(|d| matches!(d.kind(), Kind::Task | Kind::Milestone) && !d.is_over())
        .collect();
    if path.is_empty() {
        return open(
            question,
            "There is no open work with estimates and order. Declare tasks with `estimate` and `after`.",
        );
    }
    let mut bare: Vec<Decl<'_>> =
        path.iter().flat_map(|d| threats(*d)).filter(|r| !ask.facts.is_being_mitigated(*r)).collect();
    bare.sort_by(|a, b| a.order().cmp(&b.order()));
    bare.dedup();
    let names = labels(&path);
    let shown = if names.len() > 5 {
        format!("{} → … → {}", names[..2].join(" → "), names[names.len() - 2..].join(" → "))
    } else {
        names.join(" → ")
    };
    // Without estimates the path is only an order.
    let guessed: Vec<Decl<'_>> =
        path.iter().copied().filter(|d| d.kind() == Kind::Task && d.value(key::ESTIMATE).is_none()).collect();
    // A milestone alone is a date and no way to it.
    let is_work = path.iter().any(|d| d.kind() == Kind::Task);
    let pathless = if is_work { Vec::new() } else { path.clone() };
    let gaps = [
        (&pathless, "the work that comes before"),
        (&bare, "nothing is under way against what threatens it:"),
        (&guessed, "an `estimate` of"),
    ];
    let missing: Vec<String> = gaps
        .into_iter()
        .filter(|(decls, _)| !decls.is_empty())
        .map(|(decls, what)| format!("{what} {}", say::list_of(&labels(decls), 3)))
        .collect();
    Question {
        question,
        answered: is_work,
        answer: format!("{shown}, to {}.", iso(plan.schedule.finish)),
        missing: (!missing.is_empty()).then(|| missing.join("; ")),
        places: places(ask, path),
    }
}

/// The live risks that threaten work, by itself or through the systems that it touches.
fn threats(work: Decl<'_>) -> Vec<Decl<'_>> {
    let through = work.refs(key::TOUCHES).flat_map(|s| s.referrers_by(key::AFFECTS));
    work.referrers_by(key::THREATENS).chain(through).filter(|r| r.is_live_risk()).collect()
}

fn worst_case(ask: &Ask<'_>) -> Question {
    let question = "What is the worst-case scenario?";
    let mut live: Vec<Decl<'_>> = ask.all(Kind::Risk).into_iter().filter(|d| d.is_live_risk()).collect();
    live.sort_by_cached_key(|d| std::cmp::Reverse(ask.facts.risk_score(*d).map(|s| (s.impact, s.score))));
    let Some(worst) = live.first().copied().filter(|d| ask.facts.risk_score(*d).is_some()) else {
        return open(
            question,
            "No risk is assessed, so nobody can say. Give risks `likelihood`, `impact` and a `contingency`.",
        );
    };
    let heavy = ask.facts.config.limits.contingency_score;
    let bare: Vec<Decl<'_>> = live
        .iter()
        .copied()
        .filter(|d| {
            let heavy = ask.facts.risk_score(*d).is_some_and(|s| f64::from(s.score) >= heavy);
            (heavy || *d == worst) && !d.has(key::CONTINGENCY)
        })
        .collect();
    let costs = [(key::COST, "costs"), (key::DELAY, "delays by")];
    let hurts: Vec<String> = costs
        .iter()
        .filter_map(|(k, word)| Some(format!("{word} {}", say::written(worst.value(*k)?))))
        .collect();
    let hurts = if hurts.is_empty() { String::new() } else { format!(" ({})", hurts.join(", ")) };
    let then = worst
        .text(key::CONTINGENCY)
        .map(|t| format!("; then: {}", t.trim().trim_end_matches('.')))
        .unwrap_or_default();
    Question {
        question,
        answered: worst.has(key::CONTINGENCY),
        answer: format!("{}{hurts}{then}.", worst.label()),
        missing: (!bare.is_empty())
            .then(|| format!("no `contingency` for {}", say::list_of(&labels(&bare), 3))),
        places: places(ask, [worst].into_iter().chain(bare)),
    }
}

fn indicators(ask: &Ask<'_>) -> Question {
    let question = "What are the key performance indicators and how will we track them?";
    let all: Vec<Decl<'_>> =
        ask.all(Kind::Outcome).into_iter().filter(|d| !ask.facts.is_objective(*d)).collect();
    if all.is_empty() {
        return open(
            question,
            "No outcome is declared. Declare an `outcome` with `metric`, `baseline`, `target`, `by` and `source`.",
        );
    }
    let source = |d: &Decl<'_>| {
        d.value(key::SOURCE).is_some()
            || d.target(key::METRIC).is_some_and(|m| m.value(key::SOURCE).is_some())
    };
    let (tracked, loose): (Vec<Decl<'_>>, Vec<Decl<'_>>) = all
        .into_iter()
        .partition(|d| d.value(key::METRIC).is_some() && d.value(key::TARGET).is_some() && source(d));
    let read = tracked.iter().filter(|d| ask.facts.standing(**d).latest.is_some()).count();
    Question {
        question,
        answered: !tracked.is_empty(),
        answer: if tracked.is_empty() {
            "No outcome has a metric, a target and a source.".into()
        } else {
            format!(
                "{} with metric, target and source, {read} of them with a reading: {}.",
                say::count(tracked.len(), "outcome", "outcomes"),
                say::list_of(&labels(&tracked), 3)
            )
        },
        missing: (!loose.is_empty())
            .then(|| format!("metric, target or source of {}", say::list_of(&labels(&loose), 3))),
        places: places(ask, tracked.into_iter().chain(loose)),
    }
}

fn decision_rule(ask: &Ask<'_>) -> Question {
    let question = "What is the decision rule for making this trade-off?";
    let all: Vec<Decl<'_>> =
        ask.all(Kind::Decision).into_iter().filter(|d| d.status() != "superseded").collect();
    if all.is_empty() {
        return open(
            question,
            "No decision is on record. Declare each trade-off as a `decision` with a `rule` and its options.",
        );
    }
    let (ruled, bare): (Vec<Decl<'_>>, Vec<Decl<'_>>) =
        all.into_iter().partition(|d| d.value(key::RULE).is_some());
    let said: Vec<String> = ruled
        .iter()
        .filter_map(|d| Some(format!("{}: {}", d.label(), d.text(key::RULE)?.trim().trim_end_matches('.'))))
        .collect();
    Question {
        question,
        answered: !ruled.is_empty(),
        answer: if said.is_empty() {
            "No decision says how its options are weighed.".into()
        } else {
            format!("{}.", say::list_of(&said, 3))
        },
        missing: (!bare.is_empty()).then(|| format!("no `rule` for {}", say::list_of(&labels(&bare), 3))),
        places: places(ask, ruled.into_iter().chain(bare)),
    }
}

impl ReviewData {
    fn summary(&self) -> String {
        let part = self.questions.iter().filter(|q| q.answered && q.missing.is_some()).count();
        let whole = self.answered - part;
        let part = if part > 0 { format!(", {part} in part") } else { String::new() };
        format!("{whole} of 8 questions {} answered{part} (✓ whole, ± in part, ? not).", say::is_are(whole))
    }
}

impl Page for ReviewData {
    fn title(&self) -> &str {
        "Review"
    }

    fn blocks(&self) -> Vec<Block> {
        let columns = vec![
            Column::new("", "answered").centre(),
            Column::new("Question", "question"),
            Column::new("Answer", "answer"),
            Column::new("Where", "places").breaks().give(1),
        ];
        let mut table = Table::new(columns.clone(), "");
        for q in &self.questions {
            let answer = match &q.missing {
                Some(missing) => format!("{}\nMissing: {missing}.", q.answer),
                None => q.answer.clone(),
            };
            let (mark, tone) = match (q.answered, &q.missing) {
                (true, None) => ("✓", Tone::Good),
                (true, Some(_)) => ("±", Tone::Watch),
                (false, _) => ("?", Tone::Bad),
            };
            table.row(vec![
                Cell::new(mark, tone),
                Cell::new(q.question, Tone::Strong),
                Cell::new(answer, if q.answered { Tone::Plain } else { Tone::Bad }),
                shown(&q.places).into(),
            ]);
        }
        let mut signs = Table::new(columns, "");
        signs.heads = vec![String::new(), "Signal".into(), "What the model shows".into(), "Where".into()];
        for s in &self.signals {
            let (mark, tone) = if s.present { ("!", Tone::Bad) } else { ("✓", Tone::Good) };
            signs.row(vec![
                Cell::new(mark, tone),
                Cell::new(s.signal, Tone::Strong),
                s.text.as_str().into(),
                shown(&s.places).into(),
            ]);
        }
        signs.picture = true;
        vec![
            Block::Text(self.summary()),
            Block::Table(table),
            Block::Heading("Signals of feature-level work".into()),
            Block::Table(signs),
        ]
    }
}

fn shown(places: &[PlaceOf]) -> String {
    let mut lines: Vec<String> = places.iter().take(2).map(|p| p.spot.to_string()).collect();
    if places.len() > 2 {
        lines.push("…".into());
    }
    lines.join("\n")
}

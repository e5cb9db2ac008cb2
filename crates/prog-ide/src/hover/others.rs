//! Cards of risks and of all kinds with a few plain facts.

use super::card::{Card, plain};
use crate::text::count;
use prog_analysis::scorecard;
use prog_facts::is_over;
use prog_model::{Kind, key};

pub(super) fn fill_risk(card: &mut Card<'_>) {
    let decl = card.decl;
    match card.facts.risk_score(decl) {
        Some(score) => {
            let said = |k| decl.value(k).map_or(String::new(), |v| v.written().to_owned());
            let parts = format!(
                "{} ({}) × {} ({})",
                said(key::LIKELIHOOD),
                score.likelihood,
                said(key::IMPACT),
                score.impact
            );
            card.line(
                "Score",
                format!(
                    "**{} {}** of {} · {parts}",
                    score.score,
                    score.band.word(),
                    card.facts.matrix().highest()
                ),
            );
            if let Some(left) = score.residual {
                card.line(
                    "Left",
                    format!("{left} {} once the mitigations are done", card.facts.matrix().band(left).word()),
                );
            }
        }
        None => card.line("Score", "not assessed: it needs `likelihood` and `impact`"),
    }
    if decl.is_live_risk()
        && let Some(probability) = card.facts.probability(decl)
    {
        card.line(
            "Happens",
            format!("in {}% of all cases, as the forecast counts", (probability * 100.0).round()),
        );
    }
    mitigations(card);
    card.names("Affects", decl.refs(key::AFFECTS));
    card.names("Threatens", decl.refs(key::THREATENS));
    card.text("Trigger", key::TRIGGER);
    card.text("If it happens", key::CONTINGENCY);
    let review = decl.deadline(key::REVIEW);
    card.date("Review", review);
}

fn mitigations(card: &mut Card<'_>) {
    let all: Vec<_> = card.facts.mitigations(card.decl).collect();
    if all.is_empty() {
        if card.decl.is_live_risk() {
            card.line("Mitigations", "none");
        }
        return;
    }
    let done = all.iter().filter(|m| is_over(**m)).count();
    let open = all.iter().filter(|m| !is_over(**m));
    let next =
        open.filter_map(|m| Some((m.deadline(key::DUE)?, *m))).min_by_key(|(day, m)| (*day, m.order()));
    let mut text = format!("{done} of {} done", all.len());
    if let Some((day, next)) = next {
        text.push_str(&format!(
            ", next “{}” due {}",
            plain(&crate::text::short(&next.label(), 60)),
            card.day(day)
        ));
    }
    card.line("Mitigations", text);
}

pub(super) fn fill(card: &mut Card<'_>) {
    let decl = card.decl;
    match decl.kind() {
        Kind::Metric => metric(card),
        Kind::Decision => decision(card),
        Kind::Scorecard => scores(card),
        Kind::Mitigation => {
            card.line("Reduces", decl.word(key::REDUCES).unwrap_or(""));
            card.names("Done by", decl.refs(key::TASK));
        }
        Kind::Option => option(card),
        Kind::Issue => {
            card.line("Severity", decl.word(key::SEVERITY).unwrap_or(""));
            card.names("From", decl.refs(key::FROM));
            card.names("Blocks", decl.refs(key::BLOCKS));
        }
        Kind::Escalation => {
            card.names("To", decl.refs(key::TO));
            card.names("About", decl.refs(key::ABOUT));
            card.text("Impact", key::IMPACT);
            card.text("Ask", key::ASK);
        }
        Kind::Change => change(card),
        Kind::Assumption => card.names("If false", decl.refs(key::IF_FALSE)),
        Kind::Control => {
            card.text("Framework", key::FRAMEWORK);
            card.names("Covers", decl.refs(key::COVERS));
            let reviewed = decl.deadline(key::REVIEWED);
            card.date("Reviewed", reviewed);
        }
        _ => {}
    }
    let next = [key::DUE, key::BY, key::VALIDATE_BY].into_iter().find_map(|k| decl.deadline(k));
    if !is_over(decl) {
        card.date("Due", next);
    }
}

fn metric(card: &mut Card<'_>) {
    card.text("Definition", key::DEFINITION);
    card.text("Unit", key::UNIT);
    card.text("Source", key::SOURCE);
    card.line("Better", card.decl.word(key::DIRECTION).unwrap_or(""));
    let users = card.decl.referrers_by(key::METRIC);
    card.names("Used by", users);
}

fn decision(card: &mut Card<'_>) {
    let decl = card.decl;
    card.text("Question", key::QUESTION);
    let options = decl.children_of(Kind::Option).count();
    match decl.target(key::CHOSEN) {
        Some(chosen) => card.line(
            "Chosen",
            format!("{}, of {}", plain(&chosen.label()), count(options, "option", "options")),
        ),
        None => card.line(
            "Options",
            plain(
                &decl
                    .children_of(Kind::Option)
                    .map(|o| o.label().into_owned())
                    .collect::<Vec<_>>()
                    .join("; "),
            ),
        ),
    }
    card.text("Rule", key::RULE);
    card.text("Because", key::RATIONALE);
    card.names("Approver", decl.refs(key::APPROVER));
    let decided = decl.deadline(key::DECIDED);
    card.date("Decided", decided);
}

fn option(card: &mut Card<'_>) {
    let written =
        |k| card.decl.value(k).map(|v| v.text().map_or_else(|| v.written().to_owned(), |t| plain(&t)));
    let (time, cost) = (written(key::TIME), written(key::COST));
    card.line("Time", time.unwrap_or_default());
    card.line("Cost", cost.unwrap_or_default());
    for (label, k) in [("For", key::BENEFITS), ("Against", key::DRAWBACKS)] {
        let texts: Vec<String> = card.decl.texts(k).map(|t| plain(&t)).collect();
        card.line(label, texts.join("; "));
    }
    card.names("Helps", card.decl.refs(key::HELPS));
    card.names("Hurts", card.decl.refs(key::HURTS));
}

fn change(card: &mut Card<'_>) {
    let decl = card.decl;
    card.text("Reason", key::REASON);
    let words: Vec<String> = [key::TIME, key::COST]
        .into_iter()
        .filter_map(|k| decl.value(k))
        .map(|v| v.written().to_owned())
        .collect();
    card.line("Adds", words.join(", "));
    card.names("Asked for by", decl.refs(key::REQUESTED_BY));
    card.names("Affects", decl.refs(key::AFFECTS));
}

fn scores(card: &mut Card<'_>) {
    let keys = [key::ALIGNMENT, key::TECHNICAL, key::BUDGET, key::SCHEDULE, key::COMPLIANCE, key::VENDOR];
    let ratings: Vec<Option<u8>> = keys.iter().map(|k| card.decl.step(*k).map(|s| s.step)).collect();
    let words: Vec<String> =
        keys.iter().zip(&ratings).filter_map(|(k, r)| Some(format!("{} {}", k.word(), (*r)?))).collect();
    let numbers: Vec<Option<f64>> = ratings.iter().map(|r| r.map(f64::from)).collect();
    let score = numbers.try_into().ok().and_then(|r| scorecard::score(r, card.facts.config.weights));
    if let Some(score) = score {
        card.line("Score", format!("{}% of what is possible", score.percent.round()));
    }
    card.line("Ratings", words.join(", "));
    let day = card.decl.deadline(key::DATE);
    card.date("Day", day);
}

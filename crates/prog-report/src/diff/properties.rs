//! What changed in one declaration: sorted into dates, scores, targets, owners, statuses, scope, estimates, readings, and
//! the rest.

use super::{DiffData, Edited, Moved, MovedDate, Scope, Target};
use crate::ask::Ask;
use crate::say;
use prog_analysis::outcome::Better;
use prog_model::dates::{Day, iso};
use prog_model::file::Val;
use prog_model::{Decl, Key, Kind, Value, key};
use rustc_hash::FxHashMap;

/// Dates that people plan by. What really happened (`finished`, `reached`) is a status.
const DATES: [Key; 9] = [
    key::DUE,
    key::BY,
    key::NEEDED_BY,
    key::PROMISED,
    key::STARTS,
    key::VALIDATE_BY,
    key::WINDOW,
    key::REVIEW,
    key::DATE,
];
const OWNERS: [Key; 4] = [key::OWNER, key::SPONSOR, key::APPROVER, key::LEAD];
const STATUSES: [Key; 6] = [key::STATUS, key::RAG, key::FINISHED, key::REACHED, key::DECIDED, key::CHOSEN];

/// The new path of each old one that has another now: who names a renamed declaration did not change.
pub type Names = FxHashMap<String, String>;

pub fn compare(
    (before, after): (&Ask<'_>, &Ask<'_>),
    names: &Names,
    old: Decl<'_>,
    new: Decl<'_>,
    data: &mut DiffData,
) {
    if same_text(old, new) {
        return;
    }
    let mut keys: Vec<Key> = old.props().chain(new.props()).map(|p| p.key()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.retain(|key| was_said(old, *key, names) != said(new, *key));
    let mut rest = Vec::new();
    for key in keys {
        match () {
            () if DATES.contains(&key) => date(after, old, new, key, data),
            () if OWNERS.contains(&key) => owner(after, old, new, key, data),
            () if STATUSES.contains(&key) => status(after, old, new, key, data),
            () if new.kind() == Kind::Risk && matches!(key, key::LIKELIHOOD | key::IMPACT) => {}
            () if new.kind() == Kind::Outcome && matches!(key, key::TARGET | key::BASELINE) => {
                target(before, after, old, new, key, data);
            }
            () if matches!(key, key::SCOPE | key::OUT_OF_SCOPE | key::ADDS) && new.kind() != Kind::Option => {
                scope(after, old, new, key, data);
            }
            () if key == key::ESTIMATE && lengths(old) == lengths(new) => {}
            () if key == key::ESTIMATE => data.estimates.push(moved(after, old, new, key)),
            () if matches!(key, key::FORECAST | key::BUDGET) => {
                data.estimates.push(money(after, old, new, key));
            }
            () if matches!(key, key::READINGS | key::SATISFACTION | key::SPENT) => {
                readings(after, old, new, key, data);
            }
            () => rest.push(after.facts.workspace.schema().word(key).to_owned()),
        }
    }
    score(before, after, old, new, data);
    if old.title() != new.title() {
        rest.insert(0, "title".to_owned());
    }
    if !rest.is_empty() {
        data.edited.push(Edited { item: after.item(new), keys: rest });
    }
}

/// Cheap for the many declarations that nobody touched.
fn same_text(old: Decl<'_>, new: Decl<'_>) -> bool {
    let text = |d: Decl<'_>| d.props().map(|p| p.span().text(d.source()).to_owned()).collect::<Vec<_>>();
    old.title() == new.title() && text(old) == text(new)
}

/// What a property says, with names as full paths, so that the same thing said otherwise is the same.
fn said(decl: Decl<'_>, key: Key) -> Vec<String> {
    was_said(decl, key, &Names::default())
}

/// The same, with the paths that things have now.
fn was_said(decl: Decl<'_>, key: Key, names: &Names) -> Vec<String> {
    decl.values(key).map(|value| normal(value, names)).collect()
}

fn normal(value: Value<'_>, names: &Names) -> String {
    let now = |path: String| names.get(&path).cloned().unwrap_or(path);
    let name = |v: Value<'_>| v.target().map_or_else(|| v.written().to_owned(), |d| now(d.path()));
    match value.val() {
        Val::Ref(_) => name(value),
        Val::Lagged { minus } => {
            let mut parts = value.parts();
            let target = parts.next().map(name).unwrap_or_default();
            let lag = parts.next().map_or("", |v| v.written());
            format!("{target} {} {lag}", if minus { "-" } else { "+" })
        }
        Val::Chain { .. } => {
            let hop = |(target, label): (Value<'_>, Option<Value<'_>>)| {
                label.map_or_else(|| name(target), |l| format!("{} {}", name(target), l.written()))
            };
            value.hops().map(hop).collect::<Vec<_>>().join(" -> ")
        }
        _ => say::written(value),
    }
}

fn shown(decl: Decl<'_>, key: Key) -> Option<String> {
    let said: Vec<String> = decl
        .values(key)
        .map(|v| v.target().map_or_else(|| say::written(v), |d| d.label().into_owned()))
        .collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn moved(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key) -> Moved {
    let what = after.facts.workspace.schema().word(key).to_owned();
    Moved { item: after.item(new), what, before: shown(old, key), after: shown(new, key), worse: None }
}

/// Who answers, be it by what lends the owner.
fn owner(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let mut moved = moved(after, old, new, key);
    if key == key::OWNER {
        let lent = |d: Decl<'_>| d.owner().map(|owner| owner.label().into_owned());
        moved.before = moved.before.or_else(|| lent(old));
        moved.after = moved.after.or_else(|| lent(new));
    }
    if moved.before != moved.after {
        data.owners.push(moved);
    }
}

/// What a program may cost, and what it will have cost: the second is worse where it is more.
fn money(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key) -> Moved {
    let order = old.quantity(key).zip(new.quantity(key)).and_then(|(was, is)| is.compare(&was));
    let worse = order.filter(|_| key == key::FORECAST).map(std::cmp::Ordering::is_gt);
    Moved { worse, ..moved(after, old, new, key) }
}

/// The days of an estimate, where it says so: `1w` is `5d`.
fn lengths(decl: Decl<'_>) -> Option<Vec<f64>> {
    let value = decl.value(key::ESTIMATE)?;
    let days = |v: Value<'_>| v.duration().map(|d| d.working_days());
    match days(value) {
        Some(one) => Some(vec![one]),
        None => value.parts().map(days).collect(),
    }
}

fn date(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let day = |d: Decl<'_>| -> Option<Day> {
        let one = if key == key::STARTS { d.start(key) } else { d.deadline(key) };
        d.date_range(key).map(|w| w.1).or(one)
    };
    let range = |d: Decl<'_>| d.date_range(key).or_else(|| day(d).map(|day| (day, day)));
    // A quarter and its last day are one date.
    if range(old).is_some() && range(old) == range(new) {
        return;
    }
    let days = day(old).zip(day(new)).map(|(was, is)| is - was);
    let mut moved = moved(after, old, new, key);
    if key != key::WINDOW {
        moved.before = day(old).map(iso).or(moved.before);
        moved.after = day(new).map(iso).or(moved.after);
    }
    // A start that moves earlier is no worry.
    moved.worse = days.filter(|_| key != key::DATE).map(|days| days > 0);
    data.dates.push(MovedDate { moved, days });
}

fn status(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let mut moved = moved(after, old, new, key);
    if key == key::STATUS {
        // An absent status means one too.
        (moved.before, moved.after) = (Some(old.status().to_owned()), Some(new.status().to_owned()));
    }
    if key == key::RAG {
        let index = |d: Decl<'_>| d.word_index(key);
        moved.worse = index(old).zip(index(new)).map(|(was, is)| is > was);
    }
    if moved.before != moved.after {
        data.statuses.push(moved);
    }
}

fn score(before: &Ask<'_>, after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, data: &mut DiffData) {
    if new.kind() != Kind::Risk {
        return;
    }
    let (was, is) = (before.facts.risk_score(old), after.facts.risk_score(new));
    let changed = [key::LIKELIHOOD, key::IMPACT].iter().any(|k| said(old, *k) != said(new, *k));
    if !changed {
        return;
    }
    let text =
        |s: prog_facts::RiskScore| format!("{} {} ({} × {})", s.score, s.band.word(), s.likelihood, s.impact);
    let worse = was.zip(is).map(|(was, is)| is.score > was.score);
    let (before, now) = (was.map(text), is.map(text));
    if before.is_some() && before == now {
        return;
    }
    data.scores.push(Moved { item: after.item(new), what: "score".into(), before, after: now, worse });
}

fn target(before: &Ask<'_>, after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let moved = moved(after, old, new, key);
    let lowered = (key == key::TARGET).then(|| is_lowered(before, after, old, new)).flatten();
    data.targets.push(Target { moved: Moved { worse: lowered, ..moved }, lowered });
}

/// Whether the new target is easier: less far in the direction of its sign or its metric, or nearer to where it started.
fn is_lowered(before: &Ask<'_>, after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>) -> Option<bool> {
    use prog_syntax::Op;
    let unit = after.facts.unit_of(new);
    let value = |ask: &Ask<'_>, d: Decl<'_>| {
        let q = d.quantity(key::TARGET)?;
        let own = ask.facts.unit_of(d);
        if q.unit.is_empty() { Some(q.value).filter(|_| own == unit) } else { q.in_unit(&unit) }
    };
    let (was, is) = (value(before, old)?, value(after, new)?);
    if was == is {
        return None;
    }
    let up = match (new.value(key::TARGET)?.op(), after.facts.direction(new)) {
        (Some(Op::Ge | Op::Gt), _) => true,
        (Some(Op::Le | Op::Lt), _) => false,
        (_, Some(better)) => better == Better::Up,
        _ => was >= old.quantity(key::BASELINE)?.value,
    };
    Some(if up { is < was } else { is > was })
}

fn scope(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let (was, is) = (said(old, key), said(new, key));
    // What is out of scope no longer may come in.
    let inside = key != key::OUT_OF_SCOPE;
    let word = if inside { "" } else { "out of scope: " };
    let mut note = |text: &String, came: bool| {
        let added = if inside { came } else { !came };
        let verb = match (inside, came) {
            (true, _) => String::new(),
            (false, true) => format!("now {word}"),
            (false, false) => format!("no longer {word}"),
        };
        data.scope.push(Scope { item: after.item(new), text: format!("{verb}{text}"), added });
    };
    is.iter().filter(|t| !was.contains(t)).for_each(|t| note(t, true));
    was.iter().filter(|t| !is.contains(t)).for_each(|t| note(t, false));
}

fn readings(after: &Ask<'_>, old: Decl<'_>, new: Decl<'_>, key: Key, data: &mut DiffData) {
    let was = said(old, key);
    let fresh: Vec<String> = said(new, key).into_iter().filter(|r| !was.contains(r)).collect();
    let mut moved = moved(after, old, new, key);
    moved.before = was.last().cloned();
    moved.after = if fresh.is_empty() { said(new, key).last().cloned() } else { Some(fresh.join(", ")) };
    data.readings.push(moved);
}

//! What changed in the program between two states of its files: not the text, but what it means. Declarations are matched
//! by kind and path; what is gone and new with the same content is a rename.

mod matching;
mod properties;
mod show;

use crate::ask::{Ask, Item};
use matching::Matched;
use prog_facts::Group;
use prog_facts::analysis::Colour;
use prog_model::dates::{Day, iso};
use prog_model::value::Quantity;
use prog_model::{Decl, DeclId, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// What changed. Version 1.
#[derive(Debug, Serialize, JsonSchema, Default)]
pub struct DiffData {
    /// 1; later versions only add.
    pub version: u32,
    /// What the earlier state is called.
    pub from: String,
    /// What the later state is called.
    pub to: String,
    /// What the computed facts say now that they did not.
    pub computed: Vec<Moved>,
    /// Declarations that are new.
    pub added: Vec<Item>,
    /// Declarations that are gone; the places are those of the earlier state.
    pub removed: Vec<Item>,
    /// Declarations with another name.
    pub renamed: Vec<Renamed>,
    /// Dates that moved.
    pub dates: Vec<MovedDate>,
    /// Risks with another score.
    pub scores: Vec<Moved>,
    /// Targets that changed.
    pub targets: Vec<Target>,
    /// Who answers now.
    pub owners: Vec<Moved>,
    /// Where things stand now.
    pub statuses: Vec<Moved>,
    /// What came into scope or left it.
    pub scope: Vec<Scope>,
    /// Estimates that changed, and of a program its budget and the forecast of its cost.
    pub estimates: Vec<Moved>,
    /// Readings that were added.
    pub readings: Vec<Moved>,
    /// Properties of kept declarations that changed otherwise.
    pub edited: Vec<Edited>,
}

/// Something with a value before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Moved {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// What of it.
    pub what: String,
    /// Before; `null` where nothing was said.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
    /// Whether that is for the worse, where that can be said.
    pub worse: Option<bool>,
}

/// A date before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MovedDate {
    /// What moved.
    #[serde(flatten)]
    pub moved: Moved,
    /// By how many days; later is positive.
    pub days: Option<i32>,
}

/// A target before and after.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Target {
    /// What changed.
    #[serde(flatten)]
    pub moved: Moved,
    /// Whether it is easier to reach now.
    pub lowered: Option<bool>,
}

/// Something that came into scope, or left it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Scope {
    /// Of which program, or by which change.
    #[serde(flatten)]
    pub item: Item,
    /// What.
    pub text: String,
    /// Whether it came.
    pub added: bool,
}

/// A declaration with another name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Renamed {
    /// What it is now.
    #[serde(flatten)]
    pub item: Item,
    /// Its path before.
    pub before: String,
}

/// A declaration some of whose properties changed.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edited {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// The properties.
    pub keys: Vec<String>,
}

/// What changed from one state to another, both asked on the same day.
pub fn diff(before: &Ask<'_>, from: &str, after: &Ask<'_>, to: &str) -> DiffData {
    let matched = Matched::new(before, after);
    let mut data = DiffData { version: 1, from: from.to_owned(), to: to.to_owned(), ..DiffData::default() };
    let moved =
        |(old, new): &(Decl<'_>, Decl<'_>)| Some((old.path(), new.path())).filter(|(old, new)| old != new);
    let names: properties::Names = matched.kept.iter().filter_map(moved).collect();
    for (old, new) in &matched.kept {
        properties::compare((before, after), &names, *old, *new, &mut data);
    }
    let item = |ask: &Ask<'_>, decl: &Decl<'_>| ask.item(*decl);
    data.added = matched.added.iter().map(|d| item(after, d)).collect();
    data.removed = matched.removed.iter().map(|d| item(before, d)).collect();
    let renamed =
        matched.kept.iter().filter(|(old, new)| old.path() != new.path() && !under_renamed(&matched, *new));
    data.renamed = renamed.map(|(old, new)| Renamed { item: after.item(*new), before: old.path() }).collect();
    for change in matched.added.iter().filter(|d| d.kind() == Kind::Change) {
        let adds = crate::say::all_written(*change, key::ADDS);
        data.scope.extend(adds.into_iter().map(|text| Scope {
            item: after.item(*change),
            text,
            added: true,
        }));
    }
    computed(before, after, &matched, &mut data);
    data
}

/// What stands in a renamed declaration has another path too, but nobody renamed it.
fn under_renamed(matched: &Matched<'_, '_>, new: Decl<'_>) -> bool {
    new.ancestors().any(|a| matched.is_renamed(a.id())) && matched.same_word(new.id())
}

/// What the facts say about programs and outcomes that they did not before.
fn computed(before: &Ask<'_>, after: &Ask<'_>, matched: &Matched<'_, '_>, data: &mut DiffData) {
    let mut note = |new: Decl<'_>, what: &str, was: String, is: String, worse: Option<bool>| {
        if was != is {
            let item = after.item(new);
            data.computed.push(Moved {
                item,
                what: what.to_owned(),
                before: Some(was),
                after: Some(is),
                worse,
            });
        }
    };
    for (old, new) in &matched.kept {
        match new.kind() {
            Kind::Program => {
                let (was, is): (Colour, Colour) = (before.facts.colour(*old).0, after.facts.colour(*new).0);
                note(*new, "computed colour", was.word().into(), is.word().into(), Some(is > was));
                if let (Some(was), Some(is)) = (excess(before, *old), excess(after, *new)) {
                    let worse = is.0 > was.0;
                    note(*new, "spent and forecast", was.1, is.1, Some(worse));
                }
                if let (Some(was), Some(is)) = (finish(before, old.id()), finish(after, new.id())) {
                    note(*new, "earliest finish", iso(was), iso(is), Some(is > was));
                }
            }
            Kind::Outcome => {
                let (was, is) = (before.facts.health(*old), after.facts.health(*new));
                note(
                    *new,
                    "health",
                    was.word().into(),
                    is.word().into(),
                    Some(is.severity() > was.severity()),
                );
            }
            _ => {}
        }
    }
}

/// By how much a program that has a budget costs more, or will; 0 within it. As a number and in words.
fn excess(ask: &Ask<'_>, program: Decl<'_>) -> Option<(f64, String)> {
    let cost = ask.facts.cost(program)?;
    let budget = cost.budget?;
    let over = |q: Quantity<'_>| Some(q.in_unit(budget.unit)? - budget.value);
    let most = [cost.spent, cost.forecast].into_iter().flatten().filter_map(over).fold(0.0, f64::max);
    let more = Quantity { value: most, ..budget };
    Some((most, if most > 0.0 { format!("{more} over the budget") } else { "within the budget".to_owned() }))
}

/// The earliest finish of a program that has work.
fn finish(ask: &Ask<'_>, program: DeclId) -> Option<Day> {
    let plan = ask.facts.plan(Group::Program(program));
    (plan.own > 0).then_some(plan.schedule.finish)
}

impl DiffData {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }

    /// How many things changed.
    pub fn count(&self) -> usize {
        let lists = [
            self.computed.len(),
            self.added.len(),
            self.removed.len(),
            self.renamed.len(),
            self.dates.len(),
            self.scores.len(),
            self.targets.len(),
            self.owners.len(),
            self.statuses.len(),
            self.scope.len(),
            self.estimates.len(),
            self.readings.len(),
            self.edited.len(),
        ];
        lists.iter().sum()
    }
}

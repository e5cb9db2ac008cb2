//! The views: each one function from what is asked to typed data, and from that data to blocks for people.

mod audit;
mod changes;
mod decisions;
mod dependencies;
mod flows;
mod forecast;
mod impact;
mod kpis;
mod outcomes;
mod owners;
mod plan;
mod questions;
mod raid;
mod review;
mod risks;
mod scorecard;
mod signals;
mod stakeholders;
mod status;
mod unsaid;
mod waivers;

pub use audit::{AuditData, audit_data};
pub use changes::{ChangesData, changes_data};
pub use decisions::{Choice, DecisionsData, decisions_data};
pub use dependencies::{DependenciesData, dependencies_data};
pub use flows::{FlowsData, flows_data};
pub use forecast::{ForecastData, forecast_data, forecast_unless};
pub use impact::{ImpactData, impact_data};
pub use kpis::{KpisData, kpis_data};
pub use outcomes::{Outcome, OutcomesData, outcomes_data};
pub use owners::{OwnersData, owners_data};
pub use plan::{PlanData, PlanItem, plan_data};
pub use questions::{QuestionsData, questions_data};
pub use raid::{RaidData, raid_data};
pub use review::{ReviewData, review_data};
pub use risks::{RisksData, risks_data};
pub use scorecard::{ScorecardData, scorecard_data};
pub use signals::Signal;
pub use stakeholders::{StakeholdersData, stakeholders_data};
pub use status::{StatusData, StatusItem, status_data};
pub use waivers::{WaiversData, waivers_data};

pub(crate) use decisions::{choices, superseded, trade_off};
pub(crate) use outcomes::{op_word, tone_of as health_tone};
pub(crate) use risks::amount;

use crate::ask::{Ask, Unknown};
use crate::block::{Block, Column};
use crate::render;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;

/// The version of every JSON form: additions only.
pub const VERSION: u32 = 1;

/// The data of one view, able to show itself to people.
pub trait Page {
    /// What it shows.
    fn title(&self) -> &str;
    /// Its parts, for people.
    fn blocks(&self) -> Vec<Block>;
}

trait Whole: Page {
    fn json(&self, head: &Head<'_>) -> String;
}

#[derive(Serialize, JsonSchema)]
struct Head<'a> {
    version: u32,
    view: &'a str,
    as_of: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    program: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct Versioned<'a, T: Serialize> {
    #[serde(flatten)]
    head: &'a Head<'a>,
    #[serde(flatten)]
    data: &'a T,
}

impl<T: Page + Serialize> Whole for T {
    fn json(&self, head: &Head<'_>) -> String {
        // Structs of texts and numbers always serialise.
        serde_json::to_string_pretty(&Versioned { head, data: self }).unwrap_or_default() + "\n"
    }
}

/// One view, ready to be shown in any form.
pub struct View {
    name: &'static str,
    as_of: String,
    program: Option<String>,
    data: Box<dyn Whole>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "View({}, {})", self.name, self.as_of)
    }
}

impl View {
    fn new(name: &'static str, ask: &Ask<'_>, data: impl Page + Serialize + 'static) -> Self {
        let program = ask.program.map(Decl::path);
        Self { name, as_of: iso(ask.today()), program, data: Box::new(data) }
    }

    /// What it shows.
    pub fn title(&self) -> String {
        let program = self.program.as_ref().map_or_else(String::new, |p| format!(" · {p}"));
        format!("{}{program} · {}", self.data.title(), self.as_of)
    }

    /// Its parts, for people.
    pub fn blocks(&self) -> Vec<Block> {
        self.data.blocks()
    }

    /// For a terminal of this width.
    pub fn terminal(&self, width: usize, color: bool) -> String {
        render::terminal::terminal(&self.title(), &self.blocks(), width, color)
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        render::markdown::markdown(&self.title(), &self.blocks(), 1)
    }

    /// Its main table as CSV.
    pub fn csv(&self) -> String {
        render::csv::csv(&self.blocks())
    }

    /// As JSON, version 1.
    pub fn json(&self) -> String {
        let (as_of, program) = (&self.as_of, self.program.as_deref());
        self.data.json(&Head { version: VERSION, view: self.name, as_of, program })
    }
}

/// What a view is asked about, besides the program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A declaration of one of these kinds, or of any if the set is empty.
    Name(KindSet),
    /// The same, or all of them.
    MaybeName(KindSet),
}

/// A view that can be asked for by name.
pub struct ViewSpec {
    /// Its name: `risks`.
    pub name: &'static str,
    /// What it shows, in a line.
    pub doc: &'static str,
    /// Whether it is about one declaration.
    pub takes: Takes,
    make: for<'a, 'w> fn(&'a Ask<'w>, Option<Decl<'w>>) -> View,
    /// Makes the JSON Schema of its JSON form.
    pub(crate) schema: fn(&mut SchemaGenerator) -> Schema,
}

impl std::fmt::Debug for ViewSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// The schema of what this makes.
fn schema_of<T: JsonSchema + Serialize + 'static>(
    _: for<'a, 'w> fn(&'a Ask<'w>, Option<Decl<'w>>) -> T,
    generator: &mut SchemaGenerator,
) -> Schema {
    Versioned::<'static, T>::json_schema(generator)
}

macro_rules! views {
    ($($name:literal $takes:expr, $make:expr, $doc:literal;)*) => {
        /// Every view, in the order of the help.
        pub static VIEWS: &[ViewSpec] = &[$(ViewSpec {
            name: $name,
            doc: $doc,
            takes: $takes,
            make: {
                fn make<'w>(ask: &Ask<'w>, decl: Option<Decl<'w>>) -> View {
                    View::new($name, ask, $make(ask, decl))
                }
                make
            },
            schema: |generator| schema_of($make, generator),
        }),*];
    };
}

views! {
    "status" Takes::Nothing, |ask, _| status_data(ask), "the colours that owners state, beside the computed ones";
    "review" Takes::Nothing, |ask, _| review_data(ask), "eight questions answered from the model, and five signals";
    "outcomes" Takes::Nothing, |ask, _| outcomes_data(ask), "baseline, latest reading, target and health";
    "risks" Takes::Nothing, |ask, _| risks_data(ask), "register and heat map";
    "raid" Takes::Nothing, |ask, _| raid_data(ask), "risks, assumptions, issues and dependencies in one table";
    "plan" Takes::Nothing, |ask, _| plan_data(ask), "dates, slack and the critical path";
    "forecast" Takes::Nothing, |ask, _| forecast_data(ask), "P50, P80, P95, the chance of each due date, what moves the end";
    "impact" Takes::Name(KindSet::NONE), impact_data, "what breaks if this fails, and whom to call";
    "flows" Takes::Nothing, |ask, _| flows_data(ask), "what happens from end to end, and where it may break";
    "dependencies" Takes::Nothing, |ask, _| dependencies_data(ask), "what others deliver, and who waits for whom";
    "owners" Takes::Nothing, |ask, _| owners_data(ask), "who answers for what, and how much it is";
    "stakeholders" Takes::Nothing, |ask, _| stakeholders_data(ask), "influence and impact, and the engagement that is due";
    "decisions" Takes::MaybeName(KindSet::of(&[Kind::Decision])), decisions_data, "options side by side, the rule, the choice and its reason";
    "changes" Takes::Nothing, |ask, _| changes_data(ask), "what came into scope, and how much the program has grown";
    "scorecard" Takes::Nothing, |ask, _| scorecard_data(ask), "six weighted criteria";
    "kpis" Takes::Nothing, |ask, _| kpis_data(ask), "how the program is run, in numbers";
    "audit" Takes::Nothing, |ask, _| audit_data(ask), "ten points of audit readiness with their evidence";
    "questions" Takes::Nothing, |ask, _| questions_data(ask), "every open question: each `?`";
    "waivers" Takes::Nothing, |ask, _| waivers_data(ask), "every allow with its reason and date";
}

/// The view of this name.
pub fn find(name: &str) -> Option<&'static ViewSpec> {
    VIEWS.iter().find(|v| v.name == name)
}

impl ViewSpec {
    /// Makes the view; `name` is what it is about, where it takes a name.
    pub fn make(&self, ask: &Ask<'_>, name: Option<&str>) -> Result<View, Unknown> {
        let decl = match (self.takes, name) {
            (Takes::Nothing, None) | (Takes::MaybeName(_), None) => None,
            (Takes::Nothing, Some(name)) => {
                let place = name.contains(['/', '\\']) || matches!(name, "." | "..");
                let hint = if place { "; it shows the folder that it is run in" } else { "" };
                return Err(Unknown(format!(
                    "`show {}` takes no name, but `{name}` was given{hint}",
                    self.name
                )));
            }
            (Takes::Name(_), None) => {
                return Err(Unknown(format!(
                    "`show {}` needs a name, such as `show {} gateway`",
                    self.name, self.name
                )));
            }
            (Takes::Name(kinds) | Takes::MaybeName(kinds), Some(name)) => Some(ask.find(name, kinds)?),
        };
        Ok((self.make)(ask, decl))
    }
}

/// Columns that only machines read, the same in every register.
fn machine_columns() -> [Column; 3] {
    [Column::new("", "path").hidden(), Column::new("", "file").hidden(), Column::new("", "line").hidden()]
}

/// The cells of [`machine_columns`].
fn machine_cells(item: &crate::ask::Item) -> [crate::block::Cell; 3] {
    [item.path.as_str().into(), item.spot.file.as_str().into(), item.spot.line.into()]
}

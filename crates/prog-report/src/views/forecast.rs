//! The forecast: the plan run many times, with estimates and risks as they may turn out.

use super::{Page, machine_cells, machine_columns, unsaid};
use crate::ask::{Ask, Item};
use crate::block::{Bar, Bars, Block, Cell, Column, Table, Tone};
use crate::say;
use prog_facts::analysis::forecast::Outlook;
use prog_facts::{ForecastOptions, PlanForecast, Prospect};
use prog_model::dates::{Day, iso};
use prog_model::{Decl, DeclId, Kind};
use schemars::JsonSchema;
use serde::Serialize;

/// What many runs of the plan say.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ForecastData {
    /// How many runs were made.
    pub runs: u32,
    /// Where the random numbers started.
    pub seed: u64,
    /// The day the network starts.
    pub start: String,
    /// When everything is finished.
    pub finish: Dates,
    /// The finish by the middle estimates and without any risk.
    pub planned: String,
    /// Milestones, and tasks with a due date, that are not over: by date.
    pub items: Vec<Forecasted>,
    /// How often each task is on the critical path, the most often first.
    pub critical: Vec<Criticality>,
    /// What moves the finish, the most first.
    pub drivers: Vec<DriverData>,
    /// How many runs finish when.
    pub histogram: Vec<Bin>,
    #[serde(skip)]
    unsaid: Option<String>,
    /// The risks whose delay counts nowhere.
    #[serde(skip)]
    idle: Vec<String>,
}

/// Quantiles of a date: on that day or before in so many runs of a hundred.
#[derive(Debug, Serialize, JsonSchema, Clone)]
pub struct Dates {
    /// As likely before as after.
    pub p50: String,
    /// Four times of five.
    pub p80: String,
    /// Nineteen times of twenty.
    pub p95: String,
    /// Mean in working days from the start.
    pub mean: f64,
    /// Standard deviation in working days.
    pub deviation: f64,
}

/// A date that is asked for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Forecasted {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// When it is due.
    pub due: Option<String>,
    /// The day by the middle estimates and without any risk.
    pub planned: Option<String>,
    /// When it may be.
    #[serde(flatten)]
    pub dates: Dates,
    /// The chance, 0 to 1, that it is on its due date or before.
    pub on_time: Option<f64>,
    /// The share of runs, 0 to 1, in which it is critical.
    pub critical: f64,
}

/// How often a task is critical.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Criticality {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// The share of runs, 0 to 1.
    pub share: f64,
}

/// Something that moves the finish.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DriverData {
    /// A task by its estimate, or a risk.
    #[serde(flatten)]
    pub item: Item,
    /// Working days that the finish moves between its good and its bad end.
    pub swing: f64,
    /// Correlation with the finish.
    pub correlation: f64,
}

/// One bar of the histogram.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Bin {
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// How many runs.
    pub runs: u32,
    /// The share of runs that are finished by then, 0 to 1.
    pub by_then: f64,
}

/// A correlation within so many standard errors of none is taken for chance.
const CHANCE: f64 = 4.0;
/// At most so many bars.
const BARS: usize = 20;
/// So many drivers and critical tasks are named.
const NAMED: usize = 10;

/// The forecast of what is asked about.
pub fn forecast_data(ask: &Ask<'_>) -> ForecastData {
    let never = || false;
    // Only a cancelled forecast has no answer, and this one is not.
    forecast_unless(ask, &never).unwrap_or_else(|| ForecastData::nothing(ask))
}

/// The same; `cancelled` is asked now and then, and if it says yes there is no answer.
pub fn forecast_unless(ask: &Ask<'_>, cancelled: &(dyn Fn() -> bool + Sync)) -> Option<ForecastData> {
    let options = ForecastOptions { runs: ask.runs, seed: ask.seed };
    let forecast = ask.facts.forecast(ask.group(), options, cancelled)?;
    let mut items: Vec<Forecasted> =
        forecast.prospects().filter_map(|p| forecasted(ask, &forecast, &p)).collect();
    items.sort_by(|a, b| (&a.dates.p50, &a.item.path).cmp(&(&b.dates.p50, &b.item.path)));
    // What does not move the end seems to by chance; so many standard errors are no chance.
    let chance = CHANCE / f64::from(forecast.forecast.runs.max(1)).sqrt();
    let drivers =
        forecast.drivers().filter(|d| d.swing.abs() >= 0.05 && d.correlation.abs() >= chance).take(100);
    let drivers = drivers.filter_map(|d| {
        let item = ask.item(ask.facts.workspace.decl(d.id)?);
        Some(DriverData { item, swing: rounded(d.swing, 10.0), correlation: rounded(d.correlation, 1000.0) })
    });
    let schedule = &forecast.plan.schedule;
    Some(ForecastData {
        runs: forecast.forecast.runs,
        seed: ask.seed,
        start: iso(schedule.start),
        finish: dates(&forecast.forecast.finish),
        planned: iso(schedule.finish),
        items,
        critical: critical(ask, &forecast),
        drivers: drivers.collect(),
        histogram: histogram(ask, &forecast),
        unsaid: unsaid::note(ask, &forecast.plan),
        idle: idle(ask),
    })
}

fn rounded(value: f64, to: f64) -> f64 {
    (value * to).round() / to
}

fn dates(outlook: &Outlook) -> Dates {
    Dates {
        p50: iso(outlook.p50.day),
        p80: iso(outlook.p80.day),
        p95: iso(outlook.p95.day),
        mean: rounded(outlook.mean, 10.0),
        deviation: rounded(outlook.deviation, 10.0),
    }
}

fn forecasted(ask: &Ask<'_>, forecast: &PlanForecast, prospect: &Prospect<'_>) -> Option<Forecasted> {
    let decl = ask.facts.workspace.decl(prospect.id)?;
    Some(Forecasted {
        item: ask.item(decl),
        due: prospect.due.map(iso),
        planned: forecast.plan.placed(prospect.id).map(|p| iso(p.finish)),
        dates: dates(&prospect.watched.outlook),
        on_time: prospect.watched.in_time.map(|share| rounded(share, 10_000.0)),
        critical: rounded(forecast.criticality(prospect.id).unwrap_or(0.0), 10_000.0),
    })
}

/// The risks whose delay counts nowhere.
fn idle(ask: &Ask<'_>) -> Vec<String> {
    let risks = ask.all(Kind::Risk).into_iter().filter(|d| ask.facts.delays_nothing(*d));
    risks.map(|d| d.label().into_owned()).collect()
}

fn critical(ask: &Ask<'_>, forecast: &PlanForecast) -> Vec<Criticality> {
    let share = |id: &DeclId| forecast.criticality(*id).unwrap_or(0.0);
    let own = &forecast.plan.ids[..forecast.plan.own];
    let open = |d: &Decl<'_>| d.kind() == Kind::Task && !d.is_over();
    let mut all: Vec<(f64, Decl<'_>)> = own
        .iter()
        .filter(|id| share(id) > 0.0)
        .filter_map(|id| Some((share(id), ask.facts.workspace.decl(*id).filter(open)?)))
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.order().cmp(&b.1.order())));
    all.into_iter()
        .map(|(share, d)| Criticality { item: ask.item(d), share: rounded(share, 10_000.0) })
        .collect()
}

fn histogram(ask: &Ask<'_>, forecast: &PlanForecast) -> Vec<Bin> {
    let calendar = ask.facts.calendar();
    let start = forecast.plan.schedule.start;
    let day = |at: i64| -> Day { calendar.day_at(calendar.index(start) + at - 1).max(start) };
    let mut seen = 0;
    let bars = forecast.forecast.histogram(BARS);
    bars.into_iter()
        .map(|bar| {
            seen += bar.runs;
            let by_then = rounded(f64::from(seen) / f64::from(forecast.forecast.runs.max(1)), 10_000.0);
            Bin { from: iso(day(bar.first)), to: iso(day(bar.last)), runs: bar.runs, by_then }
        })
        .collect()
}

impl ForecastData {
    fn nothing(ask: &Ask<'_>) -> Self {
        let today = iso(ask.today());
        let dates =
            Dates { p50: today.clone(), p80: today.clone(), p95: today.clone(), mean: 0.0, deviation: 0.0 };
        Self {
            runs: 0,
            seed: ask.seed,
            start: today.clone(),
            finish: dates,
            planned: today,
            items: Vec::new(),
            critical: Vec::new(),
            drivers: Vec::new(),
            histogram: Vec::new(),
            unsaid: None,
            idle: Vec::new(),
        }
    }
}

const EMPTY: &str = "There is no open work to forecast. Declare tasks with `estimate: 5d .. 8d .. 15d` and a milestone with a `due` date.";
const NO_DATE: &str =
    "No date is asked for: no open milestone is declared, and no open task has a `due` date.";

impl Page for ForecastData {
    fn title(&self) -> &str {
        "Forecast"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.items.is_empty() && self.critical.is_empty() {
            return vec![Block::Table(self.table())];
        }
        let mut blocks = vec![Block::Text(self.summary())];
        blocks.extend(self.unsaid.clone().map(Block::Text));
        blocks.push(Block::Table(self.table()));
        if self.histogram.len() > 1 {
            blocks.push(Block::Heading("When everything is finished".into()));
            blocks.push(Block::Bars(self.bars()));
        }
        if !self.drivers.is_empty() {
            blocks.push(Block::Heading("What moves the end".into()));
            blocks.push(Block::Bars(self.tornado()));
        }
        if !self.critical.is_empty() {
            blocks.push(Block::Heading("How often each task decides the end".into()));
            blocks.push(Block::Bars(self.criticality()));
        }
        blocks
    }
}

impl ForecastData {
    fn summary(&self) -> String {
        let Dates { p50, p80, p95, .. } = &self.finish;
        format!(
            "{} runs of the plan, seed {}: finished by {p50} in half of them, by {p80} in four of five, by {p95} in nineteen of twenty. The plan without surprises says {}.{}",
            say::thousands(self.runs.into()),
            self.seed,
            self.planned,
            self.certainty()
        )
    }

    /// Why the dates may be surer than the work is.
    fn certainty(&self) -> String {
        let ranges = "give estimates as `5d .. 8d .. 15d`";
        let idle = if self.idle.is_empty() { String::new() } else { format!(" {}", self.idle_delays()) };
        match (self.drivers.is_empty(), self.idle.is_empty()) {
            (true, true) => format!(" Nothing in it is uncertain: {ranges}, and risks a `delay`."),
            (true, false) => format!("{idle} Nothing else in it is uncertain: {ranges}."),
            (false, _) => idle,
        }
    }

    fn idle_delays(&self) -> String {
        let names = say::list_of(&self.idle, 3);
        let (it, threatens, affects) = if self.idle.len() == 1 {
            ("it", "threatens", "affects")
        } else {
            ("they", "threaten", "affect")
        };
        format!(
            "The delay of {names} counts nowhere, as {it} {threatens} no open task or milestone and {affects} no system that open work touches."
        )
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("What", "title"),
            Column::new("Due", "due"),
            Column::new("On time", "on_time").right(),
            Column::new("Plan", "planned").give(1),
            Column::new("P50", "p50"),
            Column::new("P80", "p80"),
            Column::new("P95", "p95"),
            Column::new("Critical", "critical").right().give(2),
            Column::place().give(3),
            Column::new("", "kind").hidden(),
        ];
        columns.extend(machine_columns());
        let mut table = Table::new(columns, if self.critical.is_empty() { EMPTY } else { NO_DATE });
        for item in &self.items {
            let tone = match item.on_time {
                Some(share) if share < 0.5 => Tone::Bad,
                Some(share) if share < 0.8 => Tone::Watch,
                Some(_) => Tone::Good,
                None => Tone::Plain,
            };
            let milestone = item.item.kind == "milestone";
            let title = if milestone { format!("◆ {}", item.item.title) } else { item.item.title.clone() };
            let mut cells = vec![
                title.into(),
                item.due.clone().unwrap_or_default().into(),
                Cell::new(item.on_time.map(say::percent).unwrap_or_default(), tone),
                item.planned.clone().unwrap_or_default().into(),
                item.dates.p50.as_str().into(),
                item.dates.p80.as_str().into(),
                item.dates.p95.as_str().into(),
                say::percent(item.critical).into(),
                item.item.spot.to_string().into(),
                item.item.kind.into(),
            ];
            cells.extend(machine_cells(&item.item));
            table.row(cells);
        }
        table
    }

    /// Runs per span of days; the bar in which half, four of five and nineteen of twenty are reached is marked.
    fn bars(&self) -> Bars {
        let most = self.histogram.iter().map(|b| b.runs).max().unwrap_or(1).max(1);
        let mut before = 0.0;
        let bar = |bin: &Bin| {
            let marks: Vec<&str> = [(0.5, "P50"), (0.8, "P80"), (0.95, "P95")]
                .into_iter()
                .filter(|(share, _)| before < *share && bin.by_then >= *share)
                .map(|(_, mark)| mark)
                .collect();
            before = bin.by_then;
            let label =
                if bin.from == bin.to { bin.from.clone() } else { format!("{} – {}", bin.from, bin.to) };
            let share = f64::from(bin.runs) / f64::from(self.runs.max(1));
            Bar {
                label,
                span: (0.0, f64::from(bin.runs) / f64::from(most)),
                value: format!("{} {}", say::percent(share), marks.join(" ")).trim_end().to_owned(),
                tone: Tone::Plain,
            }
        };
        Bars { title: String::new(), bars: self.histogram.iter().map(bar).collect() }
    }

    fn tornado(&self) -> Bars {
        let most = self.drivers.iter().map(|d| d.swing.abs()).fold(0.0, f64::max).max(0.1);
        let bars = self.drivers.iter().take(NAMED).map(|driver| Bar {
            label: if driver.item.kind == "risk" {
                format!("! {}", driver.item.title)
            } else {
                driver.item.title.clone()
            },
            span: (0.0, driver.swing.abs() / most),
            value: format!("{} working days", say::number(driver.swing)),
            tone: if driver.item.kind == "risk" { Tone::Bad } else { Tone::Plain },
        });
        let title = "How far the end moves between the good and the bad end of an estimate, or without and with a risk (!).";
        Bars { title: title.into(), bars: bars.collect() }
    }

    fn criticality(&self) -> Bars {
        let bars = self.critical.iter().take(NAMED).map(|task| Bar {
            label: task.item.title.clone(),
            span: (0.0, task.share),
            value: format!("{} of runs", say::percent(task.share)),
            tone: Tone::Plain,
        });
        Bars { title: String::new(), bars: bars.collect() }
    }
}

//! Who waits for whom: what others deliver to the program, and the work of one owner that waits for the work of another.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is waited for.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DependenciesData {
    /// The declared dependencies: open ones first, by the date when they are needed.
    pub dependencies: Vec<Dependency>,
    /// Who waits for whom, the most first: declared dependencies and work of different owners.
    pub waits: Vec<Wait>,
}

/// Something that somebody else delivers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dependency {
    /// Which.
    #[serde(flatten)]
    pub item: Item,
    /// Where it stands.
    pub status: &'static str,
    /// Who delivers it.
    pub from: Option<String>,
    /// Who needs it.
    pub to: Option<String>,
    /// What exactly is needed.
    pub needs: Option<String>,
    /// When it is needed.
    pub needed_by: Option<String>,
    /// When it is promised.
    pub promised: Option<String>,
    /// By how many days the promise misses the need.
    pub late_by: Option<i32>,
    /// The work that waits for it.
    pub waiting: Vec<String>,
    /// A worry in a few words.
    pub worry: Option<String>,
    #[serde(skip)]
    labels: (String, String),
}

/// Somebody waits for somebody.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Wait {
    /// Who waits.
    pub who: String,
    /// For whom.
    pub for_whom: String,
    /// How many open things.
    pub count: usize,
    /// The first of them, by path.
    pub examples: Vec<String>,
    #[serde(skip)]
    example_labels: Vec<String>,
    #[serde(skip)]
    labels: (String, String),
}

/// The dependencies of what is asked about.
pub fn dependencies_data(ask: &Ask<'_>) -> DependenciesData {
    let mut dependencies: Vec<Dependency> =
        ask.all(Kind::Dependency).into_iter().map(|d| dependency(ask, d)).collect();
    dependencies.sort_by(|a, b| {
        let key = |d: &Dependency| (d.status == "delivered", d.needed_by.is_none(), d.needed_by.clone());
        key(a).cmp(&key(b)).then_with(|| a.item.path.cmp(&b.item.path))
    });
    DependenciesData { dependencies, waits: waits(ask) }
}

fn label(decl: Option<Decl<'_>>) -> String {
    decl.map_or_else(String::new, |d| d.label().into_owned())
}

fn dependency(ask: &Ask<'_>, decl: Decl<'_>) -> Dependency {
    let (from, to) = (decl.target(key::FROM), decl.target(key::TO));
    let (needed, promised) = (decl.deadline(key::NEEDED_BY), decl.deadline(key::PROMISED));
    let late_by = needed.zip(promised).map(|(n, p)| p - n).filter(|d| *d > 0 && !decl.is_over());
    let mut waiting: Vec<String> = decl
        .referrers()
        .filter(|(d, k)| {
            matches!(d.kind(), Kind::Task | Kind::Milestone) && prog_facts::LINKS.iter().any(|l| l.0 == *k)
        })
        .map(|(d, _)| d.path())
        .collect();
    waiting.sort();
    Dependency {
        item: ask.item(decl),
        status: decl.status(),
        from: from.map(Decl::path),
        to: to.map(Decl::path),
        needs: decl.text(key::NEEDS).map(|t| t.into_owned()),
        needed_by: needed.map(iso),
        promised: promised.map(iso),
        late_by,
        waiting,
        worry: worry(ask, decl, needed, late_by),
        labels: (label(from), label(to)),
    }
}

fn worry(ask: &Ask<'_>, decl: Decl<'_>, needed: Option<Day>, late_by: Option<i32>) -> Option<String> {
    if decl.is_over() {
        return None;
    }
    let days = needed.map(|n| n - ask.today());
    match (decl.status(), days, late_by) {
        ("broken", _, _) => Some("will not come".into()),
        (_, Some(days), _) if days < 0 => {
            Some(format!("needed {} ago", say::count(-days as usize, "day", "days")))
        }
        (_, _, Some(late)) => Some(format!("promised {} too late", say::count(late as usize, "day", "days"))),
        ("requested", Some(days), _) if f64::from(days) <= ask.facts.config.limits.commit_days => {
            Some(format!("not committed, needed in {}", say::count(days as usize, "day", "days")))
        }
        _ => None,
    }
}

/// Who waits for whom, over declared dependencies and links between work of different owners.
fn waits(ask: &Ask<'_>) -> Vec<Wait> {
    let mut found: BTreeMap<(String, String), Wait> = BTreeMap::new();
    let mut add = |who: Decl<'_>, whom: Decl<'_>, what: Decl<'_>| {
        if who == whom {
            return;
        }
        let (a, b) = (who.path(), whom.path());
        let wait = found.entry((a.clone(), b.clone())).or_insert_with(|| Wait {
            who: a,
            for_whom: b,
            count: 0,
            examples: Vec::new(),
            example_labels: Vec::new(),
            labels: (who.label().into_owned(), whom.label().into_owned()),
        });
        wait.count += 1;
        if wait.examples.len() < 5 {
            wait.examples.push(what.path());
            wait.example_labels.push(what.label().into_owned());
        }
    };
    for decl in ask.all(Kind::Dependency).into_iter().filter(|d| !d.is_over()) {
        if let (Some(to), Some(from)) = (decl.target(key::TO), decl.target(key::FROM)) {
            add(to, from, decl);
        }
    }
    for kind in [Kind::Task, Kind::Milestone] {
        for work in ask.all(kind).into_iter().filter(|d| !d.is_over()) {
            let Some(owner) = work.owner() else { continue };
            for (_, before, _, _) in prog_facts::links_of(work) {
                if let Some(other) =
                    before.owner().filter(|_| !before.is_over() && before.kind() != Kind::Dependency)
                {
                    add(owner, other, before);
                }
            }
        }
    }
    let mut waits: Vec<Wait> = found.into_values().collect();
    waits.sort_by(|a, b| (b.count, &a.who, &a.for_whom).cmp(&(a.count, &b.who, &b.for_whom)));
    waits
}

const EMPTY: &str = "Nothing that others deliver is declared. Declare it: `dependency fraud-rules \"New fraud rules\" { from: risk-team, to: payments, needed-by: 2026-04-01 }`.";

impl Page for DependenciesData {
    fn title(&self) -> &str {
        "Dependencies"
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.dependencies.is_empty() {
            let worries = self.dependencies.iter().filter(|d| d.worry.is_some()).count();
            let open = self.dependencies.iter().filter(|d| d.status != "delivered").count();
            let n = say::count(open, "dependency is open", "dependencies are open");
            // Far off it is no worry yet, but nobody has said yes.
            let asked = self.dependencies.iter().filter(|d| d.status == "requested").count();
            let of_them = |some: usize| match (some, open) {
                (1, 1) => String::new(),
                (some, _) => format!("{some} of them "),
            };
            let asked = if asked > 0 { format!(", {}not committed", of_them(asked)) } else { String::new() };
            let worries = match worries {
                0 if open == 1 => "no worry today".to_owned(),
                0 => "none of them a worry today".to_owned(),
                n => format!("{}a worry today", of_them(n)),
            };
            blocks.push(Block::Text(format!("{n}{asked}, {worries}.")));
        }
        blocks.push(Block::Table(self.table()));
        if !self.waits.is_empty() {
            blocks.push(Block::Heading("Who waits for whom".into()));
            blocks.push(Block::Table(self.who_for_whom()));
        }
        blocks
    }
}

impl DependenciesData {
    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("What", "title"),
            Column::new("From", "from"),
            Column::new("To", "to").give(2),
            Column::new("Status", "status"),
            Column::new("Needed", "needed_by"),
            Column::new("Promised", "promised").give(1),
            Column::new("Worry", "worry"),
            Column::place().give(3),
            Column::new("", "needs").hidden(),
            Column::new("", "waiting").hidden(),
        ];
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for d in &self.dependencies {
            let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
            let mut cells = vec![
                d.item.title.as_str().into(),
                d.labels.0.as_str().into(),
                d.labels.1.as_str().into(),
                d.status.into(),
                text(&d.needed_by),
                text(&d.promised),
                Cell::new(d.worry.clone().unwrap_or_default(), Tone::Bad),
                d.item.spot.to_string().into(),
                text(&d.needs),
                d.waiting.join("; ").into(),
            ];
            cells.extend(machine_cells(&d.item));
            table.row(cells);
        }
        table
    }

    fn who_for_whom(&self) -> Table {
        let columns = vec![
            Column::new("Who waits", "who"),
            Column::new("For whom", "for_whom"),
            Column::new("Things", "count").right(),
            Column::new("Such as", "examples").give(1),
        ];
        let mut table = Table::new(columns, "");
        for wait in &self.waits {
            table.row(vec![
                wait.labels.0.as_str().into(),
                wait.labels.1.as_str().into(),
                wait.count.into(),
                say::list_of(&wait.example_labels, 2).into(),
            ]);
        }
        table
    }
}

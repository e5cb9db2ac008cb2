//! The stakeholders: a matrix of influence and impact with the engagement that each quadrant asks for, and who is due.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table, Tone};
use crate::say;
use prog_model::dates::{Day, iso};
use prog_model::{Decl, Kind, key};
use schemars::JsonSchema;
use serde::Serialize;

/// Every stakeholder.
#[derive(Debug, Serialize, JsonSchema)]
pub struct StakeholdersData {
    /// The stakeholders: those due first.
    pub stakeholders: Vec<Stakeholder>,
}

/// One stakeholder.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stakeholder {
    /// Who. The owner looks after the relationship.
    #[serde(flatten)]
    pub item: Item,
    /// The person or team, where it is declared.
    pub who: Option<String>,
    /// How much they can help or stop the program.
    pub influence: Option<String>,
    /// How much the program changes their work.
    pub impact: Option<String>,
    /// How closely they follow it.
    pub interest: Option<String>,
    /// How they stand to it.
    pub stance: Option<String>,
    /// `manage-closely`, `keep-satisfied`, `keep-informed` or `monitor`.
    pub quadrant: Option<&'static str>,
    /// What they need.
    pub needs: Option<String>,
    /// How often they hear from the program, as written.
    pub cadence: Option<String>,
    /// Where.
    pub channel: Option<String>,
    /// When they last did.
    pub last_contact: Option<String>,
    /// When they are to hear next.
    pub next_contact: Option<String>,
    /// Whether that has passed.
    pub overdue: bool,
    /// How satisfied they are, from 1 to 5, latest first not.
    pub satisfaction: Vec<f64>,
}

/// The four quadrants: high influence first, high impact first.
const QUADRANTS: [(&str, &str, &str); 4] = [
    ("manage-closely", "Manage closely", "talk often, decide together"),
    ("keep-satisfied", "Keep satisfied", "ask before it concerns them, no surprises"),
    ("keep-informed", "Keep informed", "tell early what changes for them, listen"),
    ("monitor", "Monitor", "a note now and then"),
];

/// The stakeholders of what is asked about.
pub fn stakeholders_data(ask: &Ask<'_>) -> StakeholdersData {
    let mut stakeholders: Vec<Stakeholder> =
        ask.all(Kind::Stakeholder).into_iter().map(|d| stakeholder(ask, d)).collect();
    stakeholders.sort_by(|a, b| {
        let place = |s: &Stakeholder| QUADRANTS.iter().position(|q| Some(q.0) == s.quadrant).unwrap_or(4);
        let key = |s: &Stakeholder| (!s.overdue, place(s), s.next_contact.is_none(), s.next_contact.clone());
        key(a).cmp(&key(b)).then_with(|| a.item.path.cmp(&b.item.path))
    });
    StakeholdersData { stakeholders }
}

fn stakeholder(ask: &Ask<'_>, decl: Decl<'_>) -> Stakeholder {
    let word = |key| decl.word(key).map(str::to_owned);
    let text = |key| decl.text(key).map(|t| t.into_owned());
    let who = decl.target(key::WHO);
    let mut item = ask.item(decl);
    if let Some(who) = who.filter(|_| decl.title().is_none() && decl.name().is_empty()) {
        item.title = who.label().into_owned();
    }
    let last = decl.deadline(key::LAST_CONTACT);
    let cadence = decl.duration(key::CADENCE).map(|c| c.calendar_days());
    let next = last.zip(cadence).map(|(last, days)| last.saturating_add(days.min(36_500.0) as Day));
    let mut readings: Vec<(Option<Day>, f64)> = decl
        .values(key::SATISFACTION)
        .filter(|v| ask.facts.is_read(*v))
        .filter_map(|v| Some((v.dates().map(|d| d.last), v.quantity()?.value)))
        .collect();
    readings.sort_by_key(|(day, _)| *day);
    Stakeholder {
        who: who.map(Decl::path),
        influence: word(key::INFLUENCE),
        impact: word(key::IMPACT),
        interest: word(key::INTEREST),
        stance: word(key::STANCE),
        quadrant: quadrant(decl),
        needs: text(key::NEEDS),
        cadence: decl.value(key::CADENCE).map(say::written),
        channel: text(key::CHANNEL),
        last_contact: last.map(iso),
        next_contact: next.map(iso),
        overdue: next.is_some_and(|next| next < ask.today()),
        satisfaction: readings.into_iter().map(|(_, value)| value).collect(),
        item,
    }
}

/// Where somebody stands in the matrix; impact not said, interest counts.
fn quadrant(decl: Decl<'_>) -> Option<&'static str> {
    let high = |key| decl.word_index(key).map(|at| at >= 2);
    let touched = high(key::IMPACT).or_else(|| high(key::INTEREST));
    Some(match (high(key::INFLUENCE)?, touched?) {
        (true, true) => QUADRANTS[0].0,
        (true, false) => QUADRANTS[1].0,
        (false, true) => QUADRANTS[2].0,
        (false, false) => QUADRANTS[3].0,
    })
}

const EMPTY: &str = "There is no stakeholder yet. Declare one: `stakeholder legal \"Legal\" { influence: high, impact: medium, cadence: 2w, owner: maria }`.";

impl Page for StakeholdersData {
    fn title(&self) -> &str {
        "Stakeholders"
    }

    fn blocks(&self) -> Vec<Block> {
        if self.stakeholders.is_empty() {
            return vec![Block::Table(self.table())];
        }
        let due = self.stakeholders.iter().filter(|s| s.overdue).count();
        let n = say::count(self.stakeholders.len(), "stakeholder", "stakeholders");
        let due = match due {
            0 => "nobody waits for longer than agreed".to_owned(),
            1 => "1 has waited longer than agreed".to_owned(),
            n => format!("{n} have waited longer than agreed"),
        };
        vec![
            Block::Text(format!("{n}; {due}.")),
            Block::Table(self.matrix()),
            Block::Heading("Engagement".into()),
            Block::Table(self.table()),
        ]
    }
}

impl StakeholdersData {
    fn matrix(&self) -> Table {
        let columns = vec![Column::new("", ""), Column::new("", ""), Column::new("", "")];
        let mut table = Table::new(columns, "");
        table.heads = vec!["influence ↑ impact →".into(), "low or medium".into(), "high or critical".into()];
        (table.grid, table.picture) = (true, true);
        for (head, left, right) in [("high or critical", 1, 0), ("low or medium", 3, 2)] {
            table.row(vec![Cell::new(head, Tone::Strong), self.quadrant(left), self.quadrant(right)]);
        }
        table
    }

    fn quadrant(&self, at: usize) -> Cell {
        let (word, title, advice) = QUADRANTS[at];
        let inside: Vec<String> =
            self.stakeholders.iter().filter(|s| s.quadrant == Some(word)).map(Stakeholder::short).collect();
        let inside = if inside.is_empty() { "nobody".to_owned() } else { inside.join("\n") };
        let blocked = self.stakeholders.iter().any(|s| s.quadrant == Some(word) && s.is_against());
        Cell::new(format!("{title}: {advice}\n{inside}"), if blocked { Tone::Bad } else { Tone::Plain })
    }

    fn table(&self) -> Table {
        let mut columns = vec![
            Column::new("Who", "title"),
            Column::new("Stance", "stance"),
            Column::new("Engagement", "quadrant"),
            Column::new("Every", "cadence"),
            Column::new("Last", "last_contact").give(2),
            Column::new("Next", "next_contact"),
            Column::new("Satisfied", "satisfaction").right(),
            Column::new("Looked after by", "owner").give(1),
            Column::new("Needs", "needs").give(3),
            Column::place().give(4),
        ];
        columns
            .extend(["influence", "impact", "interest", "channel"].map(|key| Column::new("", key).hidden()));
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for s in &self.stakeholders {
            let text = |t: &Option<String>| Cell::from(t.clone().unwrap_or_default());
            let against = if s.is_against() { Tone::Bad } else { Tone::Plain };
            let next = s.next_contact.clone().unwrap_or_default();
            let next = if s.overdue { Cell::new(format!("{next} passed"), Tone::Bad) } else { next.into() };
            let quadrant = s
                .quadrant
                .map_or("not placed", |word| QUADRANTS.iter().find(|q| q.0 == word).map_or(word, |q| q.1));
            let mut cells = vec![
                s.item.title.as_str().into(),
                Cell::new(s.stance.clone().unwrap_or_default(), against),
                quadrant.into(),
                text(&s.cadence),
                text(&s.last_contact),
                next,
                s.satisfied(),
                s.item.owner_title.as_str().into(),
                text(&s.needs),
                s.item.spot.to_string().into(),
                text(&s.influence),
                text(&s.impact),
                text(&s.interest),
                text(&s.channel),
            ];
            cells.extend(machine_cells(&s.item));
            table.row(cells);
        }
        table
    }
}

impl Stakeholder {
    fn is_against(&self) -> bool {
        matches!(self.stance.as_deref(), Some("blocker" | "sceptic"))
    }

    fn short(&self) -> String {
        match &self.stance {
            Some(stance) => format!("{} ({stance})", self.item.title),
            None => self.item.title.clone(),
        }
    }

    /// The latest reading with where it came from.
    fn satisfied(&self) -> Cell {
        let Some(last) = self.satisfaction.last() else { return Cell::default() };
        let before = self.satisfaction.len().checked_sub(2).map(|at| self.satisfaction[at]);
        let trend = match before {
            Some(before) if before > *last => " ↓",
            Some(before) if before < *last => " ↑",
            Some(_) => " →",
            None => "",
        };
        let tone = if *last <= 2.0 { Tone::Bad } else { Tone::Plain };
        Cell::new(format!("{} of 5{trend}", say::number(*last)), tone)
    }
}

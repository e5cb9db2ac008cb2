//! The status page for people who never open an editor: one HTML file that holds everything it shows, and the same as
//! Markdown for a wiki. The charts are SVG drawn here, the tables are those of the views, the frame is a template.

mod charts;
mod glance;
mod markdown;
mod timeline;

use crate::ask::Ask;
use crate::block::Block;
use crate::diff::DiffData;
use crate::graph::{Embed, GraphData, GraphOf, GraphOptions, graph_data, svg};
use crate::render::html;
use crate::say;
use crate::views::{self, Page as _};
use glance::Card;
use minijinja::{Environment, Value, context};
use prog_model::Decl;
use prog_model::dates::iso;

/// Everything that the page shows.
pub struct Report {
    title: String,
    as_of: String,
    status: views::StatusData,
    outcomes: views::OutcomesData,
    risks: views::RisksData,
    plan: views::PlanData,
    forecast: views::ForecastData,
    graph: Option<GraphData>,
    decisions: views::DecisionsData,
    stakeholders: views::StakeholdersData,
    changes: views::ChangesData,
    audit: views::AuditData,
    questions: views::QuestionsData,
    kpis: views::KpisData,
    review: views::ReviewData,
    since: Option<DiffData>,
    today: prog_model::dates::Day,
}

impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Report({}, {})", self.title, self.as_of)
    }
}

/// One section of the page.
struct Section {
    id: &'static str,
    title: &'static str,
    /// One sentence on what it is for.
    lead: &'static str,
    html: String,
}

impl Section {
    fn value(self) -> Value {
        context! { id => self.id, title => self.title, lead => self.lead, html => self.html }
    }
}

/// Tables longer than this are cut: a page is read, not searched.
const MOST_ROWS: usize = 60;

/// Everything that the page shows about what is asked; `since` is what changed since an earlier state.
pub fn report(ask: &Ask<'_>, since: Option<DiffData>) -> Report {
    let title = match ask.programs().as_slice() {
        [] => "No program yet".to_owned(),
        [one] => one.label().into_owned(),
        several => format!("{} programs", several.len()),
    };
    // Without a focus there is always a graph.
    let graph = graph_data(ask, &GraphOptions { of: GraphOf::Systems, ..GraphOptions::default() });
    Report {
        title,
        as_of: iso(ask.today()),
        status: views::status_data(ask),
        outcomes: views::outcomes_data(ask),
        risks: views::risks_data(ask),
        plan: views::plan_data(ask),
        forecast: views::forecast_data(ask),
        graph: graph.ok().filter(|g| !g.nodes.is_empty()),
        decisions: views::decisions_data(ask, None::<Decl<'_>>),
        stakeholders: views::stakeholders_data(ask),
        changes: views::changes_data(ask),
        audit: views::audit_data(ask),
        questions: views::questions_data(ask),
        kpis: views::kpis_data(ask),
        review: views::review_data(ask),
        since,
        today: ask.today(),
    }
}

impl Report {
    /// One HTML file that needs nothing else.
    pub fn html(&self) -> String {
        let mut environment = Environment::new();
        let added = environment.add_template("page", include_str!("page.html.jinja"));
        let template = added.and_then(|()| environment.get_template("page"));
        let cards = glance::cards(self).into_iter().map(Card::value).collect::<Vec<Value>>();
        let sections = self.sections().into_iter().map(Section::value).collect::<Vec<Value>>();
        let all = context! { title => self.title.clone(), as_of => self.as_of.clone(), cards, sections, style => include_str!("page.css") };
        // The template is part of this file and held by a test.
        template.and_then(|t| t.render(all)).unwrap_or_default()
    }

    /// The same for a wiki.
    pub fn markdown(&self) -> String {
        markdown::markdown(self)
    }

    fn sections(&self) -> Vec<Section> {
        let mut all = Vec::new();
        let mut add = |id, title, lead, html: String| all.push(Section { id, title, lead, html });
        if let Some(diff) = &self.since {
            let blocks: Vec<Block> = diff.blocks();
            add("since", "What changed", "What the files say differently.", html::html(&blocks, 3));
        }
        add(
            "status",
            "Stated beside computed",
            "What owners say, beside what the facts say.",
            tables(self.status.blocks()),
        );
        add(
            "outcomes",
            "Outcomes",
            "What gets better, and whether it does.",
            charts::outcomes(&self.outcomes),
        );
        add(
            "risks",
            "Risks",
            "What may happen, and what is done about it.",
            charts::risks(&self.risks) + &tables(register(self.risks.blocks())),
        );
        add(
            "timeline",
            "Timeline",
            "Earliest dates, slack and the critical path.",
            timeline::timeline(&self.plan, self.today),
        );
        add(
            "forecast",
            "Forecast",
            "The plan run many times, with estimates and risks as they may turn out.",
            tables(self.forecast.blocks()),
        );
        if let Some(graph) = &self.graph {
            let drawing = svg(graph, Embed::Page);
            let html = format!(
                "<div class=\"scroll drawing\" tabindex=\"0\" role=\"region\" aria-label=\"Graph of the systems\">{drawing}</div>"
            );
            add("systems", "Systems", "What depends on what; boxes are owners.", html);
        }
        add(
            "decisions",
            "Decisions",
            "What has to be decided, and what was.",
            tables(self.decisions.blocks()),
        );
        add("stakeholders", "Stakeholders", "Whom to talk to, and when.", tables(self.stakeholders.blocks()));
        add("changes", "Changes", "What came into scope.", tables(self.changes.blocks()));
        add(
            "kpis",
            "Key indicators",
            "How the program is run, in numbers.",
            tables(self.kpis.blocks().into_iter().take(1).collect()),
        );
        add(
            "audit",
            "Audit readiness",
            "Ten points, with the evidence in the files.",
            tables(self.audit.blocks()),
        );
        add("review", "Review", "Eight questions, answered from the files.", tables(self.review.blocks()));
        add("questions", "Open questions", "Each is a ? in the files.", tables(self.questions.blocks()));
        all
    }
}

/// The heat map is drawn on its own; what is left of the view is the register.
fn register(blocks: Vec<Block>) -> Vec<Block> {
    blocks
        .into_iter()
        .filter(|block| match block {
            Block::Heading(_) => false,
            Block::Table(table) => !table.picture,
            _ => true,
        })
        .collect()
}

fn tables(blocks: Vec<Block>) -> String {
    html::html(&cut(blocks), 3)
}

/// Blocks with long tables cut.
fn cut(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let mut more = 0;
        if let Block::Table(table) = &mut block {
            more = table.rows.len().saturating_sub(MOST_ROWS);
            table.rows.truncate(MOST_ROWS);
        }
        out.push(block);
        if more > 0 {
            let more = say::thousands(more as i64);
            out.push(Block::Text(format!("{more} more are left out here; `progc show` has all.")));
        }
    }
    out
}

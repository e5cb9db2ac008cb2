//! The page for a wiki: the same sections as Markdown, the graph as Mermaid.

use super::Report;
use super::glance;
use crate::block::{Block, Cell, Column, Table};
use crate::render::markdown::markdown as render;
use crate::views::Page;

/// Larger graphs are not drawn: wikis give up on them.
const MOST_NODES: usize = 80;

pub fn markdown(report: &Report) -> String {
    let mut glance = Table::new(vec![Column::new("", ""), Column::new("", ""), Column::new("", "")], "");
    glance.heads = vec!["At a glance".into(), "Now".into(), "Note".into()];
    for card in glance::cards(report) {
        glance.row(vec![
            card.title.into(),
            Cell::new(card.value, crate::block::Tone::Strong),
            card.note.into(),
        ]);
    }
    let mut out = render(&format!("{} · {}", report.title, report.as_of), &[Block::Table(glance)], 1);
    let mut add = |title: &str, blocks: &[Block]| {
        out.push('\n');
        out.push_str(&render(title, blocks, 2));
    };
    if let Some(diff) = &report.since {
        add("What changed", &diff.blocks());
    }
    let pages: [(&str, &dyn Page); 7] = [
        ("Stated beside computed", &report.status),
        ("Outcomes", &report.outcomes),
        ("Risks", &report.risks),
        ("Timeline", &report.plan),
        ("Forecast", &report.forecast),
        ("Decisions", &report.decisions),
        ("Stakeholders", &report.stakeholders),
    ];
    for (title, page) in pages {
        add(title, &super::cut(page.blocks()));
    }
    let rest: [(&str, &dyn Page); 5] = [
        ("Changes", &report.changes),
        ("Key indicators", &report.kpis),
        ("Audit readiness", &report.audit),
        ("Review", &report.review),
        ("Open questions", &report.questions),
    ];
    for (title, page) in rest {
        add(title, &super::cut(page.blocks()));
    }
    if let Some(graph) = report.graph.as_ref().filter(|g| g.nodes.len() <= MOST_NODES) {
        out.push_str("\n## Systems\n\n```mermaid\n");
        out.push_str(&graph.mermaid());
        out.push_str("```\n");
    }
    out
}

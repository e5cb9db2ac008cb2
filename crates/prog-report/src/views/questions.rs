//! Every open question: each `?` of the files, as a question to somebody.

use super::{Page, machine_cells, machine_columns};
use crate::ask::{Ask, Item};
use crate::block::{Block, Cell, Column, Table};
use crate::say;
use prog_facts::Group;
use prog_model::{Decl, Prop};
use prog_rules::rules::notes::open_question;
use schemars::JsonSchema;
use serde::Serialize;

/// Every open question.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionsData {
    /// The questions by file and line.
    pub questions: Vec<Question>,
}

/// One `?`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Question {
    /// The property that is open.
    pub key: String,
    /// The question.
    pub question: String,
    /// On which declaration; the line is that of the `?`.
    #[serde(flatten)]
    pub item: Item,
}

/// The open questions of what is asked about.
pub fn questions_data(ask: &Ask<'_>) -> QuestionsData {
    let workspace = ask.facts.workspace;
    let mut questions = Vec::new();
    let mut look = |decl: Decl<'_>| {
        for prop in decl.props() {
            // One question per property, however many `?` stand in it.
            if let Some(open) = prop.parts().find(|v| v.is_open()) {
                questions.push(question(ask, decl, prop, open.span().start));
            }
        }
    };
    match ask.group() {
        Group::All => workspace.decls().for_each(&mut look),
        group => ask.facts.all_in_group(group).for_each(&mut look),
    }
    questions.sort_by(|a, b| (&a.item.spot, &a.item.path, &a.key).cmp(&(&b.item.spot, &b.item.path, &b.key)));
    QuestionsData { questions }
}

fn question(ask: &Ask<'_>, decl: Decl<'_>, prop: Prop<'_>, at: u32) -> Question {
    let workspace = ask.facts.workspace;
    let mut item = ask.item(decl);
    item.spot = ask.spot_at(decl.file(), at);
    let word = workspace.schema().word(prop.key()).to_owned();
    Question { question: open_question::question(workspace, decl, prop.key()).into_owned(), key: word, item }
}

const EMPTY: &str =
    "No question is open. Where a value is not known yet, write `?` in its place: it is legal everywhere.";

impl Page for QuestionsData {
    fn title(&self) -> &str {
        "Open questions"
    }

    fn blocks(&self) -> Vec<Block> {
        let mut columns = vec![
            Column::new("Question", "question"),
            Column::new("Property", "key").give(1),
            Column::new("On", "title").give(3),
            Column::new("To ask", "owner").give(2),
            Column::place(),
            Column::new("", "kind").hidden(),
        ];
        columns.extend(machine_columns());
        let mut table = Table::new(columns, EMPTY);
        for question in &self.questions {
            let item = &question.item;
            let mut cells: Vec<Cell> = vec![
                question.question.as_str().into(),
                question.key.as_str().into(),
                item.title.as_str().into(),
                item.owner_title.as_str().into(),
                item.spot.to_string().into(),
                item.kind.into(),
            ];
            cells.extend(machine_cells(item));
            table.row(cells);
        }
        let mut blocks = vec![Block::Table(table)];
        if !self.questions.is_empty() {
            let n = say::count(self.questions.len(), "question is open", "questions are open");
            blocks.insert(0, Block::Text(format!("{n}.")));
        }
        blocks
    }
}

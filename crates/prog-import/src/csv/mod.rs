//! `csv`: risk registers, task and milestone lists, system lists and their edges, from any spreadsheet.
//!
//! Columns are guessed from their headers, shown as [`Mapping`]s, and can be told. Several tables at once refer to each
//! other by id, name or row number.

mod context;
mod fields;
mod links;
mod mapping;
mod risk;
mod sheet;
mod system;
mod table;
mod tree;
mod work;

pub use crate::read::date::DateOrder;
pub use fields::fields;
pub use mapping::{Column, Mapping};

use crate::Imported;
use crate::decl::write;
use context::Context;
use sheet::Sheet;

/// What the rows of a table are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowKind {
    /// Risks with likelihood, impact, mitigation.
    Risk,
    /// Tasks of a plan; rows without duration become milestones.
    Task,
    /// Milestones.
    Milestone,
    /// Systems.
    System,
    /// Edges between systems: who depends on whom.
    Link,
}

impl RowKind {
    /// `risk`, `task`, `milestone`, `system` or `link`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::Task => "task",
            Self::Milestone => "milestone",
            Self::System => "system",
            Self::Link => "link",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Risk, Self::Task, Self::Milestone, Self::System, Self::Link]
            .into_iter()
            .find(|k| k.as_str() == name)
    }
}

/// How to read tables.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CsvOptions {
    /// What the rows are, where the headers should not tell.
    pub kind: Option<RowKind>,
    /// Told columns: a field (see [`fields`]) and the header that holds it. `ignore` leaves a column out.
    pub map: Vec<(String, String)>,
    /// How `05/06/2026` is read, where the column itself does not tell.
    pub dates: Option<DateOrder>,
    /// Declare who and what is referred to but not in the input.
    pub stubs: bool,
}

/// Reads tables: pairs of a path (for the notes) and its text.
pub fn import_csv(inputs: &[(&str, &str)], options: &CsvOptions) -> Imported {
    let mut context = Context::default();
    let sheets: Vec<_> =
        inputs.iter().filter_map(|(path, text)| Sheet::read(path, text, options, &mut context)).collect();
    let of = |kinds: &[RowKind]| sheets.iter().filter(|s| kinds.contains(&s.kind)).collect::<Vec<_>>();
    let systems = system::Systems::collect(&of(&[RowKind::System, RowKind::Link]), &mut context);
    let work = work::Work::collect(&of(&[RowKind::Task, RowKind::Milestone]), &mut context);
    let mut decls = work.build(&mut context);
    decls.extend(systems.build(&mut context));
    decls.extend(risk::build(&of(&[RowKind::Risk]), &systems, &work, &mut context));
    finish(inputs, sheets, decls, context, options.stubs)
}

/// What is wrong with the columns that were told, if anything: a field that no column can hold, or a column that no table
/// has. What was meant by it would be lost.
pub fn wrongly_told(options: &CsvOptions, tables: &[Mapping]) -> Option<String> {
    options.map.iter().find_map(|(field, header)| match fields::is_field(field) {
        false => Some(no_field(field, tables)),
        true => no_column(header, tables),
    })
}

fn no_field(field: &str, tables: &[Mapping]) -> String {
    let mut known: Vec<&str> = Vec::new();
    for field in tables.iter().flat_map(|table| fields(table.kind)) {
        if !known.contains(&field) {
            known.push(field);
        }
    }
    known.push("ignore");
    format!("`{field}` is no field that a column can hold; there are {}", known.join(", "))
}

fn no_column(header: &str, tables: &[Mapping]) -> Option<String> {
    let columns = || tables.iter().flat_map(|table| &table.columns);
    if tables.is_empty() || columns().any(|column| column.is(header)) {
        return None;
    }
    let all: Vec<String> =
        columns().filter(|c| !c.header.is_empty()).map(|c| format!("`{}`", c.header)).collect();
    Some(format!("there is no column `{header}`; there are {}", all.join(", ")))
}

fn finish(
    inputs: &[(&str, &str)],
    sheets: Vec<Sheet>,
    decls: Vec<crate::decl::Decl>,
    mut context: Context,
    stubs: bool,
) -> Imported {
    let files: Vec<_> = inputs.iter().map(|(path, _)| crate::read::text::one_line(file_name(path))).collect();
    let lead =
        if decls.is_empty() { Vec::new() } else { vec![format!("Imported from {}.", files.join(", "))] };
    let mut text = write(&lead, &decls);
    let mut declarations: usize = decls.iter().map(crate::decl::Decl::count).sum();
    if stubs {
        let missing = context.stubs();
        if !missing.is_empty() {
            text.push_str("\n// Referred to above, and not declared in the input.\n\n");
            text.push_str(&write(&[], &missing));
            declarations += missing.len();
        }
    } else {
        context.note_missing();
    }
    let mappings = sheets.into_iter().map(|s| s.mapping).collect();
    Imported { text, notes: context.notes.sorted(), mappings, declarations }
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

//! Rows that are risks.

use super::context::{Context, is_wordy, push_tag, short};
use super::sheet::Sheet;
use super::system::Systems;
use super::table::Row;
use super::work::Work;
use crate::decl::{Decl, Value};
use crate::names::slug;
use crate::read::scale::{self, Grade, Scale};
use crate::read::text::{is_open, plain, title};
use crate::read::{duration, money, status};
use crate::who::{self, Cell};

/// The declarations of all rows.
pub(super) fn build(
    sheets: &[&Sheet],
    systems: &Systems<'_>,
    work: &Work<'_>,
    context: &mut Context,
) -> Vec<Decl> {
    let mut out = Vec::new();
    for sheet in sheets {
        let scales = Scales::of(sheet);
        scales.note(sheet, context);
        for row in &sheet.rows {
            let Some((title, whole)) = context.title(sheet, row) else {
                context.untitled(sheet, row);
                continue;
            };
            let id = sheet.cell(row, "id").filter(|id| is_wordy(id)).unwrap_or(&title);
            let name = context.things.give(id, "", "risk");
            let mut decl = Decl::new("risk", name, title);
            risk(&mut decl, sheet, row, &scales, context);
            references(&mut decl, sheet, row, systems, work, context);
            details(&mut decl, sheet, row, context);
            decl.add_text("description", &whole.unwrap_or_default());
            context.common(&mut decl, sheet, row);
            mitigations(&mut decl, sheet, row, context);
            out.push(decl);
        }
    }
    out
}

/// How the numbers of the graded columns count.
struct Scales {
    likelihood: Scale,
    impact: Scale,
    /// The column of impacts holds prose.
    prose: bool,
}

impl Scales {
    fn of(sheet: &Sheet) -> Self {
        let cells = || sheet.rows.iter().filter_map(|r| sheet.cell(r, "impact"));
        let graded = cells().filter(|c| scale::impact(c).is_some() || is_open(c)).count();
        Self {
            likelihood: Scale::of(
                sheet.header("likelihood"),
                &sheet.numbers("likelihood", scale::likelihood),
            ),
            impact: Scale::of(sheet.header("impact"), &sheet.numbers("impact", scale::impact)),
            prose: graded * 2 < cells().count(),
        }
    }

    /// Says which numbers are not carried over as they stand.
    fn note(&self, sheet: &Sheet, context: &mut Context) {
        let impact = (!self.prose).then_some(("impact", self.impact, false));
        for (field, scale, percent) in
            [Some(("likelihood", self.likelihood, true)), impact].into_iter().flatten()
        {
            let header = sheet.header(field);
            if let Some(note) = scale.note(header, percent) {
                context.notes.add(&sheet.file, sheet.header_line, note);
            }
            for row in &sheet.rows {
                let Some(cell) = sheet.cell(row, field) else { continue };
                let grade = if percent { scale::likelihood(cell) } else { scale::impact(cell) };
                if let Some(Grade::Number(n)) = grade
                    && scale.holds(n)
                    && scale.is_rounded(n)
                {
                    let message = format!(
                        "`{}` in column `{header}` was read as {}",
                        short(cell),
                        scale.value(n, percent)
                    );
                    context.notes.add(&sheet.file, row.line, message);
                }
            }
        }
    }
}

fn risk(decl: &mut Decl, sheet: &Sheet, row: &Row, scales: &Scales, context: &mut Context) {
    context.owner(decl, sheet, row);
    if let Some(cell) = sheet.cell(row, "category") {
        match status::category(cell) {
            Some(category) => decl.push("category", Value::plain(category)),
            None => push_tag(decl, cell),
        }
    }
    let likelihood = |t: &str| scale::likelihood(t).and_then(|g| spell(g, scales.likelihood, true));
    let impact = |t: &str| scale::impact(t).and_then(|g| spell(g, scales.impact, false));
    context.word(decl, "likelihood", sheet, row, "likelihood", likelihood);
    if scales.prose {
        context.text(decl, "description", sheet, row, "impact");
    } else {
        context.word(decl, "impact", sheet, row, "impact", impact);
    }
    let residual = |field, read: &dyn Fn(&str) -> Option<String>| sheet.cell(row, field).and_then(read);
    let after = (residual("residual-likelihood", &likelihood), residual("residual-impact", &impact));
    if after.0.is_some() || after.1.is_some() {
        let value = |v: Option<String>| v.map_or_else(Value::open, Value::Plain);
        decl.props.push(("residual", vec![value(after.0), value(after.1)]));
    }
}

/// The grade as the language has it; `None` for a number that lies outside the scale.
fn spell(grade: Grade, scale: Scale, percent: bool) -> Option<String> {
    Some(match grade {
        Grade::Word(word) if !percent && word.ends_with('%') => {
            let n = word.trim_end_matches('%').parse().unwrap_or(0.0);
            Scale::Percent.value(n, false)
        }
        Grade::Word(word) => word,
        Grade::Number(n) if scale.holds(n) => scale.value(n, percent),
        Grade::Number(_) => return None,
    })
}

/// Systems and work that the risk concerns.
fn references(
    decl: &mut Decl,
    sheet: &Sheet,
    row: &Row,
    systems: &Systems<'_>,
    work: &Work<'_>,
    context: &mut Context,
) {
    let list = |field| sheet.cell(row, field).unwrap_or("").split([',', ';', '\n', '|']).map(str::trim);
    for text in list("affects").filter(|t| !slug(t).is_empty()) {
        let name = match systems.find(text) {
            Some(name) => name.to_owned(),
            None => context.want_system(text, &sheet.file, row.line),
        };
        decl.push("affects", Value::plain(name));
    }
    for text in list("threatens").filter(|t| !t.is_empty()) {
        match work.find(text) {
            Some(name) => decl.push("threatens", Value::plain(name)),
            None => context.keep(decl, sheet, row, "threatens", text),
        }
    }
}

fn details(decl: &mut Decl, sheet: &Sheet, row: &Row, context: &mut Context) {
    context.text(decl, "trigger", sheet, row, "trigger");
    context.word(decl, "response", sheet, row, "response", status::response);
    decl.set("raised", sheet.date(row, "raised"));
    context.word(decl, "status", sheet, row, "status", |t| status::state(t).and_then(status::risk));
    context.text(decl, "contingency", sheet, row, "contingency");
    decl.set("review", sheet.date(row, "review"));
    decl.set("reviewed", sheet.date(row, "reviewed"));
    let unit = duration::unit_in(sheet.header("delay"));
    context
        .word(decl, "delay", sheet, row, "delay", |t| duration::read(t, unit).map(|d| format!("{d}..{d}")));
    context.word(decl, "cost", sheet, row, "cost", money::read);
}

/// The plan as nested declarations, one per line of the cell.
fn mitigations(decl: &mut Decl, sheet: &Sheet, row: &Row, context: &mut Context) {
    let cell = sheet.cell(row, "mitigation").filter(|c| !is_open(c)).unwrap_or("");
    let bullet = |l: &str| l.trim().trim_start_matches(['-', '*', '•', '·']).trim().to_owned();
    let lines: Vec<_> = plain(cell).lines().map(bullet).filter(|l| !l.is_empty()).collect();
    let due = sheet.date(row, "mitigation-due");
    if lines.is_empty() {
        if let Some(date) = sheet.cell(row, "mitigation-due") {
            let message =
                format!("`{}` has no mitigation that it could be the date of; not carried over", short(date));
            context.notes.add(&sheet.file, row.line, message);
        }
        return;
    }
    for line in lines {
        let (title, whole) = title(&line);
        let mut child = Decl::new("mitigation", "", title);
        match who::read(sheet.cell(row, "mitigation-owner").unwrap_or(""), false) {
            Cell::Some(found) => {
                let name = context.who.name(&found[0], &sheet.file, row.line);
                child.push("owner", Value::plain(name));
            }
            Cell::Open => child.push("owner", Value::open()),
            Cell::Empty => {}
        }
        child.set("due", due.clone());
        let state = |t: &str| status::state(t).and_then(status::mitigation);
        context.word(&mut child, "status", sheet, row, "mitigation-status", state);
        child.add_text("description", &whole.unwrap_or_default());
        decl.children.push(child);
    }
}

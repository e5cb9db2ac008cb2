//! Rows that are tasks or milestones, with what they stand in and what they come after.

use super::RowKind;
use super::context::{Context, is_wordy, push_tag, short};
use super::links::{self, Link};
use super::sheet::Sheet;
use super::table::Row;
use super::tree;
use crate::decl::{Decl, Value};
use crate::names::slug;
use crate::read::text::{is_open, one_line, plain};
use crate::read::{date, duration, status};
use std::collections::{BTreeMap, HashMap, HashSet};

/// All work of the input, found by id, title or row number.
pub(super) struct Work<'a> {
    items: Vec<Item<'a>>,
    by_key: HashMap<String, usize>,
}

/// One row.
struct Item<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    title: String,
    whole: Option<String>,
    /// The declaration's name; empty for a phase inside a phase.
    name: String,
    /// The rows it stands in, outermost first.
    inside: Vec<usize>,
    /// Other rows stand in it.
    summary: bool,
    milestone: bool,
}

/// A link between two rows that are no phases.
type Edge = (usize, Link, String);

impl<'a> Work<'a> {
    /// Finds out which rows are what, and gives them names.
    pub fn collect(sheets: &[&'a Sheet], context: &mut Context) -> Self {
        let mut all = Self { items: Vec::new(), by_key: HashMap::new() };
        for sheet in sheets {
            all.add(sheet, context);
        }
        all.name_all(context);
        all
    }

    fn add(&mut self, sheet: &'a Sheet, context: &mut Context) {
        let parents = tree::parents(sheet);
        let mut index: Vec<Option<usize>> = vec![None; sheet.rows.len()];
        let mut summaries: HashSet<usize> = HashSet::new();
        for (r, row) in sheet.rows.iter().enumerate() {
            let Some((title, whole)) = context.title(sheet, row) else {
                context.untitled(sheet, row);
                continue;
            };
            index[r] = Some(self.items.len());
            let milestone = is_milestone(sheet, row);
            let (name, inside) = (String::new(), Vec::new());
            self.items.push(Item { sheet, row, title, whole, name, inside, summary: false, milestone });
        }
        for r in 0..sheet.rows.len() {
            let mut chain = Vec::new();
            let mut at = parents[r];
            while let Some(p) = at {
                chain.extend(index[p]);
                at = parents[p];
            }
            chain.reverse();
            summaries.extend(&chain);
            if let Some(i) = index[r] {
                self.items[i].inside = chain;
                self.add_keys(i, r);
            }
        }
        for i in summaries {
            self.items[i].summary = true;
        }
    }

    /// By what other rows may refer to this one: its id, else its number; its title.
    fn add_keys(&mut self, i: usize, row: usize) {
        let item = &self.items[i];
        let id = item.sheet.cell(item.row, "id").map(str::to_lowercase);
        let number = item.sheet.column("id").is_none().then(|| (row + 1).to_string());
        let keys = [
            id,
            number,
            Some(item.title.to_lowercase()),
            item.sheet.cell(item.row, "title").map(str::to_lowercase),
            item.sheet.cell(item.row, "wbs").map(str::to_lowercase),
        ];
        for key in keys.into_iter().flatten() {
            self.by_key.entry(key).or_insert(i);
        }
    }

    /// The only row that all others stand in is the program.
    fn root(&self) -> Option<usize> {
        let mut tops = (0..self.items.len()).filter(|i| self.items[*i].inside.is_empty());
        let first = tops.next()?;
        (tops.next().is_none() && self.items[first].summary).then_some(first)
    }

    fn name_all(&mut self, context: &mut Context) {
        let root = self.root();
        for i in 0..self.items.len() {
            let item = &self.items[i];
            let depth = item.inside.len() - usize::from(root.is_some() && Some(i) != root);
            if item.summary && depth > 0 && Some(i) != root {
                let tag = slug(&item.title);
                let message = format!(
                    "`{}` is a phase inside a phase; what stands in it carries the tag `{tag}`",
                    short(&item.title)
                );
                context.notes.add(&item.sheet.file, item.row.line, message);
                continue;
            }
            let id = item.sheet.cell(item.row, "id").filter(|id| is_wordy(id));
            let text = id.map_or(item.title.as_str(), |id| id.rsplit('.').next().unwrap_or(id));
            let around =
                item.inside.last().filter(|p| Some(**p) != root).map(|p| self.items[*p].title.clone());
            let around =
                around.or_else(|| item.sheet.cell(item.row, "group").map(one_line)).unwrap_or_default();
            let kind = match () {
                () if Some(i) == root => "program",
                () if item.summary => "workstream",
                () if item.milestone => "milestone",
                () => "task",
            };
            self.items[i].name = context.things.give(text, &around, kind);
        }
    }

    fn lookup(&self, text: &str) -> Option<usize> {
        self.by_key.get(&text.trim().to_lowercase()).copied()
    }

    /// The name of the task, milestone or program that `text` means.
    pub fn find(&self, text: &str) -> Option<&str> {
        let item = &self.items[self.lookup(text)?];
        (!item.name.is_empty() && !item.summary).then_some(item.name.as_str())
    }

    /// The declarations: in the program, in their workstreams.
    pub fn build(&self, context: &mut Context) -> Vec<Decl> {
        let edges = self.edges(context);
        let root = self.root();
        let mut top: Vec<Decl> = Vec::new();
        let mut streams: HashMap<usize, usize> = HashMap::new();
        let mut groups: HashMap<String, usize> = HashMap::new();
        for (i, item) in self.items.iter().enumerate() {
            if Some(i) == root {
                continue;
            }
            let stream = item.inside.iter().find(|p| Some(**p) != root).copied();
            if item.summary {
                if stream.is_none() {
                    streams.insert(i, top.len());
                    top.push(self.workstream(i, context));
                }
                continue;
            }
            let mut decl = self.work(i, &edges[i], context);
            for phase in item.inside.iter().filter(|p| Some(**p) != root && Some(**p) != stream) {
                push_tag(&mut decl, &self.items[*phase].title);
            }
            let group = item.sheet.cell(item.row, "group").filter(|_| stream.is_none()).map(one_line);
            match (stream.and_then(|s| streams.get(&s)), group) {
                (Some(at), _) => top[*at].children.push(decl),
                (None, Some(group)) => {
                    let at = *groups.entry(slug(&group)).or_insert_with(|| {
                        let name = context.things.give(&group, "", "workstream");
                        top.push(Decl::new("workstream", name, &group));
                        top.len() - 1
                    });
                    top[at].children.push(decl);
                }
                (None, None) => top.push(decl),
            }
        }
        match root {
            Some(root) => vec![self.program(root, top, context)],
            None => top,
        }
    }

    fn program(&self, i: usize, children: Vec<Decl>, context: &mut Context) -> Decl {
        let item = &self.items[i];
        let mut decl = Decl::new("program", &item.name, &item.title);
        context.owner(&mut decl, item.sheet, item.row);
        let dates = (item.sheet.date(item.row, "starts"), item.sheet.date(item.row, "due"));
        if let (Some(Value::Plain(start)), Some(Value::Plain(end))) = dates
            && start <= end
            && start != "?"
            && end != "?"
        {
            decl.push("window", Value::plain(format!("{start} .. {end}")));
        }
        context.common(&mut decl, item.sheet, item.row);
        decl.children = children;
        decl
    }

    fn workstream(&self, i: usize, context: &mut Context) -> Decl {
        let item = &self.items[i];
        let mut decl = Decl::new("workstream", &item.name, &item.title);
        context.owner(&mut decl, item.sheet, item.row);
        decl.add_text("description", item.whole.as_deref().unwrap_or(""));
        context.common(&mut decl, item.sheet, item.row);
        decl
    }

    fn work(&self, i: usize, edges: &[Edge], context: &mut Context) -> Decl {
        let Item { sheet, row, milestone, .. } = self.items[i];
        let mut decl = Decl::new(
            if milestone { "milestone" } else { "task" },
            &self.items[i].name,
            &self.items[i].title,
        );
        context.owner(&mut decl, sheet, row);
        if !milestone {
            estimate(&mut decl, sheet, row, context);
        }
        for (target, link, lag) in edges {
            let key = if milestone { "after" } else { link.key() };
            if milestone && *link != Link::After {
                let message = format!(
                    "A milestone can only come after `{}`; the kind of link was not kept",
                    self.items[*target].name
                );
                context.notes.add(&sheet.file, row.line, message);
            }
            decl.push(key, Value::plain(format!("{}{lag}", self.items[*target].name)));
        }
        dates(&mut decl, sheet, row, milestone, context);
        if milestone {
            context.text(&mut decl, "criteria", sheet, row, "criteria");
        } else {
            progress(&mut decl, sheet, row, context);
        }
        decl.add_text("description", self.items[i].whole.as_deref().unwrap_or(""));
        if !milestone {
            context.text(&mut decl, "description", sheet, row, "criteria");
        }
        if let Some(kind) = sheet.cell(row, "type").filter(|t| !is_plain_type(t)) {
            push_tag(&mut decl, kind);
        }
        context.common(&mut decl, sheet, row);
        decl
    }

    /// What each row comes after. Links of phases become links of what stands in them; a link that would close a ring
    /// is left out.
    fn edges(&self, context: &mut Context) -> Vec<Vec<Edge>> {
        let mut leaves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (i, item) in self.items.iter().enumerate().filter(|(_, item)| !item.summary) {
            for phase in &item.inside {
                leaves.entry(*phase).or_default().push(i);
            }
        }
        let written: Vec<_> = (0..self.items.len()).map(|i| self.written(i, context)).collect();
        let ends = |phase: usize| -> Vec<usize> {
            let inner = leaves.get(&phase).map_or(&[][..], Vec::as_slice);
            let followed: HashSet<usize> =
                inner.iter().flat_map(|i| written[*i].iter().map(|e| e.0)).collect();
            inner.iter().copied().filter(|i| !followed.contains(i)).collect()
        };
        let starts = |phase: usize| -> Vec<usize> {
            let inner: HashSet<usize> = leaves.get(&phase).into_iter().flatten().copied().collect();
            let first = |i: &usize| !written[*i].iter().any(|e| inner.contains(&e.0));
            leaves.get(&phase).into_iter().flatten().copied().filter(first).collect()
        };
        let mut out: Vec<Vec<Edge>> = vec![Vec::new(); self.items.len()];
        for (i, links) in written.iter().enumerate() {
            let sources = if self.items[i].summary { starts(i) } else { vec![i] };
            for (target, link, lag) in links {
                let targets = if self.items[*target].summary { ends(*target) } else { vec![*target] };
                for source in &sources {
                    for target in targets.iter().filter(|t| *t != source) {
                        let edge = (*target, *link, lag.clone());
                        if !out[*source].iter().any(|e| e.0 == *target) {
                            out[*source].push(edge);
                        }
                    }
                }
            }
        }
        self.break_rings(&mut out, context);
        self.share_days(&mut out, context);
        out
    }

    /// In many plans work starts on the very day on which what it waits for ends. Estimates that are counted from such dates
    /// hold that day twice, so these links get a lead of a day.
    fn share_days(&self, edges: &mut [Vec<Edge>], context: &mut Context) {
        let day = |i: usize, field: &str| self.items[i].sheet.date(self.items[i].row, field);
        let mut shared = 0u32;
        let mut file = None;
        for (i, links) in edges.iter_mut().enumerate() {
            let item = &self.items[i];
            if item.milestone || item.sheet.column("estimate").is_some() {
                continue;
            }
            let Some(Value::Plain(start)) = day(i, "starts") else { continue };
            for (target, link, lag) in links {
                let ends = matches!(day(*target, "due"), Some(Value::Plain(end)) if end == start);
                if ends && *link == Link::After && lag.is_empty() {
                    *lag = " - 1d".to_owned();
                    shared += 1;
                    file.get_or_insert(&item.sheet.file);
                }
            }
        }
        if let Some(file) = file {
            let rows = if shared == 1 { "1 row starts".to_owned() } else { format!("{shared} rows start") };
            let message = format!(
                "{rows} on the day on which another one ends that it comes after; written as `after: … - 1d`"
            );
            context.notes.add(file, 1, message);
        }
    }

    /// The links as the row states them.
    fn written(&self, i: usize, context: &mut Context) -> Vec<Edge> {
        let item = &self.items[i];
        let Some(cell) = item.sheet.cell(item.row, "after") else { return Vec::new() };
        let (found, unknown) = links::read(&plain(cell), |text| self.lookup(text));
        for lag in found.iter().filter_map(|p| p.lost.as_deref()) {
            let message = format!("The lag `{}` was not understood; the link has none", short(lag));
            context.notes.add(&item.sheet.file, item.row.line, message);
        }
        for text in unknown {
            let message = format!("There is no row `{}` that this one could come after", short(&text));
            context.notes.add(&item.sheet.file, item.row.line, message);
        }
        let own = |target: usize| {
            target == i || item.inside.contains(&target) || self.items[target].inside.contains(&i)
        };
        let mut out = Vec::new();
        for link in found {
            if own(link.target) {
                let message = format!(
                    "This row would come after itself (`{}`); left out",
                    short(&self.items[link.target].title)
                );
                context.notes.add(&item.sheet.file, item.row.line, message);
            } else {
                out.push((link.target, link.link, link.lag));
            }
        }
        out
    }

    /// Takes out links that close a ring, walking in the order of the rows.
    fn break_rings(&self, edges: &mut [Vec<Edge>], context: &mut Context) {
        // 0: not seen, 1: on the way, 2: done.
        let mut state = vec![0u8; edges.len()];
        for start in 0..edges.len() {
            if state[start] != 0 {
                continue;
            }
            state[start] = 1;
            let mut way = vec![(start, 0usize)];
            while let Some((at, next)) = way.last_mut() {
                let at = *at;
                let Some((target, ..)) = edges[at].get(*next) else {
                    state[at] = 2;
                    way.pop();
                    continue;
                };
                let target = *target;
                if state[target] == 1 {
                    edges[at].remove(*next);
                    let item = &self.items[at];
                    let message = format!(
                        "`{}` after `{}` would close a ring; left out",
                        item.name, self.items[target].name
                    );
                    context.notes.add(&item.sheet.file, item.row.line, message);
                    continue;
                }
                *next += 1;
                if state[target] == 0 {
                    state[target] = 1;
                    way.push((target, 0));
                }
            }
        }
    }
}

fn is_milestone(sheet: &Sheet, row: &Row) -> bool {
    if sheet.kind == RowKind::Milestone {
        return true;
    }
    let yes =
        |c: &str| matches!(c.to_lowercase().as_str(), "yes" | "y" | "true" | "x" | "1" | "✓" | "✔" | "ja");
    let zero = |c: &str| duration::read(c, 'd').is_some_and(|d| duration::is_zero(&d));
    sheet.cell(row, "flag").is_some_and(yes)
        || sheet.cell(row, "type").is_some_and(|t| t.to_lowercase().contains("milestone"))
        || sheet.cell(row, "estimate").is_some_and(zero)
}

/// Types that say no more than the kind does.
fn is_plain_type(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "task" | "milestone" | "activity" | "summary" | "normal" | "auto scheduled"
    )
}

/// The duration, one number or three; without a column for it the working days from start to end.
fn estimate(decl: &mut Decl, sheet: &Sheet, row: &Row, context: &mut Context) {
    let read = |field: &str| {
        let unit = sheet.unit(field);
        sheet.cell(row, field).and_then(|c| duration::read(c, unit))
    };
    let three = (read("optimistic"), read("estimate"), read("pessimistic"));
    if let (Some(low), Some(likely), Some(high)) = &three {
        let days = |d: &str| days(d).unwrap_or(0.0);
        if days(low) <= days(likely) && days(likely) <= days(high) {
            decl.push("estimate", Value::plain(format!("{low} .. {likely} .. {high}")));
            return;
        }
        let message = format!(
            "The three estimates {low}, {likely} and {high} are not in order; the middle one was kept"
        );
        context.notes.add(&sheet.file, row.line, message);
    }
    let unit = sheet.unit("estimate");
    if sheet.cell(row, "estimate").is_some() {
        context.word(decl, "estimate", sheet, row, "estimate", |t| duration::read(t, unit));
        return;
    }
    let range = (sheet.date(row, "starts"), sheet.date(row, "due"));
    if let (Some(Value::Plain(start)), Some(Value::Plain(end))) = range
        && let Some(days) = date::workdays(&start, &end).filter(|d| *d > 0)
    {
        decl.push("estimate", Value::plain(format!("{days}d")));
    }
}

/// A duration in days, to compare.
fn days(duration: &str) -> Option<f64> {
    let end = duration.find(|c: char| c.is_alphabetic())?;
    let factor = match &duration[end..] {
        "d" => 1.0,
        "w" => 5.0,
        "mo" => 20.0,
        _ => 240.0,
    };
    Some(duration[..end].parse::<f64>().ok()? * factor)
}

fn dates(decl: &mut Decl, sheet: &Sheet, row: &Row, milestone: bool, context: &mut Context) {
    let due = sheet.date(row, "due");
    if !milestone {
        let starts = sheet.date(row, "starts");
        match (&starts, &due) {
            (Some(Value::Plain(a)), Some(Value::Plain(b))) if a.len() == 10 && b.len() == 10 && a > b => {
                let message = format!("The start {a} lies after the end {b}; the start was left out");
                context.notes.add(&sheet.file, row.line, message);
            }
            _ => decl.set("starts", starts),
        }
    }
    decl.set("due", due);
    let finished = sheet.date(row, "finished").filter(|v| matches!(v, Value::Plain(_)));
    let state = sheet.cell(row, "status").and_then(status::state);
    if !milestone {
        decl.set("started", sheet.date(row, "started").filter(|v| matches!(v, Value::Plain(_))));
        decl.set("finished", finished);
    } else if finished.is_some() {
        decl.set("reached", finished);
    } else if state == Some(status::State::Done) {
        decl.set("reached", Some(Value::open()));
        context.notes.add(
            &sheet.file,
            row.line,
            format!("`{}` is done; add the day in `reached`", decl.name),
        );
    } else if let Some(cell) = sheet.cell(row, "status").filter(|c| !is_open(c)) {
        // A milestone has no state of its own; what says more than "not yet" is kept.
        if state.is_none_or(|s| s != status::State::Planned) {
            decl.add_text("notes", &format!("Status: {}", one_line(cell)));
        }
    }
}

fn progress(decl: &mut Decl, sheet: &Sheet, row: &Row, context: &mut Context) {
    let read = |text: &str| {
        let bare = text.trim_end_matches('%').trim().replace(',', ".");
        let n: f64 = bare.parse().ok().filter(|n: &f64| (0.0..=100.0).contains(n))?;
        let n = if sheet.share && !text.contains('%') { n * 100.0 } else { n };
        Some(format!("{}%", (n * 10.0).round() / 10.0))
    };
    context.word(decl, "progress", sheet, row, "progress", read);
    if let Some(cell) = sheet.cell(row, "priority") {
        match status::priority(cell) {
            Some(word) => decl.push("priority", Value::plain(word)),
            None => push_tag(decl, &format!("priority {cell}")),
        }
    }
    context.word(decl, "status", sheet, row, "status", |t| status::state(t).and_then(status::task));
}

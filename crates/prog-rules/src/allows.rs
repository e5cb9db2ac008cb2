//! `// progc: allow(rule) reason`: what each allow suppresses, and what is to say about the allow itself.

use crate::context::{safe, suggested};
use crate::{config_check, rules};
use prog_diagnostics::{Diagnostic, Edit, FileId, Level, Place};
use prog_model::Workspace;
use prog_model::dates::{Day, iso};
use prog_model::file::{Allow, FileModel, NONE};
use prog_syntax::Span;
use prog_syntax::literal::check_date;
use rustc_hash::FxHashMap;

/// The rules about allows themselves: no allow covers what they find.
pub const ABOUT_ALLOWS: [&str; 4] = ["allow-without-reason", "unused-allow", "expired-allow", "unknown-rule"];

/// Takes what is allowed out of the findings of one file, and adds what is to say about the allows: as far as `speaks` lets
/// it, which is given the declaration that an allow covers or stands in.
pub(crate) fn apply(
    workspace: &Workspace,
    file: FileId,
    today: Option<Day>,
    is_on: &dyn Fn(&str) -> bool,
    speaks: &dyn Fn(Option<u32>, &mut Diagnostic) -> bool,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(model) = workspace.file(file) else { return };
    if model.allows.is_empty() {
        return;
    }
    let used = suppress(model, today, findings);
    for (allow, used) in model.allows.iter().zip(&used) {
        let decl = concerned(model, allow);
        let path = decl.map(|at| model.path_of(at)).unwrap_or_default();
        let mut said = Vec::new();
        for span in unknown_names(model, allow) {
            let found = found_under(model, allow, is_on, findings);
            let place = Place { file, span };
            said.push(config_check::unknown_allow(span.text(&model.text), place, &found));
        }
        about(model, file, allow, today, used, is_on, &mut said);
        for mut finding in said {
            if speaks(decl, &mut finding) {
                finding.path.clone_from(&path);
                findings.push(finding);
            }
        }
    }
}

/// The declaration that an allow covers: the one that it stands before, or that begins on its line; else the one that it
/// stands in.
fn concerned(model: &FileModel, allow: &Allow) -> Option<u32> {
    if allow.decl != NONE {
        return Some(allow.decl);
    }
    // One on a line of its own that stands before nothing covers itself.
    let on_line = || first_on_line(model, allow.covers).filter(|_| allow.covers != allow.span);
    on_line().or_else(|| model.innermost(allow.span.start))
}

fn first_on_line(model: &FileModel, line: Span) -> Option<u32> {
    let before = line.start.checked_sub(1).map_or(0, |at| model.decls.starting_by(at));
    let starts_there = |at: &u32| model.decls.span(*at).start < line.end;
    model.decls.indices().nth(before as usize).filter(starts_there)
}

/// Whether an allow covers or stands in what cannot be read for sure: that may well hold what is allowed.
fn covers_unread(model: &FileModel, allow: &Allow) -> bool {
    let starting = model.decls.starting_by(allow.covers.start)..model.decls.starting_by(allow.covers.end);
    let around = [allow.covers.start, allow.span.start].into_iter().filter_map(|at| model.innermost(at));
    starting.chain(around).any(|at| model.decls.broken(at) || model.decls.unread(at))
}

/// A rule, and the declaration that an allow was written before; [`NONE`] where it covers part of a line.
type Target<'a> = (&'a str, u32);

/// Takes out what is allowed; gives for each allow the rules that found something. Allows and findings are compared by
/// sorted lists, so that very many of both cost little more than a few.
fn suppress<'a>(
    model: &'a FileModel,
    today: Option<Day>,
    findings: &mut Vec<Diagnostic>,
) -> Vec<Vec<&'a str>> {
    let mut covered: FxHashMap<Target<'a>, Vec<Span>> = FxHashMap::default();
    let live = |allow: &&Allow| !is_expired(allow, today);
    for allow in model.allows.iter().filter(live) {
        for rule in &allow.rules {
            covered.entry((rule.text(&model.text), allow.decl)).or_default().push(covers(allow));
        }
    }
    covered.values_mut().for_each(|spans| reach_furthest(spans));
    let mut places: FxHashMap<Target<'a>, Vec<u32>> = FxHashMap::default();
    findings.retain(|finding| {
        let at = finding.place.span.start;
        let mut keep = true;
        for decl in [NONE, model.innermost(at).unwrap_or(NONE)] {
            if let Some((target, spans)) = covered.get_key_value(&(finding.rule, decl)) {
                places.entry(*target).or_default().push(at);
                keep &= !is_covered(spans, at);
            }
        }
        keep
    });
    places.values_mut().for_each(|at| at.sort_unstable());
    let finds = |allow: &Allow, rule: &'a str| {
        let Span { start, end } = covers(allow);
        let places = places.get(&(rule, allow.decl)).map_or(&[][..], |p| p);
        places.get(places.partition_point(|at| *at < start)).is_some_and(|at| *at < end)
    };
    let used = |allow: &Allow| {
        let rules = allow.rules.iter().map(|r| r.text(&model.text));
        rules.filter(|rule| live(&allow) && finds(allow, rule)).collect()
    };
    model.allows.iter().map(used).collect()
}

/// Sorts, and lets each span end where the furthest of those up to it does: then the last one that starts at or before an
/// offset tells whether any covers it.
fn reach_furthest(spans: &mut [Span]) {
    spans.sort_unstable();
    let mut furthest = 0;
    for span in spans {
        furthest = furthest.max(span.end);
        span.end = furthest;
    }
}

fn is_covered(spans: &[Span], at: u32) -> bool {
    let before = spans.partition_point(|s| s.start <= at);
    before > 0 && at < spans[before - 1].end
}

/// Without a clock no allow is past its date.
fn is_expired(allow: &Allow, today: Option<Day>) -> bool {
    matches!((allow.until, today), (Some((last, _)), Some(today)) if today > last)
}

/// An allow before a declaration or property covers it, but not the declarations nested in it; one at the end of a line covers
/// what starts on that line.
fn covers(allow: &Allow) -> Span {
    Span::new(allow.covers.start, allow.covers.end.max(allow.covers.start + 1))
}

fn about(
    model: &FileModel,
    file: FileId,
    allow: &Allow,
    today: Option<Day>,
    used: &[&str],
    is_on: &dyn Fn(&str) -> bool,
    out: &mut Vec<Diagnostic>,
) {
    let place = |span| Place { file, span };
    let unknown = unknown_names(model, allow).next().is_some();
    let mut say = |rule: &'static str, level, span, message: String, help: String| {
        out.push(Diagnostic::new(rule, level, place(span), message).help(help));
    };
    if allow.rules.is_empty() {
        say(
            "unknown-rule",
            Level::Error,
            allow.span,
            "This allow names no rule".into(),
            "Write the rule's name between the brackets: `allow(missing-owner)`".into(),
        );
    }
    if let Some(span) = allow.bad_until {
        match check_date(span.text(&model.text)) {
            Err(problem) if !allow.reason.contains(span) => {
                say("invalid-date", Level::Error, span, problem.message, problem.help);
            }
            _ => say(
                "vague-date",
                Level::Info,
                span,
                "What stands after `until` is not a date, so this allow never ends".into(),
                "Write the last day on which it holds, such as `until 2026-06-30`; or begin the reason with another word".into(),
            ),
        }
    }
    if unknown || allow.rules.is_empty() {
        return;
    }
    let (finding, enough) = past_or_idle(model, file, allow, today, used, is_on);
    out.extend(finding);
    if allow.reason.is_empty() && !enough {
        let finding = Diagnostic::new(
            "allow-without-reason",
            Level::Warning,
            place(allow.span),
            "This allow gives no reason",
        );
        out.push(finding.help("Say after it why the finding may stay"));
    }
}

/// What is to be said of an allow that is past its date or allows nothing, and whether that is enough: whoever removes it, or
/// renews it with a reason, needs no second finding.
fn past_or_idle(
    model: &FileModel,
    file: FileId,
    allow: &Allow,
    today: Option<Day>,
    used: &[&str],
    is_on: &dyn Fn(&str) -> bool,
) -> (Option<Diagnostic>, bool) {
    let place = |span| Place { file, span };
    if let Some((last, span)) = allow.until.filter(|_| is_expired(allow, today)) {
        let message = format!("This allow ended on {}", iso(last));
        let mut finding = Diagnostic::new("expired-allow", Level::Warning, place(span), message)
            .help("Mend what it allows, or give it a later date and a reason");
        finding.fixes.push(suggested(removed(allow), vec![removal(model, file, allow)]));
        return (Some(finding), is_on("expired-allow"));
    }
    let names = allow.rules.iter().map(|r| r.text(&model.text));
    let idle: Vec<&str> = names.filter(|n| is_on(n) && !used.contains(n)).collect();
    let all_run = allow.rules.iter().all(|r| is_on(r.text(&model.text)));
    if idle.is_empty() || !all_run {
        return (None, false);
    }
    let whole = idle.len() == allow.rules.len();
    if covers_unread(model, allow) {
        return (None, whole);
    }
    let message = format!("Nothing here is found by `{}`", idle.join("` or `"));
    let mut finding = Diagnostic::new("unused-allow", Level::Warning, place(allow.span), message)
        .help("Remove the allow: what it allowed has been mended");
    finding.tag = Some(prog_diagnostics::Tag::Unnecessary);
    finding.fixes.push(match whole {
        true => safe(removed(allow), vec![removal(model, file, allow)]),
        false => safe("Remove the rules that find nothing", vec![keep_only(model, file, allow, used)]),
    });
    (Some(finding), whole && is_on("unused-allow"))
}

/// The names in an allow that no rule has.
fn unknown_names(model: &FileModel, allow: &Allow) -> impl Iterator<Item = Span> {
    allow.rules.iter().copied().filter(|span| rules::find(span.text(&model.text)).is_none())
}

/// The rules that find something in what an allow covers.
fn found_under(
    model: &FileModel,
    allow: &Allow,
    is_on: &dyn Fn(&str) -> bool,
    findings: &[Diagnostic],
) -> Vec<&'static str> {
    let Span { start, end } = covers(allow);
    let covered = |at: u32| {
        (start..end).contains(&at) && (allow.decl == NONE || model.innermost(at) == Some(allow.decl))
    };
    let there = findings.iter().filter(|f| covered(f.place.span.start) && is_on(f.rule));
    let mut rules: Vec<&'static str> = there.map(|f| f.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// An edit that leaves only the rules that found something.
fn keep_only(model: &FileModel, file: FileId, allow: &Allow, used: &[&str]) -> Edit {
    let names = allow.rules.iter().map(|span| span.text(&model.text));
    let kept: Vec<&str> = names.filter(|name| used.contains(name)).collect();
    let from = allow.rules.iter().map(|span| span.start).min().unwrap_or(allow.span.start);
    let to = allow.rules.iter().map(|span| span.end).max().unwrap_or(from);
    Edit { place: Place { file, span: Span::new(from, to) }, text: kept.join(", ") }
}

/// What taking the comment away takes away.
fn removed(allow: &Allow) -> &'static str {
    if allow.reason.is_empty() { "Remove the allow" } else { "Remove the allow and its reason" }
}

/// An edit that takes the comment away, with its line where it stands alone.
fn removal(model: &FileModel, file: FileId, allow: &Allow) -> Edit {
    let before = &model.text[..allow.span.start as usize];
    let after = &model.text[allow.span.end as usize..];
    let blank = |c: char| c.is_whitespace() && c != '\n';
    // How far the blanks on both sides go; no further, as lines may be very long.
    let kept = before.trim_end_matches(blank);
    let rest = after.trim_start_matches(blank);
    let alone = (kept.is_empty() || kept.ends_with('\n')) && (rest.is_empty() || rest.starts_with('\n'));
    let span = if alone {
        let newline = usize::from(!rest.is_empty());
        Span::new(kept.len() as u32, allow.span.end + (after.len() - rest.len() + newline) as u32)
    } else {
        Span::new(kept.len() as u32, allow.span.end)
    };
    Edit { place: Place { file, span }, text: String::new() }
}

//! `// progc: allow(rule) reason`: what each allow suppresses, and what is to say about the allow itself.

use crate::context::{safe, suggested};
use crate::rules;
use prog_diagnostics::{Diagnostic, Edit, FileId, Level, Place};
use prog_model::Workspace;
use prog_model::dates::{Day, iso};
use prog_model::file::{Allow, FileModel, NONE, path_of};
use prog_model::suggest;
use prog_syntax::Span;

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
    let mut used = vec![Vec::new(); model.allows.len()];
    findings.retain(|finding| {
        let mut keep = true;
        for (at, allow) in model.allows.iter().enumerate() {
            if is_expired(allow, today) || !covers(model, allow, finding.place.span) {
                continue;
            }
            if allow.rules.iter().any(|r| r.text(&model.text) == finding.rule) {
                used[at].push(finding.rule);
                keep = false;
            }
        }
        keep
    });
    for (allow, used) in model.allows.iter().zip(&used) {
        let decl = if allow.decl == NONE { innermost(model, allow.span.start) } else { Some(allow.decl) };
        let path = decl.map(|at| path_of(&model.decls, &model.text, model.part_of, at)).unwrap_or_default();
        let mut said = Vec::new();
        about(model, file, allow, today, used, is_on, &mut said);
        for mut finding in said {
            if speaks(decl, &mut finding) {
                finding.path.clone_from(&path);
                findings.push(finding);
            }
        }
    }
}

/// The innermost declaration around an offset.
fn innermost(model: &FileModel, at: u32) -> Option<u32> {
    let before = model.decls.partition_point(|d| d.span.start <= at);
    model.decls[..before].iter().rposition(|d| d.span.end > at).map(|index| index as u32)
}

/// Without a clock no allow is past its date.
fn is_expired(allow: &Allow, today: Option<Day>) -> bool {
    matches!((allow.until, today), (Some((last, _)), Some(today)) if today > last)
}

/// An allow before a declaration or property covers it, but not the declarations nested in it; one at the end of a line covers
/// what starts on that line.
fn covers(model: &FileModel, allow: &Allow, place: Span) -> bool {
    if place.start < allow.covers.start || place.start >= allow.covers.end.max(allow.covers.start + 1) {
        return false;
    }
    if allow.decl == NONE {
        return true;
    }
    innermost(model, place.start) == Some(allow.decl)
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
    let mut say = |rule: &'static str, level, span, message: String, help: String| {
        out.push(Diagnostic::new(rule, level, place(span), message).help(help));
    };
    let mut unknown = false;
    for span in &allow.rules {
        let name = span.text(&model.text);
        if rules::find(name).is_none() {
            unknown = true;
            let names = || rules::ALL.iter().map(|r| r.name);
            let near = suggest::nearest(name, names(), 3);
            let help =
                suggest::did_you_mean(&near).unwrap_or_else(|| "Run `progc rules` to see all rules".into());
            say("unknown-rule", Level::Error, *span, format!("There is no rule called `{name}`"), help);
        }
    }
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
        say(
            "invalid-date",
            Level::Error,
            span,
            format!("`{}` is not a date", span.text(&model.text)),
            "Write it as year-month-day, such as `2026-06-30`".into(),
        );
    }
    if allow.reason.is_empty() && !unknown {
        say(
            "allow-without-reason",
            Level::Warning,
            allow.span,
            "This allow gives no reason".into(),
            "Say after it why the finding may stay".into(),
        );
    }
    if unknown || allow.rules.is_empty() {
        return;
    }
    if let Some((last, span)) = allow.until.filter(|_| is_expired(allow, today)) {
        let message = format!("This allow ended on {}", iso(last));
        let mut finding = Diagnostic::new("expired-allow", Level::Warning, place(span), message)
            .help("Mend what it allows, or give it a later date and a reason");
        finding.fixes.push(suggested("Remove the allow", vec![removal(model, file, allow)]));
        out.push(finding);
        return;
    }
    let names = allow.rules.iter().map(|r| r.text(&model.text));
    let idle: Vec<&str> = names.filter(|n| is_on(n) && !used.contains(n)).collect();
    let all_run = allow.rules.iter().all(|r| is_on(r.text(&model.text)));
    if !idle.is_empty() && all_run {
        let message = format!("Nothing here is found by `{}`", idle.join("` or `"));
        let mut finding = Diagnostic::new("unused-allow", Level::Warning, place(allow.span), message)
            .help("Remove the allow: what it allowed has been mended");
        finding.tag = Some(prog_diagnostics::Tag::Unnecessary);
        finding.fixes.push(match idle.len() == allow.rules.len() {
            true => safe("Remove the allow", vec![removal(model, file, allow)]),
            false => safe("Remove the rules that find nothing", vec![keep_only(model, file, allow, used)]),
        });
        out.push(finding);
    }
}

/// An edit that leaves only the rules that found something.
fn keep_only(model: &FileModel, file: FileId, allow: &Allow, used: &[&str]) -> Edit {
    let names = allow.rules.iter().map(|span| span.text(&model.text));
    let kept: Vec<&str> = names.filter(|name| used.contains(name)).collect();
    let from = allow.rules.iter().map(|span| span.start).min().unwrap_or(allow.span.start);
    let to = allow.rules.iter().map(|span| span.end).max().unwrap_or(from);
    Edit { place: Place { file, span: Span::new(from, to) }, text: kept.join(", ") }
}

/// An edit that takes the comment away, with its line where it stands alone.
fn removal(model: &FileModel, file: FileId, allow: &Allow) -> Edit {
    let text = &model.text;
    let line = text[..allow.span.start as usize].rfind('\n').map_or(0, |n| n + 1);
    let before = &text[line..allow.span.start as usize];
    let rest = &text[allow.span.end as usize..];
    let line_end = rest.find('\n').map_or(rest.len(), |n| n + 1);
    let span = if before.trim().is_empty() && rest[..line_end].trim().is_empty() {
        Span::new(line as u32, allow.span.end + line_end as u32)
    } else {
        Span::new((line + before.trim_end().len()) as u32, allow.span.end)
    };
    Edit { place: Place { file, span }, text: String::new() }
}

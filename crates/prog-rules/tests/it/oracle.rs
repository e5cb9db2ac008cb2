//! After every edit the findings are those of a run from scratch, and a file that was not named as changed has none that
//! differ. Edits are random and the same every time.

use crate::random::Random;
use crate::texts::Texts;
use prog_diagnostics::{Diagnostic, FileId, Place};
use prog_model::{Change, Workspace};
use prog_rules::{ALL, Engine, testing};
use std::collections::BTreeMap;

/// A finding in words, places by path: two engines may number files differently.
fn in_words(workspace: &Workspace, finding: &Diagnostic) -> String {
    let place = |p: Place| {
        let path = workspace.file(p.file).map_or("?", |f| &*f.path);
        format!("{path}:{}..{}", p.span.start, p.span.end)
    };
    let related: Vec<String> =
        finding.related.iter().map(|l| format!("{} {}", place(l.place), l.message)).collect();
    let fixes: Vec<String> = finding
        .fixes
        .iter()
        .map(|fix| {
            let edits: Vec<String> =
                fix.edits.iter().map(|e| format!("{} {:?}", place(e.place), e.text)).collect();
            format!("{} {:?} {edits:?}", fix.title, fix.applicability)
        })
        .collect();
    format!(
        "{} {}[{}] {} | {:?} | {:?} | {:?} | {} | {related:?} | {fixes:?} | {:?}",
        place(finding.place),
        finding.level.as_str(),
        finding.rule,
        finding.message,
        finding.label,
        finding.help,
        finding.question,
        finding.path,
        finding.tag,
    )
}

/// The findings of every file, by path.
fn state(engine: &Engine) -> BTreeMap<String, Vec<String>> {
    let workspace = engine.workspace();
    let of = |id: FileId| engine.findings(id).iter().map(|f| in_words(workspace, f)).collect();
    workspace.files().map(|(id, file)| (file.path.to_string(), of(id))).collect()
}

fn fresh(engine: &Engine) -> BTreeMap<String, Vec<String>> {
    let files: Vec<(&str, &str)> = engine.workspace().files().map(|(_, f)| (&*f.path, &*f.text)).collect();
    state(&testing::engine(&files))
}

/// What differs between two states, for a message.
fn differences(a: &BTreeMap<String, Vec<String>>, b: &BTreeMap<String, Vec<String>>) -> String {
    let mut out = String::new();
    for path in a.keys().chain(b.keys().filter(|k| !a.contains_key(*k))) {
        let none = Vec::new();
        let (left, right) = (a.get(path).unwrap_or(&none), b.get(path).unwrap_or(&none));
        for line in left.iter().filter(|l| !right.contains(l)) {
            out.push_str(&format!("  - {line}\n"));
        }
        for line in right.iter().filter(|l| !left.contains(l)) {
            out.push_str(&format!("  + {line}\n"));
        }
    }
    out
}

/// Makes `steps` random edits and holds each against a run from scratch.
fn run(seed: u64, steps: usize) {
    let mut texts = Texts::new(Random::new(seed));
    let files: Vec<(String, String)> = texts.files();
    let refs: Vec<(&str, &str)> = files.iter().map(|(p, t)| (p.as_str(), t.as_str())).collect();
    let mut engine = testing::engine(&refs);
    let mut before = state(&engine);
    for step in 0..steps {
        let (what, change) = texts.edit();
        let shown = match &change {
            Change::Set { path, text } => format!("{path}:\n{text}"),
            other => format!("{other:?}"),
        };
        let changed = engine.apply(change);
        let now = state(&engine);
        let right = fresh(&engine);
        assert!(
            now == right,
            "seed {seed}, step {step}, {what}: - edited, + from scratch\n{}\n{shown}",
            differences(&now, &right)
        );
        let named: Vec<String> = changed
            .iter()
            .filter_map(|id| engine.workspace().file(*id))
            .map(|f| f.path.to_string())
            .collect();
        for (path, findings) in &now {
            let same = before.get(path).is_some_and(|old| old == findings);
            assert!(
                same || named.contains(path),
                "seed {seed}, step {step}, {what}: `{path}` has other findings and was not named\n{}",
                differences(&before, &now)
            );
        }
        before = now;
    }
}

#[test]
fn edits_find_what_a_run_from_scratch_finds() {
    // The last three: of two declarations of one name in a file the first gets another name, so that the second is no more double; a
    // file that comes to belong to another program, and so does work that others wait for; and a workstream that loses its name, so
    // that what stands in it has a path that nobody can write.
    for seed in (0..60).chain([2957, 5882, 44_287]) {
        run(seed, 25);
    }
}

/// A task of one program that is the mitigation of a risk in another: its edit reaches that risk and the work under it.
#[test]
fn an_edit_of_a_task_reaches_what_its_mitigation_is_for() {
    let here = "program a {
  task build { estimate: 10d }
  risk late { likelihood: likely, impact: moderate, threatens: build, mitigation \"Call\" { due: 2026-02-09, task: b.call } }
}";
    let there = |said: &str| format!("program b {{ task call {{ estimate: 2d{said} }} }}");
    let planned = there("");
    let mut engine = testing::engine(&[("a.prog", here), ("b.prog", &planned)]);
    let speaks = |engine: &Engine, rule: &str| engine.all_findings().iter().any(|f| f.rule == rule);
    for (said, protected, done) in [
        (", started: 2026-02-09", true, false),
        ("", false, false),
        (", finished: 2026-02-09", true, true),
        (", status: blocked", false, false),
    ] {
        engine.apply(Change::Set { path: "b.prog".into(), text: there(said).into() });
        let (now, right) = (state(&engine), fresh(&engine));
        assert!(now == right, "{said}:\n{}", differences(&now, &right));
        assert_eq!(!speaks(&engine, "unprotected-critical-path"), protected, "{said}");
        assert_eq!(speaks(&engine, "idle-mitigation"), done, "{said}");
        assert_eq!(!speaks(&engine, "overdue-mitigation"), done, "{said}");
    }
}

/// Work that another program waits for and that says no date moves that program's work, however many programs lie between.
#[test]
fn an_edit_moves_the_work_of_programs_that_lean_on_it() {
    let first = |days: u32| {
        format!("program one {{ task a {{ estimate: {days}d }}\n task b {{ estimate: 1d, after: a }} }}")
    };
    let second = "program two { task c { estimate: 1d, after: one.b } }";
    let third = "program three { rag: green, task d { estimate: 1d, after: two.c, due: 2026-02-20 } }";
    let short = first(2);
    let mut engine = testing::engine(&[("1.prog", &short), ("2.prog", second), ("3.prog", third)]);
    for (days, late) in [(2, false), (20, true), (1, false)] {
        engine.apply(Change::Set { path: "1.prog".into(), text: first(days).into() });
        let (now, right) = (state(&engine), fresh(&engine));
        assert!(now == right, "{days} days:\n{}", differences(&now, &right));
        let found = engine.all_findings();
        for rule in ["impossible-date", "rosy-status"] {
            assert_eq!(found.iter().any(|f| f.rule == rule), late, "{rule} after {days} days");
        }
    }
    // In a ring of programs none tells the others a date.
    let back = "program two { task c { estimate: 1d, after: one.b }\n task back {} }";
    engine.apply(Change::Set { path: "2.prog".into(), text: back.into() });
    let ring =
        "program one { task a { estimate: 20d, after: two.back }\n task b { estimate: 1d, after: a } }";
    engine.apply(Change::Set { path: "1.prog".into(), text: ring.into() });
    let (now, right) = (state(&engine), fresh(&engine));
    assert!(now == right, "{}", differences(&now, &right));
}

/// What many files name is renamed, becomes something else, comes twice, and comes back: the files are looked at side by side,
/// those with errors of their own too.
#[test]
fn an_edit_of_what_many_files_name_is_seen_in_all_of_them() {
    let file = |at: usize| {
        let own_slip = if at.is_multiple_of(3) {
            "\n  risk late { owner: crwe, affects: gatewy, impact: major }"
        } else {
            ""
        };
        let text = format!(
            "program p{at} \"Program\" {{\n  owner: crew\n  system web{at} {{ owner: crew, depends-on: shared.gateway, shared.gateway }}\n  \
             outcome o{at} {{ owner: crew, supports: p{at} }}\n  flow f{at} {{ steps: web{at} -> shared.gateway }}{own_slip}\n}}\n"
        );
        (format!("p{at:02}.prog"), text)
    };
    let mut files: Vec<(String, String)> = (0..40).map(file).collect();
    let shared = |team: &str, gateway: &str| format!("{team}\nprogram shared {{\n  {gateway}\n}}\n");
    let (team, gateway) = ("team crew \"Crew\"", "system gateway { owner: crew }");
    files.push(("shared.prog".into(), shared(team, gateway)));
    let refs: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut engine = testing::engine(&refs);
    let unresolved = |engine: &Engine| {
        let found = engine.all_findings();
        found.iter().filter(|f| f.rule == "unresolved-name").count()
    };
    for (path, text, missing) in [
        ("shared.prog", shared("team crow \"Crow\"", gateway), 3 * 40 + 1 + 28),
        ("shared.prog", shared("system crew \"Crew\"", gateway), 28),
        ("p00.prog", file(1).1.replace("p1", "p0"), 26),
        ("shared.prog", shared(team, "system gate { owner: crew }"), 3 * 40 + 26),
        ("shared.prog", shared("team crew\nteam crew", gateway), 26),
        ("shared.prog", shared(team, "person gateway"), 26),
        ("p00.prog", file(0).1, 28),
        ("shared.prog", shared(team, gateway), 28),
    ] {
        engine.apply(Change::Set { path: path.into(), text: text.as_str().into() });
        let (now, right) = (state(&engine), fresh(&engine));
        assert!(now == right, "{path}:\n{text}\n{}", differences(&now, &right));
        assert_eq!(unresolved(&engine), missing, "{text}");
    }
}

/// A text in two: the people and teams at its top, each alone, and all else.
fn people_apart(text: &str) -> (Vec<String>, String) {
    let (mut people, mut others) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if !line.starts_with("person ") && !line.starts_with("team ") {
            others.push_str(line);
            others.push('\n');
            continue;
        }
        let mut one = line.to_owned();
        while one.matches('{').count() > one.matches('}').count() {
            let Some(line) = lines.next() else { break };
            one.push('\n');
            one.push_str(line);
        }
        people.push(one);
    }
    (people, others)
}

/// Whoever owns or decides something is renamed, goes, becomes a stakeholder, comes twice and comes back, in a file of their own:
/// whatever rule looks at them says the same as in a run from scratch.
#[test]
fn an_edit_of_people_is_seen_by_every_rule() {
    let texts = ALL.iter().flat_map(|rule| [rule.docs.bad, rule.docs.good]);
    let mut tried = 0;
    for text in texts {
        let (people, others) = people_apart(text);
        let all = |people: &[String]| people.join("\n") + "\n";
        let whole = all(&people);
        let mut engine = testing::engine(&[("a.prog", &others), ("people.prog", &whole)]);
        for at in 0..people.len() {
            let with = |changed: &str| {
                let mut people = people.clone();
                people[at] = changed.to_owned();
                all(&people)
            };
            let Some((kind, rest)) = people[at].split_once(' ') else { continue };
            let edits = [
                format!("{kind} x{rest}"),
                String::new(),
                format!("stakeholder {rest}"),
                format!("{kind} {rest}\n{kind} {rest}"),
                people[at].clone(),
            ];
            for edit in edits {
                engine.apply(Change::Set { path: "people.prog".into(), text: with(&edit).into() });
                let (now, right) = (state(&engine), fresh(&engine));
                assert!(now == right, "{edit}\n{others}\n{}", differences(&now, &right));
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "{tried}");
}

/// A name means somebody nearer, and then somebody farther again, who did not change: what has its owner from what names them
/// looks at somebody else.
#[test]
fn an_edit_of_whom_a_name_means_reaches_what_is_lent_an_owner() {
    let plan = "program a {
  workstream w {
    owner: ines
    task build { due: 2026-03-10 }
  }
}";
    let far = "person ines \"Ines Park\" { away: 2026-03-01 .. 2026-03-20 }";
    let near = |name: &str| format!("part of a\nperson {name} \"Ines Gomez\"");
    let mut engine = testing::engine(&[("a.prog", plan), ("far.prog", far), ("near.prog", &near("ines"))]);
    for (name, away) in [("ines", false), ("omar", true), ("ines", false), ("omar", true)] {
        engine.apply(Change::Set { path: "near.prog".into(), text: near(name).into() });
        let (now, right) = (state(&engine), fresh(&engine));
        assert!(now == right, "{name}:\n{}", differences(&now, &right));
        assert_eq!(engine.all_findings().iter().any(|f| f.rule == "owner-away"), away, "{name}");
    }
}

/// Each line of every example goes, and comes back: in the file that is edited only what that touches is looked at again.
#[test]
fn an_edit_of_a_line_is_seen_by_every_rule() {
    let texts: Vec<&str> = ALL.iter().flat_map(|rule| [rule.docs.bad, rule.docs.good]).collect();
    let without = |text: &str, at: usize| {
        let lines = text.lines().enumerate().filter(|(line, _)| *line != at);
        lines.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    let (mut tried, mut differ) = (0, 0);
    for text in texts {
        let mut engine = testing::engine(&[("a.prog", text)]);
        let whole = state(&engine);
        for at in 0..text.lines().count() {
            let less = without(text, at);
            engine.apply(Change::Set { path: "a.prog".into(), text: less.as_str().into() });
            let (now, right) = (state(&engine), fresh(&engine));
            assert!(now == right, "without line {}:\n{text}\n{}", at + 1, differences(&now, &right));
            differ += usize::from(now != whole);
            engine.apply(Change::Set { path: "a.prog".into(), text: text.into() });
            let back = state(&engine);
            assert!(back == whole, "line {} back:\n{text}\n{}", at + 1, differences(&back, &whole));
            tried += 1;
        }
    }
    assert!(tried > 2000 && differ > tried / 2, "{tried} lines, {differ} of them make a difference");
}

//! The status page: whole, self-contained, the same each time, and safe with any text.

use super::World;
use prog_report::Ask;
use prog_report::page::report;

fn page(world: &World) -> String {
    report(&Ask::new(&world.facts()), None).html()
}

/// Every element that is opened is closed, in order; the void ones need not be.
fn assert_whole(html: &str) {
    let void = ["meta", "link", "br", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let body: String = html
        .split("<style>")
        .map(|part| part.split_once("</style>").map_or(part, |(_, rest)| rest))
        .collect();
    for part in body.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("every `<` has its `>`");
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop().map(str::to_owned), Some(name.to_owned()), "at </{name}>");
        } else if !tag.ends_with('/') && !void.contains(&name) {
            let name = &body[body.find(part).unwrap()..][..name.len()];
            open.push(name);
        }
    }
    assert_eq!(open, Vec::<&str>::new());
}

#[test]
fn it_has_every_section_and_every_place() {
    let html = page(&World::example());
    for id in [
        "glance",
        "status",
        "outcomes",
        "risks",
        "timeline",
        "forecast",
        "systems",
        "decisions",
        "stakeholders",
        "changes",
        "kpis",
        "audit",
        "review",
        "questions",
    ] {
        assert!(html.contains(&format!("id=\"{id}\"")), "no section {id}");
    }
    for place in
        ["checkout.prog:3", "checkout.prog:36", "checkout.prog:89", "checkout.prog:114", "checkout.prog:166"]
    {
        assert!(html.contains(place), "{place} is not named");
    }
    assert!(html.contains("the owner states green"));
    assert_eq!(html, page(&World::example()));
}

#[test]
fn it_needs_no_network_and_no_script() {
    let html = page(&World::example()).replace("http://www.w3.org/2000/svg", "");
    for outside in ["http://", "https://", "<script", "@import", "url(http", "src="] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.len() < 200_000, "{} bytes", html.len());
}

#[test]
fn any_text_is_shown_and_never_run() {
    let text = "program p \"<script>alert(1)</script> & \\\"x\\\"\" { rag: green }\nsystem s \"</svg><b>\" { depends-on: s }\noutcome o \"{{ 7 * 7 }} <i>\" { readings: 1% on 2026-01-01, 2% on 2026-02-01, target: >= 3% }\nrisk r \"a|b\" { likelihood: 3, impact: 3 }\ntask t \"<u>\" { estimate: 3d, due: 2026-02-11 }\nstakeholder k \"<k>\" { influence: high, impact: high }";
    let html = page(&World::of(&[("a&b.prog", text)]));
    for raw in ["<script>", "<b>", "<i>", "<u>", "<k>", "a&b.prog"] {
        let marks = if raw == "<b>" { html.replace("<b>1</b>", "") } else { html.clone() };
        assert!(!marks.contains(raw), "{raw} is not escaped");
    }
    assert!(html.contains("{{ 7 * 7 }}"));
}

#[test]
fn it_is_whole_with_and_without_content() {
    assert_whole(&page(&World::of(&[])));
    assert_whole(&page(&World::example()));
    assert_whole(&page(&World::of(&[(
        "a.prog",
        "program p\ntask t { after: t }\noutcome o { readings: 1% on ? }",
    )])));
}

#[test]
fn as_markdown() {
    let world = World::example();
    insta::assert_snapshot!("page-md", report(&Ask::new(&world.facts()), None).markdown());
}

/// A workspace of very many systems: the page stays small enough to be sent, and says what it leaves out.
#[test]
fn it_stays_small_in_a_large_workspace() {
    let mut text = String::from("team a\nteam b\n");
    for n in 0..6000 {
        let owner = if n % 3 == 0 { "a" } else { "b" };
        text.push_str(&format!("system s{n} \"System number {n}\" {{ owner: {owner}, depends-on: s{} }}\nrisk r{n} {{ likelihood: 2, impact: 3, affects: s{n} }}\n", n / 2));
    }
    let world = World::of(&[("a.prog", &text)]);
    let report = report(&Ask::new(&world.facts()), None);
    let html = report.html();
    assert!(html.len() < 1_000_000, "{} bytes", html.len());
    assert_whole(&html);
    assert!(html.contains("6,000 nodes and 6,000 edges"));
    assert!(html.contains("5,000 nodes with fewer edges are left out"));
    assert!(html.contains("(500 of 4000 shown"));
    let markdown = report.markdown();
    assert!(markdown.len() < 200_000, "{} bytes", markdown.len());
    assert!(markdown.contains("5,940 more are left out here; `progc show` has all."));
}

#[test]
fn commands_in_texts_are_code_and_lone_marks_stay() {
    let html = page(&World::of(&[(
        "a.prog",
        "decision d \"Tick ` tock\" { owner: ? }\nrisk r \"Run `rm` now\" { likelihood: 3, impact: 3 }",
    )]));
    assert!(html.contains("Tick ` tock"));
    assert!(html.contains("Run <code>rm</code> now"));
}

/// What remains of work under way is counted from today on; its bar begins where it did.
#[test]
fn work_under_way_is_drawn_from_the_day_on_which_it_began() {
    let text = "task real \"Real\" { estimate: 40d, started: 2026-01-12, progress: 50% }
task said \"Said\" { estimate: 10d, status: in-progress, starts: 2026-02-02 }
task mute \"Mute\" { estimate: 10d, status: in-progress }
task next \"Next\" { estimate: 5d, starts: 2026-02-16 }";
    let html = page(&World::of(&[("a.prog", text)]));
    for (title, days) in [
        ("Real", "2026-01-12 to 2026-03-09"),
        ("Said", "2026-02-02 to "),
        ("Mute", "2026-02-10 to "),
        ("Next", "2026-02-16 to 2026-02-20"),
    ] {
        assert!(html.contains(&format!("{title} (task): {days}")), "{title}: {html}");
    }
    let left = |title: &str| -> f64 {
        let bar = html.split(&format!("<title>{title} ")).nth(1).unwrap();
        let bar = bar.split("class=\"gb ").nth(1).unwrap();
        bar.split("x=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    assert!(left("Real") < left("Said") && left("Said") < left("Mute") && left("Mute") < left("Next"));
}

#[test]
fn a_bar_of_nothing_is_not_drawn_and_one_decision_is_said_as_one() {
    let text = "task t \"T\" { estimate: 2d .. 3d .. 20d, due: 2026-03-31 }
risk r \"R\" { likelihood: 10%, impact: major, threatens: t, delay: 200d }
decision d \"D\" { due: 2026-02-01 }";
    let html = page(&World::of(&[("a.prog", text)]));
    let empty = |row: &str| row.contains("<span>0%</span>");
    let rows: Vec<&str> = html.split("<div class=\"bar\">").skip(1).collect();
    assert!(rows.iter().any(|row| empty(row)), "{html}");
    for row in rows {
        assert_eq!(empty(row), row.contains("width:0.0%"), "{row}");
    }
    assert!(html.contains("past its date") && !html.contains("past their date<"), "{html}");
}

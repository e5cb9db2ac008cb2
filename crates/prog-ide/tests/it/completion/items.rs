//! Single items: what they insert, replace and say.

use super::{at, item, labels, taken};
use crate::support::{fixture, fixture_with};
use prog_ide::{Doc, ItemKind, documentation};

#[test]
fn a_kind_brings_its_usual_blanks() {
    insta::assert_snapshot!(taken(&at("ris$0"), "risk"), @r#"
    risk ${1:name} "${2:Title}" {
      owner: ${3:?}
      likelihood: ${4|?,rare,unlikely,possible,likely,almost-certain|}
      impact: ${5|?,negligible,minor,moderate,major,severe|}
      affects: ${6:?}
    \}
    "#);
    assert_eq!(item(&at("ris$0"), "risk").plain, "risk ");
    assert_eq!(taken(&at("ris$0 late \"Late\" { }"), "risk"), "risk late \"Late\" { }");
}

#[test]
fn properties_bring_their_colon_and_shape_once() {
    assert_eq!(taken(&at("risk a \"A\" { ow$0 }"), "owner"), "risk a \"A\" { owner:  }");
    assert_eq!(taken(&at("risk a \"A\" { o$0wner: ines }"), "owner"), "risk a \"A\" { owner: ines }");
    assert_eq!(taken(&at("risk a \"A\" { tri$0 }"), "trigger"), "risk a \"A\" { trigger: \"${1}\" }");
    assert_eq!(
        taken(&at("program a \"A\" { win$0 }"), "window"),
        "program a \"A\" { window: ${1:?} .. ${2:?} }"
    );
    assert_eq!(
        taken(&at("outcome a \"A\" {\n  rea$0\n}"), "readings"),
        "outcome a \"A\" {\n  readings: ${1:?} on ${2:2026-02-10}\n}"
    );
    let owner = item(&at("risk a \"A\" { ow$0 }"), "owner");
    assert!(owner.again, "the owners are asked for at once");
}

#[test]
fn what_is_missing_before_an_item_is_put_in_with_it() {
    assert_eq!(
        taken(&at("person x \"X\" { role: \"TPM\" em$0 }"), "email"),
        "person x \"X\" { role: \"TPM\", email: \"${1}\" }"
    );
    let text = "risk a \"A\" {\n  owner in$0\n}\nperson ines \"Ines\"";
    assert_eq!(taken(&at(text), "ines"), "risk a \"A\" {\n  owner: ines\n}\nperson ines \"Ines\"");
}

#[test]
fn no_two_edits_at_one_place() {
    let fixture = at("person m \"M\" { role: \"Dev\"$0 }");
    assert_eq!(item(&fixture, "email").extra, []);
    assert_eq!(taken(&fixture, "email"), "person m \"M\" { role: \"Dev\", email: \"${1}\" }");
    let fixture = at("risk r \"R\" { owner: ?$0, impact: high }");
    assert_eq!(taken(&fixture, "likelihood"), "risk r \"R\" { owner: ?, likelihood: , impact: high }");
}

#[test]
fn a_property_before_another_on_its_line_ends_with_a_comma() {
    let fixture = at("system x \"X\" { $0 owner: maria }");
    assert_eq!(taken(&fixture, "fallback"), "system x \"X\" { fallback: \"${1}\", owner: maria }");
    assert_eq!(taken(&fixture, "type"), "system x \"X\" { type: ${1}, owner: maria }");
    assert_eq!(item(&fixture, "type").plain, "type: ?,");
}

#[test]
fn what_follows_the_cursor_is_not_offered_again() {
    let fixture = at("outcome a \"A\" { baseline: $0 on 2026-01-12 }");
    let all: Vec<_> = fixture.complete().items;
    assert!(all.iter().any(|i| i.label.contains('%')) && !all.iter().any(|i| i.label.contains(" on ")));
    let fixture = at("person a \"A\" { away: $0 .. 2026-02-20 }");
    let dates: Vec<_> =
        fixture.complete().items.into_iter().filter(|i| i.kind == ItemKind::Date).map(|i| i.label).collect();
    assert!(
        !dates.is_empty() && dates.iter().all(|d| d.as_str() <= "2026-02-20" || d == "2026-Q1"),
        "{dates:?}"
    );
}

#[test]
fn titles_and_bare_letters_lead_to_names() {
    let others = [("web.prog", "system web \"Web shop\"\nperson ünal \"Ünal Kaya\"")];
    let found = item(&fixture("risk r \"R\" { affects: shop$0 }", &others), "web");
    assert_eq!(found.filter, "Web shop");
    let found = item(&fixture("risk r \"R\" { owner: una$0 }", &others), "ünal");
    assert_eq!(found.filter, "unal");
}

#[test]
fn the_whole_word_is_replaced_or_its_start() {
    let fixture = at("system a \"A\" { depends-$0ono: b }");
    let depends = item(&fixture, "depends-on");
    let text = &fixture.engine.workspace().file(fixture.file).expect("the file").text;
    assert_eq!((depends.replace.text(text), depends.insert.text(text)), ("depends-ono", "depends-"));
}

#[test]
fn names_are_written_so_that_they_mean_what_is_offered() {
    let inner = "program p \"P\" {\n  system web \"Web\"\n  risk a \"A\" { affects: $0 }\n}\nsystem web \"Other web\"";
    let fixture = at(inner);
    let labels: Vec<_> =
        fixture.complete().items.iter().map(|i| (i.label.clone(), i.detail.clone())).collect();
    assert_eq!(labels[0], ("web".into(), "system · Web".into()));
    // The outer one cannot be named here at all.
    assert_eq!(labels[1].0, "?");
    let outer =
        at("program p \"P\" { system web \"Web\" }\nsystem web \"Other web\"\nrisk a \"A\" { affects: w$0 }");
    let labels: Vec<_> = outer.complete().items.iter().map(|i| (i.label.clone(), i.detail.clone())).collect();
    assert_eq!(
        labels,
        [("web".to_owned(), "system · Other web".to_owned()), ("p.web".into(), "system · Web".into())]
    );
}

#[test]
fn names_in_any_spelling_of_their_accents_are_found() {
    let text = "person ine\u{301}s \"Inés\"\nrisk a \"A\" { owner: in\u{e9}$0 }";
    assert_eq!(item(&at(text), "ine\u{301}s").detail, "person · Inés");
    assert_eq!(
        taken(&at("system größe \"G\"\nsystem b \"B\" { depends-on: GRÖ$0 }"), "größe"),
        "system größe \"G\"\nsystem b \"B\" { depends-on: größe }"
    );
    assert_eq!(
        item(&at("system 東京 \"T\"\nsystem b \"B\" { depends-on: 東$0 }"), "東京").detail,
        "system · T"
    );
}

#[test]
fn deprecated_systems_are_struck_through() {
    let text = "system old \"Old\" { status: deprecated }\nsystem b \"B\" { depends-on: $0 }";
    assert!(item(&at(text), "old").deprecated);
}

#[test]
fn steps_of_a_risk_say_what_score_they_make() {
    let text = "risk a \"A\" {\n  likelihood: likely\n  impact: $0\n}";
    assert_eq!(item(&at(text), "major").detail, "4 of 5 · score 16, high");
    assert_eq!(item(&at(text), "severe").detail, "5 of 5 · score 20, extreme");
}

#[test]
fn dates_say_what_day_they_are() {
    let text = "program p \"P\" { window: 2026-01-12 .. 2026-09-30 }\ntask a \"A\" { due: $0 }";
    let say = |label| item(&at(text), label).detail;
    assert_eq!(say("2026-02-10"), "Tuesday · today");
    assert_eq!(
        say("2026-02-28"),
        "end of the month · Saturday · in 18 days, 14 working days · not a working day"
    );
    assert_eq!(say("2026-Q1"), "ends 2026-03-31 · Tuesday · in 7 weeks, 35 working days");
    assert_eq!(say("2026-09-30"), "window ends · Wednesday · in 8 months, 166 working days");
}

#[test]
fn a_deadline_is_near_what_is_linked_to_it() {
    let text = "milestone m \"M\" { due: 2026-05-04 }\nrisk r \"R\" {\n  threatens: m\n  review: $0\n}";
    let first = at(text).complete().items[0].clone();
    assert_eq!(
        (first.label.as_str(), first.detail.as_str()),
        ("2026-05-04", "`m` is due · Monday · in 12 weeks, 59 working days")
    );
}

#[test]
fn an_organisations_own_words_and_properties_are_offered() {
    let settings = "[kinds.risk.properties.tier]\ntype = \"word\"\nvalues = [\"gold\", \"silver\"]\ndoc = \"How we count it.\"\nrequired = true\n\n[risk]\nlikelihood = [\"no\", \"maybe\", \"yes\"]";
    let keys = fixture_with("risk a \"A\" { $0 }", &[], settings);
    assert_eq!(keys.complete().items[0].label, "tier");
    let values = fixture_with("risk a \"A\" { tier: $0 }", &[], settings);
    let labels: Vec<_> = values.complete().items.into_iter().map(|i| i.label).collect();
    assert_eq!(labels, ["gold", "silver", "?"]);
    let matrix = fixture_with("risk a \"A\" { likelihood: $0 }", &[], settings);
    assert_eq!(item(&matrix, "maybe").detail, "2 of 3");
}

#[test]
fn units_come_from_what_is_measured() {
    let text = "metric m \"M\" { unit: \"ms\" }\noutcome o \"O\" {\n  metric: m\n  target: <= $0\n}";
    assert_eq!(taken(&at(text), "…ms"), text.replace("$0", "${1}ms"));
    let money = "program p \"P\" {\n  budget: £2M\n  change c \"C\" { cost: $0 }\n}";
    assert_eq!(taken(&at(money), "£…"), money.replace("$0", "£${1}"));
}

#[test]
fn names_that_are_used_and_not_declared_become_declarations() {
    let text = "task a \"A\" { after: sign-off }\ntask $0";
    assert_eq!(
        taken(&at(text), "sign-off"),
        "task a \"A\" { after: sign-off }\ntask sign-off \"${1:Sign off}\""
    );
    assert_eq!(item(&at(text), "sign-off").detail, "named in `a`, not declared yet");
    // An owner cannot be a task.
    let who = at("task a \"A\" { owner: lea }\ntask $0");
    assert!(!who.complete().items.iter().any(|i| i.label == "lea"));
}

#[test]
fn strings_in_use_are_offered_with_and_without_quotes() {
    let beside = [("b.prog", "outcome o \"O\" { source: \"looker: \\\"a\\\"\" }")];
    let outside = fixture("outcome p \"P\" { source: $0 }", &beside);
    assert_eq!(
        taken(&outside, "\"looker: \\\"a\\\"\""),
        "outcome p \"P\" { source: \"looker: \\\\\"a\\\\\"\" }"
    );
    let inside = fixture("outcome p \"P\" { source: \"lo$0\" }", &beside);
    assert_eq!(item(&inside, "looker: \"a\"").plain, "looker: \\\"a\\\"");
}

#[test]
fn many_names_are_cut_and_said_to_be() {
    let many: String = (0..500).map(|i| format!("system s{i} \"S\"\n")).collect();
    let all = at(&format!("{many}system x \"X\" {{ depends-on: $0 }}")).complete();
    assert!(all.incomplete && all.items.len() <= 200, "{}", all.items.len());
    let some = at(&format!("{many}system x \"X\" {{ depends-on: s49$0 }}")).complete();
    let starting = some.items.iter().take_while(|i| i.label.starts_with("s49")).count();
    assert_eq!((some.incomplete, starting), (false, 11));
}

#[test]
fn sort_keys_keep_the_order() {
    let items = at("risk a \"A\" { $0 }").complete().items;
    assert!(items.is_sorted_by(|a, b| a.sort < b.sort));
    assert!(items.iter().all(|i| i.kind != ItemKind::Declaration(prog_model::Kind::Risk)));
}

#[test]
fn documentation_is_made_when_asked_for() {
    let fixture = at("person ines \"Ines\" { role: \"EM\" }\nrisk a \"A\" { owner: $0 }");
    let ines = item(&fixture, "ines");
    assert!(matches!(ines.doc, Doc::Decl(_)));
    let text = documentation(&fixture.engine, &ines.doc).expect("a card");
    assert!(text.contains("Ines"), "{text}");
}

const DOTTED: &str = "program checkout \"C\" { workstream ws \"W\" { task gate \"G\" } }\nprogram billing \"B\" { task build \"B\" }\n";

#[test]
fn a_dotted_name_is_found_by_its_first_word() {
    let found = at(&format!("{DOTTED}task t \"T\" {{ after: check$0 }}"));
    assert_eq!(taken(&found, "checkout.gate"), format!("{DOTTED}task t \"T\" {{ after: checkout.gate }}"));
    assert_eq!(item(&found, "checkout.gate").filter, "checkout.gate", "it stays while more is typed");
    let all = at(&format!("{DOTTED}task t \"T\" {{ after: $0 }}"));
    assert_eq!(item(&all, "checkout.gate").filter, "checkout.gate");
    assert_eq!(
        item(&at(&format!("{DOTTED}task t \"T\" {{ after: gat$0 }}")), "checkout.gate").kind,
        ItemKind::Declaration(prog_model::Kind::Task)
    );
}

#[test]
fn the_whole_dotted_name_is_replaced() {
    let found = at(&format!("{DOTTED}task t \"T\" {{ after: $0checkout.gate + 3d }}"));
    assert_eq!(
        taken(&found, "billing.build"),
        format!("{DOTTED}task t \"T\" {{ after: billing.build + 3d }}")
    );
}

#[test]
fn after_a_dot_stands_what_is_in_that_scope() {
    let found = at(&format!("{DOTTED}task t \"T\" {{ after: checkout.$0 }}"));
    assert_eq!(labels(&found.complete(), 5), "gate", "a workstream opens no scope");
}

#[test]
fn what_waits_for_this_cannot_be_waited_for() {
    let text =
        "task a \"A\" { after: $0 }\ntask b \"B\" { after: a }\ntask c \"C\" { after: b }\ntask d \"D\"";
    assert_eq!(labels(&at(text).complete(), 5), "d | ?");
}

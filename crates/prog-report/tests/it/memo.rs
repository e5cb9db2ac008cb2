//! The memos as people send them.

use super::World;
use prog_report::Ask;
use prog_report::memo::{Memo, memo};

fn of(name: &str) -> Memo {
    let world = World::example();
    let facts = world.facts();
    memo(&Ask::new(&facts), name).unwrap()
}

#[test]
fn an_escalation_as_text_and_markdown() {
    let memo = of("vendor-delay");
    assert_eq!(memo.missing, Vec::<String>::new());
    insta::assert_snapshot!("escalation-text", memo.text(78));
    insta::assert_snapshot!("escalation-md", memo.markdown());
}

#[test]
fn what_is_missing_is_marked() {
    let memo = of("thin");
    insta::assert_snapshot!("thin-text", memo.text(78));
    assert_eq!(memo.missing.len(), 6);
    assert!(memo.missing.iter().all(|m| memo.text(200).contains(m.as_str())), "each is marked in the text");
}

#[test]
fn decisions_open_and_decided() {
    insta::assert_snapshot!("decided-text", of("tokens").text(78));
    insta::assert_snapshot!("open-md", of("provider").markdown());
}

fn text_of(text: &str, name: &str) -> String {
    let world = World::of(&[("a.prog", text)]);
    memo(&Ask::new(&world.facts()), name).unwrap().text(78)
}

#[test]
fn options_without_a_word_about_them_are_options() {
    let text = "decision host \"Where?\" { decided: 2026-02-01, chosen: a, option a \"Here\" {} option b \"There\" {} }";
    let said = text_of(text, "host");
    assert!(said.contains("Here (chosen)") && said.contains("There"), "{said}");
    assert!(!said.contains("No options are given") && said.contains("For it: not said"), "{said}");
}

#[test]
fn a_decision_that_was_superseded_holds_no_longer() {
    let text = "decision first \"Which host?\" { status: superseded, decided: 2026-01-01, chosen: a, option a \"A\" {} option b \"B\" {} }
decision second \"Which host now?\" { supersedes: first, decided: 2026-02-01 }";
    let said = text_of(text, "first");
    assert!(said.contains("No longer holds: Which host?"), "{said}");
    assert!(
        said.contains("This decision does not hold any more: \"Which host now?\" took its place."),
        "{said}"
    );
    assert!(!said.contains("Decided: "), "{said}");
    let alone = text_of(text.split_once('\n').unwrap().0, "first");
    assert!(alone.contains("This decision was superseded and does not hold any more."), "{alone}");
    // As long as the later one is open, the earlier one holds.
    let open = text.replace("status: superseded, ", "").replace(", decided: 2026-02-01", "");
    assert!(text_of(&open, "first").contains("Decided: Which host?"));
}

#[test]
fn a_mail_is_a_draft_of_the_same_bytes() {
    let mail = String::from_utf8(of("vendor-delay").eml()).unwrap();
    assert_eq!(mail, String::from_utf8(of("vendor-delay").eml()).unwrap());
    insta::assert_snapshot!("escalation-eml", mail.replace("\r\n", "\n"));
}

#[test]
fn only_escalations_and_decisions_have_one() {
    let world = World::example();
    let facts = world.facts();
    let ask = Ask::new(&facts);
    insta::assert_snapshot!(memo(&ask, "gateway").unwrap_err().to_string(), @"`gateway` is a system; this takes a decision or an escalation");
    insta::assert_snapshot!(memo(&ask, "vendor-dely").unwrap_err().to_string(), @"nothing is called `vendor-dely`. Did you mean `vendor-delay`?");
}

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

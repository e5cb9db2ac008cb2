//! Fixes applied together.

use crate::sample::one;
use prog_diagnostics::apply::{apply_edits, apply_fixes};
use prog_diagnostics::{Applicability, Edit, FileId, Fix, Place};
use prog_syntax::Span;

fn edit(start: u32, end: u32, text: &str) -> Edit {
    Edit { place: Place { file: FileId(0), span: Span::new(start, end) }, text: text.into() }
}

fn fix(edits: &[Edit]) -> Fix {
    Fix { title: "t".into(), applicability: Applicability::Safe, edits: edits.to_vec() }
}

/// The text after the fixes, and which were applied and skipped.
fn apply(text: &str, fixes: &[&[Edit]]) -> (String, Vec<usize>, Vec<usize>) {
    let texts = one(text);
    let fixes: Vec<_> = fixes.iter().map(|edits| fix(edits)).collect();
    let mut out = apply_fixes(&texts, &fixes.iter().collect::<Vec<_>>());
    let text = out.texts.remove(&FileId(0)).unwrap_or_else(|| text.to_owned());
    (text, out.applied, out.skipped)
}

#[test]
fn apart_fixes_are_all_applied() {
    let out = apply("abcdef", &[&[edit(4, 5, "E")], &[edit(0, 1, "A"), edit(2, 3, "C")]]);
    assert_eq!(out, ("AbCdEf".into(), vec![0, 1], vec![]));
}

#[test]
fn of_two_that_overlap_the_first_is_applied() {
    let out = apply("abcdef", &[&[edit(0, 3, "x")], &[edit(2, 4, "y")], &[edit(3, 4, "z")]]);
    assert_eq!(out, ("xzef".into(), vec![0, 2], vec![1]));
}

#[test]
fn a_fix_is_applied_whole_or_not_at_all() {
    let out = apply("abcdef", &[&[edit(2, 3, "C")], &[edit(0, 1, "A"), edit(2, 3, "X")]]);
    assert_eq!(out, ("abCdef".into(), vec![0], vec![1]));
}

#[test]
fn two_insertions_at_one_place_wait_for_each_other() {
    let out = apply("ab", &[&[edit(1, 1, "x")], &[edit(1, 1, "y")], &[edit(1, 2, "B")]]);
    assert_eq!(out, ("axb".into(), vec![0], vec![1, 2]));
}

#[test]
fn an_edit_that_two_fixes_share_is_made_once() {
    let out = apply("ab", &[&[edit(1, 1, "x")], &[edit(1, 1, "x")]]);
    assert_eq!(out, ("axb".into(), vec![0, 1], vec![]));
}

#[test]
fn what_does_not_fit_is_skipped() {
    let out = apply("é", &[&[edit(1, 2, "x")], &[edit(0, 9, "y")], &[edit(0, 2, "e"), edit(1, 2, "f")]]);
    assert_eq!(out, ("é".into(), vec![], vec![0, 1, 2]));
}

#[test]
fn one_fix_on_one_text() {
    assert_eq!(apply_edits("abc", FileId(0), &[edit(2, 3, "C"), edit(0, 1, "A")]).as_deref(), Some("AbC"));
    assert_eq!(apply_edits("abc", FileId(0), &[edit(0, 2, "x"), edit(1, 3, "y")]), None);
}

proptest::proptest! {
    /// Whatever is applied, the bytes outside the applied edits stay as they were.
    #[test]
    fn applied_edits_agree_with_applying_them_from_the_end(
        edits in proptest::collection::vec((0u32..30, 0u32..6, "[a-c]{0,3}"), 0..12)
    ) {
        let text = "0123456789abcdefghijklmnopqrst";
        let fixes: Vec<_> = edits.iter().map(|(at, len, text)| vec![edit(*at, at + len, text)]).collect();
        let (out, applied, skipped) = apply(text, &fixes.iter().map(Vec::as_slice).collect::<Vec<_>>());
        proptest::prop_assert_eq!(applied.len() + skipped.len(), fixes.len());
        let mut chosen: Vec<_> = applied.iter().map(|i| fixes[*i][0].clone()).collect();
        chosen.sort();
        chosen.dedup();
        let mut expected = text.to_owned();
        for e in chosen.iter().rev() {
            expected.replace_range(e.place.span.range(), &e.text);
        }
        proptest::prop_assert_eq!(out, expected);
    }
}

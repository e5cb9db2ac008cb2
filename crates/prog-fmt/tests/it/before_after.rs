//! Texts before and after.

use insta::assert_snapshot;
use prog_fmt::format;

/// The formatted text, which formatting leaves as it is.
fn fmt(text: &str) -> String {
    let once = format(text).expect("a text without errors");
    assert_eq!(format(&once).as_ref(), Ok(&once), "formatting again changes it");
    once
}

#[test]
fn spaces_and_indentation() {
    assert_snapshot!(fmt("
part   of  shop


program   p    \"P\"{
owner :maria
      window:2026-01-12..2026-09-30


  goal:  \"G\"   

}
risk r \"R\" { likelihood:likely,impact : major }
"), @r#"
        part of shop

        program p "P" {
          owner: maria
          window: 2026-01-12 .. 2026-09-30

          goal: "G"
        }
        risk r "R" { likelihood: likely, impact: major }
        "#);
}

#[test]
fn two_spaces_that_break_a_line_of_markdown_stay() {
    let text = "system s {\n  description: \"\"\"\n    one  \n    two\n    \"\"\"\n}\n";
    assert_eq!(fmt(text), text);
    assert_eq!(fmt(&text.replace("one  ", "one   ").replace("two", "two ")), text);
}

#[test]
fn a_block_on_one_line_stays_while_it_fits() {
    assert_snapshot!(fmt("
person maria \"Maria Lopes\" { role: \"Senior TPM\", }
person ines \"Ines\" {
  role: \"EM\" }
person jonathan \"Jonathan Featherstonehaugh\" { role: \"Engineering manager\", email: \"jonathan@example.com\" }
risk a \"A\" { mitigation \"M\" { due: ? } owner: lea }
risk b \"B\" {   }
risk c \"C\"
{
}
decision d \"D\" { option a \"A\", option b { cost: $5K } }
"), @r#"
        person maria "Maria Lopes" { role: "Senior TPM" }
        person ines "Ines" {
          role: "EM"
        }
        person jonathan "Jonathan Featherstonehaugh" {
          role: "Engineering manager"
          email: "jonathan@example.com"
        }
        risk a "A" { mitigation "M" { due: ? }, owner: lea }
        risk b "B" {}
        risk c "C" {}
        decision d "D" { option a "A", option b { cost: $5K } }
        "#);
}

/// Broken over lines, the comment would end another line than the one it speaks of.
#[test]
fn a_line_that_a_comment_for_progc_ends_stays_whole() {
    let line = "risk late \"The vendor is late again\" { owner: ines, likelihood: high, impact: high, affects: gateway }";
    let allowed = format!("{line} // progc: allow(unmitigated-risk) the board decided so\n");
    assert_eq!(fmt(&allowed), allowed);
    let other = format!("{line} // as the board decided\n");
    assert_ne!(fmt(&other), other);
}

#[test]
fn values_are_spaced() {
    assert_snapshot!(fmt("
outcome o \"O\" {
  slo: availability≥99.9% , p95<=250ms,>5
  readings: 62.0%   on 2026-02-01,3 on ?
  after: design+3d, build  -  2w, a.b
  estimate: 3d..5d  ..9d
  steps: web->api \"x\"->bank
}
"), @r#"
        outcome o "O" {
          slo: availability >= 99.9%, p95 <= 250ms, > 5
          readings: 62.0% on 2026-02-01, 3 on ?
          after: design + 3d, build - 2w, a.b
          estimate: 3d .. 5d .. 9d
          steps: web -> api "x" -> bank
        }
        "#);
}

#[test]
fn long_lists_and_chains_break() {
    assert_snapshot!(fmt("
system s \"S\" {
  depends-on: checkout-api, gateway, ledger, fraud-screening, notification-service, customer-profile, catalogue
  steps: customer-facing-web-shop -> checkout-api \"card token\" -> payment-gateway \"authorise\" -> ledger-service
  steps: a -> b, customer-facing-web-shop -> checkout-api \"card token\" -> payment-gateway \"authorise\" -> ledger \"post\"
  members: lea,
     ines, bo
  steps: web ->
    api -> bank
}
"), @r#"
        system s "S" {
          depends-on: checkout-api,
            gateway,
            ledger,
            fraud-screening,
            notification-service,
            customer-profile,
            catalogue
          steps: customer-facing-web-shop
            -> checkout-api "card token"
            -> payment-gateway "authorise"
            -> ledger-service
          steps: a -> b,
            customer-facing-web-shop
              -> checkout-api "card token"
              -> payment-gateway "authorise"
              -> ledger "post"
          members: lea,
            ines,
            bo
          steps: web
            -> api
            -> bank
        }
        "#);
}

#[test]
fn comments_stay_where_they_are() {
    assert_snapshot!(fmt("
// About this file.
   // And more.


// About p.
program p \"P\"   { // why
      // first

      owner: maria   // who
      /* block */ goal: \"G\" /* after */
      members: lea, // lead
        // the others
        ines, /* back end */ bo // end
      steps: web // here
        -> api -> // there
        bank
      // last
}   // done
risk /* a */ r /* b */ \"R\" /* c */ { /* d */ owner: /* e */ lea /* f */, /* g */ }
risk late \"L\" // reason
{
  /* Two
     lines. */
  owner: lea
}
risk empty \"E\" {
// nothing yet
}
// end
"), @r#"
        // About this file.
        // And more.

        // About p.
        program p "P" { // why
          // first

          owner: maria // who
          /* block */ goal: "G" /* after */
          members: lea, // lead
            // the others
            ines,
            /* back end */ bo // end
          steps: web // here
            -> api // there
            -> bank
          // last
        } // done
        risk /* a */ r /* b */ "R" /* c */ { /* d */ owner: /* e */ lea /* f */ /* g */ }
        risk late "L" { // reason
          /* Two
             lines. */
          owner: lea
        }
        risk empty "E" {
          // nothing yet
        }
        // end
        "#);
}

#[test]
fn text_blocks_keep_their_content() {
    assert_snapshot!(fmt("
program p \"P\" {
      description: \"\"\"
         Some *text*:

           - one
           - two
      \"\"\"
  notes: \"\"\"on one line\"\"\", \"\"\"
  flush\"\"\"
}
"), @r#"
        program p "P" {
          description: """
            Some *text*:

              - one
              - two
            """
          notes: """on one line""", """
            flush"""
        }
        "#);
}

#[test]
fn line_ends_are_kept() {
    assert_eq!(
        fmt("a b{\r\nx:\"\"\"\r\n  t\r\n\"\"\"\r\n}"),
        "a b {\r\n  x: \"\"\"\r\n    t\r\n    \"\"\"\r\n}\r\n"
    );
    assert_eq!(fmt("\u{feff}a b{}"), "\u{feff}a b {}\n");
    assert_eq!(fmt(""), "");
    assert_eq!(fmt(" \n\n"), "");
    assert_eq!(fmt("\n// x"), "// x\n");
}

#[test]
fn texts_with_syntax_errors_are_left() {
    let refused = format("risk a \"A\" {\n  owner:\n  due: \n}\n").expect_err("two errors");
    assert_eq!(refused.to_string(), "`owner` has no value (and 1 more)");
    assert_eq!(format("task a \"A\" {due: 2026-02-30}").as_deref(), Ok("task a \"A\" { due: 2026-02-30 }\n"));
}

/// Formats what lies wholly on these lines, counted from 0.
fn on_lines(text: &str, first: usize, last: usize) -> String {
    let start = |line: usize| text.split_inclusive('\n').take(line).map(str::len).sum::<usize>() as u32;
    let range = prog_syntax::Span::new(start(first), start(last + 1));
    let mut out = text.to_owned();
    for edit in prog_fmt::format_within(text, range).iter().rev() {
        out.replace_range(edit.span.range(), &edit.text);
    }
    out
}

#[test]
fn ranges_format_what_lies_wholly_in_them() {
    let text = "a  b {}\nc   d {x:y}\ne  f {}\n";
    assert_eq!(on_lines(text, 1, 1), "a  b {}\nc d { x: y }\ne  f {}\n");
    let text = "a  b {\nx:1, y:2,\n\n\n  c  d {z:3}\n}\n";
    assert_eq!(on_lines(text, 1, 1), "a  b {\n  x: 1\n  y: 2\n\n\n  c  d {z:3}\n}\n");
    assert_eq!(on_lines(text, 4, 4), text.replace("c  d {z:3}", "c d { z: 3 }"));
    assert_eq!(on_lines(text, 0, 3), on_lines(text, 1, 3), "a declaration that goes on is not touched");
}

#[test]
fn nothing_is_lost_between_a_range_and_the_rest() {
    let long = |name: &str| {
        format!(
            "  risk {name} \"A risk with quite a long title\" {{ owner: maria, likelihood: likely, impact: major, affects: gateway }}\n"
        )
    };
    let text = format!("program p \"P\" {{\n  owner: maria\n{}\n{}}}\n", long("a"), long("b"));
    for line in 0..6 {
        let out = on_lines(&text, line, line);
        assert_eq!(format(&out), format(&text), "line {line}\n{out}");
    }
    assert!(on_lines(&text, 2, 2).contains("title\" {\n    owner: maria\n"));
}

#[test]
fn edits_are_small() {
    let text = "risk a \"A\" {\n  owner: lea\n  due:2026-05-15\n}\n";
    let edits = prog_fmt::edits(text);
    assert_eq!(edits.len(), 1);
    assert_eq!((edits[0].text.as_str(), edits[0].span.len()), (" ", 0));
}

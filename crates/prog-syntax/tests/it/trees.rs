//! The trees of good texts: every form of value, the line rules, comments.

use insta::assert_snapshot;
use prog_syntax::{Parse, parse};

fn tree(text: &str) -> String {
    let parse = parse(text);
    assert!(parse.errors.is_empty(), "{:#?}", parse.errors);
    parse.dump(text)
}

/// One line per value of `key: …`.
fn values(list: &str) -> String {
    let text = format!("k n {{ key: {list} }}");
    let tree = tree(&text);
    let lines = tree.lines().skip(5).map(|line| line.get(6..).unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn the_first_file_of_the_language() {
    let parse = parse(include_str!("first.prog"));
    assert_eq!(parse.errors, []);
    assert_eq!(parse.roots().count(), 12);
    assert_eq!(parse.comments.len(), 1);
}

#[test]
fn scalars() {
    assert_snapshot!(values(r#"a, a.b.c, "t", 42, -3, 1_000.5, $1.2M, -€5, 61.4%, 12req/s, 21°C, 3d, ?"#), @r#"
        Key 6..9 key
        Path 11..12 a
        Path 14..19 a.b.c
        Str 21..24 "t"
        Num 26..28 42
        Num 30..32 -3
        Num 34..41 1_000.5
        Num 43..48 $1.2M
        Num 50..55 -€5
        Num 57..62 61.4%
        Num 64..71 12req/s
        Num 73..78 21°C
        Num 80..82 3d
        Open 84..85 ?
        "#);
    assert_snapshot!(values("2026-05-15, 2026-05, 2026-W07, 2026-Q2, 2026-H1, 2026"), @r"
        Key 6..9 key
        Date 11..21 2026-05-15
        Date 23..30 2026-05
        Date 32..40 2026-W07
        Date 42..49 2026-Q2
        Date 51..58 2026-H1
        Num 60..64 2026
        ");
    assert_snapshot!(values("\"\"\"\n  Some *text*: { \"x\" }\n  \"\"\", \"a \\\"b\\\" \\u{e9}\""), @r#"
        Key 6..9 key
        TextBlock 11..43 """
        Str 45..61 "a \"b\" \u{e9}"
        "#);
}

#[test]
fn compound_values() {
    assert_snapshot!(values("2026-01-12 .. 2026-09-30, 3d..5d..9d, ? .. 2026-Q2"), @r"
        Key 6..9 key
        Range 11..35 2026-01-12 .. 2026-09-30
          Date 11..21 2026-01-12
          Date 25..35 2026-09-30
        Range 37..47 3d..5d..9d
          Num 37..39 3d
          Num 41..43 5d
          Num 45..47 9d
        Range 49..61 ? .. 2026-Q2
          Open 49..50 ?
          Date 54..61 2026-Q2
        ");
    assert_snapshot!(values("availability >= 99.9%, >= 66%, ≤ 250ms, > 1, < 2, = 3, \"p95 latency\" < 300ms"), @r#"
        Key 6..9 key
        Comparison Ge 11..32 availability >= 99.9%
          Path 11..23 availability
          Num 27..32 99.9%
        Comparison Ge 34..40 >= 66%
          Num 37..40 66%
        Comparison Le 42..51 ≤ 250ms
          Num 46..51 250ms
        Comparison Gt 53..56 > 1
          Num 55..56 1
        Comparison Lt 58..61 < 2
          Num 60..61 2
        Comparison Eq 63..66 = 3
          Num 65..66 3
        Comparison Lt 68..89 "p95 latency" < 300ms
          Str 68..81 "p95 latency"
          Num 84..89 300ms
        "#);
    assert_snapshot!(values("62.0% on 2026-02-01, 3 on ?, 5 on 2026"), @r"
        Key 6..9 key
        Reading 11..30 62.0% on 2026-02-01
          Num 11..16 62.0%
          Date 20..30 2026-02-01
        Reading 32..38 3 on ?
          Num 32..33 3
          Open 37..38 ?
        Reading 40..49 5 on 2026
          Num 40..41 5
          Num 45..49 2026
        ");
    assert_snapshot!(values("design + 3d, design - 2w, a-3d, a->b, a.b+1d"), @r"
        Key 6..9 key
        Lagged Plus 11..22 design + 3d
          Path 11..17 design
          Num 20..22 3d
        Lagged Minus 24..35 design - 2w
          Path 24..30 design
          Num 33..35 2w
        Path 37..41 a-3d
        Chain 43..47 a->b
          Hop 43..44 a
            Path 43..44 a
          Hop 46..47 b
            Path 46..47 b
        Lagged Plus 49..55 a.b+1d
          Path 49..52 a.b
          Num 53..55 1d
        ");
    assert_snapshot!(values("web -> checkout-api \"card token\" -> shop.gateway, a \"x\" -> b"), @r#"
        Key 6..9 key
        Chain 11..59 web -> checkout-api "card token" -> shop.gateway
          Hop 11..14 web
            Path 11..14 web
          Hop 18..43 checkout-api "card token"
            Path 18..30 checkout-api
            Str 31..43 "card token"
          Hop 47..59 shop.gateway
            Path 47..59 shop.gateway
        Chain 61..71 a "x" -> b
          Hop 61..66 a "x"
            Path 61..62 a
            Str 63..66 "x"
          Hop 70..71 b
            Path 70..71 b
        "#);
}

#[test]
fn lists_chains_and_ranges_go_on_over_lines() {
    assert_snapshot!(tree("flow f \"F\" {\n  steps: web ->\n    api \"x\"\n    -> bank,\n    web -> mail\n  window: 2026-01-12 ..\n    2026-02-01\n  tags: a,\n    b\n}\n"), @r#"
        Decl 0..127 flow f "F" {
          Kind 0..4 flow
          Name 5..6 f
          Title 7..10 "F"
          Block 11..127 {
            Prop 15..69 steps: web ->
              Key 15..20 steps
              Chain 22..52 web ->
                Hop 22..25 web
                  Path 22..25 web
                Hop 33..40 api "x"
                  Path 33..36 api
                  Str 37..40 "x"
                Hop 48..52 bank
                  Path 48..52 bank
              Chain 58..69 web -> mail
                Hop 58..61 web
                  Path 58..61 web
                Hop 65..69 mail
                  Path 65..69 mail
            Prop 72..108 window: 2026-01-12 ..
              Key 72..78 window
              Range 80..108 2026-01-12 ..
                Date 80..90 2026-01-12
                Date 98..108 2026-02-01
            Prop 111..125 tags: a,
              Key 111..115 tags
              Path 117..118 a
              Path 124..125 b
        "#);
}

#[test]
fn after_a_comma_a_declaration_or_a_key_ends_the_list() {
    assert_snapshot!(tree("risk r \"R\" { tags: a, b, mitigation \"M\" { due: ? }, owner: x, option, }"), @r#"
        Decl 0..71 risk r "R" { tags: a, b, mitigation "M" { due: ? }, owner: x, option, }
          Kind 0..4 risk
          Name 5..6 r
          Title 7..10 "R"
          Block 11..71 { tags: a, b, mitigation "M" { due: ? }, owner: x, option, }
            Prop 13..23 tags: a, b
              Key 13..17 tags
              Path 19..20 a
              Path 22..23 b
            Decl 25..50 mitigation "M" { due: ? }
              Kind 25..35 mitigation
              Title 36..39 "M"
              Block 40..50 { due: ? }
                Prop 42..48 due: ?
                  Key 42..45 due
                  Open 47..48 ?
            Prop 52..68 owner: x, option
              Key 52..57 owner
              Path 59..60 x
              Path 62..68 option
        "#);
}

#[test]
fn words_that_mean_something_are_names_too() {
    assert_snapshot!(tree("part of on\n\non on \"On\" { on: on on 2026, part: of, of : part }\npart of2 \"P\"\nof \"O\"\n"), @r#"
        PartOf 0..10 part of on
          Path 8..10 on
        Decl 12..62 on on "On" { on: on on 2026, part: of, of : part }
          Kind 12..14 on
          Name 15..17 on
          Title 18..22 "On"
          Block 23..62 { on: on on 2026, part: of, of : part }
            Prop 25..39 on: on on 2026
              Key 25..27 on
              Reading 29..39 on on 2026
                Path 29..31 on
                Num 35..39 2026
            Prop 41..49 part: of
              Key 41..45 part
              Path 47..49 of
            Prop 51..60 of : part
              Key 51..53 of
              Path 56..60 part
        Decl 63..75 part of2 "P"
          Kind 63..67 part
          Name 68..71 of2
          Title 72..75 "P"
        Decl 76..82 of "O"
          Kind 76..78 of
          Title 79..82 "O"
        "#);
}

#[test]
fn a_block_may_open_on_the_next_line() {
    assert_snapshot!(tree("risk a \"A\"\n{\n  owner: x\n}\nrisk b {}\nrisk c \"C\"\n"), @r#"
        Decl 0..25 risk a "A"
          Kind 0..4 risk
          Name 5..6 a
          Title 7..10 "A"
          Block 11..25 {
            Prop 15..23 owner: x
              Key 15..20 owner
              Path 22..23 x
        Decl 26..35 risk b {}
          Kind 26..30 risk
          Name 31..32 b
          Block 33..35 {}
        Decl 36..46 risk c "C"
          Kind 36..40 risk
          Name 41..42 c
          Title 43..46 "C"
        "#);
}

#[test]
fn comments_are_kept_with_their_place() {
    let text = "\u{feff}// one\r\na b { // two\r\n  /* three */ x: /* four */ y // five\r\n} /* six\r\n*/ // seven\r\n/**/ /* eight */ c \"C\"";
    let parse: Parse = parse(text);
    assert_eq!(parse.errors, []);
    let comments = parse.comments.iter().map(|c| {
        let place = if c.own_line { "own line" } else { "after" };
        format!("{place}: {}\n", c.span.text(text).escape_debug())
    });
    assert_snapshot!(comments.collect::<String>(), @r"
        own line: // one
        after: // two
        own line: /* three */
        after: /* four */
        after: // five
        after: /* six\r\n*/
        after: // seven
        own line: /**/
        after: /* eight */
        ");
}

#[test]
fn names_are_any_letters() {
    assert_snapshot!(tree("risk größe \"G\" { owner: e\u{301}te\u{301}.東京-3d, _x: a_b }"), @r#"
        Decl 0..54 risk größe "G" { owner: été.東京-3d, _x: a_b }
          Kind 0..4 risk
          Name 5..12 größe
          Title 13..16 "G"
          Block 17..54 { owner: été.東京-3d, _x: a_b }
            Prop 19..43 owner: été.東京-3d
              Key 19..24 owner
              Path 26..43 été.東京-3d
            Prop 45..52 _x: a_b
              Key 45..47 _x
              Path 49..52 a_b
        "#);
}

/// What stands in the block of a head with a slip counts, and nothing is said of it.
#[test]
fn the_block_after_a_slip_in_a_head() {
    let read = |text: &str| {
        let parse = parse(text);
        assert_eq!(parse.errors.len(), 1, "{:#?}", parse.errors);
        parse.dump(text)
    };
    assert_snapshot!(read("program a b \"A\" { key: 2026-01-12, k \"T\" { x } }"), @r#"
    Decl broken 0..48 program a b "A" { key: 2026-01-12, k "T" { x } }
      Kind 0..7 program
      Name 8..9 a
      Error 10..11 b
      Title 12..15 "A"
      Block broken 16..48 { key: 2026-01-12, k "T" { x } }
        Prop 18..33 key: 2026-01-12
          Key 18..21 key
          Date 23..33 2026-01-12
        Decl 35..46 k "T" { x }
          Kind 35..36 k
          Title 37..40 "T"
          Block 41..46 { x }
            Decl broken 43..44 x
              Kind 43..44 x
    syntax 10..11 A name is one word
    "#);
    assert_snapshot!(read("risk \"A\" late { key: 1, }"), @r#"
    Decl broken 0..25 risk "A" late { key: 1, }
      Kind 0..4 risk
      Title 5..8 "A"
      Name 9..13 late
      Block broken 14..25 { key: 1, }
        Prop 16..22 key: 1
          Key 16..19 key
          Num 21..22 1
    syntax 9..13 The name stands before the title
    "#);
    assert_snapshot!(read("risk: late \"A\" { key: 1 }"), @r#"
    Decl broken 0..25 risk: late "A" { key: 1 }
      Kind 0..4 risk
      Name 6..10 late
      Title 11..14 "A"
      Block broken 15..25 { key: 1 }
        Prop 17..23 key: 1
          Key 17..20 key
          Num 22..23 1
    syntax 4..5 A declaration has no `:` in its head
    "#);
    assert_snapshot!(read("risk late: \"A\" { key 1 2 }"), @r#"
    Decl broken 0..26 risk late: "A" { key 1 2 }
      Kind 0..4 risk
      Name 5..9 late
      Title 11..14 "A"
      Block broken 15..26 { key 1 2 }
        Prop broken 17..24 key 1 2
          Key 17..20 key
          Num 21..22 1
          Num 23..24 2
    syntax 9..10 A declaration has no `:` in its head
    "#);
    // Braces that do not balance say nothing sure of where the block ends.
    let open = "risk a b \"A\" { key: 1\nrisk c \"C\" { key: 1 }\n";
    assert!(!parse(open).dump(open).contains("Block broken"));
}

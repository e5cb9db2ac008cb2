/**
 * The tree-sitter grammar of `.prog` files.
 *
 * It is uniform: kinds, keys and values are plain identifiers, so a new kind needs no change here. The rules about lines
 * (language reference, "Lines matter a little") live in src/scanner.c, which decides by looking ahead where a
 * property's value ends and whether a comma continues a list.
 */

/* eslint-disable no-undef */
const unit = "[\\p{L}%°µ²³]+";

/** Kind, name, title and block; without a block, `end` ends the declaration. */
const declaration = ($, end) =>
  seq(
    field("kind", $._word),
    optional(seq($._same_line, field("name", $.identifier))),
    choice(
      seq($._same_line, field("title", $.string), choice(field("body", $.block), end)),
      field("body", $.block),
    ),
  );

module.exports = grammar({
  name: "prog",

  externals: ($) => [
    $._same_line, // empty: the next token stands on this line
    $._end, // empty: the value ends here
    $._value_comma, // a comma after which the list of values goes on
    $._item_comma, // any other comma between the items of a block
    $.text_line, // one line of a text block, without its indentation
    $._error_sentinel, // never used: valid only while recovering from an error
  ],

  extras: ($) => [/[\s\u{FEFF}]/u, $.line_comment, $.block_comment],

  word: ($) => $.identifier,

  // `part of x` opens a file, and a kind may be called `part`.
  conflicts: ($) => [[$.part_of, $._word]],

  supertypes: ($) => [$._scalar, $._value],

  rules: {
    source_file: ($) => seq(optional($.part_of), repeat(alias($._top_declaration, $.declaration))),

    part_of: ($) => seq("part", $._same_line, "of", $._same_line, $.path, alias($._end, "\n")),

    declaration: ($) => declaration($, choice(alias($._end, "\n"), alias($._item_comma, ","))),

    // At the top of a file no comma follows.
    _top_declaration: ($) => declaration($, alias($._end, "\n")),

    // Nothing is reserved.
    _word: ($) => choice($.identifier, alias("part", $.identifier)),

    block: ($) =>
      seq(
        "{",
        repeat(choice($.property, seq($.declaration, optional(alias($._item_comma, ","))))),
        "}",
      ),

    property: ($) =>
      seq(
        field("key", $._word),
        $._same_line,
        ":",
        $._same_line,
        field("value", $._value),
        repeat(seq(alias($._value_comma, ","), field("value", $._value))),
        choice(alias($._end, "\n"), alias($._item_comma, ",")),
      ),

    _value: ($) => choice($.chain, $.reading, $.range, $.comparison, $.lagged, $._scalar),

    _scalar: ($) => choice($.string, $.text_block, $.quantity, $.date, $.path, $.open),

    chain: ($) => seq($.hop, repeat1(seq("->", $.hop))),
    hop: ($) => seq(choice($.path, $.open), optional(field("label", $.string))),

    range: ($) => seq($._scalar, "..", $._scalar, optional(seq("..", $._scalar))),

    comparison: ($) =>
      seq(
        optional(field("label", $._scalar)),
        field("operator", choice(">=", "<=", "≥", "≤", ">", "<", "=")),
        $._same_line,
        $._scalar,
      ),

    reading: ($) => seq($._scalar, "on", $._same_line, choice($.date, $.open)),

    lagged: ($) =>
      seq(
        choice($.path, $.open),
        field("operator", choice("+", "-")),
        $._same_line,
        choice($.quantity, $.open),
      ),

    path: ($) => seq($.identifier, repeat(seq(token.immediate("."), $._path_part))),
    _path_part: ($) =>
      alias(token.immediate(/[\p{XID_Start}_](\p{XID_Continue}|-[\p{L}\p{N}])*/u), $.identifier),

    open: () => "?",

    string: ($) =>
      seq(
        '"',
        repeat(choice(alias($._string_content, $.string_content), $.escape_sequence)),
        token.immediate('"'),
      ),
    _string_content: () => token.immediate(prec(1, /[^"\\\r\n]+/)),
    escape_sequence: () => token.immediate(/\\(["\\nt]|u\{[0-9a-fA-F]{1,6}\})/),

    text_block: ($) => seq('"""', repeat($.text_line), '"""'),

    quantity: () => token(new RegExp(`-?[$€£¥₹]?\\d(_?\\d)*(\\.\\d(_?\\d)*)?(${unit}(/${unit})*)?`, "u")),

    date: () => token(prec(1, /\d{4}-((0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?|W[0-5]\d|Q[1-4]|H[12])/)),

    identifier: () => /[\p{XID_Start}_](\p{XID_Continue}|-[\p{L}\p{N}])*/u,

    line_comment: () => token(seq("//", /[^\r\n]*/)),
    block_comment: () => token(seq("/*", /[^*]*\*+([^/*][^*]*\*+)*/, "/")),
  },
});

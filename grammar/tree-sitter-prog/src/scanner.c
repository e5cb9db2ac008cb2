/* The line rules of the language, for tree-sitter.
 *
 * Tokens are skipped over whitespace and line ends alike, so what depends on lines is decided here, by looking ahead:
 * where a property's value ends, which words must share a line, and whether a comma continues a list of values or
 * separates the items of a block. No state is kept between tokens.
 */
#include "tree_sitter/parser.h"

enum TokenType { SAME_LINE, END, VALUE_COMMA, ITEM_COMMA, TEXT_LINE, ERROR_SENTINEL };

static bool is_digit(int32_t c) { return c >= '0' && c <= '9'; }

static bool is_line_end(int32_t c) { return c == '\n' || c == '\r'; }

static bool is_space(int32_t c) {
  return c == ' ' || c == '\t' || c == '\f' || c == '\v' || c == 0xA0 || c == 0xFEFF;
}

/* Letters beyond ASCII are not told apart from other signs: this only guides a look ahead, the token itself is read by
 * the generated lexer. The exceptions are the signs of the language: degree, `≤ ≥`, currencies, a byte-order mark. */
static bool starts_word(int32_t c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') return true;
  return c >= 0xAA && c != 0xB0 && c != 0x2264 && c != 0x2265 && c != 0x20AC && c != 0x20B9 && c != 0xFEFF;
}

/* What a look ahead came past on its way to the next token. */
typedef struct {
  bool new_line;
  bool comment;
} Blank;

/* Goes past a block comment whose first `/` is taken and whose `*` is next. */
static void look_past_block_comment(TSLexer *lexer, Blank *blank) {
  int32_t last = 0;
  lexer->advance(lexer, false);
  while (!lexer->eof(lexer) && !(last == '*' && lexer->lookahead == '/')) {
    last = lexer->lookahead;
    if (is_line_end(last)) blank->new_line = true;
    lexer->advance(lexer, false);
  }
  lexer->advance(lexer, false);
}

/* Goes past spaces, line ends and comments. A `/` that starts no comment is taken too: it is an error anyway. */
static Blank look_past_blank(TSLexer *lexer) {
  Blank blank = {false, false};
  for (;;) {
    int32_t c = lexer->lookahead;
    if (is_line_end(c)) {
      blank.new_line = true;
      lexer->advance(lexer, false);
    } else if (is_space(c)) {
      lexer->advance(lexer, false);
    } else if (c == '/') {
      lexer->advance(lexer, false);
      if (lexer->lookahead == '/') {
        blank.comment = true;
        while (!lexer->eof(lexer) && !is_line_end(lexer->lookahead)) lexer->advance(lexer, false);
      } else if (lexer->lookahead == '*') {
        blank.comment = true;
        look_past_block_comment(lexer, &blank);
      } else {
        return blank;
      }
    } else {
      return blank;
    }
  }
}

/* After a comma: does a value follow? Not before `}`, a key (`word :`) or a declaration (`word word`, `word "`,
 * `word {`, all on one line). */
static bool value_follows(TSLexer *lexer) {
  look_past_blank(lexer);
  int32_t c = lexer->lookahead;
  if (lexer->eof(lexer) || c == '}' || c == ',') return false;
  if (!starts_word(c)) return true;
  while (starts_word(lexer->lookahead) || is_digit(lexer->lookahead) || lexer->lookahead == '-') {
    lexer->advance(lexer, false);
  }
  Blank blank = look_past_blank(lexer);
  c = lexer->lookahead;
  return blank.new_line || !(c == ':' || c == '"' || c == '{' || starts_word(c));
}

/* Whether the next token is `->` or `..`, which continue a value that stands on the line before. */
static bool joins_lines(TSLexer *lexer) {
  int32_t c = lexer->lookahead;
  if (c != '-' && c != '.') return false;
  lexer->advance(lexer, false);
  return lexer->lookahead == (c == '-' ? '>' : '.');
}

/* One line of a text block from its first visible sign up to and with its line end, or up to the closing quotes. */
static bool scan_text_line(TSLexer *lexer) {
  while (is_space(lexer->lookahead) || is_line_end(lexer->lookahead)) lexer->advance(lexer, true);
  bool any = false;
  int quotes = 0;
  while (!lexer->eof(lexer)) {
    int32_t c = lexer->lookahead;
    if (c == '"' && ++quotes == 3) break;
    if (c != '"') quotes = 0;
    lexer->advance(lexer, false);
    if (quotes > 0) continue; /* perhaps the closing quotes: not part of the line until something else follows */
    any = true;
    lexer->mark_end(lexer);
    if (c == '\n') break;
  }
  lexer->result_symbol = TEXT_LINE;
  return any;
}

/* A comma and what it separates. */
static bool scan_comma(TSLexer *lexer, bool value_possible) {
  lexer->advance(lexer, false);
  lexer->mark_end(lexer);
  lexer->result_symbol = value_possible && value_follows(lexer) ? VALUE_COMMA : ITEM_COMMA;
  return true;
}

/* After a value or a title: the comma that continues the list, the comma that ends it, or the end without a comma. */
static bool scan_after_value(TSLexer *lexer, bool value_possible) {
  while (is_space(lexer->lookahead)) lexer->advance(lexer, true);
  if (lexer->lookahead == ',') return scan_comma(lexer, value_possible);
  lexer->mark_end(lexer);
  Blank blank = look_past_blank(lexer);
  lexer->result_symbol = END;
  if (lexer->eof(lexer) || lexer->lookahead == '}') return true;
  if (!blank.new_line) return false;
  /* Before a comma that starts a line, comments are read as such first. */
  if (lexer->lookahead == ',') return !blank.comment && scan_comma(lexer, value_possible);
  return lexer->lookahead != '{' && !joins_lines(lexer);
}

/* After a declaration. */
static bool scan_after_declaration(TSLexer *lexer) {
  while (is_space(lexer->lookahead) || is_line_end(lexer->lookahead)) lexer->advance(lexer, true);
  return lexer->lookahead == ',' && scan_comma(lexer, false);
}

/* Before what has to share the line of what precedes it: a word of a head, a colon, the first value of a property. */
static bool scan_same_line(TSLexer *lexer) {
  lexer->mark_end(lexer);
  Blank blank = look_past_blank(lexer);
  lexer->result_symbol = SAME_LINE;
  int32_t c = lexer->lookahead;
  return !blank.new_line && !lexer->eof(lexer) && c != '{' && c != '}' && c != ',';
}

void *tree_sitter_prog_external_scanner_create(void) { return 0; }

void tree_sitter_prog_external_scanner_destroy(void *payload) { (void)payload; }

unsigned tree_sitter_prog_external_scanner_serialize(void *payload, char *buffer) {
  (void)payload;
  (void)buffer;
  return 0;
}

void tree_sitter_prog_external_scanner_deserialize(void *payload, const char *buffer, unsigned length) {
  (void)payload;
  (void)buffer;
  (void)length;
}

bool tree_sitter_prog_external_scanner_scan(void *payload, TSLexer *lexer, const bool *valid) {
  (void)payload;
  if (valid[ERROR_SENTINEL]) return false;
  if (valid[TEXT_LINE]) return scan_text_line(lexer);
  if (valid[END]) return scan_after_value(lexer, valid[VALUE_COMMA]);
  if (valid[SAME_LINE]) return scan_same_line(lexer);
  return valid[ITEM_COMMA] && scan_after_declaration(lexer);
}

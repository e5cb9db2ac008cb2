//! What a token is, in one byte, and sets of kinds in one word.

/// The kind of a token: a small number, and a mark for tokens that are the first on their line.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind(u8);

/// The bit that marks the first token of a line.
const FIRST: u8 = 32;

impl Kind {
    /// The end of the text.
    pub const EOF: Kind = Kind(0);
    /// A name, key or word.
    pub const IDENT: Kind = Kind(1);
    /// A word and the colon after it.
    pub const KEY: Kind = Kind(2);
    /// The word `on`.
    pub const ON: Kind = Kind(3);
    /// A path of several words: `checkout.gateway`.
    pub const DOTTED: Kind = Kind(4);
    /// A string that is closed on its line.
    pub const STR: Kind = Kind(5);
    /// A string that its line ends.
    pub const OPEN_STR: Kind = Kind(6);
    /// A text block.
    pub const TEXT: Kind = Kind(7);
    /// A text block that is never closed.
    pub const OPEN_TEXT: Kind = Kind(8);
    /// A number, quantity or duration.
    pub const NUM: Kind = Kind(9);
    /// A date, or what is meant to be one.
    pub const DATE: Kind = Kind(10);
    /// `?`
    pub const QUESTION: Kind = Kind(11);
    /// A name that starts with a digit.
    pub const BAD_NAME: Kind = Kind(12);
    /// Digits that are no value: `1.2.3`, `3-5`.
    pub const BAD_VALUE: Kind = Kind(13);
    /// `{`
    pub const LBRACE: Kind = Kind(14);
    /// `}`
    pub const RBRACE: Kind = Kind(15);
    /// `,`
    pub const COMMA: Kind = Kind(16);
    /// `:` that does not follow a word.
    pub const COLON: Kind = Kind(17);
    /// `->`
    pub const ARROW: Kind = Kind(18);
    /// `..`
    pub const DOTDOT: Kind = Kind(19);
    /// `>=` or `≥`
    pub const GE: Kind = Kind(20);
    /// `<=` or `≤`
    pub const LE: Kind = Kind(21);
    /// `>`
    pub const GT: Kind = Kind(22);
    /// `<`
    pub const LT: Kind = Kind(23);
    /// `=`
    pub const EQ: Kind = Kind(24);
    /// `+`
    pub const PLUS: Kind = Kind(25);
    /// `-`
    pub const MINUS: Kind = Kind(26);
    /// `.`
    pub const DOT: Kind = Kind(27);
    /// `[`
    pub const LBRACKET: Kind = Kind(28);
    /// `]`
    pub const RBRACKET: Kind = Kind(29);
    /// A character that the language does not know.
    pub const BAD: Kind = Kind(30);

    /// The same kind, marked as the first token of its line.
    pub const fn first(self) -> Kind {
        Kind(self.0 | FIRST)
    }

    /// Whether the token is the first of its line.
    pub const fn is_first(self) -> bool {
        self.0 & FIRST != 0
    }

    /// The kind without the mark.
    pub const fn base(self) -> Kind {
        Kind(self.0 & !FIRST)
    }

    const fn bit(self) -> u64 {
        1 << self.0
    }
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const NAMES: [&str; 31] = [
            "eof",
            "ident",
            "key",
            "on",
            "dotted",
            "str",
            "open-str",
            "text",
            "open-text",
            "num",
            "date",
            "question",
            "bad-name",
            "bad-value",
            "{",
            "}",
            ",",
            ":",
            "->",
            "..",
            ">=",
            "<=",
            ">",
            "<",
            "=",
            "+",
            "-",
            ".",
            "[",
            "]",
            "bad",
        ];
        let name = NAMES.get(self.base().0 as usize).copied().unwrap_or("none");
        if self.is_first() { write!(f, "^{name}") } else { f.write_str(name) }
    }
}

/// A set of kinds, told apart by whether they stand first on their line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Set(u64);

impl Set {
    /// These kinds where they continue a line.
    pub const fn same_line(kinds: &[Kind]) -> Set {
        let mut bits = 0;
        let mut i = 0;
        while i < kinds.len() {
            bits |= kinds[i].bit();
            i += 1;
        }
        Set(bits)
    }

    /// These kinds wherever they stand.
    pub const fn any_line(kinds: &[Kind]) -> Set {
        let bits = Set::same_line(kinds).0;
        Set(bits | bits << FIRST)
    }

    /// What is in either.
    pub const fn or(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    /// Whether the kind is in the set.
    #[inline(always)]
    pub const fn has(self, kind: Kind) -> bool {
        self.0 >> (kind.0 & 63) & 1 != 0
    }
}

//! Whether a word goes with what is typed so far: as its start, the start of one of its parts, or letter by letter.

use prog_syntax::ident::{normalize, without_accents};

/// What is typed, ready to be compared: without case, accents in one spelling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    folded: String,
}

fn fold(text: &str) -> String {
    normalize(text).chars().flat_map(char::to_lowercase).collect()
}

impl Typed {
    pub fn new(text: &str) -> Self {
        Self { folded: fold(text) }
    }

    /// Whether nothing is typed yet.
    pub fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// How well `word` goes with it: 0 is best; `None` where it does not. Letters typed without their accents go too.
    pub fn rank(&self, word: &str) -> Option<u8> {
        self.rank_as_written(word).or_else(|| self.rank_as_written(&self.plain(word)?))
    }

    /// What an editor has to compare with what is typed, so that it comes to the same as [`Self::rank`].
    pub fn filter(&self, word: &str) -> Option<String> {
        if self.rank_as_written(word).is_some() {
            return None;
        }
        self.plain(word).filter(|plain| self.rank_as_written(plain).is_some())
    }

    /// The word without its accents, where none are typed.
    fn plain(&self, word: &str) -> Option<String> {
        (self.folded.is_ascii() && !word.is_ascii()).then(|| without_accents(word))
    }

    fn rank_as_written(&self, word: &str) -> Option<u8> {
        let typed = self.folded.as_str();
        if typed.is_empty() {
            return Some(0);
        }
        // Nearly all words are plain: compared without a copy.
        if word.is_ascii() && typed.is_ascii() {
            return rank_ascii(typed.as_bytes(), word.as_bytes());
        }
        let word = fold(word);
        if word.starts_with(typed) {
            return Some(0);
        }
        let starts = word.match_indices(is_break).any(|(at, gap)| word[at + gap.len()..].starts_with(typed));
        if starts {
            return Some(1);
        }
        let mut left = word.chars();
        let in_order = typed.chars().all(|c| left.any(|w| w == c));
        (in_order && word.chars().next() == typed.chars().next()).then_some(2)
    }
}

fn is_break(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ' ' | '[')
}

fn starts(word: &[u8], typed: &[u8]) -> bool {
    word.len() >= typed.len() && word[..typed.len()].eq_ignore_ascii_case(typed)
}

fn rank_ascii(typed: &[u8], word: &[u8]) -> Option<u8> {
    if starts(word, typed) {
        return Some(0);
    }
    let first = typed[0];
    let part = |at: usize| at > 0 && is_break(char::from(word[at - 1])) && starts(&word[at..], typed);
    if (1..word.len()).any(part) {
        return Some(1);
    }
    if !word.first()?.eq_ignore_ascii_case(&first) {
        return None;
    }
    let mut left = word.iter();
    typed.iter().all(|c| left.any(|w| w.eq_ignore_ascii_case(c))).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_go_before_parts_before_letters() {
        let rank = |typed: &str, word: &str| Typed::new(typed).rank(word);
        assert_eq!(rank("dep", "depends-on"), Some(0));
        assert_eq!(rank("on", "depends-on"), Some(1));
        assert_eq!(rank("dpo", "depends-on"), Some(2));
        assert_eq!(rank("nds", "depends-on"), None);
        assert_eq!(rank("cafe\u{301}", "Café-web"), Some(0));
        assert_eq!(rank("GRÖ", "gro\u{308}ße"), Some(0));
        assert_eq!(rank("una", "ünal"), Some(0));
        assert_eq!(rank("üna", "unal"), None, "an accent is meant");
        assert_eq!(Typed::new("una").filter("ünal"), Some("unal".to_owned()));
        assert_eq!(Typed::new("ün").filter("ünal"), None);
        assert_eq!(rank("", "x"), Some(0));
        assert_eq!(rank("depends-", "depends-on"), Some(0));
    }
}

//! What the first bytes of a line are, looked at together. Where a token begins is only known when the one before it has been
//! looked at; to look at the text anew from there, for each, means a chain of many steps in which each waits for the last. Here it
//! takes a shift. Answers are the same as in [`super::sixteen`], or none: then the text is to be asked.

use super::sixteen::{WIDTH, alphanumeric, is};
use wide::u8x16;

/// How many bytes are looked at.
const FAR: usize = 32;

/// Some bytes of a text, with one bit for each.
#[derive(Clone, Copy, Default)]
pub(super) struct Near {
    start: usize,
    /// [`FAR`], or nothing where the text has fewer bytes left.
    len: usize,
    spaces: u32,
    /// Those that continue a word.
    words: u32,
}

impl Near {
    #[inline(always)]
    pub fn look(bytes: &[u8], start: usize) -> Self {
        let Some(bytes) = bytes.get(start..).and_then(|rest| rest.first_chunk::<FAR>()) else {
            return Self::default();
        };
        let (chunks, _) = bytes.as_chunks::<WIDTH>();
        let all = |bits: fn(u8x16) -> u32| {
            let nth = |(nth, chunk): (usize, &[u8; WIDTH])| (bits(u8x16::new(*chunk))) << (nth * WIDTH);
            chunks.iter().enumerate().map(nth).fold(0, |all, some| all | some)
        };
        let letters = all(|chunk| alphanumeric(chunk).to_bitmask());
        let underscores = all(|chunk| is(chunk, b'_').to_bitmask());
        let dashes = all(|chunk| is(chunk, b'-').to_bitmask());
        Self {
            start,
            len: FAR,
            spaces: all(|chunk| is(chunk, b' ').to_bitmask()),
            words: letters | underscores | dashes & (letters >> 1),
        }
    }

    /// Where the spaces end that stand first.
    #[inline(always)]
    pub fn past_spaces(&self) -> Option<usize> {
        let count = self.spaces.trailing_ones() as usize;
        (count < self.len).then_some(self.start + count)
    }

    /// Where the word ends that begins at `at`.
    #[inline(always)]
    pub fn word_end(&self, at: usize) -> Option<usize> {
        let from = self.place(at)?;
        let count = (self.words >> from).trailing_ones() as usize;
        // Of a `-` in the last place nobody knows what comes behind it.
        (from + count < FAR - 1).then_some(at + count)
    }

    #[inline(always)]
    fn place(&self, at: usize) -> Option<usize> {
        let from = at.wrapping_sub(self.start);
        (from < self.len).then_some(from)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sixteen;
    use super::*;

    /// Where the slow way through a text stops: past the last byte that `is` of those from `at` on.
    fn past(text: &str, at: usize, is: impl Fn(usize) -> bool) -> usize {
        (at..text.len()).find(|i| !is(*i)).unwrap_or(text.len())
    }

    #[test]
    fn what_is_near_is_what_the_text_says() {
        let line = "    depends-on: gateway_2, team-a--b, \"a text\", x-, -y \\ é\n  next: \"one\" // and so on, to the end";
        for (cut, _) in line.char_indices() {
            let text = format!("{}{line}", &line[cut..]);
            let bytes = text.as_bytes();
            let near = Near::look(bytes, 0);
            assert_eq!(near.past_spaces(), Some(past(&text, 0, |i| bytes[i] == b' ')), "{text}");
            for at in 0..FAR {
                let dash = |i: usize| bytes[i] == b'-' && bytes[i + 1].is_ascii_alphanumeric();
                let word = |i: usize| bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_' || dash(i);
                let end = past(&text, at, word);
                assert_eq!(near.word_end(at), (end < FAR - 1).then_some(end), "{at} in {text}");
            }
            assert_eq!(near.word_end(FAR), None);
        }
    }

    #[test]
    fn near_the_end_of_a_text_nothing_is_told() {
        let near = Near::look(&[b'a'; FAR - 1], 0);
        assert_eq!((near.past_spaces(), near.word_end(0)), (None, None));
        assert_eq!(Near::look(&[b' '; FAR], 0).past_spaces(), None);
        assert_eq!(sixteen::past_spaces(&[b' '; FAR], 0), FAR);
    }
}

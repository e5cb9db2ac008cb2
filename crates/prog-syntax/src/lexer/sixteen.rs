//! Sixteen bytes of text at a time: how many of them, from the first one on, are spaces or continue a word.

use wide::u8x16;

/// How many bytes are looked at together.
pub(super) const WIDTH: usize = 16;

/// The text from `at` on, as long as there are sixteen bytes of it.
#[inline(always)]
fn load(bytes: &[u8], at: usize) -> Option<u8x16> {
    bytes.get(at..)?.first_chunk::<WIDTH>().map(|chunk| u8x16::new(*chunk))
}

/// Where the spaces end that begin at `at`, or fewer than sixteen bytes before the end of the text.
#[inline(always)]
pub(super) fn past_spaces(bytes: &[u8], at: usize) -> usize {
    past(bytes, at, |chunk| is(chunk, b' ').to_bitmask())
}

/// Where the ASCII letters, digits, `_` and `-` before a letter or digit end that begin at `at`. It may go on there: the
/// last fifteen bytes of the text are not looked at, nor is what follows a `-` in the last of sixteen.
#[inline(always)]
pub(super) fn past_word(bytes: &[u8], at: usize) -> usize {
    past(bytes, at, word_bytes)
}

/// Where the first `"`, `\` or line end stands from `at` on, or a place before it: the last fifteen bytes of the text are not looked
/// at.
#[inline(always)]
pub(super) fn to_string_mark(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = load(bytes, at) {
        let marks = string_marks(chunk);
        if marks != 0 {
            return at + marks.trailing_zeros() as usize;
        }
        at += WIDTH;
    }
    at
}

/// A bit for each byte that may end a string.
#[inline(always)]
fn string_marks(chunk: u8x16) -> u32 {
    let [quotes, escapes, ends] = [b'"', b'\\', b'\n'].map(|mark| is(chunk, mark));
    (quotes | escapes | ends).to_bitmask()
}

/// Where the bytes end that begin at `at` and have their bit in what `among` gives, the first byte's as the lowest.
#[inline(always)]
fn past(bytes: &[u8], mut at: usize, among: impl Fn(u8x16) -> u32) -> usize {
    while let Some(chunk) = load(bytes, at) {
        let count = among(chunk).trailing_ones() as usize;
        at += count;
        if count < WIDTH {
            break;
        }
    }
    at
}

/// A bit for each byte that continues a word.
#[inline(always)]
fn word_bytes(chunk: u8x16) -> u32 {
    let alphanumeric = alphanumeric(chunk).to_bitmask();
    let [underscores, dashes] = [b'_', b'-'].map(|byte| is(chunk, byte).to_bitmask());
    alphanumeric | underscores | dashes & (alphanumeric >> 1)
}

/// All bits of each ASCII letter and digit.
#[inline(always)]
pub(super) fn alphanumeric(chunk: u8x16) -> u8x16 {
    between(chunk | u8x16::splat(b'a' ^ b'A'), b'a', b'z') | between(chunk, b'0', b'9')
}

/// All bits of each byte that is this one.
#[inline(always)]
pub(super) fn is(chunk: u8x16, byte: u8) -> u8x16 {
    chunk.simd_eq(u8x16::splat(byte))
}

/// All bits of each byte from `first` to `last`.
#[inline(always)]
fn between(chunk: u8x16, first: u8, last: u8) -> u8x16 {
    chunk.max(u8x16::splat(first)).min(u8x16::splat(last)).simd_eq(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts_as_it_should_in_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..WIDTH {
                let dash = byte == b'-' && place < WIDTH - 1;
                let word = byte.is_ascii_alphanumeric() || byte == b'_' || dash;
                let mut bytes = [b'a'; WIDTH];
                bytes[place] = byte;
                assert_eq!(past_word(&bytes, 0), if word { WIDTH } else { place }, "{byte} at {place}");
                let mut bytes = [b' '; WIDTH];
                bytes[place] = byte;
                let space = byte == b' ';
                assert_eq!(past_spaces(&bytes, 0), if space { WIDTH } else { place }, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn a_dash_continues_a_word_before_a_letter_or_digit() {
        for (text, end) in [
            ("team-1a: x        ", 7),
            ("a - b + c         ", 1),
            ("a--b              ", 1),
            ("a-_b              ", 1),
            ("a->b              ", 1),
        ] {
            assert_eq!(past_word(text.as_bytes(), 0), end, "{text}");
        }
        // What follows the sixteenth byte is not seen.
        assert_eq!(past_word(b"payment-gateway-latency", 0), 15);
    }

    #[test]
    fn strings_are_gone_through_up_to_a_mark() {
        for (text, at) in [
            ("a plain \"quoted\" word", 8),
            ("nothing of it in the first sixteen\nbut here, then", 34),
            ("one \\ escape, and more", 4),
            ("too short \"", 0),
            ("twenty bytes, a tail\"", 16),
        ] {
            assert_eq!(to_string_mark(text.as_bytes(), 0), at, "{text}");
        }
        assert_eq!((to_string_mark(b"short", 5), to_string_mark(b"short", 9)), (5, 9));
    }

    #[test]
    fn the_last_bytes_are_left() {
        assert_eq!((past_word(b"gateway-latency", 0), past_word(b"gateways_and_all_of_it", 16)), (0, 16));
        let spaces = [b' '; 20];
        assert_eq!((past_word(b"gateways_and_all_of_it", 0), past_spaces(&spaces, 0)), (16, 16));
    }
}

//! Eight bytes of text at a time: how many of them, from the first one on, are spaces or continue a word. Arithmetic on all
//! bytes of a number at once ("SIMD within a register"); no byte carries into the next one, as their high bits are set apart.

/// A byte in each of eight places.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const HIGH: u64 = all(0x80);

/// The text from `at` on, as long as there are eight bytes of it; the first is the lowest.
#[inline(always)]
fn load(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk::<8>().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Where the spaces end that begin at `at`, or fewer than eight bytes before the end of the text.
#[inline(always)]
pub(super) fn past_spaces(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = load(bytes, at) {
        let other = chunk ^ all(b' ');
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at
}

/// Where the ASCII letters, digits, `_` and `-` before a letter or digit end that begin at `at`. It may go on there: the
/// last seven bytes of the text are not looked at, nor is what follows a `-` in the last of eight.
#[inline(always)]
pub(super) fn past_word(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = load(bytes, at) {
        let other = !word_bytes(chunk) & HIGH;
        if other != 0 {
            return at + (other.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    at
}

/// The high bit of each byte that continues a word.
#[inline(always)]
fn word_bytes(chunk: u64) -> u64 {
    let ascii = chunk & !HIGH;
    let letters = between(ascii | all(b'a' ^ b'A'), b'a', b'z');
    let alphanumeric = (letters | between(ascii, b'0', b'9')) & !chunk & HIGH;
    let dashes = equal(ascii, b'-') & (alphanumeric >> 8);
    (alphanumeric | equal(ascii, b'_') | dashes) & !chunk
}

/// The high bit of each byte of `ascii` that is `byte`; other bits mean nothing.
#[inline(always)]
fn equal(ascii: u64, byte: u8) -> u64 {
    // A byte that is not zero gets its high bit.
    !((ascii ^ all(byte)) + all(0x7F))
}

/// The high bit of each byte of `ascii` from `first` to `last`; other bits mean nothing.
#[inline(always)]
fn between(ascii: u64, first: u8, last: u8) -> u64 {
    (ascii + all(0x80 - first)) & !(ascii + all(0x7F - last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts_as_it_should_in_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let dash = byte == b'-' && place < 7;
                let word = byte.is_ascii_alphanumeric() || byte == b'_' || dash;
                let mut bytes = [b'a'; 8];
                bytes[place] = byte;
                assert_eq!(past_word(&bytes, 0), if word { 8 } else { place }, "{byte} at {place}");
                let mut bytes = [b' '; 8];
                bytes[place] = byte;
                assert_eq!(past_spaces(&bytes, 0), if byte == b' ' { 8 } else { place }, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn a_dash_continues_a_word_before_a_letter_or_digit() {
        for (text, end) in
            [("team-1a: x", 7), ("a - b + c", 1), ("a--b    ", 1), ("a-_b    ", 1), ("a->b    ", 1)]
        {
            assert_eq!(past_word(text.as_bytes(), 0), end, "{text}");
        }
        // What follows the eighth byte is not seen.
        assert_eq!(past_word(b"gateway-latency", 0), 7);
    }

    #[test]
    fn the_last_bytes_are_left() {
        assert_eq!((past_word(b"gateway", 0), past_word(b"gateway_latency", 8)), (0, 8));
        assert_eq!((past_word(b"gateways_and_more x", 0), past_spaces(b"          x", 0)), (16, 8));
    }
}

//! Ranges with one mark or unit for both ends, as people write them: `3-5d`, `$5-10K`.

use super::scale_word;

/// A range as it should have been written.
pub(crate) struct Range {
    pub(crate) right: String,
    /// It may be meant otherwise.
    pub(crate) guess: bool,
}

/// The range of two amounts: the one has the mark and the unit of the other where it has none of its own.
pub(crate) fn spell(from: &str, to: &str) -> Range {
    let (low, high) = (Parts::of(from), Parts::of(to));
    let mark = if high.mark.is_empty() { low.mark } else { high.mark };
    let first = if low.mark.is_empty() { high.mark } else { low.mark };
    let unit = if low.unit.is_empty() { high.unit } else { low.unit };
    let last = if high.unit.is_empty() { low.unit } else { high.unit };
    let right =
        format!("{}{first}{}{unit} .. {}{mark}{}{last}", low.sign, low.digits, high.sign, high.digits);
    // `5-10K` may be five as well as five thousand.
    Range { right, guess: scale_word(low.unit).is_some() != scale_word(high.unit).is_some() }
}

/// An amount as it is written.
struct Parts<'a> {
    sign: &'a str,
    mark: &'a str,
    digits: &'a str,
    unit: &'a str,
}

impl<'a> Parts<'a> {
    fn of(amount: &'a str) -> Self {
        let (sign, rest) = amount.split_at(amount.len() - amount.trim_start_matches('-').len());
        let (mark, rest) = rest.split_at(rest.find(|c: char| c.is_ascii_digit()).unwrap_or(0));
        let unit = rest.find(|c: char| !c.is_ascii_digit() && !"_.,".contains(c)).unwrap_or(rest.len());
        let (digits, unit) = rest.split_at(unit);
        Self { sign, mark, digits, unit: unit.trim_start() }
    }
}

#[cfg(test)]
mod tests {
    use super::spell;

    #[test]
    fn both_ends_have_a_unit() {
        for (from, to, right) in [
            ("3", "5", "3 .. 5"),
            ("3", "5d", "3d .. 5d"),
            ("3d", "5", "3d .. 5d"),
            ("3d", "2w", "3d .. 2w"),
            ("5", "10%", "5% .. 10%"),
            ("$5", "10", "$5 .. $10"),
            ("$5", "10K", "$5K .. $10K"),
            ("5", "$10", "$5 .. $10"),
            ("$5K", "10K", "$5K .. $10K"),
            ("$500K", "1M", "$500K .. $1M"),
            ("-3", "5", "-3 .. 5"),
        ] {
            assert_eq!(spell(from, to).right, right);
            assert_eq!(spell(from, to).guess, to == "10K" && !from.ends_with('K'), "{from} {to}");
        }
    }
}

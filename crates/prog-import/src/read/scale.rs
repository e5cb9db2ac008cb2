//! Likelihood, impact and levels, in words and numbers.

/// What a cell of a scale says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Grade {
    /// A word or percentage of the language.
    Word(String),
    /// A bare number, whose scale the whole column tells.
    Number(f64),
}

/// Reads a likelihood.
pub(crate) fn likelihood(text: &str) -> Option<Grade> {
    grade(text, |word| {
        Some(match word {
            "rare" | "very low" | "very unlikely" | "remote" | "improbable" | "vl" | "sehr gering" => "rare",
            "unlikely" | "low probability" | "seldom" | "unwahrscheinlich" => "unlikely",
            "possible" | "moderate" | "occasional" | "even" | "möglich" => "possible",
            "likely" | "probable" | "wahrscheinlich" => "likely",
            "almost certain" | "certain" | "very likely" | "very high" | "frequent" | "expected" | "vh"
            | "near certain" | "highly likely" | "sehr hoch" => "almost-certain",
            "low" | "l" | "gering" | "niedrig" => "low",
            "medium" | "med" | "m" | "mittel" => "medium",
            "high" | "h" | "hoch" => "high",
            _ => return None,
        })
    })
}

/// Reads an impact.
pub(crate) fn impact(text: &str) -> Option<Grade> {
    grade(text, |word| {
        Some(match word {
            "negligible" | "insignificant" | "trivial" | "very low" | "minimal" | "vl" => "negligible",
            "minor" | "marginal" | "slight" => "minor",
            "moderate" | "significant" | "tolerable" => "moderate",
            "major" | "serious" | "substantial" => "major",
            "severe" | "catastrophic" | "extreme" | "very high" | "disastrous" | "vh" => "severe",
            "low" | "l" | "gering" | "niedrig" => "low",
            "medium" | "med" | "m" | "mittel" => "medium",
            "high" | "h" | "hoch" => "high",
            "critical" | "crit" | "kritisch" => "critical",
            _ => return None,
        })
    })
}

/// Reads a level: `low` to `critical`.
pub(crate) fn level(text: &str) -> Option<&'static str> {
    Some(match tidy(text).as_str() {
        "low" | "l" | "minor" | "p4" | "p5" | "tier 4" | "4" | "5" | "very low" => "low",
        "medium" | "med" | "m" | "moderate" | "normal" | "p3" | "tier 3" | "3" => "medium",
        "high" | "h" | "major" | "p2" | "tier 2" | "2" | "important" => "high",
        "critical" | "crit" | "c" | "very high" | "severe" | "p1" | "p0" | "tier 0" | "tier 1" | "0"
        | "1" | "blocker" => "critical",
        _ => return None,
    })
}

fn grade(text: &str, word: impl Fn(&str) -> Option<&'static str>) -> Option<Grade> {
    // A number below zero is on no scale.
    if text.trim().starts_with('-') {
        return None;
    }
    let tidy = tidy(text);
    if let Some(found) = word(&tidy) {
        return Some(Grade::Word(found.to_owned()));
    }
    if let Some(percent) = tidy.strip_suffix('%').and_then(|n| n.trim().replace(',', ".").parse::<f64>().ok())
    {
        return (0.0..=100.0).contains(&percent).then(|| Grade::Word(format!("{percent}%")));
    }
    // "4 - Likely", "Likely (4)": the word counts, else the number.
    let pieces: Vec<_> = tidy.split(['-', '–', '(', ')', ':', '/', '=']).map(str::trim).collect();
    if let Some(found) = pieces.iter().find_map(|p| word(p)) {
        return Some(Grade::Word(found.to_owned()));
    }
    let first = pieces.iter().find(|p| !p.is_empty())?;
    let number: f64 = first.replace(',', ".").parse().ok()?;
    (number.is_finite() && (0.0..=100.0).contains(&number)).then_some(Grade::Number(number))
}

fn tidy(text: &str) -> String {
    let text = text.trim().to_lowercase().replace('_', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.contains(" - ") { text } else { text.replace('-', " ") }
}

/// How the bare numbers of a column count.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Scale {
    /// 1 to 5, as the language has it.
    Five,
    /// A share of one: 0.4.
    Share,
    /// 1 to 3: low, medium, high.
    Three,
    /// 1 to 10, halved.
    Ten,
    /// 0 to 100.
    Percent,
}

impl Scale {
    /// Guesses from the header, "Impact (1-3)", else from all numbers of the column.
    pub fn of(header: &str, numbers: &[f64]) -> Self {
        if let Some(told) = Self::told(header) {
            return told;
        }
        let max = numbers.iter().copied().fold(0.0, f64::max);
        let fraction = numbers.iter().any(|n| n.fract() != 0.0);
        match max {
            m if m <= 1.0 && fraction => Self::Share,
            m if m <= 5.0 => Self::Five,
            m if m <= 10.0 => Self::Ten,
            _ => Self::Percent,
        }
    }

    /// What the header says itself.
    fn told(header: &str) -> Option<Self> {
        let header = header.replace(['–', '—'], "-").replace(" to ", "-").replace(' ', "");
        // Not the start of `1-50`.
        let says = |range: &str| {
            header.split(range).skip(1).any(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        let scales = [("1-3", Self::Three), ("1-5", Self::Five), ("1-10", Self::Ten)];
        scales.into_iter().find(|(range, _)| says(range)).map(|(_, scale)| scale)
    }

    /// What is to be said of a column whose numbers are not carried over as they stand, and which does not say its scale.
    pub fn note(self, header: &str, percent: bool) -> Option<String> {
        let how = match self {
            _ if Self::told(header).is_some() => return None,
            Self::Five | Self::Three => return None,
            // `0.4` and `40%` are the same.
            Self::Share if percent => return None,
            Self::Ten => "1 to 10, so that 8 became 4",
            Self::Share => "shares of one, so that 0.4 became 2",
            Self::Percent if percent => "percentages, so that 40 became 40%",
            Self::Percent => "0 to 100, so that 40 became 2",
        };
        Some(format!(
            "Numbers in column `{header}` were read as {how}; if that is wrong, write the scale into the header, as in `{header} (1-5)`"
        ))
    }

    /// Whether a number lies on it.
    pub fn holds(self, n: f64) -> bool {
        match self {
            Self::Five => (1.0..=5.0).contains(&n),
            Self::Three => (1.0..=3.0).contains(&n),
            Self::Ten => (1.0..=10.0).contains(&n),
            Self::Share => (0.0..=1.0).contains(&n),
            Self::Percent => (0.0..=100.0).contains(&n),
        }
    }

    /// Whether another number stands for `n`, as the scale has no parts of its steps.
    pub fn is_rounded(self, n: f64) -> bool {
        n.fract() != 0.0 && matches!(self, Self::Five | Self::Three)
    }

    /// The value for `n`; percentages only where `percent` says that they may stand there.
    pub fn value(self, n: f64, percent: bool) -> String {
        let five = |n: f64| (n.round().clamp(1.0, 5.0) as u8).to_string();
        match self {
            Self::Five => five(n),
            Self::Ten => five((n / 2.0).ceil()),
            Self::Three => ["low", "medium", "high"][(n.round().clamp(1.0, 3.0) as usize) - 1].to_owned(),
            Self::Share if percent => format!("{}%", (n * 10_000.0).round() / 100.0),
            Self::Percent if percent => format!("{n}%"),
            Self::Share => five((n * 5.0).ceil()),
            Self::Percent => five((n / 20.0).ceil()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers() {
        let word = |w: &str| Some(Grade::Word(w.into()));
        assert_eq!(likelihood("Almost Certain"), word("almost-certain"));
        assert_eq!(likelihood("4 - Likely"), word("likely"));
        assert_eq!(likelihood("High (4)"), word("high"));
        assert_eq!(likelihood("40 %"), word("40%"));
        assert_eq!(likelihood("3"), Some(Grade::Number(3.0)));
        assert_eq!(impact("Catastrophic"), word("severe"));
        assert_eq!(impact("loss of data"), None);
        assert_eq!((level("Tier 2"), level("P1"), level("x")), (Some("high"), Some("critical"), None));
    }

    #[test]
    fn columns_tell_their_scale() {
        assert_eq!(Scale::of("", &[0.2, 0.9]).value(0.25, true), "25%");
        assert_eq!(Scale::of("", &[1.0, 5.0]).value(4.0, true), "4");
        assert_eq!(Scale::of("", &[1.0, 9.0]).value(9.0, true), "5");
        assert_eq!(Scale::of("Impact (1 to 3)", &[2.0]).value(2.0, true), "medium");
        assert_eq!(
            Scale::of("Impact (1-5)", &[3.0, 9.0]),
            Scale::Five,
            "one slip does not change the others"
        );
        assert_eq!(Scale::of("Impact (1-50)", &[3.0, 9.0]), Scale::Ten);
        assert_eq!(Scale::of("", &[30.0]).value(30.0, true), "30%");
        assert_eq!(Scale::of("", &[30.0]).value(30.0, false), "2");
    }
}

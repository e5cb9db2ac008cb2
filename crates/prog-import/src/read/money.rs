//! Amounts of money: "$1,200,000", "€1.2M", "50k", "50 000 EUR".

/// A quantity in the language's spelling, `$1.2M`.
pub(crate) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    let mut mark = String::new();
    let mut number = String::new();
    let mut word = String::new();
    for c in text.chars() {
        match c {
            '$' | '€' | '£' | '¥' | '₹' if mark.is_empty() => mark.push(c),
            '0'..='9' | '.' | ',' | '\'' if word.is_empty() => number.push(c),
            '-' if number.is_empty() && word.is_empty() => number.push(c),
            ' ' | '\u{a0}' | '_' => {}
            c if c.is_alphabetic() && !number.is_empty() => word.push(c),
            // "USD 500"
            c if c.is_alphabetic() && number.is_empty() && word.len() < 3 => mark.push(c),
            _ => return None,
        }
    }
    let number = separators(&number)?;
    let (scale, code) = scale(&word)?;
    let mark = match mark.as_str() {
        "" => code.map_or("", currency),
        "$" | "€" | "£" | "¥" | "₹" => &mark,
        other => Some(currency(&other.to_uppercase())).filter(|c| !c.is_empty())?,
    };
    let unit = code.filter(|_| mark.is_empty()).unwrap_or("");
    if mark.is_empty() && !scale.is_empty() && !unit.is_empty() {
        return None;
    }
    Some(format!(
        "{mark}{}{scale}{unit}",
        if scale.is_empty() && !mark.is_empty() { round(&number) } else { number }
    ))
}

/// Large round amounts with a letter: 1200000 as 1.2M.
fn round(number: &str) -> String {
    let Ok(value) = number.parse::<f64>() else { return number.to_owned() };
    for (size, letter) in [(1e9, "B"), (1e6, "M"), (1e3, "K")] {
        let scaled = value / size;
        if scaled.abs() >= 1.0 && (scaled * 100.0).fract() == 0.0 {
            return format!("{scaled}{letter}");
        }
    }
    number.to_owned()
}

fn scale(word: &str) -> Option<(&'static str, Option<&str>)> {
    let lower = word.to_lowercase();
    Some(match lower.as_str() {
        "" => ("", None),
        "k" | "thousand" | "tsd" => ("K", None),
        "m" | "mn" | "mio" | "mm" | "million" | "millions" => ("M", None),
        "b" | "bn" | "mrd" | "billion" => ("B", None),
        _ if word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()) => ("", Some(word)),
        _ => return None,
    })
}

fn currency(code: &str) -> &'static str {
    match code {
        "USD" | "US$" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        "INR" => "₹",
        _ => "",
    }
}

/// A number without separators of thousands: "1,200,000.50", "1.200.000,50", "1'200".
fn separators(number: &str) -> Option<String> {
    let number = number.replace('\'', "");
    let last = number.rfind(['.', ',']);
    let decimals = last.map_or(0, |at| number.len() - at - 1);
    let seen = number.matches(['.', ',']).count();
    let decimal = last.filter(|_| decimals != 3 || (seen == 1 && number.starts_with('0')));
    let mut out = String::new();
    for (at, c) in number.char_indices() {
        match c {
            '.' | ',' if Some(at) == decimal => out.push('.'),
            '.' | ',' => {}
            c => out.push(c),
        }
    }
    let value: f64 = out.parse().ok()?;
    value.is_finite().then(|| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_forms() {
        for (text, amount) in [
            ("$1,200,000", "$1.2M"),
            ("€1.2M", "€1.2M"),
            ("1.200.000,50 €", "€1200000.5"),
            ("50k", "50K"),
            ("50 000 EUR", "€50K"),
            ("USD 500", "$500"),
            ("$500", "$500"),
            ("50000 CHF", "50000CHF"),
            ("12.5", "12.5"),
            ("high", ""),
            ("", ""),
        ] {
            assert_eq!(read(text).unwrap_or_default(), amount, "{text}");
        }
    }
}

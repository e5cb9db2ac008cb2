//! Identifiers as text: whether a word is one, and the one spelling (NFC) by which names are compared.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Whether `text` is a valid identifier: a letter or `_`, then letters, digits, `_`, or `-` before a letter or digit.
pub fn is_ident(text: &str) -> bool {
    let mut chars = text.chars().peekable();
    let Some(start) = chars.next() else { return false };
    if start != '_' && !unicode_ident::is_xid_start(start) {
        return false;
    }
    while let Some(c) = chars.next() {
        let fits = match c {
            '-' => chars.peek().is_some_and(|next| *next != '_' && unicode_ident::is_xid_continue(*next)),
            c => unicode_ident::is_xid_continue(c),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// `name` in NFC; borrowed where it is so already, which every ASCII name is.
pub fn normalize(name: &str) -> Cow<'_, str> {
    if name.is_ascii() || is_nfc(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// `text` with its letters bare of accents: `ünal` gives `unal`.
pub fn without_accents(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// A valid identifier in lower-case kebab-case that reads like `text`: "Checkout API" gives `checkout-api`. Empty where
/// `text` has no letter or digit; where it starts with a digit, a `_` is put before it.
pub fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || unicode_ident::is_xid_continue(c) && c != '_' && !out.is_empty() {
            if gap && !out.is_empty() {
                out.push('-');
            }
            gap = false;
            out.push(c);
        } else {
            gap = true;
        }
    }
    if out.chars().next().is_some_and(|c| !unicode_ident::is_xid_start(c)) {
        out.insert(0, '_');
    }
    out.retain(|c| c == '-' || unicode_ident::is_xid_continue(c));
    if is_ident(&out) { out } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_identifier() {
        for good in ["a", "_x", "depends-on", "größe", "e\u{301}t\u{301}", "a-3d", "東京", "a_b"] {
            assert!(is_ident(good), "{good}");
        }
        for bad in ["", "3d", "a-", "-a", "a--b", "a->b", "a b", "a.b", "é!", "a-_"] {
            assert!(!is_ident(bad), "{bad}");
        }
    }

    #[test]
    fn names_are_compared_in_nfc() {
        assert_eq!(normalize("e\u{301}"), "é");
        assert!(matches!(normalize("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn slugs_are_identifiers() {
        assert_eq!(slug("Checkout API (v2)"), "checkout-api-v2");
        assert_eq!(slug("3-D Secure"), "_3-d-secure");
        assert_eq!(slug("  Größe!"), "größe");
        assert_eq!(slug("…"), "");
    }
}

//! The text of a file, held by all who need it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The text of a file. Cheap to clone.
#[derive(Clone)]
pub struct Text(Held);

#[derive(Clone)]
enum Held {
    /// Gone with the last who holds it.
    Shared(Arc<str>),
    /// There to the end.
    Kept(&'static str),
}

impl Text {
    /// A text in memory that is never given back: for whoever reads thousands and ends soon.
    pub const fn kept(text: &'static str) -> Self {
        Self(Held::Kept(text))
    }

    /// The text, if it is gone with the last who holds it: for whoever keeps none to the end.
    pub fn as_shared(&self) -> Option<&Arc<str>> {
        match &self.0 {
            Held::Shared(text) => Some(text),
            Held::Kept(_) => None,
        }
    }

    /// The same as a text that is gone with the last who holds it.
    pub fn shared(&self) -> Arc<str> {
        match &self.0 {
            Held::Shared(text) => text.clone(),
            Held::Kept(text) => (*text).into(),
        }
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        match &self.0 {
            Held::Shared(text) => text,
            Held::Kept(text) => text,
        }
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self(Held::Shared(text))
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(Held::Shared(text.into()))
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(Held::Shared(text.into()))
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_the_same_however_it_is_held() {
        let texts = [Text::from("risk r"), "risk r".to_owned().into(), Text::kept("risk r")];
        for text in texts {
            assert_eq!((&*text, &*text.shared(), &*text.clone()), ("risk r", "risk r", "risk r"));
        }
    }
}

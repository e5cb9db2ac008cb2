//! Addresses and paths in a file that can be opened: in strings, text blocks and comments.

use prog_diagnostics::FileId;
use prog_model::file::Val;
use prog_model::{Decl, Value, key};
use prog_rules::Engine;
use prog_syntax::Span;

/// Something that can be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where it stands.
    pub span: Span,
    /// Where it leads.
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkTarget {
    /// An address: `https://…`, `mailto:…`.
    Url(String),
    /// A path, relative to the file's folder or to the workspace, with `/`; whether it exists is not known here.
    Path(String),
}

/// Everything in a file that can be opened: web addresses anywhere, runbooks and other paths, mail addresses, and the pages of
/// rules in allows.
pub fn links(engine: &Engine, file: FileId) -> Vec<Link> {
    let workspace = engine.workspace();
    let Some(model) = workspace.file(file) else { return Vec::new() };
    let text: &str = &model.text;
    let mut found: Vec<Link> = addresses(text);
    for allow in &model.allows {
        let known = allow.rules.iter().filter(|r| prog_rules::find(r.text(text)).is_some());
        found
            .extend(known.map(|r| Link { span: *r, target: LinkTarget::Url(prog_rules::url(r.text(text))) }));
    }
    for decl in workspace.decls_in(file) {
        found.extend(in_decl(decl));
    }
    found.sort_by_key(|l| l.span);
    found.dedup_by(|b, a| b.span.start < a.span.end);
    found
}

/// Web addresses in a text.
fn addresses(text: &str) -> Vec<Link> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find("http").map(|at| from + at) {
        let rest = &text[at..];
        from = at + 4;
        if !(rest.starts_with("https://") || rest.starts_with("http://")) {
            continue;
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`' | '\\' | '|' | '^'))
            .unwrap_or(rest.len());
        let address = trim(&rest[..end]);
        if address.split_once("://").is_some_and(|(_, host)| host.starts_with(|c: char| c.is_alphanumeric()))
        {
            let span = Span::new(at as u32, (at + address.len()) as u32);
            found.push(Link { span, target: LinkTarget::Url(address.to_owned()) });
        }
        from = at + address.len().max(4);
    }
    found
}

/// Marks after an address belong to the sentence; a closing bracket too, unless the address opens it.
fn trim(address: &str) -> &str {
    let mut kept = address;
    loop {
        let last = kept.chars().next_back();
        let cut = match last {
            Some('.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_') => true,
            Some(')') => kept.matches('(').count() < kept.matches(')').count(),
            Some(']') => kept.matches('[').count() < kept.matches(']').count(),
            _ => false,
        };
        if !cut {
            return kept;
        }
        kept = &kept[..kept.len() - last.map_or(0, char::len_utf8)];
    }
}

fn in_decl(decl: Decl<'_>) -> Vec<Link> {
    let leads = decl.props().filter(|p| crate::at::leads_somewhere(*p) || p.key() == key::EMAIL);
    let texts = leads.flat_map(|p| p.values()).filter(|v| matches!(v.val(), Val::Text));
    texts.filter_map(link).collect()
}

fn link(value: Value<'_>) -> Option<Link> {
    let text = value.text()?;
    let text = text.trim();
    let raw = value.written();
    let at = raw.find(text).filter(|_| !text.is_empty() && !text.contains('\n'))?;
    let start = value.span().start + at as u32;
    let span = Span::new(start, start + text.len() as u32);
    if value.prop().key() == key::EMAIL {
        let is_mail = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && !text.contains(' ');
        return is_mail.then(|| Link { span, target: LinkTarget::Url(format!("mailto:{text}")) });
    }
    is_path(text).then(|| Link { span, target: LinkTarget::Path(text.to_owned()) })
}

/// `runbooks/gateway.md`: no space, and a slash or an ending.
fn is_path(text: &str) -> bool {
    let (file, _) = text.split_once('#').unwrap_or((text, ""));
    let name = file.rsplit('/').next().unwrap_or(file);
    let ending = name.rsplit_once('.').is_some_and(|(stem, ext)| {
        !stem.is_empty() && (1..=5).contains(&ext.len()) && ext.chars().all(|c| c.is_ascii_alphanumeric())
    });
    !file.is_empty() && !file.contains([' ', ':', '"', '\\']) && ending && !file.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_does() {
        let text =
            "See (https://a.example/x_(y)), https://b.example/z?q=1. http:// httpx https://ü.example/ö!";
        let found: Vec<&str> = addresses(text).iter().map(|l| l.span.text(text)).collect();
        assert_eq!(found, ["https://a.example/x_(y)", "https://b.example/z?q=1", "https://ü.example/ö"]);
    }

    #[test]
    fn paths_have_an_ending_and_no_space() {
        for path in ["runbooks/gateway.md", "a.md#top", "../x/y.html"] {
            assert!(is_path(path), "{path}");
        }
        for text in ["looker: checkout/funnel", "ask Ines", "v1.", "/etc/passwd.txt", ".hidden", ""] {
            assert!(!is_path(text), "{text}");
        }
    }
}

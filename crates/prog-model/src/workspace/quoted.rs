//! A name that stands in quotes, `owner: "Ann"`: what is meant is known only from what all files declare, so it is looked up when
//! somebody asks.
//!
//! Not here: that the value is of the wrong type, which the file says by itself.

use super::Workspace;
use crate::schema::KindSet;
use crate::suggest::fold;
use crate::view::Decl;
use prog_diagnostics::{Applicability, Diagnostic, Edit, Fix};
use prog_syntax::ident::is_ident;

impl Workspace {
    /// Adds to a finding about a text in the place of a name which name is meant.
    pub fn name_the_quoted(&self, finding: &mut Diagnostic) {
        if let Some((decl, kinds)) = self.asks_for_name(finding) {
            let written = finding.place.span.text(decl.source());
            finding.help = Some(match self.meant_by(decl, written, kinds) {
                Some((name, applicability)) => {
                    let edits = vec![Edit { place: finding.place, text: name.clone() }];
                    let title = format!("Change to `{name}`");
                    finding.fixes = vec![Fix { title, applicability, edits }];
                    format!("Write it without quotes: `{name}`").into()
                }
                None => {
                    let what = kinds.describe();
                    format!("Write the name of {what} without quotes, or `?` while it is open").into()
                }
            });
        }
    }

    /// Where a text stands in the place of a name: the declaration that it stands in, and what is asked for.
    fn asks_for_name(&self, finding: &Diagnostic) -> Option<(Decl<'_>, KindSet)> {
        if finding.rule != "wrong-type" {
            return None;
        }
        let span = finding.place.span;
        let model = self.file(finding.place.file)?;
        let quoted = span.text(&model.text).len() > 2 && span.text(&model.text).starts_with('"');
        let index = model.innermost(span.start).filter(|_| quoted)?;
        let decl = self.decl_in(finding.place.file, index)?;
        let prop = decl.props().find(|prop| prop.span().cover(span) == prop.span())?;
        let kinds = self.schema().targets(decl.kind(), prop.key());
        (kinds != KindSet::NONE).then_some((decl, kinds))
    }

    /// The name that a text stands for in `decl`: what is called so, or the one that has it as its title.
    fn meant_by(&self, decl: Decl<'_>, written: &str, kinds: KindSet) -> Option<(String, Applicability)> {
        let inner = written.trim_matches('"').trim();
        let called = |d: &Decl<'_>| d.name() == inner || decl.name_for(*d).as_deref() == Some(inner);
        let spelt = |d: &Decl<'_>| fold(d.name()) == fold(inner);
        let titled = |d: &Decl<'_>| d.data().title.text(d.source()).eq_ignore_ascii_case(written);
        let last = inner.rsplit('.').next().filter(|_| inner.split('.').all(is_ident));
        let named = last.map_or(Vec::new(), |last| self.decls_with_letters(last, kinds).collect());
        let by_name = only(decl, named.iter().copied().filter(called));
        let by_name = by_name.or_else(|| only(decl, named.iter().copied().filter(spelt)));
        let by_title = || only(decl, self.decls_of_any(kinds).filter(titled));
        let name = by_name.or_else(by_title)?;
        // What is called otherwise than what is written there, or stands elsewhere, may be another thing.
        let applicability = match fold(&name) == fold(inner) {
            true => Applicability::Safe,
            false => Applicability::Suggested,
        };
        Some((name, applicability))
    }
}

/// How the only one of several declarations is written in `decl`; `None` where there is none, or more than one.
fn only<'w>(decl: Decl<'w>, found: impl Iterator<Item = Decl<'w>>) -> Option<String> {
    let mut names: Vec<String> = found.filter_map(|d| decl.name_for(d)).collect();
    names.sort_unstable();
    names.dedup();
    (names.len() == 1).then(|| names.remove(0))
}

//! Lines above declarations that say what hangs on them, and lead there.

use crate::text::count;
use prog_diagnostics::{FileId, Place};
use prog_model::{Decl, DeclId, Kind, key};
use prog_rules::Engine;
use prog_syntax::Span;

/// What a lens is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LensKind {
    /// "7 systems depend on this": shows the places.
    Dependents,
    /// "threatened by 2 risks": shows the risks.
    Risks,
    /// "show impact": shows what breaks if it fails.
    Impact,
    /// "show memo": shows the escalation or decision as a memo.
    Memo,
}

impl LensKind {
    /// Its name, to be sent back and forth.
    pub fn word(self) -> &'static str {
        match self {
            Self::Dependents => "dependents",
            Self::Risks => "risks",
            Self::Impact => "impact",
            Self::Memo => "memo",
        }
    }

    /// The kind of this name.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Dependents, Self::Risks, Self::Impact, Self::Memo].into_iter().find(|k| k.word() == word)
    }
}

/// A line above a declaration. What it says is computed when it is on the screen ([`lens_title`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lens {
    /// The head of the declaration.
    pub span: Span,
    /// The declaration.
    pub decl: DeclId,
    /// Its path, for commands.
    pub path: String,
    /// What it is about.
    pub kind: LensKind,
}

/// The lenses of a file, by position.
pub fn lenses(engine: &Engine, file: FileId) -> Vec<Lens> {
    let mut found = Vec::new();
    for decl in engine.workspace().decls_in(file) {
        for kind in kinds(decl) {
            found.push(Lens { span: decl.head_span(), decl: decl.id(), path: decl.path(), kind });
        }
    }
    found
}

fn kinds(decl: Decl<'_>) -> Vec<LensKind> {
    let has = |kind: Kind, key: prog_model::Key| decl.referrers().any(|(d, k)| k == key && d.kind() == kind);
    match decl.kind() {
        Kind::System => {
            let needed = has(Kind::System, key::DEPENDS_ON);
            let used = needed || has(Kind::Flow, key::STEPS) || has(Kind::Task, key::TOUCHES);
            let risks = has(Kind::Risk, key::AFFECTS);
            let all = [(needed, LensKind::Dependents), (risks, LensKind::Risks), (used, LensKind::Impact)];
            all.into_iter().filter(|(is, _)| *is).map(|(_, k)| k).collect()
        }
        Kind::Outcome | Kind::Milestone | Kind::Task | Kind::Program if has(Kind::Risk, key::THREATENS) => {
            vec![LensKind::Risks]
        }
        Kind::Escalation | Kind::Decision => vec![LensKind::Memo],
        _ => Vec::new(),
    }
}

/// What a lens says; `None` where there is nothing to say any more.
pub fn lens_title(engine: &Engine, id: DeclId, kind: LensKind) -> Option<String> {
    let decl = engine.workspace().decl(id)?;
    match kind {
        LensKind::Dependents => {
            let all = engine.facts().systems().dependents(id).len();
            let verb = if all == 1 { "depends" } else { "depend" };
            (all > 0).then(|| format!("{} {verb} on this", count(all, "system", "systems")))
        }
        LensKind::Risks => {
            let about = if decl.kind() == Kind::System { key::AFFECTS } else { key::THREATENS };
            let mut live: Vec<DeclId> =
                decl.referrers_by(about).filter(|d| d.is_live_risk()).map(|d| d.id()).collect();
            live.sort_unstable();
            live.dedup();
            (!live.is_empty()).then(|| format!("threatened by {}", count(live.len(), "risk", "risks")))
        }
        LensKind::Impact => Some("show impact".into()),
        LensKind::Memo => Some("show memo".into()),
    }
}

/// The places that a lens leads to: who depends on the declaration, or the risks that threaten it.
pub fn lens_places(engine: &Engine, id: DeclId, kind: LensKind) -> Vec<Place> {
    let Some(decl) = engine.workspace().decl(id) else { return Vec::new() };
    let mut found: Vec<Decl<'_>> = match kind {
        LensKind::Dependents => {
            let all = engine.facts().systems().dependents(id);
            all.iter().filter_map(|(id, _)| engine.workspace().decl(*id)).collect()
        }
        LensKind::Risks => {
            let about = if decl.kind() == Kind::System { key::AFFECTS } else { key::THREATENS };
            decl.referrers_by(about).filter(|d| d.is_live_risk()).collect()
        }
        LensKind::Impact | LensKind::Memo => Vec::new(),
    };
    found.sort_by_key(|d| d.order());
    found.dedup();
    found.into_iter().map(|d| d.name_place()).collect()
}

//! Of which kinds a file has declarations that leave a doubt: something that is expected of one is left out, or its numbers may
//! not be comparable. Most files have none, and the rules that look for such things pass them by. A doubt costs a closer
//! look and no more, so whatever this file alone does not tell is one.

use crate::file::{DeclData, NONE, PropData, Val};
use crate::packed::NewValues;
use crate::schema::{Bits, Expected, Kind, KindSet, key};
use crate::status;

/// The lists of a file.
pub(super) struct Lists<'l> {
    pub decls: &'l [DeclData],
    pub props: &'l [PropData],
    pub values: &'l NewValues,
    pub units: &'l [Box<str>],
}

/// The kinds of which a declaration leaves a doubt. `said` is room to work in.
pub(super) fn kinds(lists: &Lists<'_>, said: &mut Vec<Bits>) -> KindSet {
    // An empty text may stand in the place of something.
    if lists.values.any_blank() {
        return KindSet::ALL;
    }
    let expected = Expected::table();
    let owner = expected.bit(key::OWNER);
    let mut kinds = KindSet::NONE;
    said.clear();
    for decl in lists.decls {
        let props = &lists.props[decl.props.0 as usize..decl.props.1 as usize];
        let mut here = props.iter().fold(0, |bits, prop| bits | expected.bit(prop.key));
        let says = |key| props.iter().any(|prop| prop.key == key);
        if decl.kind == Kind::Dependency && says(key::FROM) {
            here |= owner;
        }
        if decl.kind == Kind::Outcome && lists.may_mix_units(props) {
            kinds = kinds.with(decl.kind);
        }
        if decl.parent != NONE {
            let (kind, parent) = (lists.decls[decl.parent as usize].kind, &mut said[decl.parent as usize]);
            if kind.lends_owner() {
                here |= *parent & owner;
            }
            // What its task says of a mitigation is not known yet.
            if decl.kind == Kind::Mitigation && !status::is_over(decl.kind, decl.status) && !says(key::TASK) {
                *parent |= Expected::MITIGATED;
            }
        }
        said.push(here);
    }
    let all = lists.decls.iter().zip(said);
    let lacking = all.filter(|(decl, said)| expected.of(decl.kind) & !**said != 0);
    lacking.fold(kinds, |kinds, (decl, _)| kinds.with(decl.kind))
}

impl Lists<'_> {
    /// Whether the numbers of an outcome may be in several units: there are several in the file, or its metric stands elsewhere.
    fn may_mix_units(&self, props: &[PropData]) -> bool {
        // The first unit is none.
        self.units.len() > 2
            || props.iter().filter(|prop| prop.key == key::METRIC).any(|prop| {
                let (from, to) = prop.values;
                (from..to).any(|at| matches!(self.values.val(at as usize), Val::Ref(_)))
            })
    }
}

#[cfg(test)]
mod tests {
    use crate::schema::{Kind, Schema};
    use prog_diagnostics::FileId;

    /// The kinds that are doubted in a text, in words.
    fn doubted(text: &str) -> String {
        let model = super::super::lower(&Schema::default(), FileId(0), "a.prog".into(), text.into());
        let kinds = Kind::ALL.iter().filter(|kind| model.doubts.contains(**kind));
        kinds.map(|kind| kind.word()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_says_all_that_is_expected_leaves_no_doubt() {
        for text in [
            "person ines",
            "system a { owner: ines }",
            "system a { owner: ? }",
            "system a { owner: ines, system b }",
            "workstream w { owner: ines, task t { estimate: 3d }, milestone m }",
            "workstream w { owner: ines, workstream v { task t } }",
            "dependency d { from: ines }",
            "risk r { owner: a, likelihood: likely, impact: ?, mitigation \"Call\" { due: 2026-03-01 } }",
            "risk r { owner: a, likelihood: likely, impact: major, mitigation \"Call\" { status: dropped }, mitigation \"Go\" }",
            "outcome o { owner: a, metric: \"share\", baseline: 3%, target: >= 4%, by: 2026-09-30 }",
        ] {
            assert_eq!(doubted(text), "", "{text}");
        }
    }

    #[test]
    fn what_leaves_something_out_is_doubted() {
        for (text, kinds) in [
            ("system a", "system"),
            ("system a { owner: ines }\nsystem b", "system"),
            ("program p { owner: ines, system a { owner: ines }, task t }", "task"),
            ("flow f { owner: ines, task t }", "task"),
            ("task t { workstream w { owner: ines } }", "task"),
            ("dependency d { to: ines }", "dependency"),
            ("risk r { owner: a, likelihood: likely, impact: major }", "risk"),
            ("risk r { owner: a, likelihood: likely, mitigation \"Call\" }", "risk"),
            (
                "risk r { owner: a, likelihood: likely, impact: major, mitigation \"Call\" { status: dropped } }",
                "risk",
            ),
            (
                "risk r { owner: a, likelihood: likely, impact: major, mitigation \"Call\" { task: t } }",
                "risk",
            ),
            ("outcome o { owner: a, metric: \"share\", baseline: 3%, by: 2026-09-30 }", "outcome"),
            (
                "outcome o { owner: a, metric: \"share\", baseline: 3%, target: 4s, by: 2026-09-30 }",
                "outcome",
            ),
            ("outcome o { owner: a, metric: orders, baseline: 3%, target: 4%, by: 2026-09-30 }", "outcome"),
        ] {
            assert_eq!(doubted(text), kinds, "{text}");
        }
    }

    #[test]
    fn an_empty_text_makes_everything_doubtful() {
        let text = "outcome o { owner: a, metric: \"\", baseline: 3%, target: >= 4%, by: 2026-09-30 }";
        assert!(doubted(text).contains("outcome"));
    }
}

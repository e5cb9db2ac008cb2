//! What leaves no doubt as soon as its file is read has no finding of the rules that look only at the rest.

use crate::corpus::{self, Case};
use crate::random::Random;
use crate::sturdy::slip;
use crate::texts::Texts;
use prog_model::schema::KINDS;
use prog_model::{Kind, key};
use prog_rules::rules::notes::wants::WANTS;
use prog_rules::{ALL, Check, Context, Engine, testing};

/// What the other texts hardly meet: an empty text in the place of something, and a metric that is in another unit.
const RARE: [&str; 2] = [
    "outcome o { owner: a, metric: \"\", baseline: 3%, target: >= 4%, by: 2026-09-30 }",
    "metric speed { unit: \"s\" }\noutcome o { owner: a, metric: speed, baseline: 3%, target: 4%, by: 2026-09-30 }",
];

/// Runs the rules on what they pass by.
fn look_at(engine: &Engine) {
    let (workspace, context) = (engine.workspace(), Context::new(engine.facts()));
    for (rule, kinds, check) in ALL.iter().filter_map(|rule| match rule.check {
        Check::Doubt(kinds, check) => Some((rule, kinds, check)),
        _ => None,
    }) {
        for (id, file) in workspace.files() {
            let passed_by = |kind: Kind| kinds.contains(kind) && !file.doubts.contains(kind);
            for decl in workspace.decls_in(id).filter(|decl| passed_by(decl.kind())) {
                let mut found = Vec::new();
                check(&context, decl, &mut found);
                assert!(found.is_empty(), "{} passes {} by in\n{}", rule.name, decl.path(), file.text);
            }
        }
    }
}

#[test]
fn nothing_is_passed_by_that_has_a_finding() {
    let mut random = Random::new(11);
    let corpus = corpus::all();
    let mut texts: Vec<String> =
        corpus.iter().flat_map(|(_, text)| Case::read(text).files).map(|(_, text)| text).collect();
    texts.extend(RARE.map(str::to_owned));
    texts.extend(ALL.iter().flat_map(|rule| [rule.docs.bad.to_owned(), rule.docs.good.to_owned()]));
    for text in &texts {
        look_at(&testing::engine(&[("a.prog", text)]));
    }
    for _ in 0..1500 {
        let at = random.below(texts.len());
        let mut text = texts[at].clone();
        for _ in 0..=random.below(3) {
            text = slip(&mut random, &text);
        }
        look_at(&testing::engine(&[("a.prog", &text)]));
    }
}

#[test]
fn nothing_is_passed_by_in_random_workspaces() {
    for seed in 0..100 {
        let texts = Texts::new(Random::new(seed)).files();
        let files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (&**path, &**text)).collect();
        look_at(&testing::engine(&files));
    }
}

/// What the table of the language expects is what these rules want, and nothing else.
#[test]
fn the_table_expects_what_the_rules_want() {
    for spec in &KINDS {
        for property in spec.properties {
            let wanted = WANTS.iter().any(|want| {
                matches!(want.rule.check, Check::Doubt(..))
                    && want.kinds.contains(spec.kind)
                    && want.keys.contains(&property.key)
            });
            // It may stand in the place of an owner.
            let instead = spec.kind == Kind::Dependency && property.key == key::FROM;
            assert_eq!(property.expected, wanted && !instead, "{} {}", spec.kind.word(), property.key.word());
        }
    }
}

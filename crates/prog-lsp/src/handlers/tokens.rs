//! Colours: all of a document, what changed since the last answer, or a part.

use super::{Answer, Feature, Reading, ask};
use crate::world::{Key, Spot};
use parking_lot::Mutex;
use prog_ide::{Token, TokenType, modifier};
use prog_syntax::Span;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::sync::Arc;
use tower_lsp::ls_types::*;

/// All of a document.
pub const FULL: Feature = Feature {
    method: "textDocument/semanticTokens/full",
    announce: |capabilities, _| {
        let types = TokenType::ALL.iter().map(|t| SemanticTokenType::new(t.name())).collect();
        let modifiers = modifier::NAMES.iter().map(|m| SemanticTokenModifier::new(m)).collect();
        capabilities.semantic_tokens_provider = Some(
            SemanticTokensOptions {
                legend: SemanticTokensLegend { token_types: types, token_modifiers: modifiers },
                range: Some(true),
                full: Some(SemanticTokensFullOptions::Delta { delta: Some(true) }),
                ..SemanticTokensOptions::default()
            }
            .into(),
        );
    },
};

/// What changed since the last answer.
pub const DELTA: Feature = Feature { method: "textDocument/semanticTokens/full/delta", announce: |_, _| {} };

/// A part.
pub const RANGE: Feature = Feature { method: "textDocument/semanticTokens/range", announce: |_, _| {} };

/// Most documents whose last answer is kept.
const KEPT: usize = 64;

/// A result's name, and the colours that it names.
type Named = (String, Arc<[SemanticToken]>);

/// The last answers, to say only what changed.
#[derive(Debug, Default)]
pub struct Remembered(Mutex<FxHashMap<Key, Named>>);

impl Remembered {
    fn keep(&self, uri: &Uri, id: &str, tokens: &[SemanticToken]) {
        let mut all = self.0.lock();
        let key = Key::of(uri);
        if all.len() >= KEPT && !all.contains_key(&key) {
            all.clear();
        }
        all.insert(key, (id.to_owned(), tokens.into()));
    }

    fn last(&self, uri: &Uri, id: &str) -> Option<Arc<[SemanticToken]>> {
        let all = self.0.lock();
        all.get(&Key::of(uri)).filter(|(known, _)| known == id).map(|(_, tokens)| tokens.clone())
    }
}

/// All of a document.
pub fn full(reading: &Reading<'_>, params: SemanticTokensParams) -> Answer<Option<SemanticTokensResult>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    Ok(Some(SemanticTokensResult::Tokens(all(reading, &spot, &params.text_document.uri))))
}

fn all(reading: &Reading<'_>, spot: &Spot<'_>, uri: &Uri) -> SemanticTokens {
    let data = relative(reading, spot, prog_ide::tokens(&spot.root.engine, spot.file, None));
    let result_id = format!("{:x}", name(&data));
    reading.world.tokens.keep(uri, &result_id, &data);
    SemanticTokens { result_id: Some(result_id), data }
}

/// An answer is named after what it says, so its name is good for any time.
fn name(tokens: &[SemanticToken]) -> u64 {
    let mut hasher = FxHasher::default();
    for t in tokens {
        (t.delta_line, t.delta_start, t.length, t.token_type, t.token_modifiers_bitset).hash(&mut hasher);
    }
    hasher.finish()
}

/// What changed since the last answer: one edit between what starts and what ends alike.
pub fn delta(
    reading: &Reading<'_>,
    params: SemanticTokensDeltaParams,
) -> Answer<Option<SemanticTokensFullDeltaResult>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let uri = &params.text_document.uri;
    let before = reading.world.tokens.last(uri, &params.previous_result_id);
    let now = all(reading, &spot, uri);
    let Some(before) = before else { return Ok(Some(SemanticTokensFullDeltaResult::Tokens(now))) };
    let same = |(a, b): &(&SemanticToken, &SemanticToken)| a == b;
    let start = before.iter().zip(&now.data).take_while(same).count();
    let (old, new) = (&before[start..], &now.data[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    let (gone, come) = (old.len() - end, &new[..new.len() - end]);
    let edit = SemanticTokensEdit {
        start: start as u32 * 5,
        delete_count: gone as u32 * 5,
        data: Some(come.to_vec()),
    };
    let edits = if gone == 0 && come.is_empty() { Vec::new() } else { vec![edit] };
    Ok(Some(SemanticTokensFullDeltaResult::TokensDelta(SemanticTokensDelta {
        result_id: now.result_id,
        edits,
    })))
}

/// A part.
pub fn range(
    reading: &Reading<'_>,
    params: SemanticTokensRangeParams,
) -> Answer<Option<SemanticTokensRangeResult>> {
    let Some(spot) = ask::spot(reading, &params.text_document) else { return Ok(None) };
    let within: Span = spot.span(params.range);
    let data = relative(reading, &spot, prog_ide::tokens(&spot.root.engine, spot.file, Some(within)));
    Ok(Some(SemanticTokensRangeResult::Tokens(SemanticTokens { result_id: None, data })))
}

/// Each token's place is counted from the one before it.
fn relative(reading: &Reading<'_>, spot: &Spot<'_>, tokens: Vec<Token>) -> Vec<SemanticToken> {
    let encoding = reading.world.encoding();
    let mut last = Position::default();
    tokens
        .into_iter()
        .map(|token| {
            let start = spot.lines().position(token.span.start);
            let delta_line = start.line - last.line;
            let delta_start =
                if delta_line == 0 { start.character - last.character } else { start.character };
            last = start;
            SemanticToken {
                delta_line,
                delta_start,
                length: encoding.columns(token.span.text(spot.text)),
                token_type: token.ty as u32,
                token_modifiers_bitset: token.modifiers,
            }
        })
        .collect()
}

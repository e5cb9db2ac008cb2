//! Findings that are pushed: which have to be sent again, and when. Text is never put off, only this is.
//!
//! A client that asks for findings does so for open documents, and for all files if it likes. What it asks for is not
//! pushed; it is told to ask again when something else than its own edit changed it.

use super::MainLoop;
use crate::convert;
use crate::world::{Key, RootId, World};
use std::hash::{Hash, Hasher};
use std::time::Instant;
use tower_lsp::ls_types::notification::{Notification, PublishDiagnostics};
use tower_lsp::ls_types::{Diagnostic, PublishDiagnosticsParams, Uri};

/// So many files are published before the loop looks for events again.
const SOME: usize = 64;

/// What the client was told last about a file.
#[derive(Debug)]
pub(super) struct Published {
    uri: Uri,
    hash: u64,
    version: Option<i32>,
    is_empty: bool,
}

/// What is to be told about a file now.
struct Report {
    uri: Uri,
    version: Option<i32>,
    findings: Vec<Diagnostic>,
}

impl MainLoop {
    /// These files may have other findings now.
    pub(super) fn mark_dirty(&mut self, keys: impl IntoIterator<Item = Key>, edited: bool) {
        self.dirty.extend(keys);
        self.edited |= edited;
        if edited { self.debounce.changed(Instant::now()) } else { self.debounce.at_once(Instant::now()) }
    }

    pub(super) fn dirty_at_once(&mut self, keys: impl IntoIterator<Item = Key>) {
        self.mark_dirty(keys, false);
    }

    /// All files of a workspace may have other findings now.
    pub(super) fn mark_root_dirty(&mut self, id: RootId) {
        let keys: Vec<Key> = match self.shared.world.read().world.roots.get(&id) {
            Some(root) => root.files().filter_map(|f| root.key_of(f)).collect(),
            None => return,
        };
        self.dirty_at_once(keys);
    }

    /// All that was told may be different now.
    pub(super) fn mark_all_dirty(&mut self) {
        let ids: Vec<RootId> = self.shared.world.read().world.roots.keys().copied().collect();
        for id in ids {
            self.mark_root_dirty(id);
        }
        let published: Vec<Key> = self.published.keys().cloned().collect();
        self.dirty_at_once(published);
    }

    pub(super) fn publish_if_due(&mut self) {
        let now = Instant::now();
        // Findings of half a workspace would be wrong ones.
        if self.under_way > 0 || !self.debounce.is_due(now) {
            if self.under_way > 0 {
                self.debounce.published_aside();
            }
            return;
        }
        self.publish_some();
        if !self.dirty.is_empty() {
            return;
        }
        if std::mem::take(&mut self.edited) {
            self.debounce.published(now)
        } else {
            self.debounce.published_aside()
        }
        if std::mem::take(&mut self.stale) {
            self.ask_for_findings_again();
        }
        self.tell_changed();
    }

    /// Open documents first: that is where somebody looks.
    fn publish_some(&mut self) {
        let mut keys: Vec<Key> = self.open.keys().filter(|k| self.dirty.contains(*k)).cloned().collect();
        keys.sort_unstable();
        keys.extend(self.dirty.iter().filter(|k| !self.open.contains_key(*k)).take(SOME).cloned());
        for key in keys {
            self.dirty.remove(&key);
            let report = report(&self.shared.world.read().world, &key);
            match self.is_pulled(&key) {
                true => self.leave_to_the_client(key, report),
                false => self.publish(key, report),
            }
        }
    }

    /// Whether the client asks for the findings of a file by itself.
    fn is_pulled(&self, key: &Key) -> bool {
        let pulls = self.shared.world.read().world.client.pulls;
        pulls && (self.pulls_workspace || self.open.contains_key(key))
    }

    /// The client asks for findings of all files: nothing is pushed any more, so that none is shown twice.
    pub(super) fn workspace_is_pulled(&mut self) {
        if !std::mem::replace(&mut self.pulls_workspace, true) {
            let had: Vec<(Key, u64)> = self.published.iter().map(|(k, p)| (k.clone(), p.hash)).collect();
            self.pulled.extend(had.iter().map(|(key, hash)| (key.clone(), (None, *hash))));
            self.dirty_at_once(had.into_iter().map(|(key, _)| key));
        }
    }

    /// Takes back what was pushed of a file. After an edit the client asks by itself, else it has to be told.
    fn leave_to_the_client(&mut self, key: Key, report: Option<Report>) {
        let version = report.as_ref().and_then(|r| r.version);
        let hash = report.map_or_else(|| hash_of(&[]), |r| hash_of(&r.findings));
        if self.published.contains_key(&key) {
            self.publish(key.clone(), None);
            self.published.remove(&key);
        }
        let old = self.pulled.insert(key, (version, hash)).unwrap_or((None, hash_of(&[])));
        self.stale |= old.0 == version && old.1 != hash;
    }

    fn publish(&mut self, key: Key, report: Option<Report>) {
        let old = self.published.get(&key);
        let report = match (report, old) {
            (Some(report), _) => report,
            // It is gone, or not shown any more.
            (None, Some(old)) if !old.is_empty => {
                Report { uri: old.uri.clone(), version: None, findings: Vec::new() }
            }
            (None, _) => {
                self.published.remove(&key);
                return;
            }
        };
        let Report { uri, version, findings } = report;
        let hash = hash_of(&findings);
        let is_empty = findings.is_empty();
        let was_empty = old.is_none_or(|o| o.is_empty);
        let is_same = match old {
            // The editor moves what it shows with every edit, so a document with a new version is always told.
            Some(old) => old.hash == hash && (old.version == version || version.is_none()),
            None => is_empty && version.is_none(),
        };
        if is_same || (is_empty && was_empty && version.is_none()) {
            // Once it is closed, a client may forget: when it is opened again, it is told again.
            if let Some(old) = self.published.get_mut(&key) {
                old.version = version;
            }
            return;
        }
        let params = PublishDiagnosticsParams { uri: uri.clone(), diagnostics: findings, version };
        self.out.notify(PublishDiagnostics::METHOD, &params);
        self.published.insert(key, Published { uri, hash, version, is_empty });
    }

    /// Tells clients that draw the model that it is another one now.
    fn tell_changed(&mut self) {
        if !std::mem::take(&mut self.model_changed) {
            return;
        }
        if self.knows_custom || self.shared.world.read().world.client.wants_changed {
            self.out.notify(crate::custom::CHANGED, &serde_json::json!({}));
        }
    }
}

/// What is to be told about a file; `None` if it is gone, or not to be shown.
fn report(world: &World, key: &Key) -> Option<Report> {
    let document = world.documents.get(key);
    let at = match document {
        Some(document) => document.at,
        None => key.path().and_then(|p| world.find(p)),
    };
    let findings = match at {
        Some((id, file)) if document.is_some() || world.settings.whole_workspace => {
            convert::findings(world, id, file)
        }
        _ if document.is_none() => return None,
        // Open, but in no workspace: nothing is found in it.
        _ => Vec::new(),
    };
    let uri = document.map_or_else(|| key.uri(), |d| Some(d.uri.clone()))?;
    Some(Report { uri, version: document.map(|d| d.version), findings })
}

/// A number for a list of findings: the same for the same, between runs too.
pub(crate) fn hash_of(findings: &[Diagnostic]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    serde_json::to_vec(findings).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

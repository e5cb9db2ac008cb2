//! What is asked for while somebody works: completion in half-typed text, hover, a rename of a name that many files use, and
//! what an editor asks for by itself.

use super::client::{Client, at, position, uri};
use super::{Bar, Times, path_of};
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};

const HOVER: Bar = Bar { p50: None, p99: Some(3.0) };
const COMPLETION: Bar = Bar { p50: None, p99: Some(10.0) };
const RENAME: Bar = Bar { p50: Some(60.0), p99: Some(60.0) };

/// Where something is typed before the question: what is asked for, behind what, and what is typed.
const COMPLETIONS: [(&str, &str, &str); 7] = [
    ("the rest of an outcome's name", "serves: conversion-", ""),
    ("an outcome by its first letters", "threatens: c", ""),
    ("a system before another", "affects: ", ""),
    ("an owner before another", "owner: ", ""),
    ("a task to wait for", "estimate: 3d .. 5d .. 9d", "\n  after: "),
    ("a property", "estimate: 3d .. 5d .. 9d", "\n  "),
    ("a declaration", "  }\n}\n", "\nri"),
];

/// On what a mouse rests.
const HOVERS: [&str; 8] = [
    "risk latency",
    "system api",
    "affects: api",
    "outcome conversion",
    "task build",
    "owner: dev",
    "by: 2026",
    "readings",
];

pub fn measure(client: &mut Client, folder: &Path) -> Result<(), String> {
    Times::print_head();
    completions(client, folder)?;
    hovers(client, folder)?.print("hover", HOVER);
    rename(client, folder)?.print("rename of a name in 1,000 files", RENAME);
    for (method, params) in [
        ("textDocument/references", json!({"context": {"includeDeclaration": true}})),
        ("textDocument/documentSymbol", json!({})),
        ("textDocument/codeLens", json!({})),
        ("textDocument/inlayHint", json!({})),
        ("textDocument/semanticTokens/full", json!({})),
        ("textDocument/codeAction", json!({"context": {"diagnostics": []}})),
        ("workspace/symbol", json!({"query": "conv 13"})),
    ] {
        others(client, folder, method, &params)?.print(method, Bar::default());
    }
    Ok(())
}

fn completions(client: &mut Client, folder: &Path) -> Result<(), String> {
    let mut by_place: [Times; COMPLETIONS.len()] = Default::default();
    for file in 0..40 {
        let path = path_of(folder, file * 130 + 17);
        client.open(&path)?;
        for ((_, behind, typed), times) in COMPLETIONS.into_iter().zip(&mut by_place) {
            let Some(found) = client.text(&path).find(behind) else { continue };
            let from = found + behind.len();
            let mut to = from;
            for c in typed.chars() {
                client.edit(&path, to, to, c.encode_utf8(&mut [0; 4]))?;
                to += c.len_utf8();
            }
            let before = client.cpu();
            let start = Instant::now();
            // The last key and the question in one breath, as editors do it.
            client.edit(&path, to, to, "c")?;
            to += 1;
            let mut params = json!({"textDocument": {"uri": uri(&path)}});
            params["position"] = position(client.text(&path), to);
            client.request("textDocument/completion", params)?;
            times.add((start.elapsed(), client.cpu().saturating_sub(before)));
            let version = client.edit(&path, from, to, "")?;
            client.published(&path, version)?;
        }
        client.close(&path)?;
    }
    let mut all = Times::default();
    for ((what, ..), times) in COMPLETIONS.iter().zip(&by_place) {
        times.print(&format!("completion of {what}"), Bar::default());
        all.extend(times);
    }
    all.print("completion right after a key, all together", COMPLETION);
    Ok(())
}

fn hovers(client: &mut Client, folder: &Path) -> Result<Times, String> {
    let mut times = Times::default();
    for file in 0..40 {
        let path = path_of(folder, file * 170 + 19);
        let text = client.open(&path)?;
        for word in HOVERS {
            let Some(found) = text.find(word) else { continue };
            let mut params = json!({"textDocument": {"uri": uri(&path)}});
            params["position"] = position(&text, found + word.len());
            times.add(client.timed("textDocument/hover", params)?.1);
        }
        client.close(&path)?;
    }
    Ok(times)
}

fn rename(client: &mut Client, folder: &Path) -> Result<Times, String> {
    let path = folder.join("organisation.prog");
    let text = client.open(&path)?;
    let found = text.find("system platform").ok_or("no platform")? + 9;
    let mut times = Times::default();
    for _ in 0..50 {
        let mut params = json!({"textDocument": {"uri": uri(&path)}, "newName": "groundwork"});
        params["position"] = position(&text, found);
        let (answer, time) = client.timed("textDocument/rename", params)?;
        let changed = answer["documentChanges"].as_array().map_or(0, Vec::len);
        if changed < 2 {
            return Err(format!("the rename changes {changed} files"));
        }
        times.add(time);
    }
    client.close(&path)?;
    Ok(times)
}

/// Requests about whole files or places, each in many files that were just edited.
fn others(
    client: &mut Client,
    folder: &Path,
    method: &str,
    more: &serde_json::Value,
) -> Result<Times, String> {
    let mut times = Times::default();
    for file in 0..30 {
        let path = path_of(folder, file * 190 + 29);
        let text = client.open(&path)?;
        let found = text.find("system api").ok_or("no system")? + 8;
        let place = position(&text, found);
        let version = client.edit(&path, text.len(), text.len(), "\n")?;
        client.published(&path, version)?;
        let mut params = at(&uri(&path), 0, 0);
        params["position"] = place.clone();
        params["range"] = json!({"start": place, "end": position(&text, text.len())});
        if let (Some(params), Some(more)) = (params.as_object_mut(), more.as_object()) {
            params.extend(more.clone());
        }
        times.add(client.timed(method, params)?.1);
        client.close(&path)?;
    }
    client.quiet(Duration::from_millis(200));
    Ok(times)
}

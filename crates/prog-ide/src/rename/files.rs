//! Files that are renamed or moved: what they are called means nothing in the language, but runbooks and other links name
//! them.

use crate::navigation::{Link, LinkTarget, links};
use prog_diagnostics::{Edit, FileId, Place};
use prog_rules::Engine;

/// The edits that keep links alive when files or folders are renamed: old and new path, relative to the workspace, with `/`. To
/// be applied before they are renamed. By file number and position.
pub fn will_rename_files(engine: &Engine, moves: &[(String, String)]) -> Vec<Edit> {
    if moves.is_empty() {
        return Vec::new();
    }
    let files = engine.workspace().files().map(|(id, model)| (id, model.path.clone()));
    files.flat_map(|(id, path)| in_file(engine, id, &path, moves)).collect()
}

fn in_file(engine: &Engine, file: FileId, path: &str, moves: &[(String, String)]) -> Vec<Edit> {
    let here = folder(path).to_owned();
    let there = moved(path, moves).map_or(here.clone(), |new| folder(&new).to_owned());
    let edit = |link: Link| {
        let LinkTarget::Path(written) = &link.target else { return None };
        let text = rewritten(written, &here, &there, moves)?;
        Some(Edit { place: Place { file, span: link.span }, text })
    };
    links(engine, file).into_iter().filter_map(edit).collect()
}

/// What a link says once files are moved, and the file that it stands in went from the folder `here` to `there`; nothing if it
/// stays as it is. With `.` in front it is meant from that folder, else from the workspace's.
fn rewritten(written: &str, here: &str, there: &str, moves: &[(String, String)]) -> Option<String> {
    let (path, mark) = written.find('#').map_or((written, ""), |at| written.split_at(at));
    let is_near = path.starts_with('.');
    let target = plain(if is_near { here } else { "" }, path)?;
    let new = moved(&target, moves);
    if new.is_none() && (!is_near || here == there) {
        return None;
    }
    let new = new.unwrap_or(target);
    let text = if is_near { between(there, &new) } else { new } + mark;
    (text != written).then_some(text)
}

/// Where a path is after the moves; nothing if it is where it was.
fn moved(path: &str, moves: &[(String, String)]) -> Option<String> {
    moves.iter().find_map(|(old, new)| {
        let rest = path.strip_prefix(old.as_str())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| format!("{new}{rest}"))
    })
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `path` from `folder` without `.` and `..`; nothing for what lies outside the workspace.
fn plain(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from a folder to a file.
fn between(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    let up = "../".repeat(from.len() - shared);
    let down = to[shared..].join("/");
    if up.is_empty() { format!("./{down}") } else { up + &down }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moves(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn links_follow_what_they_lead_to() {
        let moves = moves(&[("runbooks/a.md", "docs/run/a.md"), ("old", "new")]);
        let to = |written: &str| rewritten(written, "plans/x", "plans/x", &moves);
        assert_eq!(to("runbooks/a.md#top").as_deref(), Some("docs/run/a.md#top"));
        assert_eq!(to("../../runbooks/a.md").as_deref(), Some("../../docs/run/a.md"));
        assert_eq!(to("old/deep/b.md").as_deref(), Some("new/deep/b.md"));
        for other in ["runbooks/a.mdx", "older/b.md", "./a.md", "../../../outside.md"] {
            assert_eq!(to(other), None, "{other}");
        }
    }

    #[test]
    fn links_of_a_file_that_moves() {
        let moves = moves(&[("plans/x.prog", "plans/in/y/x.prog")]);
        let to = |written: &str| rewritten(written, "plans", "plans/in/y", &moves);
        assert_eq!(to("./a.md").as_deref(), Some("../../a.md"));
        assert_eq!(to("../a.md").as_deref(), Some("../../../a.md"));
        assert_eq!(to("./in/y/b.md").as_deref(), Some("./b.md"));
        assert_eq!(to("plans/a.md"), None, "it is meant from the workspace's folder");
    }
}

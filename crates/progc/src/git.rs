//! Reading the workspace as it was at a git revision, through the git command. Nothing is checked out: the names come from
//! `git ls-tree`, the texts from one `git cat-file --batch`.

use crate::discover::{self, CONFIG};
use crate::load::{self, Loaded, Settings};
use anyhow::{Context, Result, bail};
use prog_diagnostics::FileId;
use prog_model::Workspace;
use prog_model::config;
use prog_model::file::FileModel;
use rayon::prelude::*;
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

/// A file at a revision: its path from the workspace, and what git calls its content.
struct Stored {
    path: String,
    object: String,
}

/// Whether `name` is a revision of the repository around `root`.
pub fn is_revision(root: &Path, name: &str) -> bool {
    resolve(root, name).is_ok()
}

/// The commit that a revision names.
fn resolve(root: &Path, name: &str) -> Result<String> {
    // `--end-of-options`: a name that starts with `-` is a name.
    let text =
        run(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")]);
    match text {
        Ok(text) => Ok(text.trim().to_owned()),
        Err(_) if run(root, &["rev-parse", "--is-inside-work-tree"]).is_err() => {
            bail!(
                "`{name}` is no folder, and there is no git repository here; name two folders, as in `progc diff before after`"
            )
        }
        Err(why) => Err(why.context(format!("`{name}` is neither a git revision nor a folder"))),
    }
}

/// The workspace in `root` as it was at a revision.
pub fn load(root: &Path, revision: &str) -> Result<Loaded> {
    let commit = resolve(root, revision)?;
    let stored = without_ignored(root, list(root, &commit)?)?;
    let settings = match stored.iter().find(|s| s.path == CONFIG) {
        None => Settings::default(),
        Some(found) => {
            let text: Arc<str> = String::from_utf8_lossy(&contents(root, &[found])?.swap_remove(0)).into();
            let (config, findings) = config::parse(&text, load::CONFIG_FILE);
            Settings { config: Arc::new(config), text: Some(text), findings }
        }
    };
    let excluded = discover::globs(&settings.config.exclude);
    let mut specs: Vec<&Stored> =
        stored.iter().filter(|s| s.path.ends_with(".prog") && !excluded.is_match(&s.path)).collect();
    specs.sort_by(|a, b| a.path.cmp(&b.path));
    let texts = contents(root, &specs)?;
    let schema = settings.config.schema();
    let models: Vec<Box<FileModel>> = specs
        .par_iter()
        .zip(texts)
        .enumerate()
        .map(|(at, (stored, bytes))| {
            let (file, path): (FileId, Arc<str>) = (FileId(at as u32), stored.path.as_str().into());
            Box::new(match crate::files::text(&bytes) {
                Ok(text) => prog_model::lower(&schema, file, path, text.into()),
                Err(unreadable) => prog_model::unreadable(file, path, unreadable.message, unreadable.help),
            })
        })
        .collect();
    Ok(Loaded { settings, workspace: Workspace::new(schema, models) })
}

fn run(root: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git").current_dir(root).args(args).output();
    let output = output.context("cannot run `git`; it is needed to read earlier states")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!(
            "git {}: {}",
            args.first().unwrap_or(&""),
            said.trim().lines().next().unwrap_or("no such thing")
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The files under `root` at a commit; links and submodules left out.
fn list(root: &Path, commit: &str) -> Result<Vec<Stored>> {
    // Run in the folder itself, ls-tree lists what is in it, with paths from it.
    let text = run(root, &["ls-tree", "-r", "-z", commit])?;
    let one = |line: &str| {
        let (head, path) = line.split_once('\t')?;
        let mut words = head.split(' ');
        let (mode, kind, object) = (words.next()?, words.next()?, words.next()?);
        let wanted = path.ends_with(".prog") || path == CONFIG;
        (kind == "blob" && mode != "120000" && wanted)
            .then(|| Stored { path: path.to_owned(), object: object.to_owned() })
    };
    Ok(text.split('\0').filter_map(one).collect())
}

/// Without the files that the patterns for git leave out today. Of the work tree they are not read either, committed or not:
/// listed here only, they would look as if they had gone.
fn without_ignored(root: &Path, mut stored: Vec<Stored>) -> Result<Vec<Stored>> {
    let mut child = Command::new("git")
        .current_dir(root)
        .args(["check-ignore", "--no-index", "-z", "--stdin"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot run `git check-ignore`")?;
    let names: String = stored.iter().map(|s| format!("{}\0", s.path)).collect();
    let asking =
        child.stdin.take().map(|mut ask| std::thread::spawn(move || ask.write_all(names.as_bytes())));
    let output = child.wait_with_output()?;
    // Without a work tree there are no patterns: git ends before it has read all, and says nothing.
    drop(asking.map(std::thread::JoinHandle::join));
    let text = String::from_utf8_lossy(&output.stdout);
    let ignored: HashSet<&str> = text.split('\0').collect();
    stored.retain(|s| s.path == CONFIG || !ignored.contains(&*s.path));
    Ok(stored)
}

/// The contents of files, in their order, by one process.
fn contents(root: &Path, files: &[&Stored]) -> Result<Vec<Vec<u8>>> {
    let mut child = Command::new("git")
        .current_dir(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("cannot run `git cat-file`")?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else {
        bail!("cannot talk to `git cat-file`");
    };
    // Asked from another thread: git answers while it still reads, and neither side may wait for the other.
    let names: String = files.iter().map(|f| format!("{}\n", f.object)).collect();
    let asking = std::thread::spawn(move || ask.write_all(names.as_bytes()));
    let mut answer = BufReader::new(answer);
    let mut all = Vec::with_capacity(files.len());
    for file in files {
        let mut head = String::new();
        answer.read_line(&mut head)?;
        let Some(size) = head.trim().rsplit(' ').next().and_then(|s| s.parse::<usize>().ok()) else {
            bail!("git cannot read `{}` at that revision", file.path);
        };
        // The content, then a line end.
        let mut bytes = vec![0; size + 1];
        answer.read_exact(&mut bytes)?;
        bytes.pop();
        all.push(bytes);
    }
    let asked = asking.join();
    child.wait()?;
    match asked {
        Ok(result) => result.context("cannot talk to `git cat-file`")?,
        Err(_) => bail!("cannot talk to `git cat-file`"),
    }
    Ok(all)
}

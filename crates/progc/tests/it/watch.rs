//! `progc check --watch`, as a real process: each change is answered by a new pass.

use crate::support::{DAY, ORPHAN, Place};
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStderr, ChildStdout, Stdio};

/// A running watch; it is ended with the test.
struct Watch {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
    err: Lines<BufReader<ChildStderr>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watch {
    fn start(place: &Place, args: &[&str]) -> Self {
        let args = [&["check", "--as-of", DAY, "--watch", "--format", "concise"], args].concat();
        let mut child =
            place.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let out = BufReader::new(child.stdout.take().expect("it prints")).lines();
        let err = BufReader::new(child.stderr.take().expect("it speaks")).lines();
        let mut watch = Self { child, out, err };
        watch.ready();
        watch
    }

    /// Waits until it says that it is watching; what it said before.
    fn ready(&mut self) -> Vec<String> {
        let mut said = Vec::new();
        for line in self.err.by_ref() {
            let line = line.expect("it is text");
            if line.starts_with("watching ") {
                return said;
            }
            said.push(line);
        }
        panic!("it ended: {said:?}");
    }

    /// The lines up to one that contains `last`, over as many passes as that takes.
    fn until(&mut self, last: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in self.out.by_ref() {
            lines.push(line.expect("it is text"));
            if lines.last().is_some_and(|l| l.contains(last)) {
                return lines;
            }
        }
        panic!("it ended without {last:?}: {lines:?}");
    }
}

#[test]
fn changes_are_seen_and_deleted_folders_survived() {
    let place = Place::new(&[("shop.prog", ORPHAN), ("sub/deep/x.prog", "system x {\n")]);
    let mut watch = Watch::start(&place, &[]);
    watch.until("`api` has no owner");
    watch.until("1 error");
    // Mended by an edit.
    place.write("shop.prog", ORPHAN.replace("{}", "{ owner: lea }"));
    watch.until("1 error in 2 files");
    // A folder goes, with what was wrong in it.
    std::fs::remove_dir_all(place.path("sub")).expect("removed");
    watch.until("No findings in 1 file");
    // And comes back.
    place.write("sub/deep/y.prog", "system y {\n");
    watch.until("sub/deep/y.prog:1");
    // Settings count as well, broken ones too.
    place.write("progc.toml", "[rules\n");
    watch.until("progc.toml:1");
    place.write("progc.toml", "exclude = [\"sub\"]\n");
    watch.until("No findings in 1 file");
}

#[test]
fn it_does_not_see_its_own_reading_and_writing() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let mut watch = Watch::start(&place, &["--output-file", "found"]);
    // Two passes: the first, and the one for the change; ready again means that a pass ended.
    place.write("shop.prog", ORPHAN.replace("api \"API\"", "api \"A\""));
    watch.ready();
    place.write("shop.prog", ORPHAN.replace("{}", "{ owner: lea }"));
    watch.ready();
    assert!(
        place.read("found").contains("No findings") || place.read("found").contains("A"),
        "{}",
        place.read("found")
    );
    std::fs::remove_dir_all(place.path("")).expect("removed");
    // The folder itself goes: nothing is left to watch.
    let mut said = Vec::new();
    for line in watch.err.by_ref() {
        said.push(line.expect("it is text"));
    }
    assert!(said.iter().any(|l| l.contains("is not there any more")), "{said:?}");
    assert!(said.len() < 20, "it went round and round: {said:?}");
    assert_eq!(watch.child.wait().expect("it ends").code(), Some(2));
}

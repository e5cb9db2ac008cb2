//! Input that nobody should give: always a clear message, always the other files, never a crash or a hang.

use crate::support::{DAY, ORPHAN, Place, feed};
use insta::assert_snapshot;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// Checks `bytes` beside a sound file, which must have its finding whatever is in the other.
fn beside(bytes: impl AsRef<[u8]>) -> (Place, crate::support::Ran) {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    place.write("bad.prog", bytes);
    let ran = place.check(&["--format", "json"]);
    assert!(ran.code == 1 || ran.code == 2, "{}", ran.code);
    let found = ran.findings();
    assert!(found.contains(&"missing-owner shop.prog:3:1".to_owned()), "{found:?}");
    // What people read must hold too.
    assert_eq!(place.check(&[]).code, ran.code);
    (place, ran)
}

fn in_bad(ran: &crate::support::Ran) -> Vec<String> {
    ran.findings().into_iter().filter(|f| f.contains(" bad.prog:")).collect()
}

#[test]
fn bytes_that_are_no_text() {
    let (_, ran) = beside(b"system a \"A\" {}\n\xff\xfe");
    assert_eq!((ran.code, in_bad(&ran)), (2, vec!["unreadable-file bad.prog:1:1".into()]));
    let message = &ran.json()["diagnostics"][0]["message"];
    assert_eq!(message, "This file is not UTF-8 text (line 2)");
    for bytes in [&b"\xff\xfes\0y\0"[..], b"\xfe\xff\0s"] {
        assert_eq!(beside(bytes).1.code, 2);
    }
}

#[test]
fn nothing_and_nearly_nothing() {
    for text in ["", "\u{feff}", "\n", "\r", " ", "//", "// x", "\u{feff}\u{feff}"] {
        let (_, ran) = beside(text);
        assert_eq!(ran.code, 1, "{text:?}");
    }
}

#[test]
fn marks_in_great_numbers() {
    let many = 100_000;
    for mark in [
        "{", "}", "\"", "'", "\"\"\"\n", "([", ":", ",", "->", "..", "/*", "\0", "?", "#", "\\", "system ",
        "{}", "x:{",
    ] {
        let (_, ran) = beside(mark.repeat(many));
        let found = in_bad(&ran);
        assert!((1..=1_001).contains(&found.len()), "{mark:?}: {} findings", found.len());
    }
}

#[test]
fn a_huge_file_is_not_read() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let file = std::fs::File::create(place.path("huge.prog")).expect("created");
    file.set_len(100 << 20).expect("sized");
    let ran = place.check(&["--format", "concise"]);
    assert_snapshot!(ran.seen(), @r#"
    huge.prog:1:1: error[unreadable-file] This file is larger than 64 MB
    shop.prog:3:1: warning[missing-owner] `api` has no owner
    1 error and 1 warning in 2 files (3 declarations checked)
    --- exit 2
    "#);
}

#[test]
fn deep_nesting() {
    let deep = format!("{}{}", "system s { ".repeat(50_000), "}".repeat(50_000));
    let (place, _) = beside(deep);
    assert_eq!(place.run(&["fmt", "bad.prog"]).code, 2);
    let lines: String = (0..5_000).map(|i| format!("{:w$}system s{i} {{\n", "", w = i % 300)).collect();
    beside(lines);
}

#[test]
fn lines_and_words_of_great_length() {
    beside("system s { owner: nobody } ".repeat(3_000));
    beside(format!("system {} \"x\" {{}}", "a".repeat(300_000)));
    beside(format!("outcome o {{ baseline: {} }}", "9".repeat(300_000)));
    beside(format!("part of {}x", "x.".repeat(30_000)));
    beside(format!("flow f \"F\" {{ steps: {}a }}", "a -> ".repeat(20_000)));
    beside(format!("// {}\nsystem x {{", "x".repeat(1_000_000)));
}

#[test]
fn very_many_of_the_same() {
    let times = 10_000;
    let repeat = |line: &dyn Fn(usize) -> String| (0..times).map(line).collect::<String>();
    beside(repeat(&|_| "system s \"S\" { owner: lea }\n".into()));
    beside(repeat(&|i| format!("system sys-{i} \"S\" {{ owner: lea, depends-on: sis-{i} }}\n")));
    beside(repeat(&|i| format!("// progc: allow(missing-owner) because\nsystem s{i} \"S\" {{}}\n")));
    beside(repeat(&|i| format!("/* progc: allow(missing-owner) because */ system s{i} \"S\" {{}} ")));
    beside("// progc: allow(missing-owner) because\n".repeat(times) + "system z \"Z\" {}\n");
    beside(repeat(&|i| format!("program p{i} \"P\" {{ owner: lea }}\n")));
    beside(repeat(&|i| format!("task c{i} \"C\" {{ owner: lea, estimate: 3d, after: c{} }}\n", i + 1)));
    beside(repeat(&|i| format!("system c{i} \"C\" {{ owner: lea, depends-on: c{} }}\n", (i + 1) % times)));
    beside(format!("system s \"S\" {{\n{}}}", "owner: lea\n".repeat(times)));
}

#[cfg(unix)]
#[test]
fn what_is_no_file() {
    use std::os::unix::fs::symlink;
    let place = Place::new(&[
        ("shop.prog", ORPHAN),
        ("folder.prog/inner.prog", "system inner \"I\" { owner: lea, depends-on: api }\n"),
    ]);
    symlink("nowhere", place.path("dangling.prog")).expect("linked");
    symlink("self.prog", place.path("self.prog")).expect("linked");
    symlink(".", place.path("loop")).expect("linked");
    symlink("/dev/zero", place.path("zero.prog")).expect("linked");
    symlink("shop.prog", place.path("again.prog")).expect("linked");
    let made = std::process::Command::new("mkfifo").arg(place.path("pipe.prog")).status();
    assert!(made.is_ok_and(|s| s.success()), "mkfifo");
    assert_snapshot!(place.check(&["--format", "concise"]).seen(), @r#"
    dangling.prog:1:1: error[unreadable-file] This link leads to no file
    folder.prog:1:1: error[unreadable-file] This is a folder, not a file
    pipe.prog:1:1: error[unreadable-file] This is a pipe or a device, not a file
    self.prog:1:1: error[unreadable-file] This link leads to no file
    shop.prog:3:1: warning[missing-owner] `api` has no owner
    zero.prog:1:1: error[unreadable-file] This is a pipe or a device, not a file
    5 errors and 1 warning in 7 files (4 declarations checked)
    --- exit 2
    "#);
    assert_eq!(place.run(&["fmt", "--check"]).code, 2);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read() {
    let place =
        Place::new(&[("shop.prog", "// nothing\n"), ("in/locked.prog/x.prog", ""), ("in/shut/x.prog", "")]);
    place.allow("in/locked.prog", 0o000);
    place.allow("in/shut", 0o000);
    let run = |args: &[&str]| -> crate::support::Ran {
        crate::support::humble(&place.path("")).args(args).output().expect("it runs").into()
    };
    let check = ["check", "--as-of", DAY, "--format", "concise"];
    assert_snapshot!(run(&check).seen(), @r#"
    in/locked.prog:1:1: error[unreadable-file] This folder may not be read
    in/shut:1:1: error[unreadable-file] This folder may not be read
    2 errors in 3 files (0 declarations checked)
    --- exit 2
    "#);
    assert_snapshot!(run(&["fmt", "--check"]).seen(), @r#"
    --- stderr
    in/locked.prog: left as it is: This folder may not be read
    in/shut: left as it is: This folder may not be read
    0 files to format, 1 file fine, 2 files left as they are
    --- exit 2
    "#);
    assert_snapshot!(run(&["show", "owners", "-q"]).err, @r#"
    note: `in/locked.prog` could not be read: This folder may not be read
    note: `in/shut` could not be read: This folder may not be read
    "#);
    place.write("progc.toml", "exclude = [\"in/**\"]\n");
    assert_eq!(run(&check).code, 0);
    place.allow("in/locked.prog", 0o755);
    place.allow("in/shut", 0o755);
}

/// The code of a command of which only the first line is read, as `head -1` would.
fn code_of_unread(command: &mut Command) -> Option<i32> {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut first = String::new();
    BufReader::with_capacity(16, child.stdout.take().expect("it prints"))
        .read_line(&mut first)
        .expect("a line");
    assert!(!first.is_empty());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    output.status.code()
}

#[test]
fn a_closed_pipe_ends_without_a_word() {
    let text: String = (0..3_000).map(|i| format!("system s{i} \"S\" {{}}\n")).collect();
    let place = Place::new(&[("x.prog", &text)]);
    // What was found counts, read or not: scripts go by the code.
    let check =
        |fail_on: &str| code_of_unread(&mut place.command(&["check", "--as-of", DAY, "--fail-on", fail_on]));
    assert_eq!((check("warning"), check("never")), (Some(1), Some(0)));
    assert_eq!(code_of_unread(&mut place.command(&["schema"])), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    let output = place.command(&["check", "--as-of", DAY]).stdout(full()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no space is left on the disk"));
    // And where even that cannot be said, the code says it.
    let status = place.command(&["check", "nowhere"]).stderr(full()).status().expect("it runs");
    assert_eq!(status.code(), Some(2));
}

#[test]
fn standard_input_of_any_kind() {
    let place = Place::new(&[]);
    for input in [&b""[..], b"\xef\xbb\xbf", b"{{{{", b"\0\0\0", b"\"\"\"", b"/*"] {
        for args in [&["check", "-"][..], &["check", "--fix", "-"], &["fmt", "-"]] {
            let ran = feed(&mut place.command(args), input);
            assert!(ran.code <= 2, "{args:?} {input:?}: {}", ran.err);
        }
    }
}

#[test]
fn broken_settings_of_any_kind() {
    let place = Place::new(&[("shop.prog", ORPHAN)]);
    for settings in [
        &b"\xff"[..],
        b"\0",
        b"[[[[",
        b"profile = 3",
        b"rules = 1",
        b"[rules]\nmissing-owner = []",
        b"[kinds]\nx = 1",
        b"exclude = [\"[\"]",
        b"[calendar]\nholidays = [\"2026-02-30\"]",
        b"[risk]\nlikelihood = []",
    ] {
        place.write("progc.toml", settings);
        let ran = place.check(&["--format", "json"]);
        assert!(ran.code == 1 || ran.code == 2, "{settings:?} {}", ran.code);
        assert!(
            ran.findings().iter().any(|f| f.contains(" progc.toml:")),
            "{settings:?} {:?}",
            ran.findings()
        );
        assert!(ran.findings().iter().any(|f| f.starts_with("missing-owner")), "{settings:?}");
        for command in [&["check", "--show-settings"][..], &["fmt", "--check"], &["show", "risks"]] {
            place.run(command);
        }
    }
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file() {
    let place = Place::empty();
    place.write("shop.prog", "// nothing\n");
    let made = std::process::Command::new("mkfifo").arg(place.path("progc.toml")).status();
    assert!(made.is_ok_and(|s| s.success()), "mkfifo");
    assert_snapshot!(place.check(&["--format", "concise"]).seen(), @r#"
    progc.toml:1:1: error[invalid-config] This is a pipe or a device, not a file
    1 error in 1 file (0 declarations checked)
    --- exit 2
    "#);
}

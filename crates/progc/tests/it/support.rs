//! A folder with files in it, and runs of the command there.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The day on which all tests ask.
pub const DAY: &str = "2026-02-10";

/// The command, as far from the surroundings of the test as possible.
pub fn progc(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_progc"));
    command.current_dir(folder);
    for name in ["PROGC_FORMAT", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS", "GITHUB_ACTIONS", "CI"]
    {
        command.env_remove(name);
    }
    command
}

/// The command for somebody who has to keep to permissions: root has not.
#[cfg(unix)]
pub fn humble(folder: &Path) -> Command {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let mut command = progc(folder);
    let metadata = folder.metadata().expect("it is there");
    if metadata.uid() == 0 {
        const NOBODY: u32 = 65534;
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder, open).expect("it is ours");
        command.uid(NOBODY).gid(NOBODY);
    }
    command
}

/// What a run gave.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        // A process that a signal ended has no code: that is a crash.
        let code = output.status.code().expect("progc ended by itself");
        let ran = Self { code, out: text(output.stdout), err: text(output.stderr) };
        assert!(!ran.err.contains("progc has a bug"), "{}", ran.err);
        ran
    }
}

impl Ran {
    /// All of it in one text, for snapshots.
    pub fn seen(&self) -> String {
        let err = if self.err.is_empty() { String::new() } else { format!("--- stderr\n{}", self.err) };
        format!("{}{err}--- exit {}", self.out, self.code)
    }

    /// The JSON that was printed.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.seen()))
    }

    /// `rule file:line:column` of each finding.
    pub fn findings(&self) -> Vec<String> {
        let json = self.json();
        let one = |d: &serde_json::Value| {
            let start = &d["range"]["start"];
            let text = |v: &serde_json::Value| v.as_str().unwrap_or_default().to_owned();
            format!("{} {}:{}:{}", text(&d["rule"]), text(&d["file"]), start["line"], start["column"])
        };
        json["diagnostics"].as_array().expect("a list").iter().map(one).collect()
    }
}

/// A workspace on disk.
pub struct Place {
    folder: TempDir,
}

impl Place {
    /// A folder with an empty `progc.toml` and these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let place = Self { folder: tempfile::Builder::new().prefix("progc-it").tempdir().expect("a folder") };
        place.write("progc.toml", "");
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        Self { folder: tempfile::Builder::new().prefix("progc-it").tempdir().expect("a folder") }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        // The temporary folder of some systems is a link.
        self.folder.path().canonicalize().expect("it is there").join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// The names of all files in the folder, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path("")).expect("it is there");
        let mut names: Vec<String> =
            entries.map(|e| e.expect("readable").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Sets what may be done with a file or folder.
    #[cfg(unix)]
    pub fn allow(&self, path: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(self.path(path), permissions).expect("it is ours");
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = progc(&self.path(""));
        command.args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().expect("it runs").into()
    }

    /// `progc check` on the day of all tests.
    pub fn check(&self, args: &[&str]) -> Ran {
        self.run(&[&["check", "--as-of", DAY], args].concat())
    }

    pub fn typed(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut command = self.command(args);
        feed(&mut command, input.as_ref())
    }
}

/// Runs with `input` on standard input.
pub fn feed(command: &mut Command, input: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it listens");
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().expect("it ends").into()
    })
}

/// The folder of this repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("it is there")
}

/// A workspace with one missing owner and nothing else to say.
pub const ORPHAN: &str = r#"person lea "Lea" { role: "TPM" }
system shop "Shop" { owner: lea, depends-on: api }
system api "API" {}
"#;

//! `progc init`: a `progc.toml` and a first spec whose findings all stand on a `?`. Overwrites nothing.

use crate::args::{InitArgs, ProfileArg};
use crate::discover::{CONFIG, What};
use crate::output;
use anyhow::{Result, anyhow, bail};
use std::path::Path;
use std::process::ExitCode;

pub fn run(args: &InitArgs) -> Result<ExitCode> {
    let folder = &args.folder;
    let config = folder.join(CONFIG);
    if is_there(&config) {
        bail!("`{}` is there already; nothing was changed", config.display());
    }
    std::fs::create_dir_all(folder)
        .map_err(|e| anyhow!("cannot create `{}`: {}", folder.display(), output::plainly(&e)))?;
    let found = crate::discover::files(&std::fs::canonicalize(folder)?.into(), &[]);
    let has_specs = found.iter().any(|f| f.what == What::File);
    output::write(&config, settings(args.profile).as_bytes())?;
    output::print(&format!("wrote {}\n", config.display()))?;
    let spec = folder.join("program.prog");
    if !has_specs && is_there(&spec) {
        output::print(&format!("`{}` is there already and stays as it is\n", spec.display()))?;
    } else if !has_specs {
        output::write(&spec, super::new::first_spec().as_bytes())?;
        output::print(&format!("wrote {}: each `?` in it is a question to answer\n", spec.display()))?;
    }
    output::print("next: progc check\n")?;
    Ok(ExitCode::SUCCESS)
}

/// Whether there is anything at a path: what git ignores too, and a link that leads nowhere.
fn is_there(path: &Path) -> bool {
    std::fs::symlink_metadata(path).is_ok()
}

fn settings(profile: ProfileArg) -> String {
    let profile = match profile {
        ProfileArg::Starter => "starter",
        ProfileArg::Standard => "standard",
        ProfileArg::Strict => "strict",
    };
    format!(
        "# Settings of progc. `progc check --show-settings` prints all that hold.\n\n# starter: the errors and the rules that matter most; standard: all; strict: infos as warnings.\nprofile = \"{profile}\"\n\n# [rules]\n# unmitigated-risk = \"error\"\n\n# [calendar]\n# holidays = [\"2026-12-25\"]\n"
    )
}

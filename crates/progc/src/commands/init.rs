//! `progc init`: a `progc.toml` and a first spec whose findings all stand on a `?`. Overwrites nothing.

use crate::args::{InitArgs, ProfileArg};
use crate::discover::CONFIG;
use crate::output;
use anyhow::{Result, anyhow, bail};
use std::process::ExitCode;

pub fn run(args: &InitArgs) -> Result<ExitCode> {
    let folder = &args.folder;
    let config = folder.join(CONFIG);
    if config.exists() {
        bail!("`{}` is there already; nothing was changed", config.display());
    }
    std::fs::create_dir_all(folder)
        .map_err(|e| anyhow!("cannot create `{}`: {}", folder.display(), output::plainly(&e)))?;
    let has_specs = !crate::discover::files(&std::fs::canonicalize(folder)?, &[]).is_empty();
    output::write(&config, settings(args.profile).as_bytes())?;
    output::print(&format!("wrote {}\n", config.display()))?;
    if !has_specs {
        let spec = folder.join("program.prog");
        output::write(&spec, super::new::first_spec().as_bytes())?;
        output::print(&format!("wrote {}: each `?` in it is a question to answer\n", spec.display()))?;
    }
    output::print("next: progc check\n")?;
    Ok(ExitCode::SUCCESS)
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

//! Tells Zed how to start the language server: `progc lsp`, as configured or from the path.

use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Prog;

impl zed::Extension for Prog {
    fn new() -> Self {
        Prog
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &zed::Worktree) -> Result<zed::Command> {
        let configured = LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|settings| settings.binary?.path);
        let command = configured
            .or_else(|| worktree.which("progc"))
            .ok_or("`progc` is not on the path. Install it with `cargo install --path crates/progc`, or set `lsp.progc.binary.path`")?;
        Ok(zed::Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Prog);

//! Tells Zed how to start the language server: as its settings say, where they say nothing as `progc lsp` from the path.

use zed_extension_api::{self as zed, settings::LspSettings, LanguageServerId, Result};

struct Prog;

impl zed::Extension for Prog {
    fn new() -> Self {
        Prog
    }

    fn language_server_command(&mut self, id: &LanguageServerId, worktree: &zed::Worktree) -> Result<zed::Command> {
        let configured = LspSettings::for_worktree(id.as_ref(), worktree).ok().and_then(|settings| settings.binary);
        let (path, arguments) = configured.map_or((None, None), |binary| (binary.path, binary.arguments));
        let command = path
            .or_else(|| worktree.which("progc"))
            .ok_or("`progc` is not on the path. Install it with `cargo install --path crates/progc`, or set `lsp.progc.binary.path`")?;
        Ok(zed::Command { command, args: arguments.unwrap_or_else(|| vec!["lsp".into()]), env: worktree.shell_env() })
    }
}

zed::register_extension!(Prog);

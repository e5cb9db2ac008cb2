//! The arguments of what editors and shells start: `progc lsp` and `progc completions`.

use super::ClockArgs;
use clap::Args as Group;

/// `progc lsp`
#[derive(Group, Debug)]
pub struct LspArgs {
    /// Standard input and output: the only way there is. Taken because editors pass it.
    #[arg(long, hide = true)]
    pub stdio: bool,

    /// The editor's process; taken because editors pass it.
    #[arg(long, hide = true, value_name = "PID")]
    pub client_process_id: Option<u32>,

    #[command(flatten)]
    pub clock: ClockArgs,
}

/// `progc completions`
#[derive(Group, Debug)]
#[command(
    after_help = "Examples:\n  progc completions bash > /etc/bash_completion.d/progc\n  progc completions fish > ~/.config/fish/completions/progc.fish"
)]
pub struct CompletionsArgs {
    /// The shell.
    pub shell: clap_complete::Shell,
}

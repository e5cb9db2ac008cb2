//! What is said when something does not work: wrong use, files that cannot be read, and our own bugs. All exit with 2.

use std::io::Write;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

/// Prints an error with its causes, and gives the exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    // Nothing is wrong.
    if is_closed_pipe(error) {
        return ExitCode::SUCCESS;
    }
    let causes: String = error.chain().skip(1).map(|cause| format!("\n  {cause}")).collect();
    say(&format!("error: {error}{causes}"));
    ExitCode::from(2)
}

/// Whether somebody closed the pipe that we print to (`progc … | head`).
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let closed = |e: &std::io::Error| e.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().any(|e| e.downcast_ref::<std::io::Error>().is_some_and(closed))
}

/// Prints to standard error. Where even that is not possible, there is nobody to tell.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}

/// A panic is a bug of ours, never shown as such: it says what to send.
pub fn report_bug(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
    let what = info.payload_as_str().unwrap_or("no message");
    say(&format!(
        "error: progc has a bug and could not go on. Your files are as they were.\n  Please report it at {}/issues with the command you ran,\n  the file if you can share it, and these lines:\n  progc {} · {place}\n  {what}",
        env!("CARGO_PKG_REPOSITORY"),
        env!("CARGO_PKG_VERSION"),
    ));
}

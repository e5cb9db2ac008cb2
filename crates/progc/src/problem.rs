//! What is said when something does not work: wrong use, files that cannot be read, and our own bugs. All exit with 2.

use std::panic::PanicHookInfo;
use std::process::ExitCode;

/// Prints an error with its causes, and gives the exit code.
pub fn report(error: &anyhow::Error) -> ExitCode {
    // Somebody closed the pipe (`progc … | head`): nothing is wrong.
    if error.chain().any(|e| {
        e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    }) {
        return ExitCode::SUCCESS;
    }
    anstream::eprintln!("error: {error}");
    for cause in error.chain().skip(1) {
        anstream::eprintln!("  {cause}");
    }
    ExitCode::from(2)
}

/// A panic is a bug of ours, never shown as such: it says what to send.
pub fn report_bug(info: &PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |l| format!("{}:{}", l.file(), l.line()));
    let what = info.payload_as_str().unwrap_or("no message");
    anstream::eprintln!(
        "error: progc has a bug and could not go on. Your files are as they were.\n  Please report it at {}/issues with the command you ran,\n  the file if you can share it, and these lines:\n  progc {} · {place}\n  {what}",
        env!("CARGO_PKG_REPOSITORY"),
        env!("CARGO_PKG_VERSION"),
    );
}

//! What goes into the client's log.

use crate::transport::Outgoing;
use std::any::Any;
use tower_lsp::ls_types::notification::{LogMessage, LogTrace, Notification};
use tower_lsp::ls_types::{LogMessageParams, LogTraceParams, MessageType};

/// Something went wrong that should not.
pub fn error(out: &Outgoing, message: &str) {
    out.notify(LogMessage::METHOD, &LogMessageParams { typ: MessageType::ERROR, message: message.into() });
}

/// What the server does, for who asked for it by `$/setTrace`.
pub fn trace(out: &Outgoing, message: &str) {
    out.notify(LogTrace::METHOD, &LogTraceParams { message: message.into(), verbose: None });
}

/// The words of a panic.
pub fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

//! The language server: relay, main loop, position conversion.

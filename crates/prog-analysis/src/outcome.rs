//! Outcome health.

//! Scorecard.

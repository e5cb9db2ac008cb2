//! Risk scores.

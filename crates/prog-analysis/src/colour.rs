//! The computed colour.

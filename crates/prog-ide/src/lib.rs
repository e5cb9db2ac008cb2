//! Editor features as plain answers in byte offsets.

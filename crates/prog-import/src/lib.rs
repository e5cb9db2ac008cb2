//! Readers of other formats that write .prog text.

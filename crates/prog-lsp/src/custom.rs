//! The requests and notifications that we add to the protocol, for who draws the model.
//!
//! All answers carry `version: 1`; later versions only add fields. `path` and `id` are full paths of declarations
//! (`checkout.gateway`), ranges and addresses are the protocol's.
//!
//! - `prog/changed` `{}`, from the server: the answers below may be different now. Sent after edits of the model, not more often
//!   than findings are published; only to clients that made one of these requests before, or said
//!   `experimental: {prog: {changed: true}}` in their capabilities.

/// `prog/changed`
pub const CHANGED: &str = "prog/changed";

/// The requests.
pub const METHODS: [&str; 4] = ["prog/graph", "prog/impact", "prog/plan", "prog/report"];

//! What `.prog` files mean: the schema table, typed values, names and the workspace index.
//!
//! Knows nothing of rules, I/O or editors. [`lower`] reads one file; [`Workspace`] holds all of them; [`view`] has the
//! handles through which everybody reads.

pub mod config;
pub mod dates;
pub mod edit;
pub mod file;
mod lower;
pub mod names;
pub mod packed;
pub mod schema;
mod status;
pub mod suggest;
mod text;
pub mod value;
pub mod view;
mod workspace;

pub use lower::{lower, unreadable};
pub use schema::{Key, Kind, KindSet, Namespace, Schema, key};
pub use text::Text;
pub use view::{Decl, Prop, Value, Values};
pub use workspace::{Change, DeclId, DeclSet, Dirty, Workspace};

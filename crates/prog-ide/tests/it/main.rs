//! What users of an editor see, place by place.

mod completion;
mod hover;
mod support;
mod table;

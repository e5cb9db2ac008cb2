//! What users of an editor see, place by place.

mod completion;
mod extras;
mod hover;
mod navigation;
mod rename;
mod support;
mod table;

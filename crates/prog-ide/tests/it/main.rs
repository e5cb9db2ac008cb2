//! What users of an editor see, place by place.

mod assists;
mod broken;
mod completion;
mod extras;
mod hover;
mod navigation;
mod rename;
mod settings;
mod support;
mod table;

//! The properties that an organisation adds: `[kinds.risk.properties.jira]`. What the other keys mean is in [`super::read`].

use super::read::{Reader, entries, item_span, key_span, keys};
use super::settings::VALUE_TYPES;
use crate::schema::{COMMON, CustomProperty, Kind, KindSet, Ty, kind_spec};
use toml_edit::{Item, Key, TableLike};

/// Where the settings of a property stand.
pub(super) const TABLE: &str = "kinds.*.properties.*";

impl Reader {
    pub(super) fn kinds(&mut self, table: &dyn TableLike) {
        for (key, item) in entries(table) {
            let Some(kind) = Kind::from_word(key.get()) else {
                let known = Kind::ALL.iter().map(|k| k.word()).collect();
                self.unknown_key(&key, known, "kinds");
                continue;
            };
            let Some(inner) = item.as_table_like() else {
                let message = format!("`{}` is a section", key.get());
                self.say(item_span(&item), message, format!("Write `[kinds.{}.properties.NAME]`", key.get()));
                continue;
            };
            for (inner, item) in entries(inner) {
                match (inner.get(), item.as_table_like()) {
                    ("properties", Some(properties)) => {
                        for (name, item) in entries(properties) {
                            self.property(kind, &name, &item);
                        }
                    }
                    ("properties", None) => {
                        let help = format!("Write `[kinds.{}.properties.NAME]`", kind.word());
                        self.say(item_span(&item), "`properties` is a section", help);
                    }
                    _ => self.unknown_key(&inner, vec!["properties"], &format!("kinds.{}", kind.word())),
                }
            }
        }
    }

    fn property(&mut self, kind: Kind, name: &Key, item: &Item) {
        let mut own = CustomProperty {
            kind,
            name: name.get().to_owned(),
            ty: Ty::Str,
            required: false,
            list: false,
            values: Vec::new(),
            pattern: None,
            doc: String::new(),
        };
        let Some(table) = item.as_table_like() else {
            self.say(
                item_span(item),
                format!("`{}` is a section", name.get()),
                "Write `{ type = \"string\" }`",
            );
            return;
        };
        let mut ty = "string".to_owned();
        for (key, item) in entries(table) {
            match key.get() {
                "type" => ty = self.word(TABLE, &key, &item).unwrap_or(ty),
                "required" | "list" => match item.as_bool() {
                    Some(yes) if key.get() == "list" => own.list = yes,
                    Some(yes) => own.required = yes,
                    None => {
                        self.say(
                            item_span(&item),
                            format!("`{}` is `true` or `false`", key.get()),
                            "Write it without quotes",
                        );
                    }
                },
                "values" => own.values = self.texts(&key, &item).into_iter().map(|t| t.0).collect(),
                "pattern" => own.pattern = self.plain_pattern(&key, &item),
                "doc" => own.doc = self.text(&key, &item).unwrap_or_default(),
                _ => {
                    let within = format!("kinds.{}.properties.{}", kind.word(), name.get());
                    self.unknown_key(&key, keys(TABLE), &within);
                }
            }
        }
        own.list |= ty == "words";
        own.ty = custom_type(&ty, &own.values, self.config.custom.len());
        if !prog_syntax::ident::is_ident(&own.name) {
            self.say(
                key_span(name),
                format!("`{}` cannot be a property", own.name),
                "Use lower-case words joined by `-`",
            );
            return;
        }
        self.check_property(&own, &ty, table);
        self.config.custom.push(own);
    }

    /// A pattern that was meant as a regular expression would match nothing.
    fn plain_pattern(&mut self, key: &Key, item: &Item) -> Option<String> {
        let pattern = self.text(key, item)?;
        let class = pattern.contains('[') && pattern.contains(']');
        let anchored = pattern.starts_with('^') || pattern.ends_with('$');
        if class || anchored || pattern.contains('\\') || pattern.contains(".*") {
            let help = "Write `*` for any text, `?` for one character and `#` for one digit: `OPS-#*`";
            self.say(item_span(item), format!("`{pattern}` looks like a regular expression"), help);
        }
        Some(pattern)
    }

    /// Settings of a property that do nothing beside the others.
    fn check_property(&mut self, own: &CustomProperty, ty: &str, table: &dyn TableLike) {
        let span_of_key = |key: &str| table.get_key_value(key).map(|(key, _)| key_span(key));
        if is_built_in(own) {
            let other = ["type", "list", "values"].into_iter().find_map(|key| Some((key, span_of_key(key)?)));
            if let Some((key, span)) = other {
                let message =
                    format!("`{}` belongs to the language, and its `{key}` cannot be set", own.name);
                self.say(
                    span,
                    message,
                    "Set only `required`, `pattern` and `doc` here, or choose another name",
                );
            }
            return;
        }
        let worded = matches!(ty, "string" | "word" | "words");
        let patterned = worded || ty == "text";
        for (key, fits, types) in
            [("values", worded, "`word` or `words`"), ("pattern", patterned, "`string` or `word`")]
        {
            if let Some(span) = span_of_key(key).filter(|_| !fits) {
                let message = format!("`{key}` does nothing for a property of the type `{ty}`");
                self.say(span, message, format!("Take it out, or set the type to {types}"));
            }
        }
    }

    fn text(&mut self, key: &Key, item: &Item) -> Option<String> {
        let text = item.as_str().map(str::to_owned);
        if text.is_none() {
            self.say(item_span(item), format!("`{}` takes a text", key.get()), "Put it in quotes");
        }
        text
    }
}

/// Whether the language has this property: only some of its settings are the organisation's then.
pub(super) fn is_built_in(own: &CustomProperty) -> bool {
    kind_spec(own.kind)
        .is_some_and(|spec| spec.properties.iter().chain(COMMON).any(|p| p.key.word() == own.name))
}

fn custom_type(word: &str, values: &[String], at: usize) -> Ty {
    let of_values = VALUE_TYPES.iter().find(|(name, _)| *name == word).map(|(_, ty)| *ty);
    match (of_values, Kind::from_word(word)) {
        (Some(Ty::Str | Ty::Tag), _) if !values.is_empty() => Ty::CustomWord(at as u16),
        (Some(ty), _) => ty,
        (None, Some(kind)) => Ty::Ref(KindSet::of(&[kind])),
        (None, None) => Ty::Str,
    }
}

/// The word for a type, from which [`custom_type`] makes the same type again.
pub(super) fn type_word(ty: Ty) -> &'static str {
    let of_values = VALUE_TYPES.iter().find(|(_, known)| *known == ty).map(|(word, _)| *word);
    let of_names = || Kind::ALL.iter().find(|kind| Ty::Ref(KindSet::of(&[**kind])) == ty).map(|k| k.word());
    match ty {
        Ty::CustomWord(_) => "word",
        _ => of_values.or_else(of_names).unwrap_or("string"),
    }
}

//! The JSON Schema of the export, made from the schema table, so that it cannot lag behind the language.

use prog_model::schema::{COMMON, KINDS, KindSpec, PropSpec, Ty};
use serde_json::{Map, Value, json};

/// The JSON Schema (2020-12) of `progc export --format json`.
pub fn export_schema() -> Value {
    let kinds: Vec<&str> = KINDS.iter().map(|k| k.kind.word()).collect();
    let by_kind: Vec<Value> = KINDS.iter().map(per_kind).collect();
    let mut definitions = values();
    definitions.insert("declaration".into(), declaration(&kinds, &by_kind));
    for kind in &KINDS {
        definitions.insert(format!("{}-properties", kind.kind.word()), properties(kind));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "progc export",
        "description": "The resolved model of a prog workspace. Version 1; later fields are only added.",
        "type": "object",
        "required": ["version", "declarations", "edges"],
        "properties": {
            "version": { "const": 1 },
            "declarations": { "type": "array", "items": { "$ref": "#/$defs/declaration" } },
            "edges": { "type": "array", "items": { "$ref": "#/$defs/edge" } },
        },
        "$defs": definitions,
    })
}

fn declaration(kinds: &[&str], by_kind: &[Value]) -> Value {
    let text_or_null = json!({ "type": ["string", "null"] });
    json!({
        "type": "object",
        "required": ["kind", "name", "path", "title", "file", "line", "program", "properties", "children"],
        "properties": {
            "kind": { "enum": kinds },
            "name": text_or_null,
            "path": { "type": "string", "minLength": 1 },
            "title": text_or_null,
            "file": { "type": "string" },
            "line": { "type": "integer", "minimum": 1 },
            "program": text_or_null,
            "properties": { "type": "object" },
            "children": { "type": "array", "items": { "$ref": "#/$defs/declaration" } },
        },
        "allOf": by_kind,
    })
}

/// What a declaration of one kind says.
fn per_kind(spec: &KindSpec) -> Value {
    let word = spec.kind.word();
    json!({
        "if": { "properties": { "kind": { "const": word } } },
        "then": { "properties": { "properties": { "$ref": format!("#/$defs/{word}-properties") } } },
    })
}

fn properties(spec: &KindSpec) -> Value {
    let all: Map<String, Value> =
        spec.properties.iter().chain(COMMON).map(|p| (p.key.word().to_owned(), property(p))).collect();
    json!({ "description": spec.doc, "type": "object", "properties": all })
}

/// A list is an array; anything may be an open question, or invalid and then shown as written.
fn property(spec: &PropSpec) -> Value {
    let one = any_of(types(spec.ty));
    let whole = if spec.list || spec.ty == Ty::Residual {
        json!({ "type": "array", "items": one.clone() })
    } else {
        one.clone()
    };
    // Two values where one is taken are an error of the file; the export shows both.
    let several = json!({ "type": "array", "items": one });
    let mut all = any_of(vec![whole, several]);
    all["description"] = spec.doc.into();
    all
}

fn any_of(mut types: Vec<Value>) -> Value {
    types.push(reference("invalid"));
    types.push(json!({ "type": "null" }));
    types.dedup();
    json!({ "anyOf": types })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn types(ty: Ty) -> Vec<Value> {
    let text = || json!({ "type": "string" });
    let step = || vec![text(), json!({ "type": "integer" }), reference("quantity")];
    match ty {
        Ty::Text | Ty::Str | Ty::Tag | Ty::CustomWord(_) => vec![text()],
        Ty::Word(set) => vec![json!({ "enum": set.words })],
        Ty::YesNo => vec![json!({ "type": "boolean" })],
        Ty::Likelihood | Ty::Impact | Ty::Residual | Ty::Rating => step(),
        Ty::Quantity | Ty::Percent | Ty::Duration => vec![reference("quantity")],
        Ty::Deadline | Ty::Start => vec![reference("date"), reference("vague")],
        Ty::DateRange => vec![reference("range")],
        Ty::Estimate | Ty::Delay | Ty::QuantityOrRange => vec![reference("quantity"), reference("range")],
        Ty::QuantityOrReading => vec![reference("quantity"), reference("reading")],
        Ty::QuantityOrText | Ty::DurationOrText => vec![reference("quantity"), text()],
        Ty::Reading => vec![reference("reading")],
        Ty::Comparison => vec![reference("comparison")],
        Ty::Target => vec![reference("comparison"), reference("quantity")],
        Ty::Chain => vec![reference("chain")],
        Ty::Ref(_) => vec![reference("reference")],
        Ty::Link(_) => vec![reference("reference"), reference("lagged")],
        Ty::RefOrStr(_) => vec![reference("reference"), text()],
    }
}

/// The typed values that properties are made of.
fn values() -> Map<String, Value> {
    let closed = |properties: Value, required: &[&str]| json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false });
    let text = json!({ "type": "string" });
    let open_or = |name: &str| json!({ "anyOf": [reference(name), reference("vague"), reference("invalid"), { "type": "null" }] });
    let end = json!({ "anyOf": [reference("date"), reference("quantity"), reference("vague"), reference("invalid"), { "type": "null" }] });
    let target = json!({ "ref": { "type": ["string", "null"] }, "name": text });
    let with = |key: &str, value: Value| {
        let mut all = target.clone();
        all[key] = value;
        all
    };
    let mut all = Map::new();
    all.insert("date".into(), json!({ "type": "string", "pattern": "^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}$" }));
    all.insert(
        "quantity".into(),
        closed(json!({ "value": { "type": "number" }, "unit": text }), &["value", "unit"]),
    );
    all.insert("vague".into(), closed(json!({ "text": text }), &["text"]));
    all.insert("invalid".into(), closed(json!({ "invalid": text }), &["invalid"]));
    all.insert("reference".into(), closed(target.clone(), &["ref"]));
    all.insert("lagged".into(), closed(with("lag", open_or("quantity")), &["ref", "lag"]));
    all.insert("hop".into(), closed(with("label", text.clone()), &["ref"]));
    all.insert("chain".into(), json!({ "type": "array", "items": reference("hop") }));
    all.insert(
        "comparison".into(),
        closed(json!({ "label": text, "op": { "enum": [">=", "<=", ">", "<", "="] }, "value": open_or("quantity") }), &["op", "value"]),
    );
    all.insert(
        "reading".into(),
        closed(json!({ "value": open_or("quantity"), "on": open_or("date") }), &["value", "on"]),
    );
    all.insert("range".into(), closed(json!({ "from": end, "likely": end, "to": end }), &["from", "to"]));
    all.insert(
        "edge".into(),
        closed(json!({ "from": text, "to": text, "kind": text }), &["from", "to", "kind"]),
    );
    all
}

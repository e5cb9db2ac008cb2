//! One value as JSON, typed: what a reader of the export need not parse again.

use prog_model::dates::iso;
use prog_model::file::Val;
use prog_model::schema::{Property, Ty};
use prog_model::value::unit_word;
use prog_model::{Prop, Value};

/// A text with its quotes.
pub fn text(text: &str, out: &mut Vec<u8>) {
    // Writing into memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, text);
}

/// An object whose members `member` writes.
pub fn object<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, member: impl FnMut(&mut Vec<u8>, T)) {
    enclosed(out, b'{', b'}', items, member);
}

fn array<T>(out: &mut Vec<u8>, items: impl Iterator<Item = T>, member: impl FnMut(&mut Vec<u8>, T)) {
    enclosed(out, b'[', b']', items, member);
}

fn enclosed<T>(
    out: &mut Vec<u8>,
    open: u8,
    close: u8,
    items: impl Iterator<Item = T>,
    mut member: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(open);
    for (at, item) in items.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        member(out, item);
    }
    out.push(close);
}

/// The value of a property: an array where it takes a list, `null` where it is an open question.
pub fn value_of(prop: Prop<'_>, property: Option<Property<'_>>, out: &mut Vec<u8>) {
    let count = prop.values().take(2).count();
    let is_list = property.is_some_and(|p| p.list || p.ty == Ty::Residual);
    let ty = property.map(|p| p.ty);
    let open = count == 1 && prop.values().all(|v| v.is_open());
    match count {
        _ if open => out.extend_from_slice(b"null"),
        1 if !is_list => prop.values().for_each(|value| one(value, ty, out)),
        _ => array(out, prop.values(), |out, value| one(value, ty, out)),
    }
}

/// Whether a date of this type means the last day of its period.
fn is_deadline(ty: Option<Ty>) -> bool {
    !matches!(ty, Some(Ty::Start))
}

fn one(value: Value<'_>, ty: Option<Ty>, out: &mut Vec<u8>) {
    match value.val() {
        Val::Open => out.extend_from_slice(b"null"),
        Val::Text | Val::Label => text(&value.text().unwrap_or_default(), out),
        Val::Word(at) if ty == Some(Ty::YesNo) => {
            out.extend_from_slice(if at == 0 { b"true" } else { b"false" });
        }
        Val::Word(_) => text(value.written(), out),
        Val::Date { first, last } => text(&iso(if is_deadline(ty) { last } else { first }), out),
        Val::Quantity { .. } | Val::Duration { .. } => quantity(value, 1.0, out),
        Val::Step { step, percent } => self::step(value, step, percent, out),
        Val::Ref(_) => {
            out.push(b'{');
            reference(value, out);
            out.push(b'}');
        }
        Val::Vague => tagged(out, "text", &value.text().unwrap_or_default()),
        Val::Bad => tagged(out, "invalid", value.written()),
        Val::Range { .. } | Val::Comparison { .. } | Val::Reading | Val::Lagged { .. } => {
            composite(value, ty, out)
        }
        Val::Chain { .. } => array(out, value.hops(), |out, (name, label)| {
            out.push(b'{');
            reference(name, out);
            if let Some(label) = label {
                out.extend_from_slice(b",\"label\":");
                text(&label.text().unwrap_or_default(), out);
            }
            out.push(b'}');
        }),
        Val::Hop { .. } => out.extend_from_slice(b"null"),
    }
}

fn tagged(out: &mut Vec<u8>, key: &str, value: &str) {
    out.push(b'{');
    text(key, out);
    out.push(b':');
    text(value, out);
    out.push(b'}');
}

fn composite(value: Value<'_>, ty: Option<Ty>, out: &mut Vec<u8>) {
    let mut parts = value.parts();
    match value.val() {
        Val::Range { len } => {
            let keys: &[&str] = if len == 3 { &["from", "likely", "to"] } else { &["from", "to"] };
            object(out, parts.zip(keys), |out, (part, key)| {
                text(key, out);
                out.push(b':');
                let starts = *key == "from" && matches!(part.val(), Val::Date { .. });
                one(part, if starts { Some(Ty::Start) } else { ty }, out);
            });
        }
        Val::Comparison { op, label } => {
            out.push(b'{');
            if label && let Some(label) = parts.next() {
                out.extend_from_slice(b"\"label\":");
                text(&label.text().unwrap_or_default(), out);
                out.push(b',');
            }
            out.extend_from_slice(b"\"op\":");
            text(crate::views::op_word(op), out);
            out.extend_from_slice(b",\"value\":");
            part(parts.next(), ty, out);
            out.push(b'}');
        }
        Val::Reading => {
            out.extend_from_slice(b"{\"value\":");
            part(parts.next(), ty, out);
            out.extend_from_slice(b",\"on\":");
            part(parts.next(), Some(Ty::Deadline), out);
            out.push(b'}');
        }
        Val::Lagged { minus } => {
            out.push(b'{');
            if let Some(name) = parts.next() {
                reference(name, out);
            }
            out.extend_from_slice(b",\"lag\":");
            match parts.next() {
                Some(lag) => quantity(lag, if minus { -1.0 } else { 1.0 }, out),
                None => out.extend_from_slice(b"null"),
            }
            out.push(b'}');
        }
        _ => out.extend_from_slice(b"null"),
    }
}

/// A part of a composite value; parts are never composite themselves, so this goes one level down and no more.
fn part(value: Option<Value<'_>>, ty: Option<Ty>, out: &mut Vec<u8>) {
    match value {
        Some(value) => one(value, ty, out),
        None => out.extend_from_slice(b"null"),
    }
}

/// `"ref":"checkout.gateway"`, or the name as written where it means nothing.
fn reference(value: Value<'_>, out: &mut Vec<u8>) {
    match value.target() {
        Some(target) => {
            out.extend_from_slice(b"\"ref\":");
            text(&target.path(), out);
        }
        None => {
            out.extend_from_slice(b"\"ref\":null,\"name\":");
            text(value.written(), out);
        }
    }
}

fn quantity(value: Value<'_>, sign: f64, out: &mut Vec<u8>) {
    let (number, unit) = match (value.quantity(), value.duration()) {
        (Some(quantity), _) => (quantity.value, quantity.unit),
        (None, Some(duration)) => (duration.amount, unit_word(duration.unit)),
        (None, None) => return out.extend_from_slice(b"null"),
    };
    out.extend_from_slice(b"{\"value\":");
    self::number(number * sign, out);
    out.extend_from_slice(b",\"unit\":");
    text(unit, out);
    out.push(b'}');
}

fn number(number: f64, out: &mut Vec<u8>) {
    let whole = number.fract() == 0.0 && number.abs() < 1e15;
    let _ = if whole {
        serde_json::to_writer(out, &(number as i64))
    } else {
        serde_json::to_writer(out, &number)
    };
}

/// A likelihood, impact or rating: the word or number as written, a percentage as a quantity.
fn step(value: Value<'_>, step: u8, percent: Option<f32>, out: &mut Vec<u8>) {
    let written = value.written();
    if let Some(percent) = percent {
        out.extend_from_slice(b"{\"value\":");
        // As written, not as the nearest number of half the precision.
        number(written.trim_end_matches('%').trim().parse().unwrap_or(f64::from(percent)), out);
        out.extend_from_slice(b",\"unit\":\"%\"}");
    } else if written.starts_with(|c: char| c.is_ascii_digit()) {
        out.extend_from_slice(step.to_string().as_bytes());
    } else {
        text(written, out);
    }
}

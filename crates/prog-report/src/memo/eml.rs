//! A memo as a mail (RFC 5322): plain text and HTML, marked as not sent yet, so that a mail program opens it as a draft.
//! Nothing in it comes from the clock or the machine.

use super::{Address, Memo};
use crate::render;
use mail_builder::MessageBuilder;
use mail_builder::headers::address::Address as MailAddress;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::text::Text;
use mail_builder::mime::{BodyPart, MimePart};

const STYLE: &str = "body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif;color:#111;max-width:46em}table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:4px 8px;text-align:left;vertical-align:top}.bad,.worst{color:#a33a00;font-weight:600}.good{color:#00694c}.muted{color:#666}h2{font-size:1.05em;margin:1.2em 0 .3em}";

pub fn eml(memo: &Memo) -> Vec<u8> {
    let boundary = format!("=_memo_{:016x}", fingerprint(&memo.subject, &memo.path));
    let text = memo.body_text(76);
    let blocks = memo.body.as_slice();
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><style>{STYLE}</style></head><body>{}</body></html>",
        render::html::html(blocks, 2)
    );
    let kind = ContentType::new("multipart/alternative").attribute("boundary", boundary);
    let parts = vec![
        MimePart::new(
            ContentType::new("text/plain").attribute("charset", "utf-8"),
            BodyPart::Text(text.into()),
        ),
        MimePart::new(
            ContentType::new("text/html").attribute("charset", "utf-8"),
            BodyPart::Text(html.into()),
        ),
    ];
    let mut message = MessageBuilder::new()
        .subject(memo.subject.as_str())
        .date(i64::from(memo.day) * 86_400)
        .message_id(format!("{}.{}@prog.invalid", ascii(&memo.path), memo.date))
        .header("X-Unsent", Text::new("1"))
        .body(MimePart::new(kind, BodyPart::Multipart(parts)));
    if let Some(from) = memo.from.iter().find_map(known) {
        message = message.from(from);
    }
    let to: Vec<MailAddress<'_>> = memo.to.iter().filter_map(known).collect();
    if !to.is_empty() {
        message = message.to(MailAddress::new_list(to));
    }
    // Writing into memory cannot fail.
    message.write_to_vec().unwrap_or_default()
}

fn known(address: &Address) -> Option<MailAddress<'_>> {
    let email = address.email.as_deref()?;
    Some(MailAddress::new_address(Some(address.name.as_str()), email))
}

/// A path as a message's name: letters of other scripts are left out.
fn ascii(path: &str) -> String {
    path.chars().filter(|c| c.is_ascii_alphanumeric() || ".-_".contains(*c)).collect()
}

/// FNV-1a: enough to make a boundary that the text does not hold by chance.
fn fingerprint(subject: &str, path: &str) -> u64 {
    let bytes = subject.bytes().chain([0]).chain(path.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

//! The memo: for an escalation what to send to whoever is asked, for a decision the note to those it informs. What the
//! model does not say is marked in the text and listed, so that nobody sends a memo with a hole in it unknowingly.

mod decision;
mod eml;
mod escalation;

use crate::ask::{Ask, Unknown};
use crate::block::{Block, Cell, Tone};
use crate::render;
use prog_model::dates::iso;
use prog_model::{Decl, Kind, KindSet, key};

/// A memo, ready to be sent.
#[derive(Debug)]
pub struct Memo {
    /// The subject line.
    pub subject: String,
    /// Who sends it.
    pub from: Option<Address>,
    /// To whom.
    pub to: Vec<Address>,
    /// The day it is written.
    pub date: String,
    /// What the model does not say, each as a sentence.
    pub missing: Vec<String>,
    day: prog_model::dates::Day,
    path: String,
    body: Vec<Block>,
}

/// Somebody with their address, if it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What to call them.
    pub name: String,
    /// Where mail reaches them.
    pub email: Option<String>,
}

/// Kinds that a memo is made of.
pub const KINDS: KindSet = KindSet::of(&[Kind::Escalation, Kind::Decision]);

/// The memo about an escalation or a decision.
pub fn memo(ask: &Ask<'_>, name: &str) -> Result<Memo, Unknown> {
    let decl = ask.find(name, KINDS)?;
    Ok(memo_of(ask, decl))
}

/// The same of a declaration that was found already.
pub fn memo_of(ask: &Ask<'_>, decl: Decl<'_>) -> Memo {
    let mut draft = Draft::default();
    match decl.kind() {
        Kind::Decision => decision::write(ask, decl, &mut draft),
        _ => escalation::write(ask, decl, &mut draft),
    }
    Memo {
        subject: draft.subject,
        from: decl.owner().map(address),
        to: draft.to,
        date: iso(ask.today()),
        missing: draft.missing,
        day: ask.today(),
        path: decl.path(),
        body: draft.body,
    }
}

/// A memo while it is written.
#[derive(Default)]
struct Draft {
    subject: String,
    to: Vec<Address>,
    missing: Vec<String>,
    body: Vec<Block>,
}

impl Draft {
    fn heading(&mut self, text: &str) {
        self.body.push(Block::Heading(text.to_owned()));
    }

    fn text(&mut self, text: impl Into<String>) {
        self.body.push(Block::Text(text.into()));
    }

    fn list(&mut self, items: Vec<Cell>) {
        if !items.is_empty() {
            self.body.push(Block::List(items));
        }
    }

    /// The text, or a mark that it is missing with what to add.
    fn or_missing(&mut self, text: Option<String>, missing: &str) {
        match text {
            Some(text) => self.text(text),
            None => self.lack(missing),
        }
    }

    fn lack(&mut self, missing: &str) {
        self.missing.push(missing.to_owned());
        let line = Cell::new(format!("MISSING: {missing}"), Tone::Bad);
        match self.body.last_mut() {
            Some(Block::List(items)) => items.push(line),
            _ => self.body.push(Block::List(vec![line])),
        }
    }
}

/// Somebody as a recipient; a stakeholder is the person or team behind them, a team without an address its lead.
fn address(who: Decl<'_>) -> Address {
    let person = who.target(key::WHO).unwrap_or(who);
    let mail = |d: Decl<'_>| {
        let texts = [key::EMAIL, key::CONTACT].into_iter().filter_map(move |k| d.text(k));
        texts.map(|t| t.trim().to_owned()).find(|t| t.contains('@') && !t.contains(char::is_whitespace))
    };
    let email = mail(person).or_else(|| person.target(key::LEAD).and_then(mail));
    Address { name: who.label().into_owned(), email }
}

fn addresses<'w>(who: impl Iterator<Item = Decl<'w>>) -> Vec<Address> {
    let mut all: Vec<Address> = Vec::new();
    for one in who.map(address) {
        if !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

/// Tables side by side as one list per column: mail is read in letters of different widths, where frames fall apart.
fn plain(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block::Table(table) = &block else {
            out.push(block);
            continue;
        };
        for column in 1..table.columns.len() {
            out.push(Block::Text(format!("{}:", table.head(column))));
            let said = table.rows.iter().filter(|row| row[column].text != "–");
            let lines = said.map(|row| {
                let text = row[column].text.replace('\n', "; ");
                Cell::from(format!("{}: {text}", row[0].text))
            });
            out.push(Block::List(lines.collect()));
        }
    }
    out
}

impl Memo {
    fn header(&self) -> Vec<Cell> {
        let people = |all: &[Address]| {
            let names: Vec<String> = all
                .iter()
                .map(|a| {
                    a.email.as_ref().map_or_else(|| a.name.clone(), |mail| format!("{} <{mail}>", a.name))
                })
                .collect();
            if names.is_empty() { "MISSING: to whom it goes".to_owned() } else { names.join(", ") }
        };
        let from = self.from.as_slice();
        vec![
            Cell::from(format!("To: {}", people(&self.to))),
            Cell::from(format!(
                "From: {}",
                if from.is_empty() { "MISSING: who sends it".into() } else { people(from) }
            )),
            Cell::from(format!("Date: {}", self.date)),
        ]
    }

    fn blocks(&self) -> Vec<Block> {
        let mut blocks = vec![Block::List(self.header())];
        blocks.extend(self.body.iter().cloned());
        blocks
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        render::markdown::markdown(&self.subject, &self.blocks(), 1)
    }

    /// As plain text of this width.
    pub fn text(&self, width: usize) -> String {
        let title = format!("Subject: {}", self.subject);
        render::terminal::terminal(&title, &plain(self.blocks()), width, false)
    }

    /// The same without its header: what a mail says below its own.
    fn body_text(&self, width: usize) -> String {
        render::terminal::terminal(&self.subject, &plain(self.body.clone()), width, false)
    }

    /// Those to whom it goes and whose address nobody wrote down.
    pub fn without_address(&self) -> impl Iterator<Item = &str> {
        self.to.iter().filter(|to| to.email.is_none()).map(|to| to.name.as_str())
    }

    /// As a mail to be opened as a draft: plain text and HTML. The same memo gives the same bytes.
    pub fn eml(&self) -> Vec<u8> {
        eml::eml(self)
    }
}

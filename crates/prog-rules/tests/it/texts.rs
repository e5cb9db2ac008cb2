//! Random workspaces of several files, and random edits of them: few names, so that they often meet.

use crate::random::Random;
use prog_model::Change;

const PEOPLE: [&str; 4] = ["ines", "omar", "maria", "core"];
const SYSTEMS: [&str; 4] = ["web", "api", "db", "gateway"];
const OUTCOMES: [&str; 4] = ["conversion", "speed", "trust", "growth"];
const WORK: [&str; 6] = ["alpha", "beta", "gamma", "delta", "ga", "kickoff"];
const RISKS: [&str; 3] = ["latency", "outage", "churn"];
const PROGRAMS: [&str; 3] = ["checkout", "search", "billing"];
const PATHS: [&str; 6] = ["b.prog", "d.prog", "f.prog", "a.prog", "c.prog", "e/x.prog"];

/// One file: what it is part of, and its declarations one by one.
#[derive(Clone, Default)]
struct File {
    part_of: Option<&'static str>,
    decls: Vec<String>,
}

impl File {
    fn text(&self) -> String {
        let part = self.part_of.map_or(String::new(), |p| format!("part of {p}\n\n"));
        format!("{part}{}\n", self.decls.join("\n\n"))
    }
}

/// A workspace that is edited.
pub struct Texts {
    random: Random,
    files: Vec<(&'static str, File)>,
}

impl Texts {
    /// A workspace of a few files.
    pub fn new(random: Random) -> Self {
        let mut texts = Self { random, files: Vec::new() };
        let people = File {
            part_of: None,
            decls: vec![
                "person ines \"Ines Park\" { away: 2026-03-01 .. 2026-03-20 }".into(),
                "person omar \"Omar Haddad\"".into(),
                "team core \"Core\" { lead: ines }".into(),
            ],
        };
        texts.files.push(("people.prog", people));
        for path in &PATHS[..3] {
            let file = texts.file();
            texts.files.push((path, file));
        }
        texts
    }

    /// Path and text of every file.
    pub fn files(&self) -> Vec<(String, String)> {
        self.files.iter().map(|(path, file)| ((*path).to_owned(), file.text())).collect()
    }

    fn file(&mut self) -> File {
        let part_of = self.random.one_in(2).then(|| self.random.of(&PROGRAMS));
        let count = 2 + self.random.below(7);
        File { part_of, decls: (0..count).map(|_| self.decl()).collect() }
    }

    /// Makes one random edit; gives what it is, and the change.
    pub fn edit(&mut self) -> (&'static str, Change) {
        let at = self.random.below(self.files.len());
        match self.random.below(18) {
            0 if self.files.len() > 2 => {
                let (path, _) = self.files.remove(at);
                ("remove a file", Change::Remove { path: path.into() })
            }
            0 | 1 => {
                let path = PATHS[self.random.below(PATHS.len())];
                let file = self.file();
                self.files.retain(|(p, _)| *p != path);
                self.files.push((path, file));
                ("write a file", self.set(self.files.len() - 1))
            }
            2 => {
                let choices = [None, Some("checkout"), Some("search"), Some("nowhere")];
                self.files[at].1.part_of = choices[self.random.below(choices.len())];
                ("change what a file is part of", self.set(at))
            }
            3 => ("break a file", self.broken(at)),
            4 => {
                let (from, to) = self.two_words();
                for decl in &mut self.files[at].1.decls {
                    *decl = decl.replace(from, to);
                }
                ("rename in a file", self.set(at))
            }
            5 => {
                let program = self.program();
                self.put(at, program);
                ("write a program", self.set(at))
            }
            6 if !self.files[at].1.decls.is_empty() => {
                let decl = self.random.below(self.files[at].1.decls.len());
                let moved = self.files[at].1.decls.remove(decl);
                let to = self.random.below(self.files.len());
                self.files[to].1.decls.push(moved);
                ("move a declaration out", self.set(at))
            }
            7 => ("save what was moved in", self.set(at)),
            8 if !self.files[at].1.decls.is_empty() => {
                let decl = self.random.below(self.files[at].1.decls.len());
                self.files[at].1.decls.remove(decl);
                ("remove a declaration", self.set(at))
            }
            9 => {
                let allow = self.allow();
                let decls = &mut self.files[at].1.decls;
                if let Some(decl) = decls.last_mut() {
                    *decl = format!("{allow}\n{decl}");
                }
                ("allow something", self.set(at))
            }
            10 => {
                self.files[at].1.decls.reverse();
                ("turn a file round", self.set(at))
            }
            11..=13 => {
                let decl = self.decl();
                self.put(at, decl);
                ("rewrite a declaration", self.set(at))
            }
            14 | 15 => ("misspell a word", self.misspelt(at)),
            _ => {
                let decl = self.decl();
                let index = self.random.below(self.files[at].1.decls.len() + 1);
                self.files[at].1.decls.insert(index, decl);
                ("add a declaration", self.set(at))
            }
        }
    }

    fn set(&self, at: usize) -> Change {
        let (path, file) = &self.files[at];
        Change::Set { path: (*path).into(), text: file.text().into() }
    }

    /// The file with one character or one line missing; the next edit of the file mends it.
    fn broken(&mut self, at: usize) -> Change {
        let (path, file) = &self.files[at];
        let mut text = file.text();
        let mut cut = self.random.below(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        if self.random.one_in(2) {
            text.remove(cut);
        } else {
            let end = text[cut..].find('\n').map_or(text.len(), |n| cut + n);
            text.replace_range(cut..end, "");
        }
        Change::Set { path: (*path).into(), text: text.into() }
    }

    /// The file with a kind or key misspelt, at times so that another one seems meant; the next edit of the file mends it.
    fn misspelt(&mut self, at: usize) -> Change {
        let slips = [
            ("person ", "persn "),
            ("person ", "teams "),
            ("system ", "sytem "),
            ("system ", "team-of "),
            ("outcome ", "outcom "),
            ("program ", "progam "),
            ("workstream ", "stream "),
            ("risk ", "riks "),
            ("mitigation ", "mitigaton "),
            ("task ", "gadget "),
            ("owner:", "onwer:"),
            ("owner:", "for-owner:"),
            ("impact:", "impct:"),
            ("affects:", "afects:"),
            ("delivers:", "delivrs:"),
        ];
        let (right, wrong) = slips[self.random.below(slips.len())];
        let (path, file) = &self.files[at];
        Change::Set { path: (*path).into(), text: file.text().replace(right, wrong).into() }
    }

    fn put(&mut self, at: usize, decl: String) {
        let count = self.files[at].1.decls.len();
        match self.random.below(count + 1) {
            i if i < count => self.files[at].1.decls[i] = decl,
            _ => self.files[at].1.decls.push(decl),
        }
    }

    fn two_words(&mut self) -> (&'static str, &'static str) {
        match self.random.below(5) {
            0 => (self.random.of(&PEOPLE), self.random.of(&PEOPLE)),
            1 => (self.random.of(&SYSTEMS), self.random.of(&SYSTEMS)),
            2 => (self.random.of(&OUTCOMES), self.random.of(&OUTCOMES)),
            3 => (self.random.of(&WORK), self.random.of(&WORK)),
            _ => (self.random.of(&PROGRAMS), self.random.of(&PROGRAMS)),
        }
    }

    fn allow(&mut self) -> String {
        let rules =
            ["missing-owner", "unmitigated-risk", "overdue", "purposeless-work", "rosy-status", "nonsense"];
        let rule = self.random.of(&rules);
        let until = self.random.of(&["", " until 2026-01-01", " until 2026-12-31"]);
        let reason = self.random.of(&["", " it is known"]);
        format!("// progc: allow({rule}){until}{reason}")
    }

    fn date(&mut self) -> String {
        let month = 1 + self.random.below(6);
        let day = 1 + self.random.below(28);
        match self.random.below(12) {
            0 => "?".into(),
            1 => "\"after launch\"".into(),
            2 => "2026-Q1".into(),
            _ => format!("2026-{month:02}-{day:02}"),
        }
    }

    /// A property, most of the time.
    fn maybe(&mut self, out: &mut Vec<String>, key: &str, value: String) {
        if !self.random.one_in(3) {
            out.push(format!("{key}: {value}"));
        }
    }

    fn owner(&mut self) -> String {
        self.random.of(&["ines", "omar", "core", "maria", "?"]).to_owned()
    }

    fn decl(&mut self) -> String {
        match self.random.below(20) {
            0 => self.program(),
            1 => self.person(),
            2..=4 => self.system(),
            5 => self.flow(),
            6 => self.workstream(),
            7..=9 => self.task(),
            10 | 11 => self.milestone(),
            12 => self.dependency(),
            13 | 14 => self.risk(),
            15 | 16 => self.outcome(),
            17 => self.issue(),
            _ => self.paper(),
        }
    }

    fn block(head: &str, properties: &[String]) -> String {
        if properties.is_empty() {
            return head.to_owned();
        }
        format!("{head} {{\n  {}\n}}", properties.join("\n  "))
    }

    fn program(&mut self) -> String {
        let name = self.random.of(&PROGRAMS);
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let status =
            self.random.of(&["active", "active", "proposed", "paused", "done", "cancelled"]).to_owned();
        self.maybe(&mut p, "status", status);
        let rag = self.random.of(&["green", "amber", "red"]).to_owned();
        self.maybe(&mut p, "rag", rag);
        let appetite = self.random.of(&["low", "medium", "high"]).to_owned();
        self.maybe(&mut p, "appetite", appetite);
        let end = self.random.of(&["2026-03-31", "2026-09-30"]);
        self.maybe(&mut p, "window", format!("2026-01-12 .. {end}"));
        for _ in 0..self.random.below(3) {
            let inner = match self.random.below(6) {
                0 => self.person(),
                1 => self.task(),
                2 => self.outcome(),
                3 => self.system(),
                4 => self.risk(),
                _ => self.workstream(),
            };
            p.push(inner.replace('\n', "\n  "));
        }
        Self::block(&format!("program {name} \"The {name}\""), &p)
    }

    fn person(&mut self) -> String {
        let mut p = Vec::new();
        if self.random.one_in(3) {
            let lead = self.random.of(&["ines", "omar"]).to_owned();
            self.maybe(&mut p, "lead", lead);
            return Self::block("team core \"Core\"", &p);
        }
        let name = self.random.of(&PEOPLE);
        let away = self.random.of(&["2026-03-01 .. 2026-03-20", "2026-02-01 .. 2026-05-01"]).to_owned();
        self.maybe(&mut p, "away", away);
        Self::block(&format!("person {name} \"{name}\""), &p)
    }

    fn system(&mut self) -> String {
        let name = self.random.of(&SYSTEMS);
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let on = self.random.of(&["db", "api", "gateway", "db, gateway", "web", "checkout.db"]).to_owned();
        self.maybe(&mut p, "depends-on", on);
        let level = self.random.of(&["low", "high", "critical"]).to_owned();
        self.maybe(&mut p, "criticality", level);
        if self.random.one_in(4) {
            let ty = self.random.of(&["vendor", "external", "service"]);
            p.push(format!("type: {ty}"));
        }
        if self.random.one_in(4) {
            let status = self.random.of(&["retired", "deprecated", "planned"]);
            p.push(format!("status: {status}"));
        }
        if self.random.one_in(5) {
            p.push("fallback: \"By mail\"".into());
        }
        Self::block(&format!("system {name} \"The {name}\""), &p)
    }

    fn flow(&mut self) -> String {
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let steps = self.random.of(&["web -> api -> db", "web -> gateway", "api -> ?", "gateway -> db"]);
        p.push(format!("steps: {steps}"));
        let serves = self.random.of(&OUTCOMES).to_owned();
        self.maybe(&mut p, "serves", serves);
        Self::block("flow pay \"Customer pays\"", &p)
    }

    fn workstream(&mut self) -> String {
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let rag = self.random.of(&["green", "amber"]).to_owned();
        self.maybe(&mut p, "rag", rag);
        let delivers = self.random.of(&OUTCOMES).to_owned();
        self.maybe(&mut p, "delivers", delivers);
        for _ in 0..self.random.below(4) {
            let inner = match self.random.below(4) {
                0 => self.milestone(),
                1 => self.risk(),
                _ => self.task(),
            };
            p.push(inner.replace('\n', "\n  "));
        }
        let name = self.random.of(&["north", "south"]);
        Self::block(&format!("workstream {name} \"The {name}\""), &p)
    }

    fn work(&mut self, p: &mut Vec<String>) {
        let owner = self.owner();
        self.maybe(p, "owner", owner);
        if self.random.one_in(2) {
            let after = self.random.of(&[
                "alpha",
                "beta + 3d",
                "gamma",
                "kickoff",
                "delta, alpha",
                "rules",
                "?",
                "checkout.alpha",
                "search.beta, gamma",
                "billing.ga",
            ]);
            p.push(format!("after: {after}"));
        }
        if self.random.one_in(2) {
            let due = self.date();
            p.push(format!("due: {due}"));
        }
        if self.random.one_in(3) {
            let delivers = self.random.of(&OUTCOMES);
            p.push(format!("delivers: {delivers}"));
        }
    }

    fn task(&mut self) -> String {
        let name = self.random.of(&WORK);
        let mut p = Vec::new();
        self.work(&mut p);
        let estimate = self.random.of(&["3d", "2w", "1d .. 3d .. 9d", "10w"]).to_owned();
        self.maybe(&mut p, "estimate", estimate);
        if self.random.one_in(3) {
            let status = self.random.of(&["in-progress", "done", "blocked", "dropped", "deferred", "Done"]);
            p.push(format!("status: {status}"));
        }
        if self.random.one_in(3) {
            let system = self.random.of(&SYSTEMS);
            p.push(format!("touches: {system}"));
        }
        Self::block(&format!("task {name} \"Do {name}\""), &p)
    }

    fn milestone(&mut self) -> String {
        let name = self.random.of(&["beta", "ga", "kickoff"]);
        let mut p = Vec::new();
        self.work(&mut p);
        let rag = self.random.of(&["green", "amber"]).to_owned();
        self.maybe(&mut p, "rag", rag);
        self.maybe(&mut p, "criteria", "\"It works\"".into());
        if self.random.one_in(4) {
            p.push("reached: 2026-01-30".into());
        }
        Self::block(&format!("milestone {name} \"Open {name}\""), &p)
    }

    fn dependency(&mut self) -> String {
        let mut p = vec!["from: omar".into(), "to: core".into()];
        let needed = self.date();
        self.maybe(&mut p, "needed-by", needed);
        let promised = self.date();
        self.maybe(&mut p, "promised", promised);
        let status = self.random.of(&["requested", "committed", "delivered", "broken"]).to_owned();
        self.maybe(&mut p, "status", status);
        Self::block("dependency rules \"New rules\"", &p)
    }

    fn risk(&mut self) -> String {
        let name = self.random.of(&RISKS);
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let likelihood = self.random.of(&["likely", "rare", "4", "60%"]).to_owned();
        self.maybe(&mut p, "likelihood", likelihood);
        let impact = self.random.of(&["major", "minor", "severe"]).to_owned();
        self.maybe(&mut p, "impact", impact);
        let affects = self.random.of(&SYSTEMS).to_owned();
        self.maybe(&mut p, "affects", affects);
        if self.random.one_in(2) {
            let threatens = self.random.of(&["conversion", "beta", "alpha", "checkout", "ga", "speed"]);
            p.push(format!("threatens: {threatens}"));
        }
        if self.random.one_in(3) {
            let status = self.random.of(&["mitigating", "accepted", "occurred", "closed", "Closed"]);
            p.push(format!("status: {status}"));
        }
        for _ in 0..self.random.below(3) {
            let mut m = Vec::new();
            let due = self.date();
            self.maybe(&mut m, "due", due);
            let status = self.random.of(&["in-progress", "done", "dropped", "Done"]).to_owned();
            self.maybe(&mut m, "status", status);
            if self.random.one_in(2) {
                let task = self.random.of(&["alpha", "beta"]).to_owned();
                m.push(format!("task: {task}"));
            }
            p.push(Self::block("mitigation \"Another way\"", &m).replace('\n', "\n  "));
        }
        Self::block(&format!("risk {name} \"The {name}\""), &p)
    }

    fn outcome(&mut self) -> String {
        let name = self.random.of(&OUTCOMES);
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        let metric = self.random.of(&["\"orders / visits\"", "rate", "\"orders / visits\""]).to_owned();
        self.maybe(&mut p, "metric", metric);
        let on = self.random.of(&["", " on 2026-01-05"]);
        self.maybe(&mut p, "baseline", format!("60%{on}"));
        let target = self.random.of(&[">= 70%", "<= 50%", "70%", ">= 70ms"]).to_owned();
        self.maybe(&mut p, "target", target);
        let by = self.date();
        self.maybe(&mut p, "by", by);
        let reading = self.random.of(&["60.5%", "69%", "71%"]);
        let on = self.random.of(&["2026-01-20", "2026-02-05", "2026-03-01"]);
        self.maybe(&mut p, "readings", format!("{reading} on {on}"));
        if self.random.one_in(3) {
            let supports = self.random.of(&["conversion", "growth", "speed", "checkout", "search"]);
            p.push(format!("supports: {supports}"));
        }
        if self.random.one_in(6) {
            p.push("guardrail: yes".into());
        }
        Self::block(&format!("outcome {name} \"Better {name}\""), &p)
    }

    fn issue(&mut self) -> String {
        let name = self.random.of(&["fire", "leak", "smoke", "latency-issue", "alpha-block"]);
        let mut p = Vec::new();
        let owner = self.owner();
        self.maybe(&mut p, "owner", owner);
        if self.random.one_in(3) {
            let from = self.random.of(&RISKS);
            p.push(format!("from: {from}"));
        }
        if self.random.one_in(2) {
            let blocks = self.random.of(&WORK);
            p.push(format!("blocks: {blocks}"));
        }
        if self.random.one_in(3) {
            let due = self.date();
            p.push(format!("due: {due}"));
        }
        Self::block(&format!("issue {name} \"A {name}\""), &p)
    }

    /// A declaration of one of the other kinds.
    fn paper(&mut self) -> String {
        let owner = self.owner();
        let date = self.date();
        let outcome = self.random.of(&OUTCOMES);
        let risk = self.random.of(&RISKS);
        match self.random.below(9) {
            0 => format!(
                "decision where \"Where?\" {{\n  owner: {owner}\n  due: {date}\n  option a \"A\" {{ benefits: \"x\", hurts: {outcome} }}\n  option b \"B\"\n}}"
            ),
            1 => format!("decision how \"How?\" {{ status: decided, decided: {date}, affects: {outcome} }}"),
            2 => format!("assumption traffic \"Traffic stays\" {{ validate-by: {date}, if-false: {risk} }}"),
            3 => format!(
                "assumption demand \"Demand grows\" {{ owner: {owner}, status: invalid, if-false: {risk} }}"
            ),
            4 => format!("change wallets \"Add wallets\" {{ owner: {owner}, raised: {date}, cost: $60K }}"),
            5 => format!("control review \"Review\" {{ owner: {owner}, due: {date}, covers: db }}"),
            6 => format!(
                "stakeholder legal \"Legal\" {{ influence: high, impact: high, interest: high, last-contact: {date} }}"
            ),
            7 => {
                format!("escalation help \"Help\" {{ owner: {owner}, to: omar, about: {risk}, by: {date} }}")
            }
            _ => {
                let direction = self.random.of(&["up", "down"]);
                format!("metric rate \"Rate\" {{ unit: \"%\", direction: {direction}, cadence: 2w }}")
            }
        }
    }
}

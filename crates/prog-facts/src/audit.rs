//! Readiness for an audit in ten points: for each what the model can show, and what is missing.
//!
//! A control with a `point` speaks for that point. Beside it stand the things that a well-kept model has anyway: approved
//! changes for the trail of changes, reviewed risks for regular risk assessment, and so on.

use crate::kpis::is_in_place;
use crate::{Facts, Group};
use prog_model::dates::iso;
use prog_model::{Decl, Kind, key};

/// One of the ten points of audit readiness.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs)] // the titles say it
pub enum Point {
    Requirements,
    Changes,
    Security,
    Risk,
    Approvals,
    Training,
    Escalation,
    Audit,
    Records,
    Privacy,
}

impl Point {
    /// All ten, in their order.
    pub const ALL: [Self; 10] = [
        Self::Requirements,
        Self::Changes,
        Self::Security,
        Self::Risk,
        Self::Approvals,
        Self::Training,
        Self::Escalation,
        Self::Audit,
        Self::Records,
        Self::Privacy,
    ];

    /// The word of a control's `point`.
    pub fn word(self) -> &'static str {
        prog_model::schema::words::CONTROL_POINT.words[self as usize]
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Requirements => "Requirements are documented",
            Self::Changes => "Changes leave a trail",
            Self::Security => "Security controls are in place",
            Self::Risk => "Risks are assessed regularly",
            Self::Approvals => "Approvals and sign-offs are on record",
            Self::Training => "People are trained",
            Self::Escalation => "There is an escalation path",
            Self::Audit => "Internal audits take place",
            Self::Records => "Records are kept for their period",
            Self::Privacy => "Personal data is protected",
        }
    }
}

/// Something that the model shows, or that it lacks.
#[derive(Clone, PartialEq, Debug)]
pub struct Note<'w> {
    /// What it is about; `None` where nothing is there to point at.
    pub decl: Option<Decl<'w>>,
    /// What is to be said about it, lower case, to go after its name: `is in place`.
    pub what: String,
}

/// How ready a point is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Readiness {
    /// Nothing is shown.
    Missing,
    /// Something is shown and something is missing.
    Partly,
    /// Something is shown and nothing is missing.
    Ready,
}

impl Readiness {
    /// `ready`, `partly` or `missing`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Partly => "partly",
            Self::Ready => "ready",
        }
    }
}

/// One point with its evidence and gaps, each in reading order.
#[derive(Clone, PartialEq, Debug)]
pub struct AuditPoint<'w> {
    /// Which.
    pub point: Point,
    /// What the model shows.
    pub evidence: Vec<Note<'w>>,
    /// What is missing.
    pub gaps: Vec<Note<'w>>,
}

impl<'w> AuditPoint<'w> {
    /// How ready it is.
    pub fn readiness(&self) -> Readiness {
        match (self.evidence.is_empty(), self.gaps.is_empty()) {
            (true, _) => Readiness::Missing,
            (false, false) => Readiness::Partly,
            (false, true) => Readiness::Ready,
        }
    }

    fn show(&mut self, decl: Decl<'w>, what: impl Into<String>) {
        self.evidence.push(Note { decl: Some(decl), what: what.into() });
    }

    fn lack(&mut self, decl: Decl<'w>, what: impl Into<String>) {
        self.gaps.push(Note { decl: Some(decl), what: what.into() });
    }

    fn judge(&mut self, decl: Decl<'w>, holds: bool, shown: &str, lacking: &str) {
        if holds { self.show(decl, shown) } else { self.lack(decl, lacking) }
    }
}

impl<'w> Facts<'w> {
    /// The ten points of audit readiness of a group.
    pub fn audit(&self, group: Group) -> Vec<AuditPoint<'w>> {
        Point::ALL.into_iter().map(|point| self.audit_point(group, point)).collect()
    }

    fn audit_point(&self, group: Group, point: Point) -> AuditPoint<'w> {
        let mut found = AuditPoint { point, evidence: Vec::new(), gaps: Vec::new() };
        for control in self.sorted(group, Kind::Control) {
            if control.word(key::POINT) == Some(point.word()) {
                self.control(control, &mut found);
            }
        }
        match point {
            Point::Requirements => self.requirements(group, &mut found),
            Point::Changes => self.changes(group, &mut found),
            Point::Security => self.security(group, &mut found),
            Point::Risk => self.assessment(group, &mut found),
            Point::Approvals => self.approvals(group, &mut found),
            Point::Escalation => self.escalation(group, &mut found),
            Point::Records => self.records(group, &mut found),
            Point::Privacy => self.privacy(group, &mut found),
            Point::Training | Point::Audit => {}
        }
        if found.evidence.is_empty() && found.gaps.is_empty() {
            let what = format!("nothing speaks for it: declare a control with `point: {}`", point.word());
            found.gaps.push(Note { decl: None, what });
        }
        found
    }

    fn sorted(&self, group: Group, kind: Kind) -> Vec<Decl<'w>> {
        let mut all: Vec<Decl<'w>> = self.in_group(group, kind).collect();
        all.sort_by(|a, b| a.order().cmp(&b.order()));
        all
    }

    fn control(&self, control: Decl<'w>, found: &mut AuditPoint<'w>) {
        let proof: Vec<_> = control.texts(key::EVIDENCE).map(|t| t.into_owned()).collect();
        if !is_in_place(control) {
            let said = if control.status() == "planned" { "is only planned" } else { "is missing" };
            let by = control.deadline(key::DUE).map_or(String::new(), |day| format!(", due {}", iso(day)));
            return found.lack(control, format!("{said}{by}"));
        }
        let said = if control.status() == "verified" { "is verified" } else { "is in place" };
        match proof.as_slice() {
            [] => found.lack(control, format!("{said}, without evidence")),
            proof => found.show(control, format!("{said}: {}", proof.join("; "))),
        }
        if let Some(days) = self.review_overdue(control) {
            found.lack(control, format!("was last reviewed {days} days ago"));
        }
    }

    /// How many days ago a control was reviewed, if that is longer than it may be. The one definition behind the rule
    /// `stale-control` and the audit.
    pub fn review_overdue(&self, control: Decl<'_>) -> Option<i64> {
        let reviewed = control.deadline(key::REVIEWED)?;
        let cadence = control.duration(key::CADENCE);
        if cadence.is_none() && control.has(key::CADENCE) {
            return None;
        }
        let days = i64::from(self.today) - i64::from(reviewed);
        let allowed = cadence.map_or(self.config.limits.control_days, |c| c.calendar_days());
        (days as f64 > allowed).then_some(days)
    }

    fn requirements(&self, group: Group, found: &mut AuditPoint<'w>) {
        for program in self.sorted(group, Kind::Program) {
            let holds = program.value(key::SCOPE).is_some();
            found.judge(program, holds, "says what is in scope", "does not say what is in scope");
        }
        for outcome in self.outcomes(group).into_iter().filter(|o| !self.is_objective(*o)) {
            let holds = outcome.value(key::METRIC).is_some() && outcome.value(key::TARGET).is_some();
            found.judge(outcome, holds, "has a metric and a target", "has no metric or no target");
        }
        for milestone in self.sorted(group, Kind::Milestone) {
            let holds = milestone.value(key::CRITERIA).is_some();
            found.judge(milestone, holds, "has criteria", "has no criteria");
        }
    }

    fn changes(&self, group: Group, found: &mut AuditPoint<'w>) {
        for change in self.sorted(group, Kind::Change) {
            let agreed = matches!(change.status(), "approved" | "implemented");
            let signed = change.value(key::APPROVED_BY).is_some() && change.value(key::DECIDED).is_some();
            match agreed {
                true => found.judge(
                    change,
                    signed,
                    "says who approved it and when",
                    "does not say who approved it and when",
                ),
                false => found.show(change, format!("is on record as {}", change.status())),
            }
        }
    }

    fn security(&self, group: Group, found: &mut AuditPoint<'w>) {
        for risk in self.sorted(group, Kind::Risk) {
            if risk.word(key::CATEGORY) == Some("security") && risk.is_live_risk() {
                let holds = self.is_being_mitigated(risk);
                found.judge(
                    risk,
                    holds,
                    "is being mitigated",
                    "is a security risk that nothing is under way against",
                );
            }
        }
    }

    fn assessment(&self, group: Group, found: &mut AuditPoint<'w>) {
        for risk in self.sorted(group, Kind::Risk).into_iter().filter(|r| r.is_live_risk()) {
            if self.risk_score(risk).is_none() {
                found.lack(risk, "is not assessed");
                continue;
            }
            let Some(reviewed) = risk.deadline(key::REVIEWED) else {
                found.lack(risk, "was assessed and never reviewed");
                continue;
            };
            let days = i64::from(self.today) - i64::from(reviewed);
            let fresh = days as f64 <= self.config.limits.review_days;
            found.judge(
                risk,
                fresh,
                &format!("was reviewed on {}", iso(reviewed)),
                &format!("was last reviewed {days} days ago"),
            );
        }
    }

    fn approvals(&self, group: Group, found: &mut AuditPoint<'w>) {
        for milestone in self.sorted(group, Kind::Milestone) {
            let holds = milestone.value(key::APPROVER).is_some();
            found.judge(milestone, holds, "has an approver", "has no approver");
        }
        for decision in self.sorted(group, Kind::Decision).into_iter().filter(|d| d.status() == "decided") {
            let holds = decision.value(key::APPROVER).is_some() && decision.value(key::RATIONALE).is_some();
            found.judge(
                decision,
                holds,
                "says who approved it and why",
                "does not say who approved it and why",
            );
        }
        for risk in self.sorted(group, Kind::Risk).into_iter().filter(|r| r.status() == "accepted") {
            let holds = risk.value(key::ACCEPTED_BY).is_some() && risk.value(key::RATIONALE).is_some();
            found.judge(risk, holds, "says who accepted it and why", "does not say who accepted it and why");
        }
    }

    fn escalation(&self, group: Group, found: &mut AuditPoint<'w>) {
        for program in self.sorted(group, Kind::Program) {
            let path: Vec<String> =
                program.refs(key::ESCALATION_PATH).map(|d| d.label().into_owned()).collect();
            match path.is_empty() {
                true => found.lack(program, "has no `escalation-path`"),
                false => found.show(program, format!("names whom to ask: {}", path.join(", then "))),
            }
        }
    }

    fn records(&self, group: Group, found: &mut AuditPoint<'w>) {
        for control in self.sorted(group, Kind::Control) {
            let kept = control.value(key::RETENTION).map(|v| v.written());
            match kept {
                Some(kept) => found.show(control, format!("keeps its records for {kept}")),
                None if control.word(key::POINT) == Some("records") => {
                    found.lack(control, "does not say for how long")
                }
                None => {}
            }
        }
    }

    fn privacy(&self, group: Group, found: &mut AuditPoint<'w>) {
        let systems = self.sorted(group, Kind::System);
        for system in systems.into_iter().filter(|s| s.value(key::DATA).is_some() && !s.is_over()) {
            let data: Vec<_> = system.texts(key::DATA).map(|t| t.into_owned()).collect();
            let data = data.join(", ");
            let covered =
                system.referrers_by(key::COVERS).any(|d| d.kind() == Kind::Control && is_in_place(d));
            found.judge(
                system,
                covered,
                &format!("holds {data} and is covered by a control"),
                &format!("holds {data}, and no control in place covers it"),
            );
        }
    }
}

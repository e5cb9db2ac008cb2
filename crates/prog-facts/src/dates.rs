//! What is past its date.

use crate::Facts;
use prog_model::dates::Day;
use prog_model::{Decl, Key, Kind, key};

impl Facts<'_> {
    /// The date that this should have met before today, with its key, if it is surely not over. The one definition behind the rule
    /// `overdue`.
    pub fn overdue(&self, decl: Decl<'_>) -> Option<(Key, Day)> {
        let key = match decl.kind() {
            Kind::Task | Kind::Milestone | Kind::Issue | Kind::Control => key::DUE,
            Kind::Dependency => key::NEEDED_BY,
            Kind::Escalation => key::BY,
            _ => return None,
        };
        let over = decl.is_over()
            || decl.status_is_unread()
            || decl.status() == "deferred"
            || (decl.kind() == Kind::Control && matches!(decl.status(), "in-place" | "verified"));
        let date = decl.deadline(key)?;
        (!over && date < self.today).then_some((key, date))
    }

    /// The same for everything that has a date, with what has a rule of its own: decisions, mitigations and assumptions. The
    /// one definition behind `overdue-decision`, `overdue-mitigation`, `unvalidated-assumption` and the computed colour.
    pub fn past_due(&self, decl: Decl<'_>) -> Option<Day> {
        let key = match decl.kind() {
            Kind::Decision | Kind::Mitigation => key::DUE,
            Kind::Assumption => key::VALIDATE_BY,
            _ => return self.overdue(decl).map(|(_, day)| day),
        };
        let day = decl.deadline(key).filter(|day| *day < self.today)?;
        let live = |risk: Decl<'_>| risk.is_live_risk() && !risk.status_is_unread();
        let matters = decl.kind() != Kind::Mitigation || decl.parent().is_some_and(live);
        (matters && !crate::is_over(decl) && !decl.status_is_unread()).then_some(day)
    }
}

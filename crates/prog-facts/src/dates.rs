//! What is past its date.

use crate::Facts;
use prog_model::dates::Day;
use prog_model::{Decl, Key, Kind, key};

impl Facts<'_> {
    /// The date that this should have met before today, with its key, if it is not over. The one definition behind the rule
    /// `overdue` and the computed colour.
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
}

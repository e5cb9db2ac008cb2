//! The computed colour of a program, workstream or milestone, with what makes it so.

use crate::order::in_reading_order;
use crate::{Facts, Group};
use prog_analysis::{Band, Colour, Health};
use prog_model::dates::iso;
use prog_model::{Decl, Kind};

/// One thing that makes a colour.
#[derive(Clone, Debug)]
pub struct Reason<'w> {
    /// The colour that it makes.
    pub colour: Colour,
    /// What it is about.
    pub decl: Decl<'w>,
    /// What is the matter, lower case: `is off track`.
    pub what: String,
}

impl<'w> Facts<'w> {
    /// The computed colour, with its reasons, the worst first.
    pub fn colour(&self, decl: Decl<'w>) -> (Colour, Vec<Reason<'w>>) {
        let mut reasons: Vec<Reason<'w>> =
            self.parts(decl).into_iter().filter_map(|d| self.reason(d)).collect();
        reasons.sort_by_key(|r| std::cmp::Reverse(r.colour));
        let colour = reasons.iter().map(|r| r.colour).max().unwrap_or_default();
        (colour, reasons)
    }

    /// What a colour is made of: of a program all that belongs to it; of a workstream or milestone itself, what stands in it,
    /// what it delivers, and the risks that threaten those.
    fn parts(&self, decl: Decl<'w>) -> Vec<Decl<'w>> {
        if decl.kind() == Kind::Program {
            let own = self.all_in_group(Group::Program(decl.id()));
            let supporting =
                decl.referrers_by(prog_model::key::SUPPORTS).filter(|d| d.kind() == Kind::Outcome);
            let mut parts: Vec<_> = own.chain(supporting).collect();
            in_reading_order(&mut parts);
            parts.dedup();
            return parts;
        }
        let mut parts: Vec<Decl<'w>> = std::iter::once(decl).chain(decl.descendants()).collect();
        for part in parts.clone() {
            parts.extend(part.refs(prog_model::key::DELIVERS));
            for risk in part.referrers_by(prog_model::key::THREATENS).filter(|d| d.kind() == Kind::Risk) {
                parts.push(risk);
                parts.extend(risk.children_of(Kind::Mitigation));
            }
        }
        in_reading_order(&mut parts);
        parts.dedup();
        parts
    }

    /// What one declaration adds to a colour.
    fn reason(&self, decl: Decl<'w>) -> Option<Reason<'w>> {
        if decl.status_is_unread() {
            return None;
        }
        let reason = |colour, what: String| Some(Reason { colour, decl, what });
        match decl.kind() {
            Kind::Risk if decl.is_live_risk() && self.mitigations(decl).next().is_none() => {
                match self.risk_score(decl)?.band {
                    Band::Extreme => reason(Colour::Red, "is an extreme risk without a mitigation".into()),
                    Band::High => reason(Colour::Amber, "is a high risk without a mitigation".into()),
                    _ => None,
                }
            }
            Kind::Outcome => match self.health(decl) {
                Health::OffTrack => reason(Colour::Red, "is off track".into()),
                Health::AtRisk => reason(Colour::Amber, "is at risk".into()),
                _ => None,
            },
            _ => {
                if let Some(late) = self.late(decl) {
                    let what = format!(
                        "cannot be finished before {} and is due {}",
                        iso(late.finish),
                        iso(late.due)
                    );
                    return reason(Colour::Red, what);
                }
                let date = self.past_due(decl)?;
                reason(Colour::Amber, format!("was due {}", iso(date)))
            }
        }
    }
}

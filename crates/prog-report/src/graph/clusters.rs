//! Which nodes stand in a box together: those of one owner, program or workstream.

use super::build::Parts;
use super::{Cluster, ClusterBy, GraphOf, GraphOptions};
use prog_model::{Decl, Kind};
use std::collections::BTreeMap;

pub(super) fn clusters(parts: &Parts<'_>, options: &GraphOptions<'_>) -> Vec<Cluster> {
    let by = match (options.cluster, options.of) {
        (ClusterBy::Fitting, GraphOf::Systems | GraphOf::Flows) => ClusterBy::Owner,
        (ClusterBy::Fitting, GraphOf::Schedule) => ClusterBy::Workstream,
        (ClusterBy::Fitting, GraphOf::Ownership | GraphOf::Risks) => ClusterBy::Nothing,
        (by, _) => by,
    };
    let mut found: BTreeMap<String, Cluster> = BTreeMap::new();
    for (at, decl) in parts.nodes.iter().enumerate() {
        let Some(around) = box_of(*decl, by) else { continue };
        let id = around.path();
        let cluster = found.entry(id.clone()).or_insert_with(|| Cluster {
            id,
            label: around.label().into_owned(),
            nodes: Vec::new(),
            members: Vec::new(),
        });
        cluster.members.push(at as u32);
    }
    found.into_values().collect()
}

fn box_of(decl: Decl<'_>, by: ClusterBy) -> Option<Decl<'_>> {
    match by {
        ClusterBy::Owner => decl.owner(),
        ClusterBy::Program => decl.program(),
        ClusterBy::Workstream => {
            decl.ancestors().find(|a| a.kind() == Kind::Workstream).or_else(|| decl.program())
        }
        ClusterBy::Fitting | ClusterBy::Nothing => None,
    }
}

//! What is near one node: so many edges away, in either direction.

use super::GraphOptions;
use super::build::Parts;
use crate::ask::Unknown;
use prog_model::Decl;
use std::collections::VecDeque;

/// Takes away what is further than the depth from `focus`; gives its number among the rest.
pub(super) fn keep_near<'w>(
    parts: &mut Parts<'w>,
    focus: Decl<'w>,
    options: &GraphOptions<'w>,
) -> Result<u32, Unknown> {
    let Some(start) = parts.index(focus.id()) else {
        return Err(Unknown(
            format!(
                "`{}` is {} and not in the graph of {:?}; draw another one with `--of`",
                focus.path(),
                focus.kind().with_article(),
                options.of
            )
            .to_lowercase(),
        ));
    };
    let mut neighbours: Vec<Vec<u32>> = vec![Vec::new(); parts.nodes.len()];
    for tie in &parts.ties {
        neighbours[tie.from as usize].push(tie.to);
        neighbours[tie.to as usize].push(tie.from);
    }
    let mut far: Vec<Option<u32>> = vec![None; parts.nodes.len()];
    far[start as usize] = Some(0);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((here, distance)) = queue.pop_front() {
        for next in neighbours[here as usize].iter().filter(|_| distance < options.depth) {
            if far[*next as usize].is_none() {
                far[*next as usize] = Some(distance + 1);
                queue.push_back((*next, distance + 1));
            }
        }
    }
    let keep: Vec<bool> = far.iter().map(Option::is_some).collect();
    parts.retain(&keep);
    Ok(parts.index(focus.id()).unwrap_or(0))
}

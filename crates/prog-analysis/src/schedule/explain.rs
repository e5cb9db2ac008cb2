//! Why a date is what it is: the chain of items that push each other to it.

use super::{Driver, Network, Schedule};

impl Schedule {
    /// The chain that decides when this item starts, first cause first, the item itself last. Each item of it but the first
    /// waits for the one before by the link that its [`Driver`] names.
    pub fn chain(&self, network: &Network<'_>, item: u32) -> Vec<u32> {
        let mut chain = vec![item];
        let mut here = item;
        while let Some(Driver::Link(link)) = self.items.get(here as usize).map(|placed| placed.driver) {
            let Some(link) = network.links.get(link as usize) else { break };
            // Rings are cut open, so a chain never meets itself; the bound only says so.
            if chain.len() > self.items.len() {
                break;
            }
            here = link.from;
            chain.push(here);
        }
        chain.reverse();
        chain
    }

    /// The critical items in the order of their start.
    pub fn critical_path(&self) -> Vec<u32> {
        let critical = |item: &u32| self.items[*item as usize].critical;
        let mut path: Vec<u32> = self.order.iter().copied().filter(critical).collect();
        path.sort_by_key(|item| (self.items[*item as usize].es, self.items[*item as usize].ef));
        path
    }
}

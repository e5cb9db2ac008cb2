//! What people see of each view, on one rich example, and that machines can read it.

mod diff;
mod export;
mod graph;
mod impact;
mod memo;
mod page;
mod schema;
mod views;

use prog_facts::Facts;
use prog_model::config::Config;
use prog_model::{Workspace, dates};
use prog_report::{Ask, View};

/// A workspace in memory with what is computed over it.
pub struct World {
    config: Config,
    workspace: Workspace,
    setup: prog_facts::Setup,
    cache: prog_facts::Cache,
}

impl World {
    /// A workspace of these files: path and text.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let config = Config::default();
        let workspace = Workspace::from_texts(config.schema(), files);
        let setup = prog_facts::Setup::new(&config);
        Self { config, workspace, setup, cache: prog_facts::Cache::default() }
    }

    /// The rich example on 2026-02-10.
    pub fn example() -> Self {
        Self::of(&[("checkout.prog", include_str!("checkout.prog"))])
    }

    /// The rich example and a second program.
    pub fn two() -> Self {
        Self::of(&[
            ("programs/atlas.prog", include_str!("atlas.prog")),
            ("programs/checkout.prog", include_str!("checkout.prog")),
        ])
    }

    /// What can be asked on 2026-02-10.
    pub fn facts(&self) -> Facts<'_> {
        let today = dates::parse_iso("2026-02-10").unwrap();
        Facts::new(&self.workspace, &self.config, &self.setup, &self.cache, today)
    }
}

/// A view of the rich example.
pub fn view(name: &str, of: Option<&str>) -> View {
    let world = World::example();
    let facts = world.facts();
    prog_report::views::find(name).unwrap().make(&Ask::new(&facts), of).unwrap()
}

/// A view of one small file on 2026-02-10, for people.
pub fn shown(text: &str, name: &str, of: Option<&str>) -> String {
    let world = World::of(&[("a.prog", text)]);
    let facts = world.facts();
    prog_report::views::find(name).unwrap().make(&Ask::new(&facts), of).unwrap().terminal(400, false)
}

/// The example must be clean in form, or the views would show what errors left of it.
#[test]
fn the_example_is_well_formed() {
    let world = World::two();
    let findings: Vec<String> = world
        .workspace
        .files()
        .flat_map(|(id, _)| world.workspace.form_findings(id))
        .map(|f| format!("{} {} at {:?}", f.rule, f.message, f.place.span))
        .collect();
    assert_eq!(findings, Vec::<String>::new());
}

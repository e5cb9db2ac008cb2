//! Prints the status page of some files: `cargo run -p prog-report --example page -- 2026-02-10 a.prog b.prog > page.html`.
//! For looking at the page while working on it, without the rest of `progc`.

use prog_facts::{Cache, Facts, Setup};
use prog_model::config::Config;
use prog_model::{Workspace, dates};
use prog_report::Ask;

fn main() {
    let mut args = std::env::args().skip(1);
    let today = args.next().and_then(|d| dates::parse_iso(&d)).unwrap_or_default();
    let files: Vec<(String, String)> =
        args.filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?))).collect();
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let config = Config::default();
    let workspace = Workspace::from_texts(config.schema(), &texts);
    let (setup, cache) = (Setup::new(&config), Cache::default());
    let facts = Facts::new(&workspace, &config, &setup, &cache, today);
    print!("{}", prog_report::page::report(&Ask::new(&facts), None).html());
}

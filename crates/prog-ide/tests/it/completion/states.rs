//! Half-typed files and what is offered in each: the table `states.txt`.

use super::labels;
use crate::support::{BESIDE, fixture};
use crate::table;

#[test]
fn every_state_offers_what_fits() {
    let states = table::check("completion/states.txt", |text| {
        let found = fixture(text, &[("beside.prog", BESIDE)]).complete();
        let dots = if found.incomplete { " (more)" } else { "" };
        format!("{}{dots}", labels(&found, 9))
    });
    assert!(states >= 140, "{states} states");
}

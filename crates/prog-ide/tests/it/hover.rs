//! What is shown over a place: the table `hover.txt`.

use crate::support::{BESIDE, fixture_with, hover};
use crate::table;

#[test]
fn every_place_says_what_it_is() {
    let cases = table::check("hover.txt", hover);
    assert!(cases >= 50, "{cases} cases");
}

#[test]
fn an_organisations_own_words_are_explained() {
    let settings = "[rules]\nmissing-owner = \"off\"\n[kinds.risk.properties.jira]\ntype = \"string\"\npattern = \"PAY-*\"\ndoc = \"The ticket.\"";
    let fixture = fixture_with("risk a \"A\" { ji$0ra: \"PAY-1\" }", &[("b.prog", BESIDE)], settings);
    let found = prog_ide::hover(&fixture.engine, fixture.file, fixture.offset).expect("a hover");
    assert_eq!(
        found.markdown,
        "**jira** of a risk\n\nThe ticket.\n\nTakes a text in quotes. It looks like `PAY-*`."
    );
    let fixture = fixture_with("// progc: allow(missing-ow$0ner) why\nsystem a \"A\"", &[], settings);
    let found = prog_ide::hover(&fixture.engine, fixture.file, fixture.offset).expect("a hover");
    assert!(found.markdown.starts_with("**missing-owner** · off, set in `progc.toml`"), "{}", found.markdown);
}

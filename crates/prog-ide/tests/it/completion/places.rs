use super::*;

#[test]
fn look() {
    for text in [
        "$0", "ris$0", "person ines \"Ines\"\nrisk a \"A\" {\n  $0\n}", "person ines \"Ines\"\nrisk a \"A\" {\n  own$0\n}", 
        "person ines \"Ines\"\nteam t \"T\"\nrisk a \"A\" {\n  owner: $0\n}", "person ines \"Ines\"\nrisk a \"A\" {\n  owner: i$0",
        "task a \"A\" { due: $0 }", "outcome a \"A\" { target: $0 }", "outcome a \"A\" { target: 5$0 }",
        "task a \"A\" { estimate: 3d $0 }", "person x \"X\" { role: \"TPM\" $0 }", "person x \"X\" { role: \"TPM\", $0 }",
        "system a \"A\"\nsystem b \"B\" {depends-on: a}\nflow f \"F\" { steps: b -> $0 }", "system a \"A\" { $0",
        "// progc: allow($0)\nsystem a \"A\"", "// pro$0\nsystem a \"A\"", "// progc: allow(missing-owner) $0",
        "system gateway $0", "system $0", "system gateway \"X\" $0", "part $0", "part of $0"
    ] {
        let found = fixture(text, &[("p.prog", "program checkout \"C\" { window: 2026-01-01 .. 2026-09-30 }")]).complete();
        println!("--- {text}");
        for i in &found.items {
            println!("  {:20} {:?} [{}] {:?} {:?}", i.label, i.kind, i.detail, i.snippet.lsp(), i.extra);
        }
    }
    let _ = ItemKind::Kind;
    let _ = (check as fn(&str, &str), check_start as fn(&str, &str));
}

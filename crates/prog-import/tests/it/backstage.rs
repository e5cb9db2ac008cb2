//! Catalogs.

use crate::golden;
use prog_import::{BackstageOptions, import_backstage};

const CATALOG: &str = include_str!("data/catalog.yaml");

#[test]
fn catalog() {
    let imported = import_backstage(&[("catalog-info.yaml", CATALOG)], &BackstageOptions { stubs: true });
    golden("catalog", &imported);
}

#[test]
fn an_export_with_relations() {
    let text = r#"[
      {"kind": "System", "metadata": {"name": "shop"}, "relations": [{"type": "hasPart", "targetRef": "component:default/web"}]},
      {"kind": "Component", "metadata": {"name": "web"}, "relations": [
        {"type": "ownedBy", "targetRef": "group:default/web-team"},
        {"type": "dependsOn", "targetRef": "resource:other/db"},
        {"type": "partOf", "targetRef": "system:default/shop"}]},
      {"kind": "Group", "metadata": {"name": "web-team"}, "relations": [{"type": "hasMember", "targetRef": "user:default/ines"}]}
    ]"#;
    let imported = import_backstage(&[("all.json", text)], &BackstageOptions { stubs: true });
    golden("export", &imported);
}

#[test]
fn without_stubs_it_is_said_what_is_missing() {
    let imported = import_backstage(&[("catalog-info.yaml", CATALOG)], &BackstageOptions::default());
    let missing = imported.notes.iter().filter(|n| n.message.contains("not declared here")).count();
    assert_eq!(missing, 4, "{:#?}", imported.notes);
}

#[test]
fn rings_of_parts_are_broken() {
    let text = "kind: Component\nmetadata: {name: a}\nspec: {subcomponentOf: b}\n---\n\
                kind: Component\nmetadata: {name: b}\nspec: {subcomponentOf: a}\n";
    let imported = import_backstage(&[("c.yaml", text)], &BackstageOptions::default());
    assert_eq!(imported.declarations, 2, "{}", imported.text);
    assert!(imported.notes.iter().any(|n| n.message.contains("part of itself")), "{:?}", imported.notes);
}

//! `progc export` and `progc schema`: the three forms hold the same, and the schema that is published validates them.

use crate::support::{Place, Ran, progc, repository};
use insta::assert_snapshot;

fn export(folder: &std::path::Path, args: &[&str]) -> Ran {
    progc(folder).arg("export").args(args).output().expect("it runs").into()
}

#[test]
fn each_example_holds_the_published_schemas() {
    let place = Place::new(&[]);
    // The document that is printed without an option holds the language and validates the export too.
    let schemas = [place.run(&["schema"]).json(), place.run(&["schema", "--of", "export"]).json()];
    for schema in schemas {
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        for example in ["checkout", "compliance", "first-look", "platform-migration", "portfolio"] {
            let ran = export(&repository().join("examples").join(example), &[]);
            assert_eq!(ran.code, 0, "{}", ran.err);
            let json = ran.json();
            let errors: Vec<String> =
                validator.iter_errors(&json).map(|e| format!("{e} at {}", e.instance_path())).collect();
            assert_eq!(errors, Vec::<String>::new(), "{example}");
        }
    }
}

#[test]
fn the_three_forms_hold_the_same_declarations() {
    let folder = repository().join("examples/portfolio");
    let json = export(&folder, &[]).json();
    fn paths(declarations: &serde_json::Value, out: &mut Vec<String>) {
        for declaration in declarations.as_array().expect("a list") {
            out.push(declaration["path"].as_str().unwrap_or_default().to_owned());
            paths(&declaration["children"], out);
        }
    }
    let mut all = Vec::new();
    paths(&json["declarations"], &mut all);
    all.sort();
    let mut lines: Vec<String> = Vec::new();
    for line in export(&folder, &["--format", "ndjson"]).out.lines() {
        let json: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        lines.extend(json["path"].as_str().map(str::to_owned));
    }
    lines.sort();
    assert!(all.len() > 30);
    assert!(lines.iter().all(|path| all.contains(path)), "{lines:?}");
    assert!(export(&folder, &["--format", "csv"]).out.lines().count() > 30);
}

#[test]
fn forms_and_a_program() {
    let place = Place::new(&[
        ("a.prog", "program alpha { owner: ? }\nperson lea \"Lea, of \\\"Ops\\\"\" {}\n"),
        ("b.prog", "part of alpha\nrisk r \"Late\" { owner: lea, likelihood: 30%, delay: 3d .. 5d }\n"),
    ]);
    assert_snapshot!(place.run(&["export", "--format", "ndjson"]).seen(), @r#"
    {"type":"header","version":1}
    {"type":"declaration","kind":"program","name":"alpha","path":"alpha","title":null,"file":"a.prog","line":1,"program":"alpha","properties":{"owner":null},"parent":null}
    {"type":"declaration","kind":"person","name":"lea","path":"lea","title":"Lea, of \"Ops\"","file":"a.prog","line":2,"program":"alpha","properties":{},"parent":null}
    {"type":"declaration","kind":"risk","name":"r","path":"alpha.r","title":"Late","file":"b.prog","line":2,"program":"alpha","properties":{"owner":{"ref":"lea"},"likelihood":{"value":30,"unit":"%"},"delay":{"from":{"value":3,"unit":"d"},"to":{"value":5,"unit":"d"}}},"parent":null}
    {"type":"edge","from":"alpha.r","to":"lea","kind":"owner"}
    --- exit 0
    "#);
    assert_snapshot!(place.run(&["export", "--format", "csv"]).seen(), @r#"
    kind,path,name,title,program,file,line,owner,likelihood,delay
    program,alpha,alpha,,alpha,a.prog,1,?,,
    person,lea,lea,"Lea, of ""Ops""",alpha,a.prog,2,,,
    risk,alpha.r,r,Late,alpha,b.prog,2,lea,30%,3d .. 5d
    --- exit 0
    "#);
    assert_snapshot!(place.run(&["export", "--program", "beta"]).seen(), @r"
    --- stderr
    error: nothing is called `beta`
    --- exit 2
    ");
    let ran = place.run(&["export", "-o", "model.json"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""));
    assert!(place.read("model.json").starts_with("{"));
}

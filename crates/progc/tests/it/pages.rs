//! What explains the command itself: help, rules, completions, the manual, schemas.

use crate::support::Place;
use insta::assert_snapshot;

#[test]
fn every_rule_is_explained_in_every_format() {
    let place = Place::new(&[]);
    let rules = place.run(&["rules", "--format", "json"]).json();
    let rules = rules["rules"].as_array().expect("a list").clone();
    assert!(rules.len() > 80, "{}", rules.len());
    let table = place.run(&["rules"]).out;
    for rule in &rules {
        let name = rule["name"].as_str().expect("a name");
        assert!(table.contains(&format!("  {name} ")), "{name}");
        let text = place.run(&["explain", name]);
        assert!(text.code == 0 && text.out.starts_with(name) && !text.out.contains("```"), "{}", text.seen());
    }
    let md = place.run(&["explain", "missing-owner", "--format", "md"]).out;
    assert!(md.starts_with("# missing-owner") && md.contains("```prog"), "{md}");
    let json = place.run(&["explain", "missing-owner", "--format", "json"]).json();
    assert_eq!(json["name"], "missing-owner");
}

#[test]
fn a_rule_for_people() {
    assert_snapshot!(Place::new(&[]).run(&["explain", "unmitigated-risk"]).seen(), @r#"
    unmitigated-risk

    Level: warning · chapter: Risk · in the profile `starter` ●.

    What it finds. A live risk (not closed, accepted or occurred) without a mitigation that is not dropped. Where the program sets an `appetite`, only risks above it count; where it sets none, a low one is only an info.

    Why it matters. A risk that is only written down happens just as often.

    The question. How will we mitigate this?

    Found here:

        person ines "Ines Park"

        system web "Web shop" { owner: ines, depends-on: gateway }
        system gateway "Payment gateway" { owner: ines }

        risk gateway-latency "Gateway latency spikes hurt conversion" {
          owner: ines
          likelihood: likely
          impact: moderate
          affects: gateway
        }

    Fine:

        person ines "Ines Park"

        system web "Web shop" { owner: ines, depends-on: gateway }
        system gateway "Payment gateway" { owner: ines }

        risk gateway-latency "Gateway latency spikes hurt conversion" {
          owner: ines
          likelihood: likely
          impact: moderate
          affects: gateway

          mitigation "Second provider behind a circuit breaker" { due: 2026-05-15 }
        }

    How to fix it. Add a `mitigation` with a date, or accept the risk and say who did and why.

    How to switch it off. For one place: `// progc: allow(unmitigated-risk) why`. For the workspace, in `progc.toml`: `[rules]` and `unmitigated-risk = "off"`.
    --- exit 0
    "#);
}

#[test]
fn every_command_has_help_with_examples() {
    let place = Place::new(&[]);
    let help = place.run(&["--help"]).out;
    let mut commands = Vec::new();
    for line in help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty()) {
        commands.extend(
            line.split_whitespace().next().filter(|_| line.starts_with("  ") && !line.starts_with("   ")),
        );
    }
    assert!(commands.len() >= 16, "{commands:?}");
    for command in commands.into_iter().filter(|c| *c != "help") {
        let ran = place.run(&[command, "--help"]);
        assert!(ran.code == 0 && ran.out.contains(&format!("Usage: progc {command}")), "{}", ran.seen());
        let plain = ["lsp", "man"].contains(&command);
        assert!(plain || ran.out.contains("Examples:"), "`{command} --help` has no examples");
    }
    assert!(place.run(&["--version"]).out.starts_with("progc 0."));
}

#[test]
fn completions_for_each_shell_know_every_command() {
    let place = Place::new(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = place.run(&["completions", shell]);
        assert!(
            ran.code == 0 && ran.out.contains("write-baseline") && ran.out.contains("explain"),
            "{shell}"
        );
    }
    assert_eq!(place.run(&["completions", "dos"]).code, 2);
}

#[test]
fn the_manual_has_every_command() {
    let man = Place::new(&[]).run(&["man"]).out;
    let plain = man.replace("\\-", "-");
    assert!(plain.contains("--write-baseline") && plain.contains("\nprogc-check - Check specs"), "{man}");
    let titles: Vec<&str> = plain.lines().filter_map(|l| l.strip_prefix(".TH ")?.split(' ').next()).collect();
    let named: Vec<&str> = plain.lines().filter_map(|l| l.strip_suffix("(1)")).collect();
    // The first page refers to every other, by its title.
    assert_eq!((titles[0], &titles[1..]), ("progc", &*named));
    assert!(titles.contains(&"progc-check"), "{titles:?}");
}

#[test]
fn schemas_are_json() {
    let place = Place::new(&[]);
    assert!(
        place.run(&["schema"]).json()["kinds"].is_array()
            || place.run(&["schema"]).json()["kinds"].is_object()
    );
    assert!(place.run(&["schema", "--of", "config"]).json()["properties"].is_object());
    assert!(place.run(&["schema", "--of", "export"]).json().is_object());
}

//! `progc memo`: each form of an escalation and a decision; what is missing is marked and said.

use crate::support::{DAY, Place, Ran};
use insta::assert_snapshot;

const SPEC: &str = r#"person maria "Maria Lopes" { email: "maria@example.com" }
person dana "Dana Osei" { email: "dana@example.com" }
stakeholder finance "Finance" { influence: high, impact: high }
risk late "The provider signs late" { owner: maria, likelihood: likely, impact: moderate, delay: 10d }
escalation delay "The provider needs six more weeks" {
  owner: maria
  to: dana, finance
  about: late
  impact: "$40K of lost sales a week"
  recommend: pay
  because: "It costs less than two weeks of lost sales."
  ask: "Approve $60K"
  by: 2026-02-20
  option pay "Pay for the fast lane" { cost: $60K, benefits: "Keeps the opening", drawbacks: "Over the budget" }
  option wait "Wait" { cost: $240K, benefits: "No contract change", drawbacks: "Opening in July" }
}
escalation thin "Nobody owns fraud scoring" { owner: maria, to: dana, about: late }
decision tokens "Where are tokens kept?" { owner: maria, question: "Ours or theirs?", rule: "Least audit scope", decided: 2026-01-28, chosen: theirs, rationale: "Fewer controls", approver: dana, informed: finance
  option ours "Own vault" { cost: $150K }
  option theirs "At the provider" { cost: $20K }
}
"#;

fn memo(args: &[&str]) -> Ran {
    Place::new(&[("a.prog", SPEC)]).run(&[&["memo", "--as-of", DAY], args].concat())
}

#[test]
fn an_escalation_in_each_form() {
    assert_snapshot!(memo(&["delay"]).seen(), @r#"
    # Decision needed by 2026-02-20: The provider needs six more weeks

    - To: Dana Osei \<dana@example.com>, Finance
    - From: Maria Lopes \<maria@example.com>
    - Date: 2026-02-10

    ## The issue

    The provider needs six more weeks.

    - The provider signs late (risk): high risk, 12 of 25, would delay by 10d

    ## What it costs

    $40K of lost sales a week

    ## Options

    |  | Pay for the fast lane (recommended) | Wait |
    | --- | --- | --- |
    | **Cost** | $60K | $240K |
    | **For it** | Keeps the opening | No contract change |
    | **Against it** | Over the budget | Opening in July |

    ## Recommendation

    Pay for the fast lane.

    Because: It costs less than two weeks of lost sales.

    ## What I ask of you

    Approve $60K

    By 2026-02-20 (Friday).

    - Written from a.prog:5
    --- exit 0
    "#);
    assert_snapshot!(memo(&["delay", "--format", "text"]).seen(), @r"
    Subject: Decision needed by 2026-02-20: The provider needs six more weeks

    - To: Dana Osei <dana@example.com>, Finance
    - From: Maria Lopes <maria@example.com>
    - Date: 2026-02-10

    The issue
    The provider needs six more weeks.

    - The provider signs late (risk): high risk, 12 of 25, would delay by 10d

    What it costs
    $40K of lost sales a week

    Options
    Pay for the fast lane (recommended):

    - Cost: $60K
    - For it: Keeps the opening
    - Against it: Over the budget

    Wait:

    - Cost: $240K
    - For it: No contract change
    - Against it: Opening in July

    Recommendation
    Pay for the fast lane.

    Because: It costs less than two weeks of lost sales.

    What I ask of you
    Approve $60K

    By 2026-02-20 (Friday).

    - Written from a.prog:5
    --- exit 0
    ");
    let mail = memo(&["delay", "--format", "eml"]);
    assert_eq!(mail.code, 0);
    assert_snapshot!(mail.err, @"note: no mail address is known for Finance: give `email` or `contact`");
    let (head, body) = mail.out.split_once("\r\n\r\n").expect("a head and a body");
    assert_snapshot!(head.replace('\r', ""), @r#"
    Subject: Decision needed by 2026-02-20: The provider needs six more weeks
    Date: Tue, 10 Feb 2026 00:00:00 +0000
    Message-ID: <delay.2026-02-10@prog.invalid>
    X-Unsent: 1
    From: "Maria Lopes" <maria@example.com>
    To: "Dana Osei" <dana@example.com>
    MIME-Version: 1.0
    Content-Type: multipart/alternative; boundary="=_memo_a2d0469894531fb3"
    "#);
    assert!(body.contains("text/plain") && body.contains("text/html"));
    assert_eq!(mail.out, memo(&["delay", "--format", "eml"]).out, "the same bytes");
}

#[test]
fn what_is_missing_is_marked_and_said() {
    assert_snapshot!(memo(&["thin"]).seen(), @r#"
    # Decision needed: Nobody owns fraud scoring

    - To: Dana Osei \<dana@example.com>
    - From: Maria Lopes \<maria@example.com>
    - Date: 2026-02-10

    ## The issue

    Nobody owns fraud scoring.

    - The provider signs late (risk): high risk, 12 of 25, would delay by 10d

    ## What it costs

    - **MISSING: Say what is lost in numbers: `impact: "$40K of sales a week"`**

    ## Options

    - **MISSING: Give at least two options, each with benefits and drawbacks**

    ## Recommendation

    - **MISSING: Say which option you would take: `recommend: pay-more`**
    - **MISSING: Say why: `because: "…"`**

    ## What I ask of you

    - **MISSING: Say what exactly you need from the reader: `ask: "Approve $60K"`**
    - **MISSING: Say by when: `by: 2026-03-01`**

    - Written from a.prog:17
    --- stderr
    note: missing from the memo: Say what is lost in numbers: `impact: "$40K of sales a week"`
    note: missing from the memo: Give at least two options, each with benefits and drawbacks
    note: missing from the memo: Say which option you would take: `recommend: pay-more`
    note: missing from the memo: Say why: `because: "…"`
    note: missing from the memo: Say what exactly you need from the reader: `ask: "Approve $60K"`
    note: missing from the memo: Say by when: `by: 2026-03-01`
    --- exit 0
    "#);
    assert_eq!(memo(&["thin", "--quiet"]).err, "");
    let rules = Place::new(&[("a.prog", SPEC)]).check(&["--format", "json"]);
    assert!(
        rules.findings().iter().any(|f| f == "thin-escalation a.prog:17:1"),
        "it is a finding: {:?}",
        rules.findings()
    );
}

#[test]
fn the_note_about_a_decision() {
    assert_snapshot!(memo(&["tokens", "--format", "text"]).seen(), @r"
    Subject: Decided: Where are tokens kept?

    - To: Finance
    - From: Maria Lopes <maria@example.com>
    - Date: 2026-02-10

    The question
    Ours or theirs?

    The decision
    At the provider (decided on 2026-01-28, by Dana Osei).

    Because: Fewer controls

    How the options are weighed
    Least audit scope

    The options
    Own vault:

    - Cost: $150K

    At the provider (chosen):

    - Cost: $20K

    - Written from a.prog:18
    --- exit 0
    ");
}

#[test]
fn wrong_names() {
    let mut seen = String::new();
    for name in ["late", "delays", "nothing"] {
        let ran = memo(&[name]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{name}");
        seen += &ran.err;
    }
    assert_snapshot!(seen, @r"
    error: `late` is a risk; this takes a decision or an escalation
    error: nothing is called `delays`. Did you mean `delay`?
    error: nothing is called `nothing`
    ");
}

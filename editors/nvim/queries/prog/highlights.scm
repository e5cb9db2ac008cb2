; Colours of a `.prog` file. Where two patterns meet on one node, the later one is the more special.
; The word lists between the `words:` marks are filled in by grammar/generate.mjs.

(line_comment) @comment
(block_comment) @comment

(part_of ["part" "of"] @keyword)

(declaration
  kind: (identifier) @keyword
  (#any-of? @keyword
; words:kinds
    "program" "person" "team" "stakeholder" "system" "flow" "workstream" "task" "milestone"
    "dependency" "risk" "mitigation" "outcome" "metric" "decision" "option" "assumption" "issue"
    "escalation" "change" "control" "scorecard"
; words:end
  ))

(declaration name: (identifier) @type)

(property key: (identifier) @property)

; A reference has the colour of the name it stands for; the label before a comparison is a free word.
(path (identifier) @type)
(comparison label: (path (identifier) @variable))

; A word such as `high`, where the property takes one of a list of words.
((property
  key: (identifier) @property
  value: (path . (identifier) @constant .))
  (#any-of? @property
; words:enumKeys
    "appetite" "category" "criticality" "direction" "guardrail" "impact" "influence" "interest"
    "likelihood" "point" "priority" "rag" "reduces" "residual" "response" "severity" "stance"
    "status" "type"
; words:end
  )
  (#any-of? @constant
; words:values
    "accept" "accepted" "active" "alignment" "almost-certain" "amber" "approvals" "approved" "audit"
    "avoid" "blocked" "blocker" "both" "broken" "budget" "cancelled" "champion" "changes" "client"
    "closed" "committed" "compliance" "could" "critical" "datastore" "decided" "deferred"
    "delivered" "deprecated" "done" "down" "draft" "dropped" "escalate" "escalation" "external"
    "extreme" "green" "high" "impact" "implemented" "in-place" "in-progress" "invalid" "job"
    "library" "likelihood" "likely" "live" "low" "major" "medium" "minor" "missing" "mitigate"
    "mitigating" "moderate" "must" "negligible" "neutral" "no" "occurred" "open" "paused" "people"
    "planned" "platform" "possible" "privacy" "proposed" "queue" "rare" "records" "red" "rejected"
    "requested" "requirements" "resolved" "retired" "risk" "sceptic" "schedule" "security" "sent"
    "service" "severe" "should" "superseded" "supporter" "technical" "training" "transfer"
    "unlikely" "up" "valid" "vendor" "verified" "wont" "yes"
; words:end
  ))

(string) @string
(escape_sequence) @string.escape
(text_block) @string

(quantity) @number
(date) @number
(open) @constant.builtin

["on" "->" ".." ">=" "<=" "≥" "≤" ">" "<" "=" "+" "-"] @operator

["{" "}"] @punctuation.bracket
[":" "," "."] @punctuation.delimiter

; Prose is checked for spelling.
[(line_comment) (block_comment) (string_content) (text_line)] @spell

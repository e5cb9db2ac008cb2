//! The fields that a column can hold, and the headers that people give them.

use super::RowKind;
use crate::names::words;

const R: u8 = 1;
const T: u8 = 2;
const M: u8 = 4;
const S: u8 = 8;
const L: u8 = 16;

/// A field: its name, the kinds of rows that have it, and headers from the surest to the vaguest.
pub(super) struct Field {
    pub name: &'static str,
    kinds: u8,
    headers: &'static [&'static str],
}

const fn field(name: &'static str, kinds: u8, headers: &'static [&'static str]) -> Field {
    Field { name, kinds, headers }
}

/// Fields that several columns may hold.
pub(super) const MANY: &[&str] = &["notes", "tags", "links"];

#[rustfmt::skip]
static FIELDS: &[Field] = &[
    field("id", R | T | M | S, &["id", "key", "issue key", "uid", "unique id", "identifier", "number", "no", "nr", "ref", "reference", "code", "index", "kennung"]),
    field("title", R | T | M | S, &["title", "name", "summary", "headline", "subject", "task", "activity", "milestone", "risk", "system", "service", "component", "application", "deliverable", "risk event", "work item", "item", "event", "issue", "action item", "action", "what", "titel", "bezeichnung", "aufgabe", "vorgang", "vorgangsname", "risiko", "meilenstein", "nom", "tâche", "risque", "nombre", "tarea", "riesgo"]),
    field("description", R | T | M | S, &["description", "details", "detail", "desc", "statement", "long description", "body", "beschreibung", "descripción"]),
    field("owner", R | T | M | S, &["owner", "owned by", "responsible", "responsible party", "responsible person", "person responsible", "accountable", "assigned to", "assignee", "assigned", "dri", "lead", "pic", "poc", "point of contact", "resource names", "resource name", "resources", "resource", "who", "by whom", "contact", "manager", "verantwortlich", "verantwortlicher", "zuständig", "bearbeiter", "eigentümer", "responsable", "propriétaire", "propietario"]),
    field("team", R | T | M | S, &["team", "teams", "owning team", "owner team", "responsible team", "squad", "department", "organisation", "organization", "org", "group", "abteilung", "équipe", "equipo"]),
    field("status", R | T | M | S, &["status", "state", "current status", "lifecycle", "stage", "zustand", "statut", "estado"]),
    field("starts", T, &["start", "start date", "starts", "planned start", "scheduled start", "begin", "begin date", "baseline start", "anfang", "beginn", "début", "inicio"]),
    field("due", T | M, &["due", "due date", "finish", "finish date", "end", "end date", "target date", "deadline", "planned finish", "planned end", "target", "completion date", "expected completion", "target completion date", "needed by", "by when", "baseline finish", "date", "when", "ende", "termin", "fällig", "fälligkeitsdatum", "fertigstellung", "échéance", "fin", "fecha"]),
    field("estimate", T, &["duration", "estimate", "estimated duration", "effort", "original estimate", "most likely", "likely", "dur", "days", "work", "dauer", "aufwand", "durée", "duración"]),
    field("optimistic", T, &["optimistic", "best case", "minimum", "min"]),
    field("pessimistic", T, &["pessimistic", "worst case", "maximum", "max"]),
    field("after", T | M, &["predecessors", "predecessor", "depends on", "dependencies", "dependency", "depends", "blocked by", "is blocked by", "inward issue link", "after", "prerequisites", "prerequisite", "requires", "predecessor ids", "vorgänger", "abhängig von", "prédécesseurs", "predecesoras"]),
    field("progress", T, &["progress", "complete", "percent complete", "pct complete", "completion", "percent", "done", "fortschritt"]),
    field("started", T, &["actual start", "started", "actual start date", "start actual"]),
    field("finished", T | M, &["actual finish", "finished", "actual end", "actual finish date", "completed", "completed on", "completed date", "date completed", "actual date", "reached", "closed on", "resolved"]),
    field("priority", T, &["priority", "prio", "moscow", "importance", "priorität"]),
    field("criteria", T | M, &["acceptance criteria", "criteria", "success criteria", "exit criteria", "definition of done", "done when", "measurement", "measure", "success measure"]),
    field("group", T | M, &["workstream", "phase", "epic", "goal", "track", "stream", "section", "bucket", "parent", "epic link", "epic name", "parent summary", "project", "initiative", "work package", "arbeitspaket"]),
    field("wbs", T, &["wbs", "wbs code", "outline number"]),
    field("level", T, &["outline level", "outline", "level", "indent", "indent level"]),
    field("flag", T, &["milestone", "is milestone"]),
    field("type", T | M, &["type", "kind", "item type", "task type", "issue type", "tracker"]),
    field("likelihood", R, &["likelihood", "probability", "prob", "chance", "inherent likelihood", "inherent probability", "likelihood rating", "probability rating", "likelihood score", "probability score", "eintrittswahrscheinlichkeit", "wahrscheinlichkeit", "probabilité", "probabilidad", "l", "p"]),
    field("impact", R, &["impact", "severity", "consequence", "inherent impact", "impact rating", "impact score", "severity rating", "consequences", "effect", "auswirkung", "schadenshöhe", "tragweite", "impacto", "i"]),
    field("score", R, &["score", "rating", "exposure", "rpn", "level", "inherent risk", "inherent score", "risk priority", "rank", "ranking", "residual risk", "residual score", "residual rating", "pxi", "lxi", "p x i", "l x i", "priority"]),
    field("category", R, &["category", "type", "area", "class", "classification", "kategorie", "catégorie", "categoría"]),
    field("mitigation", R, &["mitigation", "mitigations", "mitigation plan", "mitigation strategy", "mitigation actions", "mitigation action", "mitigation steps", "response plan", "treatment", "treatment plan", "action plan", "countermeasure", "countermeasures", "actions", "action", "controls", "existing controls", "plan", "maßnahme", "maßnahmen", "gegenmaßnahmen", "mesures", "mitigación"]),
    field("mitigation-owner", R, &["mitigation owner", "action owner", "response owner", "treatment owner"]),
    field("mitigation-due", R, &["mitigation due", "mitigation date", "mitigation due date", "action due", "action due date", "due", "due date", "target date", "deadline", "resolution date", "by when"]),
    field("mitigation-status", R, &["mitigation status", "action status", "treatment status", "response status"]),
    field("response", R, &["response", "strategy", "response type", "response strategy", "treatment type", "treatment option"]),
    field("contingency", R, &["contingency", "contingency plan", "fallback", "fallback plan", "plan b", "worst case", "notfallplan"]),
    field("trigger", R, &["trigger", "triggers", "trigger event", "early warning", "warning signs", "indicator", "indicators", "auslöser"]),
    field("raised", R, &["raised", "date raised", "raised on", "raised date", "identified", "date identified", "identified on", "created", "created date", "date created", "opened", "date opened", "date logged", "logged", "created at"]),
    field("review", R, &["review", "review date", "next review", "next review date", "review due"]),
    field("reviewed", R, &["reviewed", "last review", "last reviewed", "last review date", "last updated", "updated", "date updated", "last update", "updated at"]),
    field("residual-likelihood", R, &["residual likelihood", "residual probability", "target likelihood", "target probability", "likelihood after mitigation", "probability after mitigation", "post mitigation likelihood"]),
    field("residual-impact", R, &["residual impact", "residual severity", "target impact", "impact after mitigation", "severity after mitigation", "post mitigation impact"]),
    field("affects", R, &["affects", "affected systems", "affected system", "affected services", "affected service", "affected components", "system", "systems", "service", "component", "components", "asset"]),
    field("threatens", R, &["threatens", "affected milestone", "affected milestones", "affected task", "affected tasks", "milestone", "task"]),
    field("cost", R, &["cost", "cost impact", "financial impact", "estimated cost", "cost exposure", "budget impact"]),
    field("delay", R, &["delay", "schedule impact", "time impact", "schedule delay"]),
    field("type", S, &["type", "kind", "system type", "component type", "category"]),
    field("criticality", S, &["criticality", "business criticality", "tier", "severity", "priority", "importance"]),
    field("depends-on", S, &["depends on", "dependencies", "dependency", "upstream", "upstream dependencies", "uses", "calls", "requires", "depends", "interfaces to", "interfaces", "integrates with", "integrations", "connects to", "abhängig von"]),
    field("runbook", S, &["runbook", "playbook", "runbook url"]),
    field("fallback", S, &["fallback", "workaround"]),
    field("from", L, &["from", "consumer", "caller", "source", "client", "dependent", "service", "system", "component"]),
    field("to", L, &["to", "provider", "callee", "target", "depends on", "dependency", "destination", "server"]),
    field("tags", R | T | M | S, &["tags", "labels", "tag", "label", "keywords"]),
    field("links", R | T | M | S, &["link", "links", "url", "ticket", "jira", "jira link", "reference url", "repo", "repository", "documentation", "docs", "document", "homepage", "source"]),
    field("notes", R | T | M | S, &["notes", "note", "comments", "comment", "remarks", "remark", "updates", "latest update", "status notes", "additional information", "bemerkung", "bemerkungen", "kommentar", "kommentare", "notizen"]),
];

fn flag(kind: RowKind) -> u8 {
    match kind {
        RowKind::Risk => R,
        RowKind::Task => T,
        RowKind::Milestone => M,
        RowKind::System => S,
        RowKind::Link => L,
    }
}

/// The names of the fields that a table of `kind` can have, for `--map`.
pub fn fields(kind: RowKind) -> Vec<&'static str> {
    of(kind).map(|f| f.name).collect()
}

pub(super) fn of(kind: RowKind) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |f| f.kinds & flag(kind) != 0)
}

/// Whether any kind of row has a field of that name.
pub(super) fn is_field(name: &str) -> bool {
    name == "ignore" || FIELDS.iter().any(|f| f.name == name)
}

/// Words that a header may have before its own: "Risk owner", "Planned start".
const LEADS: &[&str] =
    &["risk", "task", "milestone", "system", "service", "project", "issue", "planned", "the", "current"];

/// A header in lower case, without what stands in brackets.
pub(super) fn tidy(header: &str) -> String {
    let open = header.find(['(', '[']).filter(|at| *at > 0).unwrap_or(header.len());
    let words = words(&header[..open]);
    if words.is_empty() && header.contains('#') { "no".to_owned() } else { words.join(" ") }
}

impl Field {
    /// How well `header` (from [`tidy`]) names this field; 0 where it does not.
    pub fn score(&self, header: &str) -> i32 {
        let bare = LEADS.iter().find_map(|lead| header.strip_prefix(lead)?.strip_prefix(' ')).unwrap_or("");
        let mut best = 0;
        for (i, known) in (0i32..).zip(self.headers) {
            let score = if header == *known {
                1000 - i
            } else if bare == *known {
                800 - i
            } else if known.len() >= 5 && contains(header, known) {
                500 - 20 * extra_words(header, known) - i
            } else {
                0
            };
            best = best.max(score);
        }
        best
    }
}

/// Whether the words of `known` stand in `header` one after the other.
fn contains(header: &str, known: &str) -> bool {
    format!(" {header} ").contains(&format!(" {known} "))
}

fn extra_words(header: &str, known: &str) -> i32 {
    let count = |text: &str| i32::try_from(text.split(' ').count()).unwrap_or(i32::MAX / 100).min(100);
    count(header) - count(known)
}

/// Whether some field has this header, to find the row of headers.
pub(super) fn is_known(header: &str) -> bool {
    let header = tidy(header);
    !header.is_empty() && FIELDS.iter().any(|f| f.score(&header) >= 700)
}

/// The best score of `names` over all headers: whether a table has such a column.
pub(super) fn has(headers: &[String], name: &str) -> bool {
    let fields: Vec<_> = FIELDS.iter().filter(|f| f.name == name).collect();
    headers.iter().any(|h| fields.iter().any(|f| f.score(&tidy(h)) >= 700))
}

//! Words for states, types and categories, as the language's own.

/// The state of work in general; each kind spells it in its own way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum State {
    Planned,
    Running,
    Blocked,
    Done,
    Deferred,
    Dropped,
    Accepted,
    Occurred,
    Mitigating,
    Deprecated,
}

/// Reads a status.
pub(crate) fn state(text: &str) -> Option<State> {
    let text = text.trim().to_lowercase().replace(['_', '-'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match text.as_str() {
        "open" | "new" | "planned" | "not started" | "to do" | "todo" | "backlog" | "pending"
        | "proposed" | "draft" | "identified" | "requested" | "scheduled" | "future" | "offen"
        | "geplant" | "ready" | "raised" | "logged" => State::Planned,
        "in progress" | "active" | "started" | "ongoing" | "on going" | "wip" | "doing" | "working"
        | "on track" | "at risk" | "off track" | "late" | "delayed" | "in review" | "live" | "in arbeit"
        | "current" | "running" | "production" | "productive" | "in use" | "operational"
        | "in production" | "experimental" | "underway" => State::Running,
        "blocked" | "on hold" | "hold" | "waiting" | "impeded" | "stuck" | "paused" => State::Blocked,
        "done" | "complete" | "completed" | "closed" | "finished" | "resolved" | "delivered" | "reached"
        | "met" | "100%" | "erledigt" | "abgeschlossen" | "fertig" | "achieved" | "retired"
        | "decommissioned" | "verified" | "archived" | "yes" | "x" | "✓" | "✔" | "✅" => State::Done,
        "deferred" | "postponed" | "later" | "parked" | "verschoben" => State::Deferred,
        "cancelled" | "canceled" | "dropped" | "rejected" | "won't do" | "wont do" | "abandoned"
        | "not needed" | "obsolete" | "withdrawn" => State::Dropped,
        "accepted" | "accept" | "tolerated" | "tolerate" => State::Accepted,
        "occurred" | "materialised" | "materialized" | "realised" | "realized" | "issue" | "triggered"
        | "eingetreten" => State::Occurred,
        "mitigating" | "mitigated" | "treating" | "treated" | "being mitigated" | "monitoring"
        | "monitored" | "watch" | "managed" | "in treatment" => State::Mitigating,
        "deprecated" | "legacy" | "sunset" | "sunsetting" | "phase out" | "phasing out" | "retiring"
        | "end of life" | "eol" => State::Deprecated,
        _ => return None,
    })
}

/// A task's word for a state.
pub(crate) fn task(state: State) -> Option<&'static str> {
    Some(match state {
        State::Planned => "planned",
        State::Running => "in-progress",
        State::Blocked => "blocked",
        State::Done => "done",
        State::Deferred => "deferred",
        State::Dropped => "dropped",
        _ => return None,
    })
}

/// A risk's word for a state.
pub(crate) fn risk(state: State) -> Option<&'static str> {
    Some(match state {
        State::Planned => "open",
        State::Running | State::Mitigating => "mitigating",
        State::Accepted => "accepted",
        State::Occurred => "occurred",
        State::Done | State::Dropped => "closed",
        _ => return None,
    })
}

/// A mitigation's word for a state.
pub(crate) fn mitigation(state: State) -> Option<&'static str> {
    Some(match state {
        State::Planned => "planned",
        State::Running | State::Mitigating => "in-progress",
        State::Done => "done",
        State::Dropped => "dropped",
        _ => return None,
    })
}

/// A system's word for a state.
pub(crate) fn system(state: State) -> Option<&'static str> {
    Some(match state {
        State::Planned => "planned",
        State::Running => "live",
        State::Deprecated => "deprecated",
        State::Done => "retired",
        _ => return None,
    })
}

/// A risk's category.
pub(crate) fn category(text: &str) -> Option<&'static str> {
    let words = crate::names::words(text);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    Some(match () {
        () if has(&["security", "cyber", "privacy", "infosec"]) => "security",
        () if has(&["compliance", "legal", "regulatory", "regulation", "audit"]) => "compliance",
        () if has(&["budget", "cost", "financial", "finance", "funding", "commercial"]) => "budget",
        () if has(&["schedule", "time", "timeline", "delivery", "planning"]) => "schedule",
        () if has(&["vendor", "supplier", "supply", "procurement", "contract", "external", "party"]) => {
            "vendor"
        }
        () if has(&["people", "resource", "resources", "resourcing", "staff", "staffing", "hr", "human"]) => {
            "people"
        }
        () if has(&["technical", "technology", "tech", "it", "engineering", "quality", "performance"]) => {
            "technical"
        }
        () if has(&[
            "alignment",
            "stakeholder",
            "stakeholders",
            "strategic",
            "strategy",
            "scope",
            "business",
        ]) =>
        {
            "alignment"
        }
        () => return None,
    })
}

/// How a risk is answered.
pub(crate) fn response(text: &str) -> Option<&'static str> {
    Some(match text.trim().to_lowercase().as_str() {
        "mitigate" | "mitigation" | "reduce" | "reduction" | "treat" | "control" => "mitigate",
        "avoid" | "avoidance" | "terminate" | "eliminate" => "avoid",
        "transfer" | "share" | "insure" => "transfer",
        "accept" | "acceptance" | "tolerate" | "retain" | "watch" => "accept",
        "escalate" | "escalation" => "escalate",
        _ => return None,
    })
}

/// A task's priority, where the word says as much.
pub(crate) fn priority(text: &str) -> Option<&'static str> {
    let words = crate::names::words(text).join(" ");
    Some(match words.as_str() {
        "must" | "must have" => "must",
        "should" | "should have" => "should",
        "could" | "could have" => "could",
        "wont" | "won t" | "wont have" | "would" | "will not" => "wont",
        _ => return None,
    })
}

/// A system's type.
pub(crate) fn system_type(text: &str) -> Option<&'static str> {
    let words = crate::names::words(text);
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
    Some(match () {
        () if has(&[
            "database",
            "datastore",
            "db",
            "store",
            "storage",
            "bucket",
            "cache",
            "warehouse",
            "postgres",
        ]) || has(&["redis", "mysql", "s3", "table", "index", "filesystem"]) =>
        {
            "datastore"
        }
        () if has(&["queue", "topic", "kafka", "stream", "broker", "pubsub", "messaging", "bus"]) => "queue",
        () if has(&["client", "website", "web", "frontend", "app", "mobile", "ui", "desktop"]) => "client",
        () if has(&["job", "batch", "cron", "pipeline", "workflow", "lambda"]) => "job",
        () if has(&["library", "lib", "sdk", "package", "module"]) => "library",
        () if has(&["platform", "cluster", "infrastructure", "kubernetes", "network", "gateway"]) => {
            "platform"
        }
        () if has(&["vendor", "saas", "supplier"]) => "vendor",
        () if has(&["external", "third", "thirdparty"]) => "external",
        () if has(&["service", "api", "microservice", "backend", "server", "component", "application"])
            || has(&["openapi", "grpc", "graphql", "asyncapi"]) =>
        {
            "service"
        }
        () => return None,
    })
}

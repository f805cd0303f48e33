//! In the report: what was made of doubled and false reports, and searches that were ended while people lived.

use maud::{Markup, html};

use crate::score::Measure;

use super::findings::{Finding, Weight};
use super::story::{Story, evidence_links, persons};

/// Measures of it, in order; the one that ends in a dot stands for one of each case.
const KEYS: [&str; 11] = [
    "hours_on_false_reports",
    "hours_on_doubled_reports",
    "report_open.",
    "false_alarms_found",
    "merges_right",
    "merges_wrong",
    "merges_of_nothing",
    "kept_apart_wrongly",
    "search_suspended",
    "suspended_alive",
    "suspended_died",
];

/// A row for each number. None where all reports were of vessels and nobody decided anything about them.
pub(super) fn table(story: &Story<'_>) -> Option<Markup> {
    let all = || story.score.outcome.iter().chain(&story.score.process);
    let is = |key: &str, measure: &Measure| {
        if key.ends_with('.') { measure.key.starts_with(key) } else { measure.key == key }
    };
    let rows: Vec<&Measure> = KEYS.iter().flat_map(|key| all().filter(move |measure| is(key, measure))).collect();
    (!rows.is_empty()).then(|| {
        html! {
            table {
                thead { tr { th { "Cases and reports" } th.num { "Number" } th { "Events" } } }
                tbody {
                    @for measure in rows {
                        tr {
                            td { (measure.name) }
                            td.num { (measure.words()) }
                            td { (evidence_links(&measure.evidence)) }
                        }
                    }
                }
            }
        }
    })
}

/// What of it is worth talking about.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let value = |key: &str| story.score.measure(key).and_then(|m| m.value).unwrap_or(0.0);
    let events = |key: &str| -> Vec<u32> {
        story.score.measure(key).map(|m| m.evidence.iter().map(|e| e.event).collect()).unwrap_or_default()
    };
    let mut found = Vec::new();
    let (alive, died) = (value("suspended_alive") as u32, value("suspended_died") as u32);
    if alive > 0 {
        let mut evidence = events("search_suspended");
        evidence.extend(events("suspended_died"));
        found.push(Finding {
            title: format!("A search was ended while {} lived at sea.", persons(alive)),
            detail: format!(
                "Of them {died} died there afterwards. The search goes on until all reasonable hope has passed."
            ),
            weight: if died > 0 { Weight::Grave } else { Weight::Notable },
            evidence,
        });
    }
    if value("merges_wrong") > 0.0 {
        found.push(Finding {
            title: "Two vessels were taken for one.".to_owned(),
            detail: "What was known of one was held to be known of both, and one of them was not looked for."
                .to_owned(),
            weight: Weight::Grave,
            evidence: events("merges_wrong"),
        });
    }
    let (false_h, doubled_h) = (value("hours_on_false_reports"), value("hours_on_doubled_reports"));
    if false_h + doubled_h >= 1.0 {
        let mut evidence = events("hours_on_false_reports");
        evidence.extend(events("hours_on_doubled_reports"));
        evidence.sort_unstable();
        found.push(Finding {
            title: format!("Units were out {:.0} h for reports of no vessel of their own.", false_h + doubled_h),
            detail: format!("{false_h:.1} h for reports of nothing, {doubled_h:.1} h for second reports of a vessel."),
            weight: Weight::Notable,
            evidence,
        });
    }
    found
}

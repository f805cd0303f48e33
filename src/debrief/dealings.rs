//! How states dealt with each other: the table of requests, and sentences about silence, terms and entries.

use maud::{Markup, html};

use crate::score::{Measure, Unit};

use super::asked::times;
use super::findings::{Finding, Weight};
use super::story::{Story, evidence_links, scroller};

/// What may come of a request: the last part of a measure's key, and the heading of its column.
const FATES: [(&str, &str); 7] = [
    ("asked", "Made"),
    ("accepted", "Accepted"),
    ("on_terms", "On terms"),
    ("refused", "Refused"),
    ("silent", "Met with silence"),
    ("withdrawn", "Withdrawn"),
    ("waiting", "Waiting at the end"),
];

/// One row for each kind of request, one column for each thing that may come of it.
pub(super) fn requests(story: &Story<'_>) -> Markup {
    let asked: Vec<&Measure> = story.score.process.iter().filter(|m| is_asked(m)).collect();
    if asked.is_empty() {
        return html! { p { "Nobody asked anybody for anything." } };
    }
    let of = |measure: &Measure, fate: &str| {
        let stem = measure.key.trim_end_matches("asked");
        story.score.measure(&format!("{stem}{fate}"))
    };
    let happened = |fate: &str| asked.iter().any(|m| of(m, fate).is_some_and(|m| m.value.is_some_and(|n| n > 0.0)));
    let fates: Vec<_> = FATES.into_iter().filter(|(fate, _)| happened(fate)).collect();
    let table = html! {
        table {
            thead { tr {
                th { "Requests" }
                @for (_, heading) in &fates { th.num { (heading) } }
                th { "Events" }
            } }
            tbody {
                @for measure in &asked {
                    tr {
                        td { (measure.name.trim_start_matches("Requests ").trim_end_matches(": made")) }
                        @for (fate, _) in &fates {
                            td.num { (of(measure, fate).map_or_else(|| "-".to_owned(), Measure::words)) }
                        }
                        td { (evidence_links(&measure.evidence)) }
                    }
                }
            }
        }
    };
    scroller(&table)
}

fn is_asked(measure: &Measure) -> bool {
    measure.unit == Unit::Count && measure.key.starts_with("requests.") && measure.key.ends_with(".asked")
}

/// Sentences about entries without leave.
pub(super) fn entries(story: &Story<'_>) -> Vec<Finding> {
    let Some(measure) = story.score.measure("entries_without_leave") else { return Vec::new() };
    if measure.evidence.is_empty() {
        return Vec::new();
    }
    let times = times(measure.evidence.len());
    vec![Finding {
        title: format!("A state's unit entered another state's territorial sea without leave {times}."),
        detail: "Leave is asked of the other centre with full details; that centre states its conditions.".to_owned(),
        weight: Weight::Notable,
        evidence: measure.evidence.iter().map(|evidence| evidence.event).collect(),
    }]
}

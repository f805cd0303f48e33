//! How states dealt with each other: the table of requests, and sentences about silence, terms and entries.

use maud::{Markup, html};

use crate::base::ids::RequestId;
use crate::score::{Measure, Unit};
use crate::sim::{Dealing, Event};

use super::findings::{Finding, Weight};
use super::story::{Story, evidence_links, number};

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
    html! {
        table {
            thead { tr {
                th { "Requests" }
                @for (_, heading) in FATES { th.num { (heading) } }
                th { "Events" }
            } }
            tbody {
                @for measure in asked {
                    @let stem = measure.key.trim_end_matches("asked");
                    tr {
                        td { (measure.name.trim_start_matches("Requests ").trim_end_matches(": made")) }
                        @for (fate, _) in FATES {
                            td.num {
                                (story.score.measure(&format!("{stem}{fate}")).map_or_else(|| "-".to_owned(), Measure::words))
                            }
                        }
                        td { (evidence_links(&measure.evidence)) }
                    }
                }
            }
        }
    }
}

fn is_asked(measure: &Measure) -> bool {
    measure.unit == Unit::Count && measure.key.starts_with("requests.") && measure.key.ends_with(".asked")
}

/// Whether a request was withdrawn, by which event.
pub(super) fn withdrawn(story: &Story<'_>, request: RequestId) -> Option<u32> {
    let found = story.events.iter().position(|e| match &e.body {
        Event::Dealing(Dealing::RequestWithdrawn { request: of, .. }) => *of == request,
        _ => false,
    });
    found.map(number)
}

/// Sentences about entries without leave.
pub(super) fn entries(story: &Story<'_>) -> Vec<Finding> {
    let Some(measure) = story.score.measure("entries_without_leave") else { return Vec::new() };
    if measure.evidence.is_empty() {
        return Vec::new();
    }
    let times =
        if measure.evidence.len() == 1 { "once".to_owned() } else { format!("{} times", measure.evidence.len()) };
    vec![Finding {
        title: format!("A state's unit entered another state's territorial sea without leave {times}."),
        detail: "Leave is asked of the other centre with full details; that centre states its conditions.".to_owned(),
        weight: Weight::Notable,
        evidence: measure.evidence.iter().map(|evidence| evidence.event).collect(),
    }]
}

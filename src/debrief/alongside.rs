//! In the report: vessels turned back or sent on and what became of their people; merchant ships held up.

use maud::{Markup, html};

use crate::score::Measure;

use super::findings::{Finding, Weight};
use super::story::{Story, evidence_links, persons};

/// A row for each state that turned vessels back, or sent them on. None when none did.
pub(super) fn turned_away(story: &Story<'_>) -> Option<Markup> {
    let rows = rows(story);
    (!rows.is_empty()).then(|| {
        html! {
            table {
                thead { tr {
                    th { "What was done" } th.num { "Persons" } th.num { "Died afterwards" } th.num { "Landed safe afterwards" }
                    th { "Events" }
                } }
                tbody {
                    @for row in &rows {
                        tr {
                            td { (row.all.name) }
                            td.num { (row.all.words()) }
                            td.num { (row.died.words()) }
                            td.num { (row.saved.words()) }
                            td { (evidence_links(&row.all.evidence)) }
                        }
                    }
                }
            }
        }
    })
}

/// Hours that merchant ships were held up, and what it cost their owners, by the state responsible. None when none was.
pub(super) fn ships_held(story: &Story<'_>) -> Option<Markup> {
    let rows: Vec<(&Measure, Option<&Measure>)> = story
        .score
        .process
        .iter()
        .filter_map(|hours| {
            let state = hours.key.strip_prefix("ships_held_hours_for.")?;
            Some((hours, story.score.measure(&format!("ships_held_cost_for.{state}"))))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        html! {
            table {
                thead { tr { th { "Merchant ships" } th.num { "Held up" } th.num { "Cost" } th { "Events" } } }
                tbody {
                    @for (hours, cost) in &rows {
                        tr {
                            td { (hours.name) }
                            td.num { (hours.words()) }
                            td.num { (cost.map_or_else(|| "-".to_owned(), Measure::words)) }
                            td { (evidence_links(&hours.evidence)) }
                        }
                    }
                }
            }
        }
    })
}

/// What of it is worth talking about.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    rows(story)
        .into_iter()
        .map(|row| {
            let number = |measure: &Measure| measure.value.unwrap_or(0.0) as u32;
            let (all, died, saved) = (number(row.all), number(row.died), number(row.saved));
            let mut evidence: Vec<u32> = row.all.evidence.iter().chain(&row.died.evidence).map(|e| e.event).collect();
            evidence.sort_unstable();
            Finding {
                title: if row.turned_back {
                    format!("Push-back of {} by {}.", persons(all), whose(&row.all.name))
                } else {
                    format!("{}: {}.", row.all.name, persons(all))
                },
                detail: format!("Of them {died} died afterwards and {saved} were landed safe."),
                weight: if row.turned_back || died > 0 { Weight::Grave } else { Weight::Notable },
                evidence,
            }
        })
        .collect()
}

fn whose(name: &str) -> &str {
    name.rsplit_once(" by ").map_or(name, |(_, state)| state)
}

/// People of one sort and what became of them.
struct Row<'s> {
    turned_back: bool,
    all: &'s Measure,
    died: &'s Measure,
    saved: &'s Measure,
}

fn rows<'s>(story: &'s Story<'_>) -> Vec<Row<'s>> {
    let row = |stem: &str, state: &str| {
        let of = |what: &str| story.score.measure(&format!("{stem}{what}.{state}"));
        Some(Row { turned_back: stem == "turned_back", all: of("")?, died: of("_died")?, saved: of("_saved")? })
    };
    let of_key = |measure: &Measure| {
        let (stem, state) = measure.key.split_once('.')?;
        matches!(stem, "turned_back" | "sent_on").then(|| row(stem, state)).flatten()
    };
    story.score.outcome.iter().filter_map(of_key).collect()
}

//! The assessment of needs of protection, in the report: who heard how many, what came of it, and what it cost.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::sim::Event;
use crate::sim::ashore::{self, AssessmentOffice};

use super::story::{Story, links, number};

/// What one office did.
#[derive(Debug, Default)]
struct Row {
    heard: u32,
    in_need: u32,
    again: u32,
    usd: u64,
    by_fund_usd: u64,
    events: Vec<u32>,
}

/// A row for each office that heard anybody. None where nobody assesses.
pub(super) fn hearings(story: &Story<'_>) -> Option<Markup> {
    let how = story.scenario.reception.assessment.as_ref()?;
    let mut rows: BTreeMap<AssessmentOffice, Row> = BTreeMap::new();
    for (index, stamped) in story.events.iter().enumerate() {
        let Event::Ashore(what) = &stamped.body else { continue };
        if let ashore::Event::Assessed { hearing, .. } = &**what {
            let row = rows.entry(hearing.office).or_default();
            row.heard += 1;
            row.in_need += u32::from(hearing.in_need);
            row.again += u32::from(hearing.repeat);
            row.usd += u64::from(hearing.usd);
            row.by_fund_usd += hearing.fund_usd.map_or(0, |_| u64::from(hearing.usd));
            row.events.push(number(index));
        }
    }
    let missed = |row: &str| story.score.measure(row).and_then(|measure| measure.value).unwrap_or(0.0);
    let wrong: f64 =
        ["national", "harmonised", "regional"].iter().map(|way| missed(&format!("need_missed.{way}"))).sum();
    Some(html! {
        p { "States assess " (how.kind.words()) ". " @if wrong > 0.0 {
            (format!("{wrong:.0}")) " in need of protection were found not to be; no office knew of which."
        } }
        @if rows.is_empty() { p { "Nobody was heard." } } @else {
            table {
                thead { tr {
                    th { "Heard by" } th.num { "Persons" } th.num { "Found in need" } th.num { "Heard before" }
                    th.num { "Cost, USD" } th.num { "Of it by the fund" } th { "Events" }
                } }
                tbody {
                    @for (office, row) in &rows {
                        tr {
                            td { @match office {
                                AssessmentOffice::State(party) => (story.party(*party)),
                                AssessmentOffice::Centre => "the regional centre",
                            } }
                            td.num { (row.heard) }
                            td.num { (row.in_need) }
                            td.num { (row.again) }
                            td.num { (row.usd) }
                            td.num { (row.by_fund_usd) }
                            td { (links(row.events.iter().copied())) }
                        }
                    }
                }
            }
        }
    })
}

//! In the report: what was lost by which means of communication and why, and how vessels called for help.

use maud::{Markup, html};

use crate::score::Measure;

use super::story::{Story, evidence_links};

/// Measures of how vessels called for help and of lines, beside those of what was lost.
const OTHERS: [&str; 8] = [
    "vhf_calls",
    "vhf_calls_unheard",
    "calls_tried_again",
    "phones_empty",
    "beacon_alerts",
    "lines_dead",
    "beacons_homed",
    "registers_read",
];

/// A row for each thing that happened. None when nothing was lost and nobody called so.
pub(super) fn table(story: &Story<'_>) -> Option<Markup> {
    let ours = |measure: &&Measure| measure.key.starts_with("lost.") || OTHERS.contains(&measure.key.as_str());
    let rows: Vec<&Measure> = story.score.process.iter().filter(ours).collect();
    (!rows.is_empty()).then(|| {
        html! {
            table {
                thead { tr { th { "What" } th.num { "Times" } th { "Events" } } }
                tbody {
                    @for row in &rows {
                        tr { td { (row.name) } td.num { (row.words()) } td { (evidence_links(&row.evidence)) } }
                    }
                }
            }
        }
    })
}

//! After the rescue, in the report: how each journey ended, and what to talk about.

use maud::{Markup, html};

use crate::score::{EndState, Measure};
use crate::sim::ashore;

use super::findings::{Finding, Weight};
use super::story::{Story, evidence_links, persons, scroller};

/// How the journeys of all landed alive had ended: a row for each end, a column for each state, adding up both ways.
pub(super) fn ends(story: &Story<'_>) -> Markup {
    let cells = &story.score.ends;
    let mut parties: Vec<_> = cells.iter().map(|cell| cell.party).collect();
    parties.sort_unstable();
    parties.dedup();
    let sum = |end: Option<EndState>, party: Option<_>| -> u32 {
        let fits = cells
            .iter()
            .filter(|cell| end.is_none_or(|end| cell.end == end) && party.is_none_or(|party| cell.party == party));
        fits.map(|cell| cell.persons).sum()
    };
    let table = html! {
        table {
            thead { tr {
                th { "When scored" }
                @for party in &parties { th.num { @match party { Some(party) => (story.party(*party)), None => "nobody\u{2019}s care" } } }
                th.num { "All" } th { "Last event of each" }
            } }
            tbody {
                @for end in EndState::ALL.into_iter().filter(|end| sum(Some(*end), None) > 0) {
                    tr {
                        td { (end.words()) }
                        @for party in &parties { td.num { (sum(Some(end), Some(*party))) } }
                        td.num { (sum(Some(end), None)) }
                        td {
                            @for cell in cells.iter().filter(|cell| cell.end == end) { (evidence_links(&cell.evidence)) " " }
                        }
                    }
                }
            }
            tfoot { tr {
                td { "all landed alive" }
                @for party in &parties { td.num { (sum(None, Some(*party))) } }
                td.num { (sum(None, None)) } td {}
            } }
        }
    };
    scroller(&table)
}

/// What of the part ashore is worth talking about.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    let mut of_share = |key: &str, title: &str, detail: &str| {
        let measure = story.score.measure(key);
        if let Some(missed) = measure.and_then(missed).filter(|missed| *missed > 0) {
            found.push(Finding {
                title: title.replace("{}", &persons(missed)),
                detail: detail.to_owned(),
                weight: Weight::Notable,
                evidence: measure.map_or_else(Vec::new, |m| m.evidence.iter().map(|e| e.event).collect()),
            });
        }
    };
    of_share(
        "indicators_found",
        "Indicators of trafficking of {} were not noted.",
        "They were there to be noted; nobody was told so. The events are those of the people in whom they were noted.",
    );
    of_share(
        "protection_found",
        "The need of protection of {} did not come out.",
        "What was decided for them rested on less. The events are those of the people whose need did come out.",
    );
    of_share(
        "screening_in_time",
        "{} were not screened within three days of landing.",
        "The events are those of the people who were.",
    );
    of_share(
        "children_assessed",
        "{} were children alone and not assessed within 72 hours.",
        "The events are those of the children who were.",
    );
    found
}

/// How many of a share's whole are not in its part.
fn missed(measure: &Measure) -> Option<u32> {
    let (part, whole) = measure.numerator.zip(measure.denominator)?;
    Some((whole - part).max(0.0) as u32)
}

/// Whether an event of the part ashore belongs in the short time line: what is decided for a site or a case, and what
/// is violated; not each step of each file.
pub(super) fn is_key(what: &ashore::Event) -> bool {
    use ashore::Event as E;
    matches!(
        what,
        E::OpeningOrdered { .. }
            | E::Opened { .. }
            | E::Prioritised { .. }
            | E::StaffLent { .. }
            | E::Violated { .. }
            | E::Fetched { .. }
            | E::Charged { .. }
            | E::OrganiserIdentified { .. }
            | E::EvidenceSecured { .. }
            | E::EvidenceSpoiled { .. }
            | E::AssistanceShared { .. }
            | E::ExtraditionGranted { .. }
            | E::Relocated { .. }
            | E::LeadFollowed { .. }
    )
}

//! The objectives of the exercise by capability, each with its rating and the expectations behind it.

use maud::{Markup, html};

use crate::score::{Expected, ObjectiveResult, capabilities};

use super::bars::{events, verdict};
use super::story::{Story, links};

/// The rule by which an objective's rating follows, for whoever reads the table.
const RULE: &str = "Of the expectations decided or rated the mean credit is taken: all of it is P, performed without \
    challenges; two thirds or more S, with some challenges; one third or more M, with major challenges; less U, unable. \
    A critical expectation without any credit leaves M at best. The evaluator's own rating stands beside that and counts \
    before it. There is no total over objectives.";

/// The table, or nothing where the scenario sets no objectives.
pub(super) fn table(story: &Story<'_>) -> Markup {
    let all = &story.score.objectives;
    html! {
        @if !all.is_empty() {
            h3 { "Objectives, by capability" }
            table.objectives {
                thead { tr { th { "Objective" } th { "Rating" } th { "Credit" } th { "Expectations" } th { "Events" } } }
                @for capability in capabilities(all) {
                    tbody {
                        tr { th colspan="5" scope="rowgroup" { (capability) } }
                        @for objective in all.iter().filter(|objective| objective.capability == capability) {
                            (row(story, objective))
                        }
                    }
                }
            }
            p.small { (RULE) }
        }
    }
}

fn row(story: &Story<'_>, objective: &ObjectiveResult) -> Markup {
    let items = &story.score.expectations.items;
    let serving: Vec<&Expected> = objective.expectations.iter().filter_map(|id| items.get(id.index())).collect();
    let mut behind: Vec<u32> = serving.iter().flat_map(|item| events(item)).collect();
    behind.extend(objective.rated.iter().filter_map(|rated| rated.evidence.as_ref()).map(|evidence| evidence.event));
    behind.sort_unstable();
    behind.dedup();
    html! {
        tr {
            td { (objective.text) }
            td { (rating(objective)) }
            td.num {
                @match objective.credit {
                    Some(credit) => { (format!("{credit:.2}")) },
                    None => { "-" },
                }
                br;
                span.small.nowrap { (objective.decided) " of " (serving.len()) " decided" }
            }
            td {
                @for item in &serving {
                    div {
                        (verdict(item.result)) ": " (item.what)
                        @if item.critical { " " span.small { "(critical)" } }
                    }
                }
            }
            td { (links(behind)) }
        }
    }
}

/// Both ratings where there are two: the evaluator's first, because it counts.
fn rating(objective: &ObjectiveResult) -> Markup {
    html! {
        @match (&objective.rated, objective.computed) {
            (Some(rated), computed) => {
                (rated.words()) br;
                span.small {
                    @match computed {
                        Some(computed) => { "by the rule: " (computed.letter()) },
                        None => { "by the rule: none" },
                    }
                }
            },
            (None, Some(computed)) => { (computed.letter()) ", " (computed.words()) },
            (None, None) => { "nothing decided" },
        }
    }
}

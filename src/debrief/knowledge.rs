//! Who knew what when: a picture with a lane for each party, a table with the way each fact took, and what was never
//! read.

use maud::{Markup, html};

use crate::base::Tick;
use crate::base::ids::{CraftId, PartyId};
use crate::score::{FactKnown, Learnt, Matter, Measure};

use super::findings::{Finding, Weight};
use super::marks::{self, BLACK, BLUE, GREEN, Symbol, VERMILLION, px, symbol};
use super::story::{Story, evidence_links, links};
use super::time_axis::TimeAxis;

/// Left edge of the lanes, width of everything, height of a lane and of the head \[px\].
const LEFT: f64 = 205.0;
const WIDTH: f64 = 1000.0;
const LANE: f64 = 46.0;
const TOP: f64 = 44.0;

/// How a fact looks: symbol and colour; each has a row of its own in a lane.
fn look(what: Matter) -> (Symbol, &'static str) {
    match what {
        Matter::Case => (Symbol::Star, BLACK),
        Matter::Position => (Symbol::Diamond, BLUE),
        Matter::Persons => (Symbol::Circle, GREEN),
        // The others are not followed from party to party.
        _ => (Symbol::Up, VERMILLION),
    }
}

/// The section: a picture and a table for each case.
pub(super) fn section(story: &Story<'_>) -> Markup {
    let facts = &story.score.knowledge.facts;
    if facts.is_empty() {
        return html! { p { "Nobody ever knew anything." } };
    }
    let mut cases: Vec<CraftId> = facts.iter().map(|fact| fact.case).collect();
    cases.dedup();
    html! {
        p.small {
            "What any seat of a party knew, whether it was true or not. A line leads from the party that told to the party that "
            "was told; posts at the portal count from when they were read."
        }
        @for case in cases {
            @let of: Vec<&FactKnown> = facts.iter().filter(|fact| fact.case == case).collect();
            h3 { (story.craft(case)) }
            figure { (draw(story, case, &of)) }
            (table(story, &of))
        }
        (unread(story))
        (incidents(story))
    }
}

fn draw(story: &Story<'_>, case: CraftId, facts: &[&FactKnown]) -> Markup {
    let axis = TimeAxis { left: LEFT, right: WIDTH - 14.0, from: Tick::START, until: story.score.until };
    let parties = parties(facts);
    let bottom = TOP + LANE * parties.len() as f64;
    let top_of = |party: PartyId| {
        let row = parties.iter().position(|p| *p == party).unwrap_or(0);
        TOP + LANE * row as f64
    };
    let row = |what: Matter| 8.0 + 10.0 * what as usize as f64;
    let title = format!("kn-{}", case.0);
    html! {
        svg viewBox=(format!("0 0 {WIDTH} {}", px(bottom + 8.0))) role="img" aria-labelledby=(title) {
            title id=(title) { "Who knew what of " (story.craft(case)) " when; the table below holds the same in words." }
            (axis.draw(story, TOP, bottom))
            @for party in &parties {
                @let top = top_of(*party);
                path d=(marks::path([(0.0, top), (WIDTH - 14.0, top)])) stroke="#8a929c" stroke-width="0.7" {}
                text x="4" y=(px(top + LANE / 2.0 + 4.0)) class="lane" { (story.party(*party)) }
            }
            @for fact in facts {
                @let (shape, colour) = look(fact.what);
                @for learnt in &fact.by {
                    @let (x, y) = (axis.x(learnt.evidence.tick), top_of(learnt.party) + row(fact.what));
                    @if let Some(teller) = told_by(fact, learnt) {
                        @let from = (axis.x(teller.evidence.tick), top_of(teller.party) + row(fact.what));
                        path d=(marks::path([from, (x, y)])) stroke=(colour) stroke-width="1" stroke-dasharray="3 2" fill="none" {}
                    }
                    a href=(format!("#e{}", learnt.evidence.event)) {
                        title { (story.party(learnt.party)) ": " (fact.what.words()) ", by " (learnt.words(story.scenario)) }
                        (symbol(shape, x, y, 4.0, colour, true))
                    }
                }
            }
            path d=(marks::path([(0.0, bottom), (WIDTH - 14.0, bottom)])) stroke="#8a929c" stroke-width="1" {}
        }
        p.legend {
            @for what in Matter::FOLLOWED {
                @let (shape, colour) = look(what);
                (marks::legend_entry(&symbol(shape, 17.0, 8.0, 4.0, colour, true), what.words()))
            }
            (marks::legend_entry(&marks::legend_line(BLACK, "3 2", 1.0), "told by another party"))
        }
    }
}

/// What the party that told had known of it itself.
fn told_by<'f>(fact: &'f FactKnown, learnt: &Learnt) -> Option<&'f Learnt> {
    let from = learnt.from?;
    fact.by.iter().find(|other| other.party == from && other.evidence.event <= learnt.evidence.event)
}

fn parties(facts: &[&FactKnown]) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = facts.iter().flat_map(|fact| fact.by.iter().map(|learnt| learnt.party)).collect();
    parties.sort_unstable();
    parties.dedup();
    parties
}

fn table(story: &Story<'_>, facts: &[&FactKnown]) -> Markup {
    html! {
        table {
            thead { tr { th { "Fact" } th { "Who" } th { "When" } th.num { "After the first" } th { "By" } th.num { "Across the border" } th { "Event" } } }
            tbody {
                @for fact in facts {
                    @for (i, learnt) in fact.by.iter().enumerate() {
                        tr {
                            td { @if i == 0 { (fact.what.words()) } }
                            td { (story.party(learnt.party)) }
                            td { (story.dtg(learnt.evidence.tick)) }
                            td.num { @if i == 0 { "first" } @else { (learnt.evidence.tick.since(fact.by[0].evidence.tick)) } }
                            td { (learnt.words(story.scenario)) }
                            td.num { @match learnt.crossing_s { Some(s) => (crate::base::Span(s)), None => "" } }
                            td { (links([learnt.evidence.event])) }
                        }
                    }
                }
            }
        }
    }
}

/// Incident reports beside the truth.
fn incidents(story: &Story<'_>) -> Markup {
    let rows = &story.score.incidents;
    let or_empty = |words: &Option<String>| words.clone().unwrap_or_else(|| "-".to_owned());
    html! {
        @if !rows.is_empty() {
            h3 { "Incident reports" }
            p.small { "What each state told the others of each case it had heard of, last. A number is right within a tenth." }
            table {
                thead { tr { th { "State" } th { "Case" } th { "Field" } th { "Told" } th { "True" } th { "Right" } } }
                tbody {
                    @for row in rows {
                        tr {
                            td { (story.party(row.party)) }
                            td { (story.craft(row.case)) }
                            td { (row.field) }
                            td { (or_empty(&row.told)) }
                            td { (or_empty(&row.truth)) }
                            td { @match row.right { Some(true) => "yes", Some(false) => "no", None => "" } }
                        }
                    }
                }
            }
        }
    }
}

/// Posts that nobody read.
fn unread(story: &Story<'_>) -> Markup {
    let unread: Vec<&Measure> = never_read(story).collect();
    html! {
        @if !unread.is_empty() {
            h3 { "Never read" }
            ul { @for measure in unread { li { (measure.name) ": " (measure.words()) " " (evidence_links(&measure.evidence)) } } }
        }
    }
}

fn never_read<'s>(story: &'s Story<'_>) -> impl Iterator<Item = &'s Measure> {
    story
        .score
        .process
        .iter()
        .filter(|m| m.key.starts_with("posts_unread.") || m.key.starts_with("forms_unread."))
        .filter(|m| !m.evidence.is_empty())
}

/// Sentences about posts that lay unread.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let evidence = |measure: &Measure| measure.evidence.iter().map(|evidence| evidence.event).collect();
    let sentence = |measure: &Measure| {
        if let Some(party) = measure.name.strip_prefix("Forms never read: ") {
            let forms = if measure.evidence.len() == 1 { "A form" } else { "Forms" };
            return Finding {
                title: format!("{forms} sent to {party} lay unread to the end."),
                detail: "Whoever sent them may have held them for known there.".to_owned(),
                weight: Weight::Notable,
                evidence: evidence(measure),
            };
        }
        let party = measure.name.trim_start_matches("Posts never read: ");
        let posts = if measure.evidence.len() == 1 { "A post" } else { "Posts" };
        Finding {
            title: format!("{posts} at the portal lay unread in {party} to the end."),
            detail: "Nothing of them reached its rescue coordination centre that way.".to_owned(),
            weight: Weight::Notable,
            evidence: evidence(measure),
        }
    };
    never_read(story).map(sentence).collect()
}

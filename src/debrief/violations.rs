//! Violations of people's rights, ashore and at sea: what, whom, by whose order.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::base::ids::{PersonId, SeatId};
use crate::sim::Event;
use crate::sim::alongside::Deed;
use crate::sim::ashore::{self, Violation};

use super::findings::{Finding, Weight};
use super::story::{Story, links, number, persons};

/// What is turned back at sea.
const PUSH_BACK: &str = "push-back";

/// Violations of one kind.
pub(super) struct Recorded {
    /// What, in words that can follow a number of persons.
    pub(super) words: &'static str,
    /// Whom they were done to, each once.
    pub(super) persons: BTreeSet<PersonId>,
    /// By whose orders.
    seats: Vec<SeatId>,
    pub(super) events: Vec<u32>,
}

impl Recorded {
    fn new(words: &'static str) -> Self {
        Self { words, persons: BTreeSet::new(), seats: Vec::new(), events: Vec::new() }
    }

    fn add(&mut self, seat: SeatId, people: impl IntoIterator<Item = PersonId>, event: u32) {
        if !self.seats.contains(&seat) {
            self.seats.push(seat);
        }
        self.persons.extend(people);
        self.events.push(event);
    }

    fn by(&self, story: &Story<'_>) -> String {
        self.seats.iter().map(|seat| story.seat(*seat)).collect::<Vec<_>>().join(", ")
    }
}

/// Each kind that was recorded: those at sea, then those ashore in their order.
pub(super) fn recorded(story: &Story<'_>) -> Vec<Recorded> {
    let mut push_back = Recorded::new(PUSH_BACK);
    let mut at_sea = Recorded::new("refoulement at sea");
    let mut ashore: Vec<Recorded> = Violation::ALL.iter().map(|kind| Recorded::new(kind.words())).collect();
    for (index, stamped) in story.events.iter().enumerate() {
        match &stamped.body {
            Event::Alongside(deed) => {
                let Deed::TurnedBack { seat, people, refouled, .. } = deed.as_ref() else { continue };
                if !people.is_empty() {
                    push_back.add(*seat, people.iter().copied(), number(index));
                }
                if !refouled.is_empty() {
                    at_sea.add(*seat, refouled.iter().copied(), number(index));
                }
            }
            Event::Ashore(what) => {
                let ashore::Event::Violated { seat, person, what } = **what else { continue };
                let kind = Violation::ALL.iter().position(|kind| *kind == what);
                if let Some(kind) = kind.and_then(|i| ashore.get_mut(i)) {
                    kind.add(seat, [person], number(index));
                }
            }
            _ => {}
        }
    }
    [push_back, at_sea].into_iter().chain(ashore).filter(|all| !all.events.is_empty()).collect()
}

/// A row for each kind.
pub(super) fn table(story: &Story<'_>) -> Markup {
    let all = recorded(story);
    if all.is_empty() {
        return html! { p { "None was recorded." } };
    }
    html! {
        table {
            thead { tr { th { "Violation" } th.num { "Persons" } th { "By an order of" } th { "Events" } } }
            tbody {
                @for all in &all {
                    tr {
                        td { (all.words) }
                        td.num { (all.persons.len()) }
                        td { (all.by(story)) }
                        td { (links(all.events.iter().copied())) }
                    }
                }
            }
        }
    }
}

/// A finding for each kind but push-backs, which are told with what became of those turned back.
pub(super) fn findings(story: &Story<'_>) -> Vec<Finding> {
    let finding = |all: Recorded| Finding {
        title: format!("{} of {}.", first_upper(all.words), persons(number(all.persons.len()))),
        detail: format!("By an order of {}.", all.by(story)),
        weight: Weight::Grave,
        evidence: all.events,
    };
    recorded(story).into_iter().filter(|all| all.words != PUSH_BACK).map(finding).collect()
}

pub(super) fn first_upper(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

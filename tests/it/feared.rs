//! People who say that they flee from the very state whose ship has taken them aboard: where they are landed, who is told,
//! and what it is when their state lands them all the same.

use std::sync::Arc;

use sarex::base::ids::{CraftId, SeatId, SruId};
use sarex::base::{Position, Tick};
use sarex::picture::{full_sitrep, project};
use sarex::scenario::{Milestone, Scenario, read};
use sarex::sim::ashore::{Event as Ashore, Violation};
use sarex::sim::{Activity, Ask, Event, Fact, MessageBody, Report, Stamped, Theatre, Whereabouts, World, step};

use super::clause::clause;
use super::drill::hours;
use super::negotiation::{Run, strait_text};

const CASE: CraftId = CraftId(0);
const RCC_NORTH: SeatId = SeatId(0);
const OPS_NORTH: SeatId = SeatId(1);
const RCC_SOUTH: SeatId = SeatId(2);
const PEOPLE: usize = 40;

/// The strait with somewhere to be received on either side, people aboard who flee one of its states, Northland's operations
/// and Southland's ministry so minded, and UNHCR.
fn strait(flees: &str, ops_north: &str, south: &str) -> Scenario {
    let flee = format!("protection_share: 1, flees: \"{flees}\"),");
    let ops = "role: Operations, position: \"merak\"),";
    let site = |place: &str, party: &str| {
        format!(
            "(place: \"{place}\", party: \"{party}\", opens: \"2h\", staff: (reception: 4, medical: 2, registration: 2, screening: 2),
             beds: 60, water_l_per_day: 2000)"
        )
    };
    let reception = format!("reception: [{}, {}],\n    craft: [", site("merak", "north"), site("cove", "south"));
    let unhcr = "(id: \"unhcr\", name: \"UNHCR\", party: \"unhcr\", role: Unhcr, position: \"08-00S 103-00E\"),\n    ],\n    territories";
    let text = strait_text(south)
        // No word is lost, so that what is told is how crews decide.
        .replacen("loss: 0.05", "loss: 0", 1)
        .replacen("poor_lifejacket_share: 0.4),", &format!("poor_lifejacket_share: 0.4, {flee}"), 1)
        .replacen("below_deck_share: 0.6),", &format!("below_deck_share: 0.6, {flee}"), 1)
        .replacen(ops, &format!("role: Operations, position: \"merak\", crew: (stance: {ops_north})),"), 1)
        .replacen("craft: [", &reception, 1)
        .replacen(
            "kind: Shipping),",
            "kind: Shipping),\n        (id: \"unhcr\", name: \"UNHCR\", kind: Organisation),",
            1,
        )
        .replacen("],\n    territories", unhcr, 1);
    let (scenario, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    scenario.unwrap()
}

/// A moment at which Northland's rescue vessel has everybody aboard, far out, and its own side knows it.
fn laden(scenario: Scenario, seed: u64) -> (Arc<Theatre>, World) {
    let ship = SruId::new(scenario.srus.iter().position(|sru| sru.id == "rescue-11").unwrap());
    let theatre = Arc::new(Theatre::new(scenario));
    let mut world = World::new(&theatre, seed);
    step(&theatre, &mut world, &[]);
    assert_eq!(world.people.len(), PEOPLE);
    for person in &mut world.people {
        person.whereabouts = Whereabouts::AboardSru(ship);
    }
    let unit = &mut world.srus[ship.index()];
    unit.position = Position::new(-8.2, 105.3).unwrap();
    (unit.activity, unit.case) = (Activity::Waiting, Some(CASE));
    for seat in [RCC_NORTH, OPS_NORTH] {
        world.milestones.insert(Milestone::Alerted(seat, CASE), world.tick);
        let what = Report::Recovered { case: CASE, living: PEOPLE as u32, dead: 0 };
        let fact = Fact::Report { sru: ship, what };
        world.ledgers[seat.index()].write(sarex::sim::Entry { known_at: world.tick, true_at: world.tick, fact });
    }
    (theatre, world)
}

fn play(flees: &str, ops_north: &str, south: &str, until: Tick) -> Run {
    let (theatre, initial) = laden(strait(flees, ops_north, south), 3);
    Run::from_moment(theatre, initial, until)
}

impl Run {
    /// Persons put ashore at a place.
    fn landed_in(&self, id: &str) -> usize {
        let there = |e: &&Stamped<Event>| match e.body {
            Event::PersonLanded { place: Some(place), .. } => self.theatre.scenario.places[place.index()].id == id,
            _ => false,
        };
        self.events.iter().filter(there).count()
    }

    fn refouled(&self) -> usize {
        let wrong = |e: &&Stamped<Event>| match &e.body {
            Event::Ashore(what) => matches!(**what, Ashore::Violated { what: Violation::Refoulement, .. }),
            _ => false,
        };
        self.events.iter().filter(wrong).count()
    }

    /// Words sent to a seat about the case.
    fn texts_to(&self, id: &str) -> Vec<String> {
        let told = |e: &Stamped<Event>| match &e.body {
            Event::MessageSent { to, body: MessageBody::Text { text, .. }, .. } if self.theatre.seat(*to).id == id => {
                Some(text.clone())
            }
            _ => None,
        };
        self.events.iter().filter_map(told).collect()
    }
}

#[test]
fn a_states_own_ship_takes_people_who_flee_from_it_to_a_neighbour() {
    let run = play("north", "Cooperate", "Cooperate", hours(36));
    let asked = |e: &Stamped<Event>| {
        matches!(&e.body, Event::RequestMade { from: OPS_NORTH, to: RCC_SOUTH, what: Ask::Land { .. }, .. })
    };
    assert!(run.events.iter().any(asked), "the neighbour is asked for a place of safety");
    assert_eq!((run.landed_in("merak"), run.landed_in("cove")), (0, PEOPLE));
    assert_eq!((run.refouled(), run.score().persons.saved), (0, PEOPLE as u32));
    // Who flees nobody at this table is landed at home, and sooner.
    let other = play("south", "Cooperate", "Cooperate", hours(36));
    assert_eq!((other.landed_in("merak"), other.landed_in("cove")), (PEOPLE, 0));
}

#[test]
fn a_state_that_would_have_them_elsewhere_lands_them_all_the_same_and_it_is_on_record() {
    let (spared, landed) =
        (play("north", "Cooperate", "Cooperate", hours(36)), play("north", "Delay", "Cooperate", hours(36)));
    assert_eq!(landed.landed_in("merak"), PEOPLE);
    assert_eq!((landed.refouled(), landed.score().persons.saved), (PEOPLE, 0));
    clause("J 10.C.f", "saved", f64::from(spared.score().persons.saved), 0.0);
}

#[test]
fn where_no_state_gives_a_port_they_stay_aboard_and_unhcr_and_the_ministry_are_told() {
    let run = play("north", "Cooperate", "PushBack", hours(30));
    assert_eq!((run.landed_in("merak"), run.landed_in("cove"), run.refouled()), (0, 0, 0));
    for seat in ["unhcr", "fm-north"] {
        let told = run.texts_to(seat);
        assert!(told.iter().any(|text| text.contains("flee from our state")), "{seat}: {told:?}");
    }
    assert!(!run.texts_to("rcc-south").iter().any(|text| text.contains("flee from our state")));
    let refused = run.score().measure("requests.land.refused").and_then(|m| m.value).unwrap_or_default();
    assert!(refused >= 1.0, "{refused}");
}

#[test]
fn a_situation_report_tells_others_from_whom_people_flee_and_not_the_state_they_flee_from() {
    let additional = |flees: &str, from: SeatId, to: SeatId| {
        let (theatre, world) = laden(strait(flees, "Cooperate", "Cooperate"), 3);
        let picture = project(&theatre, &world, from);
        let (seats, parties) = (&theatre.scenario.seats, &theatre.scenario.parties);
        full_sitrep(&picture, CASE, to, seats, parties).expect("it has heard of the case").additional
    };
    let told = additional("north", RCC_NORTH, RCC_SOUTH);
    assert!(told.contains("40 survivors aboard") && told.contains("flee from Northland"), "{told}");
    assert!(additional("north", RCC_NORTH, OPS_NORTH).contains("flee from Northland"), "its own ship heard it");
    let kept = additional("south", RCC_NORTH, RCC_SOUTH);
    assert!(kept.contains("40 survivors aboard") && !kept.contains("flee"), "{kept}");
    // And the crews send it so.
    let run = play("south", "Cooperate", "Cooperate", hours(3));
    let sent = run.events.iter().filter_map(|e| match &e.body {
        Event::MessageSent { to, body: MessageBody::Sitrep { full: Some(full), .. }, .. } => {
            Some((*to, full.additional.clone()))
        }
        _ => None,
    });
    let sent: Vec<(SeatId, String)> = sent.filter(|(_, text)| !text.is_empty()).collect();
    assert!(!sent.is_empty());
    for (to, text) in sent {
        let theirs = run.theatre.scenario.parties[run.theatre.seat(to).party.index()].id == "south";
        assert!(!(theirs && text.contains("flee")), "{text}");
    }
}

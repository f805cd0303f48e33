//! Computer crews at the whole table: who does better, and that what they do makes sense.

use std::collections::BTreeMap;

use sarex::base::ids::SruId;
use sarex::base::{Span, Tick};
use sarex::crew::Crew;
use sarex::sim::{Event, Order, Stamped};

use super::drill::{exercise, for_seeds, mean, play};

const SEEDS: std::ops::RangeInclusive<u64> = 1..=8;

#[test]
fn doing_something_saves_people_and_knowing_more_saves_no_fewer() {
    let saved = |crew: Crew| mean(for_seeds(SEEDS, |seed| play(exercise("sunda-2012", seed, crew)).0.saved));
    let (absent, doctrine, informed) = (saved(Crew::Absent), saved(Crew::Doctrine), saved(Crew::Informed));
    assert!(absent + 50.0 < doctrine, "absent {absent}, doctrine {doctrine}");
    // Luck at sea moves a mean of eight by a person or two either way.
    assert!(doctrine <= informed + 2.0, "doctrine {doctrine}, informed {informed}");
}

/// Orders given to each unit by a crew, with when.
fn orders(events: &[Stamped<Event>]) -> BTreeMap<SruId, Vec<(Tick, Order)>> {
    let mut given: BTreeMap<SruId, Vec<(Tick, Order)>> = BTreeMap::new();
    for event in events {
        if let Event::OrderGiven { sru, order, .. } = &event.body {
            given.entry(*sru).or_default().push((event.tick, order.clone()));
        }
    }
    given
}

#[test]
fn units_are_not_sent_hither_and_thither() {
    for crew in [Crew::Doctrine, Crew::Informed] {
        let (_, events) = play(exercise("sunda-2012", 2, crew));
        for (sru, given) in orders(&events) {
            for pair in given.windows(2) {
                assert_ne!(pair[0].1, pair[1].1, "{crew} tells {sru} the same thing twice");
            }
            let hours = given.last().map_or(1.0, |(tick, _)| tick.hours().max(1.0));
            assert!((given.len() as f64) < 10.0 + hours, "{crew} gives {sru} {} orders in {hours} h", given.len());
        }
    }
}

#[test]
fn crews_know_what_their_seats_may_do() {
    for crew in [Crew::Doctrine, Crew::Informed] {
        let refused: usize = for_seeds(1..=3, |seed| {
            let (_, events) = play(exercise("sunda-2012", seed, crew));
            events.iter().filter(|e| matches!(e.body, Event::CommandRejected { .. })).count()
        })
        .into_iter()
        .sum();
        assert!(refused <= 15, "{crew}: {refused} commands refused in three exercises");
    }
}

#[test]
fn nobody_rescued_is_left_aboard_a_ship() {
    for crew in [Crew::Doctrine, Crew::Informed] {
        let (fates, events) = play(exercise("sunda-2012", 3, crew));
        let recovered = events.iter().filter(|e| matches!(e.body, Event::PersonRecovered { .. })).count();
        assert!(fates.saved as usize + 3 >= recovered, "{crew}: {recovered} recovered, {} saved", fates.saved);
        assert_eq!(fates.saved + fates.died, fates.aboard, "{crew}");
    }
}

#[test]
fn a_doctrine_crew_takes_the_time_people_take() {
    let (_, events) = play(exercise("sunda-2012", 5, Crew::Doctrine));
    let at = |what: &dyn Fn(&Event) -> bool| events.iter().find(|e| what(&e.body)).map(|e| e.tick);
    let heard = at(&|e| matches!(e, Event::CaseOpened { .. })).unwrap();
    let phase = at(&|e| matches!(e, Event::PhaseSet { .. })).unwrap();
    let told = at(&|e| matches!(e, Event::DistressBroadcast { .. })).unwrap();
    let ordered = at(&|e| matches!(e, Event::OrderGiven { .. })).unwrap();
    assert!((Span::minutes(5)..=Span::minutes(16)).contains(&phase.since(heard)), "{}", phase.since(heard));
    assert!(told > phase && ordered > phase);
}

/// A merchant ship that begins with survivors has heard of their case by itself, and they come ashore.
#[test]
fn a_master_who_begins_with_survivors_aboard_brings_them_to_a_port() {
    let rescued = "rescued: [(craft: \"boat\", by: \"ever-north\", persons: 24)],\n    parties: [";
    let text = sarex::scenario::EXAMPLE.replacen("parties: [", rescued, 1);
    let (scenario, findings) = sarex::scenario::read(&text);
    assert!(findings.is_empty(), "{findings:#?}");
    let scenario = scenario.unwrap();
    let mut run =
        sarex::session::Exercise::new(scenario.clone(), 1, sarex::session::Seating::all(&scenario, Crew::Doctrine));
    let mut events = Vec::new();
    while !run.is_over() {
        events.extend(run.advance().events);
    }
    let first = events.iter().filter(|e| e.tick == Tick(1));
    let aboard: Vec<_> = first
        .filter_map(|e| match e.body {
            Event::PersonRecovered { person, .. } => Some(person),
            _ => None,
        })
        .collect();
    assert_eq!(aboard.len(), 24);
    let landed = |e: &Event| matches!(e, Event::PersonLanded { person, .. } if aboard.contains(person));
    let ashore = events.iter().filter(|e| landed(&e.body)).count();
    assert!(ashore >= 22, "{ashore} of 24 came ashore");
}

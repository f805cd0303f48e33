//! Tests of whoever reaches an open shore: found, fetched, received and told of; or left where no place is near.

use super::tests::*;
use super::*;
use crate::base::ids::{PartyId, PlaceId, SiteId};
use crate::base::{Span, Tick};
use crate::sar::reception::Staff;
use crate::scenario::{Role, Scenario, Site};
use crate::sea::{Field, Flow};

/// The boat drives ashore upright at the port of Alpha, where people are received.
fn onto_the_shore(received: bool) -> Scenario {
    let mut scenario = scenario();
    scenario.craft[0].passage = vec![at(-7.30, 106.5), at(-7.31, 106.5)];
    scenario.craft[0].speed_mps = 0.1;
    scenario.craft[0].calls.clear();
    scenario.sea.wind = Field::Constant(Flow { east_mps: 0.0, north_mps: 4.0 });
    scenario.sea.current = Field::Constant(Flow { east_mps: 0.0, north_mps: 1.0 });
    if received {
        scenario.reception.sites.push(Site {
            place: PlaceId(0),
            party: PartyId(0),
            run_by: RCC,
            berths: 2,
            notice: Span::minutes(30),
            staff: [5; Staff::ALL.len()],
            interpreters: Vec::new(),
            beds: 60,
            water_l_per_day: 1_000.0,
            ambulances: 1,
            hospital: Span::hours(1),
            meals: None,
        });
    }
    scenario
}

fn told(play: &Play, seat: crate::base::ids::SeatId) -> Vec<u32> {
    let entries = play.world.ledgers[seat.index()].entries();
    let facts = entries.iter().filter_map(|entry| match &entry.fact {
        Fact::Ashore(fact) => match **fact {
            ashore::Fact::Fetched { persons, .. } => Some(persons),
            _ => None,
        },
        _ => None,
    });
    facts.collect()
}

#[test]
fn who_strands_near_a_reception_site_is_fetched_within_hours_and_received_there() {
    let mut play = Play::of(onto_the_shore(true));
    play.until_hours(40.0);
    let is_shore = |e: &Event| matches!(e, Event::PersonLanded { sru: None, place: None, .. });
    let is_fetched =
        |e: &Event| matches!(e, Event::PersonLanded { sru: None, place: Some(PlaceId(0)), safe: true, .. });
    let ashore = play.count(is_shore);
    assert_eq!((ashore, play.count(is_fetched)), (40, 40));
    let when = |is: &dyn Fn(&Event) -> bool| play.events.iter().find(|e| is(&e.body)).map(|e| e.tick).unwrap();
    let hours = when(&is_fetched).since(when(&is_shore)).as_hours();
    assert!((2.0..=12.1).contains(&hours), "{hours}");
    let received = |e: &Event| matches!(e, Event::Ashore(what) if matches!(**what, ashore::Event::Received { site: SiteId(0), .. }));
    assert_eq!(play.count(received), 40);
    assert_eq!(told(&play, RCC), vec![40], "the centre of that state is told, which had heard of nothing");
    assert_eq!(told(&play, OPS), Vec::<u32>::new());
    let other = &play.world.ledgers[3];
    assert!(other.entries().is_empty(), "another state's centre knows nothing of it");
    assert!(play.world.shore.waiting.is_empty());
}

#[test]
fn a_place_alone_fetches_them_too_and_the_exercise_waits_for_that() {
    let mut scenario = onto_the_shore(false);
    scenario.settles_after = Span::hours(1);
    let mut play = Play::of(scenario);
    play.until_hours(72.0);
    assert_eq!(play.count(|e| matches!(e, Event::PersonLanded { place: Some(PlaceId(0)), safe: true, .. })), 40);
    assert!(play.world.ended.is_some() && play.world.tick < Tick(72 * 360));
}

#[test]
fn where_no_place_is_near_they_stay_on_the_shore() {
    let mut scenario = onto_the_shore(true);
    // A hundred miles to the east along the same coast.
    scenario.craft[0].passage = vec![at(-7.95, 108.2), at(-7.96, 108.2)];
    let mut play = Play::of(scenario);
    play.until_hours(60.0);
    let on_shore = play.world.people.iter().filter(|p| matches!(p.whereabouts, Whereabouts::OnShore(_))).count();
    assert_eq!(on_shore, 40);
    assert_eq!(told(&play, RCC), Vec::<u32>::new());
    assert_eq!(play.count(|e| matches!(e, Event::PersonLanded { safe: true, .. })), 0);
}

#[test]
fn people_of_one_boat_are_fetched_together_to_the_state_whose_shore_it_is() {
    let mut scenario = onto_the_shore(true);
    // Bravo has a place somewhat nearer, and Alpha's sea is drawn.
    let mut place = scenario.places[0].clone();
    place.party = PartyId(2);
    place.position = at(-7.1, 106.45);
    scenario.places.push(place);
    let corners = vec![at(-8.5, 105.0), at(-8.5, 108.0), at(-6.5, 108.0), at(-6.5, 105.0)];
    scenario.territories.push(crate::scenario::Territory { party: PartyId(0), corners });
    let mut play = Play::of(scenario);
    play.until_hours(40.0);
    let fetched: Vec<(PlaceId, u32)> = play
        .events
        .iter()
        .filter_map(|e| match &e.body {
            Event::Ashore(what) => match **what {
                ashore::Event::Fetched { place, persons, .. } => Some((place, persons)),
                _ => None,
            },
            _ => None,
        })
        .collect();
    assert_eq!(fetched, vec![(PlaceId(0), 40)]);
    assert!(play.theatre.scenario.seats.iter().all(|seat| seat.role != Role::Immigration));
}

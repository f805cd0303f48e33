//! What the crews of fishing boats that land tell of what they saw at sea: by word of mouth, to the police of that
//! shore's state, or to its centre where the exercise has no police (sar-models.md 5.3: fishermen are often the first
//! to see a boat, and report to the police on landing).
//!
//! Only where the scenario says so (`told_on_landing`). It takes the time that word of mouth takes, it may never come,
//! and place and number are as people remember them. What the same skipper tells by radio or telephone goes its own
//! way.

use crate::base::ids::{CraftId, PlaceId, SruId};
use crate::base::{Span, Stream, noise};
use crate::scenario::{Channel, PlaceKind, Role};

use super::command::{MessageBody, ReportedPosition, Seen};
use super::comms;
use super::event::Source;
use super::ledger::Contact;
use super::step::{Now, within};
use super::world::World;

/// The class of boats whose crews talk on the quay.
const FISHING_BOAT: &str = "fishing-boat";

/// A passage that ends this near a port ends in it \[m\] (*proposed*).
const IN_PORT_M: f64 = 3.0 * 1852.0;

/// Error of a place at sea as it is remembered ashore \[m, one standard deviation per axis\] (*proposed*: hours and a
/// course from a headland, and no chart).
const REMEMBERED_M: f64 = 5.0 * 1852.0;

/// Error of a number of people as it is remembered, as a share of it (*proposed*: twice that of a look-out).
const REMEMBERED_SHARE: f64 = 0.3;

/// What was seen longer ago than this is not told any more (*proposed*).
const TALKED_OF: Span = Span::hours(72);

/// A boat has come to the end of its passage: if that is in a port, its crew lands there.
pub(super) fn passage_ended(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let here = world.srus[id.index()].position;
    let places = now.theatre.scenario.places.iter().enumerate();
    let near = places.filter(|(_, place)| place.kind == PlaceKind::Port && within(place.position, here, IN_PORT_M));
    let nearest = near
        .min_by(|(i, a), (k, b)| a.position.distance_m(here).total_cmp(&b.position.distance_m(here)).then(i.cmp(k)));
    if let Some((place, _)) = nearest {
        landed(now, world, id, PlaceId::new(place));
    }
}

/// A boat's crew has come ashore: what it saw, and has not told ashore yet, goes round.
pub(super) fn landed(now: &mut Now<'_>, world: &mut World, id: SruId, place: PlaceId) {
    let scenario = &now.theatre.scenario;
    let spec = now.theatre.sru(id);
    if !scenario.channels.told_on_landing || spec.class != FISHING_BOAT {
        return;
    }
    let place = &scenario.places[place.index()];
    let police = scenario.seat_of(place.party, Role::Police);
    let Some(to) = police.or_else(|| scenario.seat_of(place.party, Role::Rcc)) else { return };
    for (case, seen) in to_tell(now, world, id) {
        world.shore.told.push((id, case, seen.last_seen));
        let mut draws = world.noise.at(Stream::Shore, noise::pair(1 << 16 | id.0, case.0), now.tick);
        let position = seen.position.shifted(REMEMBERED_M * draws.normal(), REMEMBERED_M * draws.normal());
        let persons = f64::from(seen.persons) * (1.0 + REMEMBERED_SHARE * draws.normal());
        // Who saw people does not remember that there were none.
        let least = f64::from(u32::from(seen.persons > 0));
        let body = MessageBody::Sighting {
            case,
            position: ReportedPosition { position, error_m: REMEMBERED_M, true_at: seen.last_seen },
            what: seen.what,
            persons: persons.round().max(least) as u32,
        };
        let from = Source::Outside(format!("The crew of a fishing boat, on landing at {}", place.name));
        comms::send(now, world, from, to, Channel::WordOfMouth, body);
    }
}

/// What a boat last saw of each case, lately and with somebody there, and has not told ashore yet; in order of case.
fn to_tell(now: &Now<'_>, world: &World, id: SruId) -> Vec<(CraftId, Contact)> {
    let seat = now.theatre.sru(id).seat;
    let mut tell: Vec<(CraftId, Contact)> = Vec::new();
    for contact in &world.ledgers[seat.index()].contacts {
        let fresh = now.tick < contact.last_seen.after(TALKED_OF);
        let told = |(by, of, at): &(SruId, CraftId, _)| (*by, *of) == (id, contact.case) && *at >= contact.last_seen;
        let worth = contact.what != Seen::Debris && !contact.cleared;
        if contact.by != id || !fresh || !worth || world.shore.told.iter().any(told) {
            continue;
        }
        match tell.iter_mut().find(|(case, _)| *case == contact.case) {
            Some((_, known)) if contact.last_seen > known.last_seen => *known = contact.clone(),
            Some(_) => {}
            None => tell.push((contact.case, contact.clone())),
        }
    }
    tell.sort_by_key(|(case, _)| *case);
    tell
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CASE, MASTERS, Play, RCC, SHIP, at, scenario};
    use super::super::*;
    use crate::base::ids::{PartyId, SeatId};
    use crate::base::quantity::metres;
    use crate::base::{Span, Tick};
    use crate::scenario::{Channel, ChannelQuality, Role, Scenario, Seat, Start};

    /// A fishing boat that sees the boat on its way, and goes on into the port of Alpha.
    fn fishing(told_on_landing: bool, police: bool) -> Scenario {
        let mut scenario = scenario();
        scenario.channels.told_on_landing = told_on_landing;
        scenario.channels.word_of_mouth =
            ChannelQuality { min_delay: Span::hours(2), max_delay: Span::hours(3), loss: 0.0 };
        scenario.craft[0].calls.clear();
        let port = scenario.places[0].position;
        let ship = &mut scenario.srus[SHIP.index()];
        ship.class = "fishing-boat".to_owned();
        ship.start = Start::OnPassage { waypoints: vec![at(-8.0, 104.0), port], from_s: 0 };
        if police {
            let chief = Seat { role: Role::Police, name: "Police".to_owned(), ..scenario.seats[RCC.index()].clone() };
            scenario.seats.push(Seat { id: "police".to_owned(), ..chief });
        }
        scenario
    }

    /// It has the boat in sight now, and lands so many hours later.
    fn sees_and_lands(play: &mut Play, hours: f64) {
        play.until(Tick(60));
        let hull = play.world.hull(CASE).id;
        let boat = play.boat();
        play.world.srus[SHIP.index()].position = boat.destination(90.0, metres(1.0));
        play.until(Tick(120));
        assert!(play.world.srus[SHIP.index()].in_sight.contains(&hull), "it is seen at a mile");
        let ship = &mut play.world.srus[SHIP.index()];
        let port = play.theatre.scenario.places[0].position;
        (ship.position, ship.passage) = (port.destination(180.0, metres(1.0)), vec![port]);
        play.until_hours(hours);
    }

    fn heard(play: &Play, seat: SeatId) -> Vec<(Tick, MessageBody, Source)> {
        let entries = play.world.ledgers[seat.index()].entries().iter();
        let by_mouth = entries.filter_map(|entry| match &entry.fact {
            Fact::Received { from, channel: Channel::WordOfMouth, body, .. } => {
                Some((entry.known_at, body.clone(), from.clone()))
            }
            _ => None,
        });
        by_mouth.collect()
    }

    #[test]
    fn a_crew_that_lands_tells_the_police_what_it_saw_hours_later_and_roughly() {
        let mut play = Play::of(fishing(true, true));
        let police = SeatId::new(play.theatre.scenario.seats.len() - 1);
        assert_eq!(play.theatre.seat(police).party, PartyId(0));
        sees_and_lands(&mut play, 5.0);
        let told = heard(&play, police);
        assert_eq!(told.len(), 1, "once");
        let (at, body, from) = &told[0];
        assert!(at.since(Tick(120)).as_hours() >= 2.0);
        let MessageBody::Sighting { case: CASE, position, persons, what: Seen::Vessel } = body else {
            panic!("{body:?}")
        };
        assert!(position.error_m > metres(4.9) && position.position.distance_m(play.boat()) < metres(30.0));
        assert!((8..=80).contains(persons), "{persons}");
        assert!(matches!(from, Source::Outside(who) if who.contains("on landing at")));
        assert!(heard(&play, RCC).is_empty() && heard(&play, MASTERS).is_empty());
    }

    #[test]
    fn without_police_the_centre_is_told_and_where_nothing_is_written_nobody() {
        let mut play = Play::of(fishing(true, false));
        sees_and_lands(&mut play, 5.0);
        assert_eq!(heard(&play, RCC).len(), 1);
        let mut play = Play::of(fishing(false, true));
        sees_and_lands(&mut play, 5.0);
        assert!(play.theatre.seats().all(|seat| heard(&play, seat).is_empty()));
    }

    #[test]
    fn ships_that_do_not_fish_tell_nobody_on_the_quay() {
        let mut scenario = fishing(true, true);
        scenario.srus[SHIP.index()].class = "tanker".to_owned();
        let mut play = Play::of(scenario);
        sees_and_lands(&mut play, 5.0);
        assert!(play.theatre.seats().all(|seat| heard(&play, seat).is_empty()));
    }
}

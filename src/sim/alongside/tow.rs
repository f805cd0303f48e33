//! A vessel in a ship's hands: led under its own engine, or in tow; let go at sea, or brought into port with its
//! people.

use super::super::ashore::{self, Violation};
use super::super::event::Event;
use super::super::ledger::Report;
use super::super::step::Now;
use super::super::world::*;
use super::super::{environment, people, units, voyage};
use super::event::{Deed, Hail};
use super::hands::{Grip, Work};
use super::work::{end, set_grip, stand_by, unable};
use super::{Bound, Errand};
use crate::base::Position;
use crate::base::ids::{CraftId, PartyId, PersonId, SeatId, SruId};
use crate::base::quantity::KNOT_MPS;
use crate::base::time::TICK_SECONDS;
use crate::scenario::Milestone;

/// Time to stop a vessel and tell those aboard where to go \[h\] (*proposed*).
const STOPPING_H: f64 = 0.25;

/// Time to pass and make fast a towing line \[h\] (*proposed*: a boat's run or two, as for stores).
const MAKING_FAST_H: f64 = 0.5;

/// Speed with a small vessel in tow \[m/s\]: 6 kn (*proposed*). It is about the speed that the length of a boat of 12
/// to 20 m lets it go at (1.34 times the root of its waterline in feet gives 8 to 10 kn) less a third, because a boat
/// with people aboard towed at its hull speed sheers and takes water over the bow.
const TOW_MPS: f64 = 6.0 * KNOT_MPS;

/// The highest wave in which a line is passed \[m\] (*proposed*: below the 2.5 m of the boat that takes it over, 5.6).
const TOW_WAVE_M: f64 = 2.0;

/// In higher waves than that a ship with a vessel in tow goes at this share of the speed (*proposed*).
const EASED: f64 = 0.4;

/// Distance at which a ship keeps company with the vessel it leads \[m\]: outside the range at which a crowd moves.
const COMPANY_M: f64 = 500.0;

/// A vessel within this of where it was to go is there \[m\].
const THERE_M: f64 = 300.0;

/// A ship and its tow farther apart than this have parted, as when EXCON puts one of them elsewhere \[m\].
const PARTED_M: f64 = 2000.0;

/// A vessel let go within this of where it was stopped has been turned back nowhere \[m\]: the order was recalled.
const MOVED_M: f64 = 1852.0;

/// Waters this near to a state's port are its own, whether or not its territorial sea is drawn \[m\]: 12 NM.
const OFF_A_PORT_M: f64 = 12.0 * 1852.0;

/// The vessel a ship has in tow.
pub(in crate::sim) fn in_tow(world: &World, id: SruId) -> Option<CraftId> {
    world.alongside.work.get(&id).filter(|work| work.grip == Grip::Towing).and_then(|work| work.craft)
}

/// Whether a vessel is in tow.
pub(in crate::sim) fn is_towed(world: &World, craft: CraftId) -> bool {
    world.alongside.work.values().any(|work| work.grip == Grip::Towing && work.craft == Some(craft))
}

/// How fast a vessel in tow is pulled \[m/s\]. None while it is not in tow.
pub(in crate::sim) fn towed_mps(world: &World, craft: CraftId) -> Option<f64> {
    let (east, north) = world.hull(craft).velocity;
    is_towed(world, craft).then(|| (east * east + north * north).sqrt())
}

/// Somebody aboard a vessel in tow goes ashore over the ship that towed it.
pub(in crate::sim) fn put_ashore(now: &mut Now<'_>, world: &mut World, person: PersonId, id: SruId) {
    if world.people[person.index()].whereabouts == Whereabouts::Aboard {
        people::board(now, world, person, id);
    }
}

/// Whether anybody, living or dead, is aboard a vessel.
pub(super) fn anybody_aboard(world: &World, craft: Option<CraftId>) -> bool {
    world.people.iter().any(|p| Some(p.craft) == craft && p.whereabouts == Whereabouts::Aboard)
}

/// The vessel is alongside: it is stopped and made to go, or taken in tow.
pub(super) fn take(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId, waves_m: f64) {
    let Some(work) = world.alongside.work.get(&id) else { return };
    let (hours, errand) = (work.hours, work.errand);
    let people = living_aboard(world, craft);
    let position = world.hull(craft).position;
    let Some(to) = destination(now, &errand) else { return };
    let turns = matches!(errand, Errand::TurnBack { .. });
    if turns && people.is_empty() {
        return unable(now, world, id, "nobody is alive aboard the vessel");
    }
    let leads = turns && world.casualties[craft.index()].engine;
    if hours < if leads { STOPPING_H } else { MAKING_FAST_H } {
        return;
    }
    if !leads && waves_m > TOW_WAVE_M {
        return stand_by(now, world, id);
    }
    let way = match voyage::way(now.theatre.coast, now.theatre.sru(id), position, to) {
        Ok((way, _)) => way,
        Err(why) => return unable(now, world, id, &why.to_string()),
    };
    let persons = u32::try_from(people.len()).unwrap_or(u32::MAX);
    let bound_for = world.casualties[craft.index()].ahead.last().copied();
    let mut began = None;
    if let Some(work) = world.alongside.work.get_mut(&id) {
        work.grip = if leads { Grip::Leading } else { Grip::Towing };
        // A vessel whose engine fails on the way is taken in tow and has been turned round once.
        if turns && work.turned_at.is_none() {
            (work.people, work.turned_at, work.bound_for) = (people, Some(position), bound_for);
            began = Some(work.by);
        }
    }
    if leads {
        world.casualties[craft.index()].ahead = way;
        units::report(now, world, id, &Report::Alongside(Hail::Leading { case: craft }));
    } else {
        world.srus[id.index()].ahead = way;
        world.srus[id.index()].position = position;
        now.emit(Event::Alongside(Box::new(Deed::TakenInTow { sru: id, case: craft, persons })));
        units::report(now, world, id, &Report::Alongside(Hail::Towing { case: craft }));
    }
    if let Some(seat) = began {
        let party = state_of(now, id, seat);
        let deed = Deed::TurnedRound { sru: id, case: craft, seat, party, persons, towed: !leads, position };
        now.emit_by(seat, Event::Alongside(Box::new(deed)));
    }
}

/// The vessel goes where it was told to; the ship keeps company.
pub(super) fn lead(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId) {
    let casualty = &world.casualties[craft.index()];
    if !casualty.engine {
        set_grip(world, id, Grip::AtWork);
        if let Some(work) = world.alongside.work.get_mut(&id) {
            work.hours = 0.0;
        }
        return;
    }
    let position = world.hull(craft).position;
    let to = world.alongside.work.get(&id).and_then(|work| destination(now, &work.errand));
    let there = casualty.ahead.is_empty() || to.is_none_or(|to| position.distance_m(to) < THERE_M);
    if there || people::count_aboard(world, craft) == 0 {
        return end(now, world, id, None);
    }
    let far_m = world.srus[id.index()].position.distance_m(position) - COMPANY_M;
    if far_m > 0.0 {
        let speed = now.theatre.sru(id).transit_mps.min(far_m / TICK_SECONDS as f64);
        let _ = units::close(now, world, id, position, speed);
    }
}

/// The ship goes on with the vessel in tow.
pub(super) fn tow(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId) {
    let from = world.srus[id.index()].position;
    if from.distance_m(world.hull(craft).position) > PARTED_M {
        return unable(now, world, id, "the tow has parted");
    }
    let waves_m = environment::here(now.theatre, world, from).wave_height_m;
    let speed = TOW_MPS.min(now.theatre.sru(id).transit_mps) * if waves_m > TOW_WAVE_M { EASED } else { 1.0 };
    let mut left = speed * TICK_SECONDS as f64;
    let mut position = from;
    while let Some(next) = world.srus[id.index()].ahead.first().copied() {
        let leg = position.distance_m(next);
        if leg > left {
            position = position.destination(position.bearing_true(next), left);
            break;
        }
        left -= leg;
        position = next;
        world.srus[id.index()].ahead.remove(0);
    }
    world.srus[id.index()].position = position;
    haul(world, craft, position);
    if !world.srus[id.index()].ahead.is_empty() {
        return;
    }
    match world.alongside.work.get(&id).map(|work| work.errand) {
        Some(Errand::Tow { to: Bound::For(place), .. }) => {
            now.emit(Event::SruArrived { sru: id, position, place: Some(place) });
            units::report(now, world, id, &Report::Arrived);
            world.srus[id.index()].activity = Activity::Landing { place };
        }
        _ => end(now, world, id, None),
    }
}

/// A vessel in tow lies where its ship does, also while people are put ashore or the ship waits.
pub(super) fn follow(world: &mut World, id: SruId) {
    if let Some(craft) = in_tow(world, id) {
        haul(world, craft, world.srus[id.index()].position);
    }
}

fn haul(world: &mut World, craft: CraftId, to: Position) {
    let seconds = TICK_SECONDS as f64;
    let hull = world.hull_mut(craft);
    let (east, north) = hull.position.offset_to(to);
    hull.velocity = (east / seconds, north / seconds);
    hull.position = to;
}

/// Lets go of a vessel in hand. One that has been turned round has now been turned back; one whose engine runs and that
/// had a passage left goes on with it (*proposed*: to its end), and one brought into port and empty lies there.
pub(super) fn release(now: &mut Now<'_>, world: &mut World, id: SruId, work: Work) {
    let (Some(craft), true) = (work.craft, work.grip.holds() || work.turned_at.is_some()) else { return };
    let position = world.hull(craft).position;
    units::report(now, world, id, &Report::Alongside(Hail::LetGo { case: craft }));
    match work.turned_at {
        Some(from) if from.distance_m(position) >= MOVED_M => {
            turned_back(now, world, id, craft, (work.by, work.people, from), position);
        }
        _ => now.emit(Event::Alongside(Box::new(Deed::LetGo { sru: id, case: craft, position }))),
    }
    if let Some(last) = work.bound_for
        && world.casualties[craft.index()].engine
    {
        let way = voyage::way(now.theatre.coast, now.theatre.sru(id), position, last);
        world.casualties[craft.index()].ahead = way.map_or_else(|_| vec![last], |(way, _)| way);
    }
    if let Errand::Tow { to: Bound::For(place), .. } = work.errand
        && position.distance_m(now.theatre.scenario.places[place.index()].position) < THERE_M
        && !anybody_aboard(world, Some(craft))
    {
        let hull = world.hull_mut(craft);
        (hull.afloat, hull.velocity) = (Afloat::Stranded, (0.0, 0.0));
        world.casualties[craft.index()].engine = false;
    }
}

/// Records that a vessel has been turned back, and who of those aboard was put into the hands of the state they fled.
fn turned_back(
    now: &mut Now<'_>,
    world: &mut World,
    id: SruId,
    craft: CraftId,
    (seat, people, turned_at): (SeatId, Vec<PersonId>, Position),
    position: Position,
) {
    let scenario = &now.theatre.scenario;
    let off_port = || {
        let near = |p: &&crate::scenario::Place| p.position.distance_m(position) < OFF_A_PORT_M;
        scenario.places.iter().filter(near).map(|p| p.party).find(|party| scenario.is_country(*party))
    };
    let (from, into) = (scenario.territory_at(turned_at), scenario.territory_at(position).or_else(off_port));
    let flees = |person: &PersonId| {
        into.is_some() && ashore::flees(scenario, &world.noise, &world.people[person.index()]) == into
    };
    let refouled: Vec<PersonId> = people.iter().copied().filter(flees).collect();
    let party = state_of(now, id, seat);
    for person in &refouled {
        let wrong = ashore::Event::Violated { seat, person: *person, what: Violation::Refoulement };
        now.emit_by(seat, Event::Ashore(Box::new(wrong)));
    }
    now.milestone(world, Milestone::TurnedBack(seat, craft));
    let deed = Deed::TurnedBack { sru: id, case: craft, seat, party, people, from, into, refouled, position };
    now.emit_by(seat, Event::Alongside(Box::new(deed)));
}

/// Where an errand makes a vessel go.
fn destination(now: &Now<'_>, errand: &Errand) -> Option<Position> {
    match errand {
        Errand::TurnBack { to, .. } | Errand::Tow { to: Bound::Towards(to), .. } => Some(*to),
        Errand::Tow { to: Bound::For(place), .. } => now.theatre.scenario.places.get(place.index()).map(|p| p.position),
        _ => None,
    }
}

/// Everybody alive aboard a vessel.
pub(super) fn living_aboard(world: &World, craft: CraftId) -> Vec<PersonId> {
    let here = |p: &&Person| p.craft == craft && p.whereabouts == Whereabouts::Aboard && p.fate == Fate::Living;
    world.people.iter().filter(here).map(|p| p.id).collect()
}

/// Whose deed it is: the ship's state, or the party of whoever ordered a ship that is no state's.
pub(super) fn state_of(now: &Now<'_>, id: SruId, by: SeatId) -> PartyId {
    let own = now.theatre.sru(id).party;
    if now.theatre.scenario.is_country(own) { own } else { now.theatre.seat(by).party }
}

//! How things move that no rescuer steers: the casualty under its own power, and everything adrift by leeway.

use crate::base::ids::ObjectId;
use crate::base::time::TICK_SECONDS;
use crate::base::{Position, Stream, noise};
use crate::sar::leeway;
use crate::scenario::Stage;

use super::event::Event;
use super::step::Now;
use super::world::*;
use super::{alongside, casualty, environment, people, rafts};

/// Moves every object by one tick.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    let seconds = TICK_SECONDS as f64;
    for i in 0..world.objects.len() {
        if world.objects[i].afloat != Afloat::Yes {
            continue;
        }
        let from = world.objects[i].position;
        if now.theatre.scenario.craft.get(i).is_some_and(|craft| now.tick.seconds() < craft.departs_s) {
            continue;
        }
        if now.theatre.scenario.craft.get(i).is_some() && alongside::is_towed(world, world.objects[i].craft) {
            continue;
        }
        let to = if steams(world, i) { steam(world, i) } else { from_drift(now, world, i, seconds) };
        let (east, north) = from.offset_to(to);
        world.objects[i].velocity = (east / seconds, north / seconds);
        world.objects[i].position = to;
        if now.theatre.coast.is_land(to) {
            beach(now, world, i, from);
        }
    }
}

/// Whether an object is a casualty that goes under its own power.
fn steams(world: &World, i: usize) -> bool {
    let Some(casualty) = world.casualties.get(i) else {
        return false;
    };
    // The last to leave stops the engine, and nobody steams away from rafts just put over the side.
    casualty.engine
        && !rafts::any_adrift(world, casualty.craft)
        && people::count_aboard(world, casualty.craft) > 0
        && casualty.stage < Stage::Capsized
        && !casualty.ahead.is_empty()
        && !alongside::hove_to(world, casualty.craft)
        && !world.srus.iter().any(|sru| {
            sru.activity == Activity::Recovering && sru.position.distance_m(world.objects[i].position) < HOVE_TO_M
        })
}

/// A vessel in distress stops its engine when a rescuer who means to take people off is this near \[m\].
const HOVE_TO_M: f64 = 3704.0;

fn steam(world: &mut World, i: usize) -> Position {
    let casualty = &mut world.casualties[i];
    let mut left = casualty::stride_m(casualty);
    let mut position = world.objects[i].position;
    while let Some(next) = casualty.ahead.first().copied() {
        let leg = position.distance_m(next);
        if leg > left {
            return position.destination(position.bearing_true(next), left);
        }
        left -= leg;
        position = next;
        casualty.ahead.remove(0);
    }
    position
}

fn from_drift(now: &Now<'_>, world: &mut World, i: usize, seconds: f64) -> Position {
    let object = &world.objects[i];
    let (wind, current) = environment::flows(now.theatre, world, object.position);
    let class = now.theatre.leeway(world, object);
    let (east, north) = class.velocity(&object.leeway, wind.east_mps, wind.north_mps);
    let to = object.position.shifted((current.east_mps + east) * seconds, (current.north_mps + north) * seconds);
    let mut draws = world.noise.at(Stream::Leeway, noise::pair(object.subject(), u32::MAX), now.tick);
    if draws.chance(leeway::jibe_probability(seconds)) {
        world.objects[i].leeway = class.jibe(object.leeway);
    }
    to
}

/// An object has reached the shore.
fn beach(now: &mut Now<'_>, world: &mut World, i: usize, at: Position) {
    let object = &mut world.objects[i];
    object.position = at;
    object.velocity = (0.0, 0.0);
    object.afloat = Afloat::Stranded;
    let (id, case, kind): (ObjectId, _, _) = (object.id, object.craft, object.kind);
    now.emit(Event::Stranded { object: id, position: at });
    match kind {
        ObjectKind::Craft => casualty::strand(now, world, case, at),
        ObjectKind::Person(person) => people::ashore(now, world, person, at),
        ObjectKind::Raft(raft) => rafts::strand(now, world, raft, at),
        ObjectKind::Debris => {}
    }
}

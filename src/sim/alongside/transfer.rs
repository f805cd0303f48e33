//! Passing survivors and the dead from one ship to another, by the means of either and at the pace of the sea.

use super::super::environment;
use super::super::event::Event;
use super::super::people;
use super::super::step::Now;
use super::super::units;
use super::super::world::*;
use super::event::{Deed, Hail};
use super::work::{APPROACH_MPS, AT_WORK_M, end, stand_by, unable};
use crate::base::ids::{PersonId, SruId};
use crate::base::time::TICK_HOURS;
use crate::sar::recovery;
use crate::sar::thirst::{Thirst, thirst};

/// Some more work at it.
pub(super) fn work(now: &mut Now<'_>, world: &mut World, id: SruId, to: SruId) {
    let other = &world.srus[to.index()];
    if !other.activity.is_out() || other.activity == Activity::Failed {
        return finish(now, world, id, to, Some("the other ship is not at sea"));
    }
    let (place, waits) = (other.position, stays(other.activity));
    let distance = world.srus[id.index()].position.distance_m(place);
    let (giver, taker) = (now.theatre.sru(id), now.theatre.sru(to));
    if distance > AT_WORK_M {
        let speed = if distance > 1852.0 { giver.transit_mps } else { APPROACH_MPS.min(giver.transit_mps) };
        if !units::close(now, world, id, place, speed) {
            finish(now, world, id, to, Some("there is no way to the other ship by sea"));
        }
        return;
    }
    if !waits {
        return;
    }
    let room = taker.capacity.saturating_sub(people::aboard_sru(world, to).0);
    let Some((person, weak)) = next_person(world, id, room > 0) else {
        return finish(now, world, id, to, None);
    };
    let here = environment::here(now.theatre, world, place);
    let working = world.srus[id.index()].working_h;
    let rate = giver
        .methods
        .iter()
        .chain(&taker.methods)
        .map(|method| recovery::persons_per_h(*method, here.wave_height_m, !here.daylight, working, weak))
        .fold(0.0, f64::max);
    if rate <= 0.0 {
        return stand_by(now, world, id);
    }
    let unit = &mut world.srus[id.index()];
    unit.idle_ticks = 0;
    unit.working_h += TICK_HOURS;
    let Some(work) = world.alongside.work.get_mut(&id) else { return };
    work.lifting += rate * TICK_HOURS;
    if work.lifting < 1.0 {
        return;
    }
    work.lifting -= 1.0;
    let living = world.people[person.index()].fate == Fate::Living;
    if living {
        work.passed.0 += 1
    } else {
        work.passed.1 += 1
    }
    world.people[person.index()].whereabouts = Whereabouts::AboardSru(to);
    let case = world.people[person.index()].craft;
    world.srus[to.index()].case.get_or_insert(case);
    now.emit(Event::Alongside(Box::new(Deed::PersonTransferred { person, from: id, to })));
}

/// Whether a ship lies still enough to be boarded.
fn stays(activity: Activity) -> bool {
    matches!(activity, Activity::Waiting | Activity::Escorting | Activity::Alongside | Activity::Recovering)
}

/// Who goes next: children and the weak before the strong, the living before the dead; and whether they must be lifted.
/// Whom the other ship has no room for stays.
fn next_person(world: &World, id: SruId, room: bool) -> Option<(PersonId, bool)> {
    let weak = |p: &Person| p.body.frail || p.body.is_infant() || thirst(p.toll.deficit_l, &p.body) == Thirst::Helpless;
    let here = |p: &&Person| p.whereabouts == Whereabouts::AboardSru(id) && (room || p.fate != Fate::Living);
    let next = world.people.iter().filter(here);
    next.min_by_key(|p| (p.fate != Fate::Living, !p.body.is_child(), !weak(p), p.id))
        .map(|p| (p.id, p.fate == Fate::Living && weak(p)))
}

/// Nobody more to pass over, or no way of doing it.
fn finish(now: &mut Now<'_>, world: &mut World, id: SruId, to: SruId, why: Option<&str>) {
    let (living, dead) = world.alongside.work.get(&id).map_or((0, 0), |work| work.passed);
    let (left, _) = people::aboard_sru(world, id);
    if living + dead > 0 || why.is_none() {
        now.emit(Event::Alongside(Box::new(Deed::TransferEnded { from: id, to, living, dead, left })));
    }
    match why {
        Some(why) => unable(now, world, id, why),
        None => end(now, world, id, Some(Hail::PassedOver { to, living, dead, left })),
    }
}

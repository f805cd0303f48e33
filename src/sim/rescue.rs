//! Taking people aboard: whom first, how fast, and what the approach itself does.

use crate::base::ids::{CraftId, ObjectId, PersonId, SruId};
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::sar::pattern;
use crate::sar::recovery::{self, Method};
use crate::sar::stability;
use crate::sar::thirst::{Thirst, thirst};
use crate::scenario::{self, Stage};

use super::command::Order;
use super::environment::{self, Here};
use super::event::{Event, StageCause};
use super::ledger::Report;
use super::step::Now;
use super::world::*;
use super::{casualty, people, units, voyage};

/// Boats and hoists work this near \[m\]: the range within which the approach moves a crowd (sar-models.md 5.8).
const AT_WORK_M: f64 = stability::CROWD_RANGE_M;

/// Speed of the last approach \[m/s\]: 10 kn.
const APPROACH_MPS: f64 = 5.144;

/// Ticks between reports of persons taken aboard.
const REPORT_EVERY: u32 = 10 * TICKS_PER_MINUTE;

/// One tick of every rescue.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        begin(now, world, id);
        if world.srus[i].activity == Activity::Recovering {
            recover(now, world, id);
        }
        if now.tick.0.is_multiple_of(REPORT_EVERY) {
            report(now, world, id);
        }
    }
}

/// A unit whose order lets it take people aboard begins when it sees some.
fn begin(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let unit = &world.srus[id.index()];
    let may = matches!(unit.order, Some(Order::Recover { .. } | Order::Search { .. }));
    if !may || !matches!(unit.activity, Activity::UnderWay | Activity::Searching) {
        return;
    }
    if unit.in_sight.is_empty() || now.theatre.sru(id).methods.is_empty() {
        return;
    }
    if let Some(target) = target(now, world, id) {
        let unit = &mut world.srus[id.index()];
        unit.activity = Activity::Recovering;
        unit.lifting = 0.0;
        unit.idle_ticks = 0;
        if unit.case.is_none() {
            unit.case = Some(world.objects[target.index()].craft);
        }
        now.emit(Event::RecoveryBegan { sru: id, object: target });
    }
}

/// What a unit turns to next: the living before the dead, people in the water before those on a hull or on a vessel
/// about to capsize before those in a raft or on any other vessel, the near before the far. A search does not take
/// people off an upright vessel; that needs an order.
fn target(now: &Now<'_>, world: &World, id: SruId) -> Option<ObjectId> {
    let unit = &world.srus[id.index()];
    let spec = now.theatre.sru(id);
    let off_vessels = matches!(unit.order, Some(Order::Recover { .. }));
    let room = spec.capacity.saturating_sub(people::aboard_sru(world, id).0);
    unit.in_sight
        .iter()
        .filter_map(|o| {
            let object = &world.objects[o.index()];
            if object.afloat != Afloat::Yes {
                return None;
            }
            let (living, dead) = people::count_at(world, object);
            let upright = is_upright(world, *o);
            if (upright && !off_vessels) || (living == 0 && dead == 0) {
                return None;
            }
            if living > 0 && room == 0 {
                return None;
            }
            let rank = match (living > 0, object.kind) {
                (true, ObjectKind::Person(_)) => 0,
                (true, ObjectKind::Raft(_)) => 2,
                (true, _) if !upright || is_listing(world, *o) => 1,
                (true, _) => 2,
                (false, _) => 3,
            };
            Some((rank, unit.position.distance_m(object.position), *o))
        })
        // A person far off in the water does not draw a ship from a hull with many beside it.
        .min_by(|a, b| {
            let weigh = |(rank, distance, _): &(i32, f64, ObjectId)| f64::from(*rank) * 1852.0 + distance;
            weigh(a).total_cmp(&weigh(b)).then(a.2.cmp(&b.2))
        })
        .map(|(_, _, object)| object)
}

/// Whether an object is a vessel that floats upright.
fn is_upright(world: &World, object: ObjectId) -> bool {
    let object = &world.objects[object.index()];
    object.kind == ObjectKind::Craft && world.casualties[object.craft.index()].stage < Stage::Capsized
}

/// Whether an object is a vessel that may go over at any time.
fn is_listing(world: &World, object: ObjectId) -> bool {
    let object = &world.objects[object.index()];
    object.kind == ObjectKind::Craft && world.casualties[object.craft.index()].stage == Stage::Listing
}

fn recover(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let Some(object) = target(now, world, id) else {
        end(now, world, id);
        return;
    };
    let place = world.objects[object.index()].position;
    let distance = world.srus[id.index()].position.distance_m(place);
    if distance > AT_WORK_M {
        let speed = if distance > 1852.0 { spec.transit_mps } else { APPROACH_MPS.min(spec.transit_mps) };
        if !units::close(now, world, id, place, speed) {
            give_up(now, world, id, object);
        }
        return;
    }
    let case = world.objects[object.index()].craft;
    let here = environment::here(now.theatre, world, place);
    if world.objects[object.index()].kind == ObjectKind::Craft {
        // Boats keep station; the ship comes within the range at which a crowd moves only to work alongside.
        crowd(now, world, id, case, &here);
    } else {
        let _ = units::close(now, world, id, place, APPROACH_MPS.min(spec.transit_mps));
    }
    lift(now, world, id, object, &here);
}

/// A unit cannot get to where somebody is: it lets go of them and looks for others.
fn give_up(now: &mut Now<'_>, world: &mut World, id: SruId, object: ObjectId) {
    world.srus[id.index()].in_sight.retain(|o| *o != object);
    end(now, world, id);
}

/// The best way of taking people aboard here and now, and its rate \[persons/h\]: the fastest; but off a vessel that
/// floats upright by boat or from the air if that can be done at all, because the ship alongside moves the crowd.
fn best_method(spec: &scenario::Sru, here: &Here, working_h: f64, weak: bool, upright: bool) -> Option<(Method, f64)> {
    let usable = || {
        spec.methods
            .iter()
            .map(|m| (*m, recovery::persons_per_h(*m, here.wave_height_m, !here.daylight, working_h, weak)))
            .filter(|(m, rate)| *rate > 0.0 && (!weak || m.lifts_the_helpless()))
    };
    let gentle = usable().filter(|(m, _)| upright && m.keeps_off()).max_by(|a, b| a.1.total_cmp(&b.1));
    gentle.or_else(|| usable().max_by(|a, b| a.1.total_cmp(&b.1)))
}

/// Taking the weak by whatever there is, and its rate \[persons/h\].
fn slowest_way(spec: &scenario::Sru, here: &Here, working_h: f64) -> Option<(Method, f64)> {
    spec.methods
        .iter()
        .map(|m| (*m, recovery::persons_per_h(*m, here.wave_height_m, !here.daylight, working_h, true)))
        .filter(|(_, rate)| *rate > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1))
}

fn lift(now: &mut Now<'_>, world: &mut World, id: SruId, object: ObjectId, here: &Here) {
    let spec = now.theatre.sru(id);
    let room = spec.capacity.saturating_sub(people::aboard_sru(world, id).0);
    let Some((person, weak)) = next_person(world, object, room > 0) else {
        return;
    };
    let working = world.srus[id.index()].working_h;
    // Who cannot climb is taken by ladder or net all the same if there is nothing else, at the rate of the weak.
    let upright = is_upright(world, object);
    let method = best_method(spec, here, working, weak, upright).or_else(|| slowest_way(spec, here, working));
    let unit = &mut world.srus[id.index()];
    unit.working_h += TICK_HOURS;
    let Some((_, rate)) = method else {
        // Too much sea for any means aboard: the unit stands by, and says so once in a while.
        unit.idle_ticks += 1;
        if unit.idle_ticks % STANDS_BY_TICKS == STANDS_BY_AFTER {
            units::report(now, world, id, &Report::StandingBy);
        }
        return;
    };
    unit.idle_ticks = 0;
    unit.lifting += rate * TICK_HOURS;
    if unit.lifting < 1.0 {
        return;
    }
    unit.lifting -= 1.0;
    people::board(now, world, person, id);
}

/// Ticks a unit waits for the sea before it says so, and between saying so again: ten minutes, two hours.
pub(super) const STANDS_BY_AFTER: u32 = 10 * TICKS_PER_MINUTE;
pub(super) const STANDS_BY_TICKS: u32 = 120 * TICKS_PER_MINUTE;

/// Who is taken next from an object: children and the weak before the strong, the living before the dead; and
/// whether they must be lifted.
fn next_person(world: &World, object: ObjectId, room: bool) -> Option<(PersonId, bool)> {
    let thing = &world.objects[object.index()];
    let here = |p: &&Person| match (thing.kind, p.whereabouts) {
        (ObjectKind::Person(id), _) => p.id == id,
        (ObjectKind::Craft, Whereabouts::Aboard | Whereabouts::OnHull) => p.craft == thing.craft,
        (ObjectKind::Raft(raft), Whereabouts::InRaft(theirs)) => theirs == raft,
        _ => false,
    };
    let weak = |p: &Person| p.body.frail || p.body.is_infant() || thirst(p.toll.deficit_l, &p.body) == Thirst::Helpless;
    world
        .people
        .iter()
        .filter(here)
        .filter(|p| room || p.fate != Fate::Living)
        .min_by_key(|p| (p.fate != Fate::Living, !p.body.is_child(), !weak(p), p.id))
        .map(|p| (p.id, p.fate == Fate::Living && weak(p)))
}

/// The approach of a rescuer moves the people aboard an upright vessel to one side: once for each rescuer.
pub(super) fn crowd(now: &mut Now<'_>, world: &mut World, id: SruId, case: CraftId, here: &Here) {
    let casualty = &world.casualties[case.index()];
    if casualty.stage >= Stage::Capsized || casualty.approached_by.contains(&id) {
        return;
    }
    let spec = now.theatre.sru(id);
    let method = best_method(spec, here, 0.0, false, true).map(|(method, _)| method);
    let aboard = people::count_aboard(world, case);
    let panic = casualty.stage >= Stage::Listing && aboard > now.theatre.scenario.craft[case.index()].rated_persons;
    let approach = stability::approach_by(method, !here.daylight, panic);
    let moving = (f64::from(aboard) * stability::crowd_fraction(approach)).round() as u32;
    let hull = &now.theatre.scenario.craft[case.index()].hull;
    let water = casualty.floodwater_m3;
    let shift = stability::CROWD_SHIFT * hull.beam_m;
    let heel_deg = hull.heel_deg(moving, shift, water);
    world.casualties[case.index()].approached_by.push(id);
    now.emit(Event::CrowdMoved { case, persons: moving, heel_deg });
    if hull.capsizes(moving, shift, water, here.wave_height_m) {
        casualty::capsize(now, world, case, StageCause::CrowdMovement);
    }
}

/// Nobody more in sight whom this unit can take: back to the search, or done.
fn end(now: &mut Now<'_>, world: &mut World, id: SruId) {
    report(now, world, id);
    let spec = now.theatre.sru(id);
    let (living, dead) = people::aboard_sru(world, id);
    let full = living >= spec.capacity;
    let unit = &mut world.srus[id.index()];
    if full {
        unit.activity = Activity::Waiting;
        unit.order = None;
        now.emit(Event::RecoveryEnded { sru: id, living, dead });
        units::report(now, world, id, &Report::BrokeOff { why: "full".to_owned() });
        return;
    }
    if !unit.on_station && matches!(unit.order, Some(Order::Search { .. })) {
        unit.activity = Activity::UnderWay;
        return;
    }
    if let Some(Order::Recover { at }) = unit.order
        && !unit.on_station
        && unit.position.distance_m(at) > ON_THE_SPOT_M
        && let Ok((ahead, _)) = voyage::way(now.theatre.coast, spec, unit.position, at)
    {
        // Met on the way, and not whom it was sent for: on it goes.
        let unit = &mut world.srus[id.index()];
        unit.ahead = ahead;
        unit.activity = Activity::UnderWay;
        return;
    }
    let unit = &mut world.srus[id.index()];
    // The legs of the search are still ahead. Who was sent to recover people looks for more round where the last were.
    unit.activity = Activity::Searching;
    if matches!(unit.order, Some(Order::Recover { .. })) && (!unit.on_station || unit.ahead.len() < 2) {
        let from = unit.position;
        unit.ahead = pattern::expanding_square(from, units::LOCAL_SPACING_M, 0.0, units::LOCAL_SEARCH_M).waypoints;
        unit.on_station = true;
    }
}

/// Within this of where it was sent, a rescuer takes the people it met to be those it was sent for \[m\].
const ON_THE_SPOT_M: f64 = 5.0 * 1852.0;

/// Reports what was taken aboard since the last report.
fn report(now: &Now<'_>, world: &mut World, id: SruId) {
    for (case, living, dead) in std::mem::take(&mut world.srus[id.index()].unreported) {
        units::report(now, world, id, &Report::Recovered { case, living, dead });
    }
}

//! The course of an errand: set out, find the vessel, close it, work alongside, and what ends it.

use super::super::command::Order;
use super::super::environment;
use super::super::event::Event;
use super::super::ledger::Report;
use super::super::step::Now;
use super::super::world::*;
use super::super::{rescue, units};
use super::event::{Deed, Hail};
use super::hands::{Grip, Work};
use super::{Errand, drink, held, mend, pass, tow, transfer};
use crate::base::Position;
use crate::base::ids::{CraftId, SeatId, SruId};
use crate::base::time::{TICK_HOURS, TICKS_PER_MINUTE};
use crate::sar::{pattern, stability};
use crate::scenario::{self, Stage};

/// Boats work this near \[m\]: the range within which the approach moves a crowd (sar-models.md 5.8).
pub(super) const AT_WORK_M: f64 = stability::CROWD_RANGE_M;

/// Speed of the last approach \[m/s\]: 10 kn.
pub(super) const APPROACH_MPS: f64 = 5.144;

/// A vessel seen within this of where the ship was sent is taken to be the one meant \[m\] (*proposed*: as for a
/// rescue).
const MEANT_M: f64 = 5.0 * 1852.0;

/// Nearer than this a ship does not lose a vessel from sight \[m\]; and a vessel that is hailed stops its engine when
/// the ship is within twice as much.
const HAILED_M: f64 = 1852.0;

/// The highest wave in which a ship without boats, nets or ladders lies alongside a small vessel \[m\]: that of a low
/// deck (sar-models.md 5.6).
const ALONGSIDE_WAVE_M: f64 = 1.5;

/// An order was given to a ship: whatever it had in hand it lets go, and an errand is taken down.
pub(in crate::sim) fn ordered(now: &mut Now<'_>, world: &mut World, id: SruId, seat: SeatId, order: &Order) {
    if let Some(work) = world.alongside.work.remove(&id) {
        tow::release(now, world, id, work);
    }
    if let Order::Alongside(errand) = order {
        let work = Work {
            errand: *errand,
            by: seat,
            grip: Grip::Seeking,
            craft: None,
            hours: 0.0,
            people: Vec::new(),
            turned_at: None,
            bound_for: None,
            passed: (0, 0),
            lifting: 0.0,
        };
        world.alongside.work.insert(id, work);
    }
}

/// A ship has come to where it was sent and sees nothing yet: it looks round there, or closes the other ship.
pub(in crate::sim) fn arrived(world: &mut World, id: SruId, errand: &Errand) {
    let unit = &mut world.srus[id.index()];
    match errand.at() {
        Some(at) => {
            unit.ahead = pattern::expanding_square(at, units::LOCAL_SPACING_M, 0.0, units::LOCAL_SEARCH_M).waypoints;
            unit.activity = Activity::Searching;
            unit.on_station = true;
        }
        None => unit.activity = Activity::Alongside,
    }
}

/// Whether a vessel has stopped its engine because a ship hails it or lies alongside.
pub(in crate::sim) fn hove_to(world: &World, craft: CraftId) -> bool {
    world.alongside.work.iter().any(|(id, work)| {
        work.craft == Some(craft)
            && matches!(work.grip, Grip::Closing | Grip::AtWork)
            && world.srus[id.index()].position.distance_m(world.hull(craft).position) < 2.0 * HAILED_M
    })
}

/// One tick of every errand.
pub(in crate::sim) fn advance(now: &mut Now<'_>, world: &mut World) {
    tidy(now, world);
    for id in world.alongside.work.keys().copied().collect::<Vec<_>>() {
        begin(now, world, id);
        if world.srus[id.index()].activity == Activity::Alongside {
            go_on(now, world, id);
        } else {
            tow::follow(world, id);
        }
    }
    if now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        held::advance(now, world);
        drink::advance(now, world);
    }
}

/// Ships that have been given something else to do, or can do nothing more, let go.
fn tidy(now: &mut Now<'_>, world: &mut World) {
    for id in world.alongside.work.keys().copied().collect::<Vec<_>>() {
        let (unit, work) = (&world.srus[id.index()], &world.alongside.work[&id]);
        let at_it = unit.order == Some(Order::Alongside(work.errand));
        // A tow is kept while people are put ashore, and by a ship that waits for the word where to go with the rest.
        let keeps = work.grip == Grip::Towing
            && match unit.activity {
                Activity::Landing { .. } => true,
                Activity::Waiting => unit.order.is_none() && tow::anybody_aboard(world, work.craft),
                _ => false,
            };
        if !at_it
            && !keeps
            && let Some(work) = world.alongside.work.remove(&id)
        {
            tow::release(now, world, id, work);
        }
    }
}

/// A ship on its way, or looking round, begins when it sees the vessel, or comes up to the other ship.
fn begin(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let unit = &world.srus[id.index()];
    if !matches!(unit.activity, Activity::UnderWay | Activity::Searching) {
        return;
    }
    let Some(Order::Alongside(errand)) = unit.order else { return };
    if let Errand::Transfer { to } = errand {
        let near = world.srus.get(to.index()).is_some_and(|other| other.position.distance_m(unit.position) < HAILED_M);
        if near {
            world.srus[id.index()].activity = Activity::Alongside;
        }
        return;
    }
    let Some(at) = errand.at() else { return };
    match target(world, id, at) {
        Some((craft, true)) => {
            let unit = &mut world.srus[id.index()];
            unit.activity = Activity::Alongside;
            unit.case = unit.case.or(Some(craft));
            unit.idle_ticks = 0;
            if let Some(work) = world.alongside.work.get_mut(&id) {
                work.craft = Some(craft);
                work.grip = Grip::Closing;
            }
        }
        Some((craft, false)) => to_the_rescue(now, world, id, craft),
        None => {}
    }
}

/// The vessel meant, of those in sight: its own case's, or the nearest to where it was sent that no other ship has in
/// hand; and whether it floats upright. One that does not counts only with living people there.
fn target(world: &World, id: SruId, at: Position) -> Option<(CraftId, bool)> {
    let unit = &world.srus[id.index()];
    let fits = |object: &&Object| {
        let own = unit.case == Some(object.craft);
        object.kind == ObjectKind::Craft
            && object.afloat == Afloat::Yes
            && (own || unit.on_station || object.position.distance_m(at) < MEANT_M)
            && world.alongside.holder(object.craft).is_none()
    };
    let seen = unit.in_sight.iter().map(|o| &world.objects[o.index()]).filter(fits);
    let upright = |object: &Object| world.casualties[object.craft.index()].stage < Stage::Capsized;
    let nearest = seen.min_by(|a, b| {
        let own = |o: &Object| unit.case != Some(o.craft);
        own(a).cmp(&own(b)).then(a.position.distance_m(at).total_cmp(&b.position.distance_m(at)))
    })?;
    let on_hull =
        |p: &Person| p.craft == nearest.craft && p.whereabouts == Whereabouts::OnHull && p.fate == Fate::Living;
    let upright = upright(nearest);
    (upright || world.people.iter().any(on_hull)).then_some((nearest.craft, upright))
}

fn go_on(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let Some(work) = world.alongside.work.get(&id) else { return };
    let (errand, grip, craft) = (work.errand, work.grip, work.craft);
    if let Errand::Transfer { to } = errand {
        transfer::work(now, world, id, to);
        return;
    }
    let Some(craft) = craft else { return };
    match world.hull(craft).afloat {
        Afloat::Stranded => return unable(now, world, id, "the vessel is ashore"),
        Afloat::Yes if world.casualties[craft.index()].stage < Stage::Capsized => {}
        _ => return to_the_rescue(now, world, id, craft),
    }
    match grip {
        Grip::Leading => tow::lead(now, world, id, craft),
        Grip::Towing => tow::tow(now, world, id, craft),
        Grip::Seeking | Grip::Closing | Grip::AtWork => close_in(now, world, id, craft, errand),
    }
}

fn close_in(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId, errand: Errand) {
    let spec = now.theatre.sru(id);
    let (place, object) = (world.hull(craft).position, world.hull(craft).id);
    let distance = world.srus[id.index()].position.distance_m(place);
    if distance > HAILED_M && !world.srus[id.index()].in_sight.contains(&object) {
        // Lost from sight: it looks round where it is.
        set_grip(world, id, Grip::Seeking);
        let from = world.srus[id.index()].position;
        arrived(world, id, &errand.moved(from));
        return;
    }
    if distance > AT_WORK_M {
        let speed = if distance > HAILED_M { spec.transit_mps } else { APPROACH_MPS.min(spec.transit_mps) };
        if !units::close(now, world, id, place, speed) {
            unable(now, world, id, "there is no way to the vessel by sea");
        }
        return;
    }
    let here = environment::here(now.theatre, world, place);
    if world.alongside.work.get(&id).is_some_and(|work| work.grip != Grip::AtWork) {
        set_grip(world, id, Grip::AtWork);
        now.emit(Event::Alongside(Box::new(Deed::CameAlongside { sru: id, case: craft })));
        rescue::crowd(now, world, id, craft, &here);
        return;
    }
    let _ = units::close(now, world, id, place, APPROACH_MPS.min(spec.transit_mps));
    if here.wave_height_m > wave_limit_m(spec) {
        stand_by(now, world, id);
        return;
    }
    world.srus[id.index()].idle_ticks = 0;
    if let Some(work) = world.alongside.work.get_mut(&id) {
        work.hours += TICK_HOURS;
    }
    match errand {
        Errand::Provide { water_l, .. } => pass::work(now, world, id, craft, water_l),
        Errand::TurnBack { .. } | Errand::Tow { .. } => tow::take(now, world, id, craft, here.wave_height_m),
        Errand::Repair { .. } => mend::work(now, world, id, craft),
        Errand::Transfer { .. } => {}
    }
}

/// The highest wave in which a ship works alongside a small vessel \[m\]: that of the best of its means.
fn wave_limit_m(spec: &scenario::Sru) -> f64 {
    spec.methods.iter().map(|method| method.wave_limit_m()).fold(ALONGSIDE_WAVE_M, f64::max)
}

/// Too much sea: the ship waits, and says so once in a while.
pub(super) fn stand_by(now: &Now<'_>, world: &mut World, id: SruId) {
    let unit = &mut world.srus[id.index()];
    unit.idle_ticks += 1;
    if unit.idle_ticks % rescue::STANDS_BY_TICKS == rescue::STANDS_BY_AFTER {
        units::report(now, world, id, &Report::StandingBy);
    }
}

pub(super) fn set_grip(world: &mut World, id: SruId, grip: Grip) {
    if let Some(work) = world.alongside.work.get_mut(&id) {
        work.grip = grip;
    }
}

/// The errand is over: the ship lets go of what it has in hand, waits, and says what came of it, if there is more to
/// say than that.
pub(super) fn end(now: &mut Now<'_>, world: &mut World, id: SruId, hail: Option<Hail>) {
    if let Some(work) = world.alongside.work.remove(&id) {
        tow::release(now, world, id, work);
    }
    let unit = &mut world.srus[id.index()];
    unit.order = None;
    unit.activity = Activity::Waiting;
    unit.ahead.clear();
    if let Some(hail) = hail {
        units::report(now, world, id, &Report::Alongside(hail));
    }
}

/// It cannot be done, and this is why.
pub(super) fn unable(now: &mut Now<'_>, world: &mut World, id: SruId, why: &str) {
    now.emit(Event::Alongside(Box::new(Deed::Unable { sru: id, why: why.to_owned() })));
    end(now, world, id, Some(Hail::Unable { why: why.to_owned() }));
}

/// The vessel has capsized or sunk: whatever the order was, the ship takes up whom it can (SOLAS V/33 in substance,
/// sar-models.md 6.1).
fn to_the_rescue(now: &mut Now<'_>, world: &mut World, id: SruId, craft: CraftId) {
    let at = world.hull(craft).position;
    end(now, world, id, Some(Hail::Capsized { case: craft }));
    if now.theatre.sru(id).methods.is_empty() {
        return;
    }
    let unit = &mut world.srus[id.index()];
    unit.order = Some(Order::Recover { at });
    unit.case = unit.case.or(Some(craft));
    unit.ahead = vec![at];
    unit.activity = Activity::UnderWay;
    unit.on_station = false;
    unit.idle_ticks = 0;
}

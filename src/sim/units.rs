//! Units on the move: getting ready, going where ordered, flying or steaming a pattern, fuel, fatigue, coming home.

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SruId};
use crate::base::time::{TICK_HOURS, TICK_SECONDS, TICKS_PER_MINUTE};
use crate::sar::pattern::{self, Pattern, Rectangle};
use crate::scenario::{self, Milestone};

use super::command::Order;
use super::event::Event;
use super::ledger::{Fact, Report, Traffic};
use super::step::{Now, within};
use super::theatre::is_merchant;
use super::world::*;
use super::{alongside, ashore, detect, hearsay, landings, orders, people, voyage};

/// Distance at which an escort keeps company \[m\]: outside the range at which a crowd moves (sar-models.md 5.8).
const ESCORT_M: f64 = 1000.0;

/// Ticks between AIS position reports as other centres see them: 30 minutes, a satellite's revisit.
const AIS_EVERY: u32 = 30 * TICKS_PER_MINUTE;

/// Track spacing of the local search a rescuer makes round a position it was sent to \[m\]: half a mile, for people in
/// the water.
pub(super) const LOCAL_SPACING_M: f64 = 926.0;

/// Length of that local search \[m\].
pub(super) const LOCAL_SEARCH_M: f64 = 40.0 * 1852.0;

/// People put ashore per minute once alongside.
const ASHORE_PER_MINUTE: usize = 4;

/// Moves every unit by one tick, but for those at work on a rescue; returns where each was before.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) -> Vec<Position> {
    let starts = world.srus.iter().map(|unit| unit.position).collect();
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        match world.srus[i].activity {
            Activity::Failed | Activity::Reserve => {}
            Activity::InPort { place, ready_at } => {
                in_port(now, world, id, place, ready_at.is_some_and(|t| now.tick >= t))
            }
            Activity::Landing { place } => landing(now, world, id, place),
            Activity::UnderWay | Activity::Searching => travel(now, world, id),
            Activity::Escorting => escort(now, world, id),
            Activity::Waiting | Activity::Recovering | Activity::Alongside => {}
        }
    }
    starts
}

/// After all have moved: velocity, fuel, AIS.
pub(super) fn account(now: &mut Now<'_>, world: &mut World, starts: &[Position]) {
    for (i, from) in starts.iter().enumerate() {
        let id = SruId::new(i);
        let unit = &mut world.srus[i];
        let (east, north) = from.offset_to(unit.position);
        unit.velocity = (east / TICK_SECONDS as f64, north / TICK_SECONDS as f64);
        burn(now, world, id);
        if now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
            watch_fuel(now, world, id);
            on_scene(now, world, id);
        }
        let lands = matches!(world.srus[i].activity, Activity::Landing { .. });
        if !lands || now.tick.0.is_multiple_of(LANDED_EVERY) {
            report_landed(now, world, id);
        }
    }
    if now.tick.0.is_multiple_of(AIS_EVERY) {
        ais(now, world);
    }
}

/// Tells every seat that sees a unit what it reports.
pub(super) fn report(now: &Now<'_>, world: &mut World, sru: SruId, what: &Report) {
    for seat in now.theatre.watchers(world, sru) {
        now.tell(world, seat, Fact::Report { sru, what: what.clone() });
    }
}

fn in_port(now: &mut Now<'_>, world: &mut World, id: SruId, place: PlaceId, ready: bool) {
    let spec = now.theatre.sru(id);
    let unit = &mut world.srus[id.index()];
    unit.position = now.theatre.scenario.places[place.index()].position;
    unit.fuel = (unit.fuel + voyage::refuels_per_tick(spec.kind)).min(1.0);
    unit.awake_h = (unit.awake_h - TICK_HOURS).max(0.0);
    unit.working_h = 0.0;
    if !ready || unit.fuel < voyage::LEAVES_WITH {
        return;
    }
    let Some(order) = unit.order.clone() else {
        return;
    };
    let from = unit.position;
    match voyage::way(now.theatre.coast, spec, from, orders::destination(now, world, spec, &order).unwrap_or(from)) {
        Ok((ahead, _)) => {
            let unit = &mut world.srus[id.index()];
            unit.ahead = ahead;
            unit.activity = Activity::UnderWay;
            departed(now, world, id);
        }
        Err(why) => break_off(now, world, id, why.to_string()),
    }
}

/// A unit has left its port or field on an order.
pub(super) fn departed(now: &mut Now<'_>, world: &mut World, id: SruId) {
    now.emit(Event::SruDeparted { sru: id });
    report(now, world, id, &Report::Departed);
    for seat in now.theatre.watchers(world, id) {
        now.milestone(world, Milestone::SruUnderWay(seat));
    }
}

/// How fast a unit goes now \[m/s\].
fn speed_mps(spec: &scenario::Sru, activity: Activity) -> f64 {
    if activity == Activity::Searching { spec.search_mps } else { spec.transit_mps }
}

fn travel(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let unit = &world.srus[id.index()];
    if unit.order.is_none() {
        if is_merchant(spec) {
            passage(now, world, id);
        }
        return;
    }
    let mut left = speed_mps(spec, unit.activity) * TICK_SECONDS as f64;
    let mut position = unit.position;
    while left > 0.0 {
        let Some(next) = world.srus[id.index()].ahead.first().copied() else {
            break;
        };
        let leg = position.distance_m(next);
        if leg > left {
            let step = position.destination(position.bearing_true(next), left);
            if !spec.kind.flies() && now.theatre.coast.is_land(step) {
                // A pattern laid over an island: the ship leaves out what is not water.
                skip_land(now, world, id);
                break;
            }
            position = step;
            break;
        }
        if !spec.kind.flies() && now.theatre.coast.is_land(next) {
            skip_land(now, world, id);
            break;
        }
        left -= leg;
        position = next;
        world.srus[id.index()].ahead.remove(0);
    }
    let unit = &mut world.srus[id.index()];
    unit.position = position;
    if unit.ahead.is_empty() {
        arrive(now, world, id);
    }
}

/// Drops waypoints until one can be reached by sea again, and goes round the land to it.
fn skip_land(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    while let Some(next) = world.srus[id.index()].ahead.first().copied() {
        let from = world.srus[id.index()].position;
        if !now.theatre.coast.is_land(next)
            && let Ok((way, _)) = voyage::way(now.theatre.coast, spec, from, next)
            && way.len() > 1
        {
            let unit = &mut world.srus[id.index()];
            unit.ahead.splice(0..1, way);
            return;
        }
        world.srus[id.index()].ahead.remove(0);
    }
}

/// A merchant ship on its own passage.
fn passage(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let unit = &mut world.srus[id.index()];
    if now.tick < unit.passage_from {
        return;
    }
    let mut left = spec.transit_mps * TICK_SECONDS as f64;
    while let Some(next) = unit.passage.first().copied() {
        let leg = unit.position.distance_m(next);
        if leg > left {
            unit.position = unit.position.destination(unit.position.bearing_true(next), left);
            return;
        }
        left -= leg;
        unit.position = next;
        unit.passage.remove(0);
        if unit.passage.is_empty() {
            hearsay::passage_ended(now, world, id);
            return;
        }
    }
}

/// A unit has come to the end of its way.
fn arrive(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let unit = &world.srus[id.index()];
    let (position, searching) = (unit.position, unit.activity == Activity::Searching);
    let Some(order) = unit.order.clone() else {
        return;
    };
    if searching {
        search_over(now, world, id, &order);
        return;
    }
    let place = match &order {
        Order::Land { place } => Some(*place),
        Order::Return => now.theatre.sru(id).home,
        _ => None,
    };
    now.emit(Event::SruArrived { sru: id, position, place });
    report(now, world, id, &Report::Arrived);
    let unit = &mut world.srus[id.index()];
    match order {
        Order::Proceed { .. } => {
            unit.activity = Activity::Waiting;
            unit.order = None;
        }
        Order::Escort { .. } => unit.activity = Activity::Escorting,
        Order::Search { area, pattern, spacing_m } => begin_search(now, world, id, area, pattern, spacing_m),
        Order::Recover { at } => {
            unit.ahead = pattern::expanding_square(at, LOCAL_SPACING_M, 0.0, LOCAL_SEARCH_M).waypoints;
            unit.activity = Activity::Searching;
            unit.on_station = true;
        }
        Order::Land { place } => {
            unit.activity = Activity::Landing { place };
            unit.idle_ticks = 0;
        }
        Order::Return => {
            unit.order = None;
            unit.case = None;
            unit.in_sight.clear();
            match now.theatre.sru(id).home {
                Some(place) if people::aboard_sru(world, id) == (0, 0) => {
                    world.srus[id.index()].activity = Activity::InPort { place, ready_at: None };
                }
                Some(place) => {
                    let unit = &mut world.srus[id.index()];
                    unit.activity = Activity::Landing { place };
                    unit.idle_ticks = 0;
                }
                None => world.srus[id.index()].activity = Activity::Waiting,
            }
        }
        Order::Resume => unit.order = None,
        Order::Alongside(errand) => alongside::arrived(world, id, &errand),
    }
}

fn begin_search(now: &mut Now<'_>, world: &mut World, id: SruId, area: Rectangle, pattern: Pattern, spacing_m: f64) {
    let unit = &mut world.srus[id.index()];
    unit.ahead = pattern::legs_for(pattern, &area, spacing_m, unit.position).waypoints;
    unit.activity = Activity::Searching;
    unit.on_station = true;
    let case = unit.case;
    let sweep_width_m = case.map_or(0.0, |case| detect::sweep_width_for_case_m(now, world, id, case));
    now.emit(Event::SearchBegan { sru: id, area_m2: area.area_m2(), spacing_m, sweep_width_m });
    report(now, world, id, &Report::SearchBegan { case, area, pattern, spacing_m });
}

/// The last leg is done: of a search, or of the local search round a position given for recovery.
fn search_over(now: &mut Now<'_>, world: &mut World, id: SruId, order: &Order) {
    let (living, dead) = people::aboard_sru(world, id);
    let unit = &mut world.srus[id.index()];
    unit.activity = Activity::Waiting;
    unit.order = None;
    if matches!(order, Order::Recover { .. }) {
        now.emit(Event::RecoveryEnded { sru: id, living, dead });
        report(now, world, id, &Report::RecoveryEnded);
    } else {
        now.emit(Event::SearchCompleted { sru: id });
        report(now, world, id, &Report::SearchCompleted);
    }
}

/// Keeps company with the nearest upright vessel, or hull, in sight; waits where it is when there is none.
fn escort(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let unit = &world.srus[id.index()];
    let nearest = unit
        .in_sight
        .iter()
        .map(|o| &world.objects[o.index()])
        .filter(|o| o.kind == ObjectKind::Craft)
        .map(|o| (unit.position.distance_m(o.position), o.position))
        .min_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((distance, target)) = nearest {
        let speed = spec.transit_mps.min((distance - ESCORT_M) / TICK_SECONDS as f64);
        if speed > 0.0 {
            close(now, world, id, target, speed);
        }
    }
}

/// Puts people ashore, some each minute; then home, or ready for the next order.
fn landing(now: &mut Now<'_>, world: &mut World, id: SruId, place: PlaceId) {
    if !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    if ashore::berth_taken(now, world, place, id.index()) {
        return;
    }
    if world.frame.is_barred(place) {
        let unit = &mut world.srus[id.index()];
        unit.idle_ticks += 1;
        if unit.idle_ticks == 1 {
            report(now, world, id, &Report::LandingBarred { place });
        }
        return;
    }
    let towed = alongside::in_tow(world, id);
    let comes = |p: &&Person| match p.whereabouts {
        Whereabouts::AboardSru(sru) => sru == id,
        Whereabouts::Aboard => towed == Some(p.craft),
        _ => false,
    };
    let aboard: Vec<_> = world.people.iter().filter(comes).map(|p| p.id).collect();
    // No more living than were agreed to: the dead are landed all the same.
    let mut room = if now.theatre.sru(id).kind.flies() { None } else { landings::room(now, world, id, place) };
    let mut batch = Vec::new();
    for person in &aboard {
        let living = world.people[person.index()].fate == Fate::Living;
        if batch.len() == ASHORE_PER_MINUTE || (living && room == Some(0)) {
            continue;
        }
        if living {
            room = room.map(|left| left - 1);
        }
        batch.push(*person);
    }
    let mut counts: Vec<(CraftId, u32, u32)> = Vec::new();
    for person in &batch {
        alongside::put_ashore(now, world, *person, id);
        let (case, living) = {
            let p = &world.people[person.index()];
            (p.craft, p.fate == Fate::Living)
        };
        if living {
            landings::count(now, world, id, place);
        }
        people::land(now, world, *person, id, place);
        if counts.last().is_none_or(|c| c.0 != case) {
            counts.push((case, 0, 0));
        }
        if let Some(count) = counts.last_mut() {
            if living { count.1 += 1 } else { count.2 += 1 }
        }
    }
    for (case, living, dead) in counts {
        count_landed(world, id, (case, place, living, dead));
    }
    let full = aboard.len() > batch.len() && batch.len() < ASHORE_PER_MINUTE;
    if aboard.len() > batch.len() && !full {
        return;
    }
    report_landed(now, world, id);
    hearsay::landed(now, world, id, place);
    let spec = now.theatre.sru(id);
    let unit = &mut world.srus[id.index()];
    unit.order = None;
    unit.working_h = 0.0;
    unit.in_sight.clear();
    let stays = is_merchant(spec) || full;
    unit.activity = if stays { Activity::Waiting } else { Activity::InPort { place, ready_at: None } };
    if full {
        let why =
            format!("as many as were agreed to are ashore at {}", now.theatre.scenario.places[place.index()].name);
        now.emit(Event::SruBrokeOff { sru: id, why: why.clone() });
        report(now, world, id, &Report::BrokeOff { why });
    }
}

/// Ticks between reports of persons put ashore.
const LANDED_EVERY: u32 = 10 * TICKS_PER_MINUTE;

/// Counts people put ashore for the unit's next report.
fn count_landed(world: &mut World, id: SruId, (case, place, living, dead): (CraftId, PlaceId, u32, u32)) {
    let counts = &mut world.srus[id.index()].landed_unreported;
    match counts.iter_mut().find(|count| (count.0, count.1) == (case, place)) {
        Some(count) => (count.2, count.3) = (count.2 + living, count.3 + dead),
        None => counts.push((case, place, living, dead)),
    }
}

/// Reports who was put ashore since the last report.
fn report_landed(now: &Now<'_>, world: &mut World, id: SruId) {
    for (case, place, living, dead) in std::mem::take(&mut world.srus[id.index()].landed_unreported) {
        report(now, world, id, &Report::Landed { case, place, living, dead });
    }
}

fn burn(now: &Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let unit = &mut world.srus[id.index()];
    if !unit.activity.is_out() || unit.activity == Activity::Failed || is_merchant(spec) {
        return;
    }
    let speed = crate::base::math::hypot(unit.velocity.0, unit.velocity.1);
    unit.fuel = (unit.fuel - voyage::burn_per_h(spec, speed) * TICK_HOURS).max(0.0);
    unit.awake_h += TICK_HOURS;
}

/// Sends a unit home while it still can.
fn watch_fuel(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let spec = now.theatre.sru(id);
    let unit = &world.srus[id.index()];
    let out = matches!(
        unit.activity,
        Activity::UnderWay
            | Activity::Searching
            | Activity::Waiting
            | Activity::Recovering
            | Activity::Escorting
            | Activity::Alongside
    );
    let homeward = matches!(unit.order, Some(Order::Return | Order::Land { .. }));
    if !out || homeward || is_merchant(spec) {
        return;
    }
    let Some((_, refuge)) = voyage::refuge(&now.theatre.scenario.places, spec, unit.position) else {
        return;
    };
    if now.theatre.range_left_m(unit) < voyage::turns_back_at_m(spec, unit.position, refuge) {
        break_off(now, world, id, "low on fuel".to_owned());
    }
}

/// A unit breaks off what it does and makes for the nearest place that can fuel it; without one it waits.
pub(super) fn break_off(now: &mut Now<'_>, world: &mut World, id: SruId, why: String) {
    now.emit(Event::SruBrokeOff { sru: id, why: why.clone() });
    report(now, world, id, &Report::BrokeOff { why });
    let spec = now.theatre.sru(id);
    let from = world.srus[id.index()].position;
    let refuge = voyage::refuge(&now.theatre.scenario.places, spec, from).filter(|_| !is_merchant(spec));
    let coast = now.theatre.coast;
    let way = refuge.and_then(|(place, to)| voyage::way(coast, spec, from, to).ok().map(|(ahead, _)| (place, ahead)));
    let unit = &mut world.srus[id.index()];
    if let Activity::InPort { ready_at, .. } = &mut unit.activity {
        *ready_at = None;
        unit.order = None;
        return;
    }
    match way {
        Some((place, ahead)) => {
            unit.order = Some(Order::Land { place });
            unit.ahead = ahead;
            unit.activity = Activity::UnderWay;
        }
        None => {
            unit.order = None;
            unit.activity = Activity::Waiting;
        }
    }
}

/// A unit goes out of service, until EXCON repairs it. One that is not there cannot.
pub(super) fn fail(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let unit = &mut world.srus[id.index()];
    if matches!(unit.activity, Activity::Failed | Activity::Reserve) {
        return;
    }
    unit.activity = Activity::Failed;
    unit.order = None;
    unit.in_sight.clear();
    now.emit(Event::SruFailed { sru: id });
    report(now, world, id, &Report::Failed);
}

/// Five nautical miles: near enough to count as on scene \[m\].
const ON_SCENE_M: f64 = 5.0 * 1852.0;

fn on_scene(now: &mut Now<'_>, world: &mut World, id: SruId) {
    let unit = &world.srus[id.index()];
    let Some(case) = unit.case else {
        return;
    };
    if !unit.activity.is_out() || unit.activity == Activity::Failed {
        return;
    }
    let seats = now.theatre.watchers(world, id);
    if seats.iter().all(|seat| world.milestones.contains_key(&Milestone::OnScene(*seat, case))) {
        return;
    }
    let near = world.objects.iter().any(|object| {
        object.craft == case
            && object.afloat == Afloat::Yes
            && (matches!(object.kind, ObjectKind::Craft | ObjectKind::Person(_))
                || people::count_at(world, object) != (0, 0))
            && within(unit.position, object.position, ON_SCENE_M)
    });
    if near {
        for seat in seats {
            now.milestone(world, Milestone::OnScene(seat, case));
        }
    }
}

/// Every centre and operations seat hears the ships that send AIS; the desks ashore and the masters have no such
/// screen.
fn ais(now: &Now<'_>, world: &mut World) {
    let heard: Vec<Traffic> = (0..world.srus.len())
        .filter(|i| now.theatre.scenario.srus[*i].ais && world.srus[*i].activity.is_out())
        .map(|i| {
            let unit = &world.srus[i];
            let (east, north) = unit.velocity;
            Traffic {
                sru: unit.id,
                position: unit.position,
                course_true: crate::base::math::wrap_360(crate::base::math::atan2(east, north).to_degrees()),
                speed_mps: crate::base::math::hypot(east, north),
                heard_at: now.tick,
            }
        })
        .collect();
    for seat in now.theatre.seats() {
        if !matches!(now.theatre.seat(seat).role, scenario::Role::Rcc | scenario::Role::Operations) {
            continue;
        }
        let traffic = &mut world.ledgers[seat.index()].traffic;
        for ship in &heard {
            match traffic.binary_search_by_key(&ship.sru, |t| t.sru) {
                Ok(at) => traffic[at] = ship.clone(),
                Err(at) => traffic.insert(at, ship.clone()),
            }
        }
    }
}

/// Moves a unit towards a position by one tick at no more than a speed \[m/s\], round land if land lies between.
/// Returns whether it could move at all.
pub(super) fn close(now: &Now<'_>, world: &mut World, id: SruId, target: Position, speed: f64) -> bool {
    let spec = now.theatre.sru(id);
    let from = world.srus[id.index()].position;
    let stride = |to: Position| {
        let step = (speed * TICK_SECONDS as f64).min(from.distance_m(to));
        from.destination(from.bearing_true(to), step)
    };
    let straight = stride(target);
    let clear = |p: Position| spec.kind.flies() || !now.theatre.coast.is_land(p);
    let position = if clear(straight) {
        Some(straight)
    } else {
        let way = voyage::way(now.theatre.coast, spec, from, target).ok();
        way.and_then(|(ahead, _)| ahead.first().copied()).map(stride).filter(|p| clear(*p))
    };
    match position {
        Some(position) => world.srus[id.index()].position = position,
        None => return false,
    }
    true
}

//! Homing on a distress beacon: its signal on 121.5 MHz, and units with a direction finder that take bearings of it.
//!
//! Once a minute. A unit within range takes bearings along its track, and what comes of them, a bearing to steer and a
//! place where they cross, is told to the seats that see the unit; nearer by it is better. When the beacon's battery is
//! spent, or what carries the beacon is in sight, there is nothing more to tell. Land in between is reckoned with as
//! for VHF. A direction finder at sea has its aerial at the height of eye, one in the air at the height flown. Radar
//! transponders are not simulated.

use serde::{Deserialize, Serialize};

use crate::base::ids::{CraftId, SruId};
use crate::base::noise;
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Position, Span, Stream, Tick};
use crate::sar::sensor::Sensor;
use crate::sar::signal::homing_range_m;

use super::super::event::Event;
use super::super::ledger::Fact;
use super::super::step::{Now, within};
use super::super::world::{Activity, World};
use super::super::{comms, plot};
use super::beacon;
use super::land;
use super::{BEACON_M, SignalEvent};
use crate::scenario::Milestone;

/// Between reports of bearings while a unit hears a beacon (*proposed*: an aeroplane has gone ten miles by then, a ship
/// one).
const REPORTS_EVERY: Span = Span::minutes(5);

/// Error of a place where bearings cross, as a share of the way to it (*proposed*: bearings good to five degrees).
const CROSSING_SHARE: f64 = 0.1;

/// The least error of such a place \[m\] (*proposed*: who passes over a beacon hears it fade, and that is not a point).
const CROSSING_LEAST_M: f64 = 200.0;

/// A unit that hears a beacon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Homing {
    /// Which unit.
    pub sru: SruId,
    /// Of which vessel.
    pub case: CraftId,
    /// When its seats were last told.
    pub told_at: Tick,
}

/// What a unit's bearings of a beacon came to.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BearingsTaken {
    /// Which unit.
    pub sru: SruId,
    /// Of which case.
    pub case: CraftId,
    /// The bearing to steer \[degrees true\].
    pub bearing_true: f64,
    /// Where the bearings cross.
    pub position: Position,
    /// Error of that place \[m, one standard deviation per axis\].
    pub error_m: f64,
}

/// One tick of all direction finders.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    let sending = beacon::sending(world);
    if sending.is_empty() {
        world.signals.homing.clear();
        return;
    }
    let before = std::mem::take(&mut world.signals.homing);
    for i in 0..world.srus.len() {
        let sru = SruId::new(i);
        for (case, position) in &sending {
            if !hears(now, world, sru, *case, *position) {
                continue;
            }
            let known = before.iter().find(|homing| (homing.sru, homing.case) == (sru, *case));
            let told_at = known.map(|homing| homing.told_at);
            let due = told_at.is_none_or(|told_at| now.tick >= told_at.after(REPORTS_EVERY));
            if due {
                tell(now, world, sru, *case, *position, told_at.is_none());
            }
            let told_at = if due { now.tick } else { told_at.unwrap_or(now.tick) };
            world.signals.homing.push(Homing { sru, case: *case, told_at });
        }
    }
}

/// Whether a unit's direction finder hears a beacon, and is of use: what one has in sight one does not home on.
fn hears(now: &Now<'_>, world: &World, sru: SruId, case: CraftId, position: Position) -> bool {
    let (spec, unit) = (now.theatre.sru(sru), &world.srus[sru.index()]);
    let out = unit.activity.is_out() && !matches!(unit.activity, Activity::Failed | Activity::Landing { .. });
    if !out || !spec.sensors.contains(&Sensor::DirectionFinder) {
        return false;
    }
    let height_m = if spec.kind.flies() { spec.altitude_m.max(spec.eye_height_m) } else { spec.eye_height_m };
    let carrier = beacon::carrier(world, case);
    within(unit.position, position, homing_range_m(height_m))
        && unit.in_sight.binary_search(&carrier).is_err()
        && land::lets_through(now.theatre.coast, (unit.position, height_m), (position, BEACON_M))
}

/// Tells the seats that see a unit what its bearings come to.
fn tell(now: &mut Now<'_>, world: &mut World, sru: SruId, case: CraftId, truth: Position, first: bool) {
    let from = world.srus[sru.index()].position;
    let spread_m = (CROSSING_SHARE * from.distance_m(truth)).max(CROSSING_LEAST_M);
    let mut draws = world.noise.at(Stream::Homing, noise::pair(sru.0, case.0), now.tick);
    let position = truth.shifted(spread_m * draws.normal(), spread_m * draws.normal());
    // The error stated is that of the place found: of the true one nobody knows how far off it is.
    let error_m = (CROSSING_SHARE * from.distance_m(position)).max(CROSSING_LEAST_M);
    let taken = BearingsTaken { sru, case, bearing_true: from.bearing_true(position), position, error_m };
    now.emit(Event::Signal(Box::new(SignalEvent::Homed { sru, case, position, first })));
    for seat in now.theatre.watchers(world, sru) {
        comms::hear_of(now, world, seat, case, false);
        now.milestone(world, Milestone::PositionKnown(seat, case));
        if first {
            plot::reported(now, world, seat, case);
        }
        now.tell(world, seat, Fact::Homed(Box::new(taken)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::{AIRCRAFT, CASE, OPS, PATROL, Play, RCC, SHIP, leaking};
    use super::super::super::*;
    use super::*;
    use crate::base::ids::SeatId;
    use crate::base::quantity::metres;
    use crate::scenario::{Epirb, Scenario, Sets};

    /// The leaking boat with a beacon, of which nobody hears by any other means; the aircraft and the patrol boat have
    /// direction finders, the ship has none.
    fn scenario(battery_h: i64) -> Scenario {
        let mut scenario = leaking();
        scenario.craft[0].calls.clear();
        let epirb = Epirb { encoded: true, floats_free: true, battery: Span::hours(battery_h), registered: None };
        scenario.signals.sets = vec![Sets { epirb: Some(epirb), ..Sets::default() }];
        for sru in [AIRCRAFT, PATROL] {
            // And no radar, which would see the wreckage from as far.
            scenario.srus[sru.index()].sensors = vec![Sensor::DirectionFinder];
        }
        scenario
    }

    /// Puts a unit so many miles from where the beacon is, waiting.
    fn place(play: &mut Play, sru: SruId, miles: f64) {
        let place = beacon::sending(&play.world).first().map_or(play.boat(), |(_, position)| *position);
        let unit = &mut play.world.srus[sru.index()];
        (unit.activity, unit.position) = (Activity::Waiting, place.destination(200.0, metres(miles)));
        unit.in_sight.clear();
    }

    fn bearings(play: &Play, seat: SeatId) -> Vec<BearingsTaken> {
        let entries = play.world.ledgers[seat.index()].entries().iter();
        entries.filter_map(|entry| if let Fact::Homed(taken) = &entry.fact { Some(**taken) } else { None }).collect()
    }

    /// Capsized, with the beacon on.
    fn capsized(battery_h: i64) -> Play {
        let mut play = Play::of(scenario(battery_h));
        while beacon::sending(&play.world).is_empty() {
            play.until(Tick(play.world.tick.0 + 60));
            assert!(play.world.tick < Tick(6 * 60 * 24), "the beacon never came on");
        }
        play
    }

    #[test]
    fn an_aircraft_takes_bearings_of_a_beacon_as_far_as_its_height_lets_it() {
        // At 300 m the direction finder reaches 20 NM.
        for (miles, heard) in [(19.0, true), (22.0, false)] {
            let mut play = capsized(48);
            place(&mut play, AIRCRAFT, miles);
            play.until(Tick(play.world.tick.0 + 7));
            let taken = bearings(&play, OPS);
            assert_eq!(taken.len(), usize::from(heard), "{miles}");
            if let Some(taken) = taken.first() {
                let (truth, from) = (beacon::sending(&play.world)[0].1, play.world.srus[AIRCRAFT.index()].position);
                assert!(taken.position.distance_m(truth) < 5.0 * taken.error_m, "{taken:?}");
                assert!((taken.error_m - 0.1 * from.distance_m(taken.position)).abs() < 1.0);
                assert!((taken.bearing_true - from.bearing_true(taken.position)).abs() < 0.1);
            }
        }
    }

    #[test]
    fn a_ship_without_a_direction_finder_hears_nothing_and_one_with_it_only_from_near_by() {
        let heard = |sru: SruId, miles: f64| {
            let mut play = capsized(48);
            place(&mut play, sru, miles);
            play.until(Tick(play.world.tick.0 + 7));
            play.count(|e| matches!(e, Event::Signal(what) if matches!(**what, SignalEvent::Homed { .. })))
        };
        assert_eq!((heard(SHIP, 2.0), heard(PATROL, 9.0)), (0, 0));
        assert_eq!(heard(PATROL, 4.0), 1);
    }

    #[test]
    fn bearings_are_told_every_five_minutes_to_who_sees_the_unit_until_the_battery_is_spent() {
        let mut play = capsized(1);
        place(&mut play, AIRCRAFT, 15.0);
        let begins = play.world.tick;
        play.until(Tick(begins.0 + 20 * 6 + 7));
        assert_eq!(bearings(&play, OPS).len(), 5);
        assert_eq!(bearings(&play, RCC).len(), 5, "its state's centre sees it too");
        let others = play.theatre.seats().filter(|seat| ![OPS, RCC].contains(seat));
        for seat in others.collect::<Vec<_>>() {
            assert!(bearings(&play, seat).is_empty(), "{seat}");
        }
        play.until(Tick(begins.0 + 70 * 6));
        let then = bearings(&play, OPS).len();
        play.until(Tick(begins.0 + 120 * 6));
        assert_eq!(bearings(&play, OPS).len(), then, "its battery is spent");
        assert!(play.world.signals.homing.is_empty());
    }

    #[test]
    fn who_has_the_wreckage_in_sight_homes_no_more() {
        let mut play = capsized(48);
        place(&mut play, AIRCRAFT, 10.0);
        let carrier = beacon::carrier(&play.world, CASE);
        play.world.srus[AIRCRAFT.index()].in_sight = vec![carrier];
        let unit = play.world.srus[AIRCRAFT.index()].position;
        let object = &mut play.world.objects[carrier.index()];
        object.position = unit.destination(0.0, 500.0);
        play.until(Tick(play.world.tick.0 + 7));
        assert!(bearings(&play, OPS).is_empty());
    }
}

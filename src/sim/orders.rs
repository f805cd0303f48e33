//! Giving a unit an order: who may, whether the unit can, and what the order sets in motion.

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SeatId, SruId};
use crate::scenario::{self, Milestone, PlaceKind, SruKind};

use super::command::{Order, Rejection};
use super::event::Event;
use super::ledger::Fact;
use super::step::Now;
use super::theatre::{is_merchant, whole_nmi};
use super::world::*;
use super::{authority, comms, environment, people};

/// A search whose legs are closer than this would never end \[m\].
const LEAST_SPACING_M: f64 = 50.0;

/// Largest side of a search area \[m\].
const LARGEST_SIDE_M: f64 = 500.0 * 1852.0;

/// Longest track of one search \[m\]: some ten days' steaming.
const LONGEST_SEARCH_M: f64 = 4000.0 * 1852.0;

/// Gives an order, or says why not. A refused order changes nothing.
pub(super) fn give(
    now: &mut Now<'_>,
    world: &mut World,
    seat: SeatId,
    id: SruId,
    case: Option<CraftId>,
    order: &Order,
) -> Result<(), Rejection> {
    if !now.theatre.knows_of(world, seat, id) {
        return Err(Rejection::Unknown { what: "that unit".to_owned() });
    }
    let spec = now.theatre.sru(id);
    if !now.theatre.commands(world, seat, id) {
        let commander = now.theatre.seat(spec.seat).name.clone();
        return Err(Rejection::NotUnderYou { sru: spec.name.clone(), commander });
    }
    // A case this seat has not heard of, or that does not exist, is no case to it.
    let case = case.filter(|case| comms::has_heard(world, seat, *case));
    let ahead = plan(now, world, seat, id, spec, order)?;

    let unit = &mut world.srus[id.index()];
    unit.order = Some(order.clone());
    unit.case = case.or(unit.case);
    unit.idle_ticks = 0;
    unit.on_station = false;
    match &mut unit.activity {
        Activity::InPort { ready_at, .. } => {
            if ready_at.is_none() {
                *ready_at = Some(now.tick.after(spec.notice));
            }
        }
        activity => {
            *activity = Activity::UnderWay;
            unit.ahead = ahead;
        }
    }
    if matches!(order, Order::Resume) {
        let unit = &mut world.srus[id.index()];
        let old = std::mem::take(&mut unit.passage);
        unit.passage = unit.ahead.drain(..).chain(old.into_iter().skip(1)).collect();
        unit.order = None;
        unit.case = None;
        unit.lent_to = None;
        unit.working_h = 0.0;
    }
    now.tell(world, seat, Fact::Ordered { sru: id, case, order: order.clone() });
    now.emit_by(seat, Event::OrderGiven { seat, sru: id, case, order: order.clone() });
    if case.is_some()
        && matches!(order, Order::Proceed { .. } | Order::Search { .. } | Order::Recover { .. } | Order::Escort { .. })
    {
        now.milestone(world, Milestone::SruTasked(seat));
    }
    Ok(())
}

/// The way to where an order leads, after all checks.
fn plan(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    id: SruId,
    spec: &scenario::Sru,
    order: &Order,
) -> Result<Vec<Position>, Rejection> {
    let unit = &world.srus[id.index()];
    let cannot = |why: String| Rejection::CannotDo { sru: spec.name.clone(), what: order.verb().to_owned(), why };
    // A unit in reserve has no commander, and its orders are refused before they come here.
    if matches!(unit.activity, Activity::Failed | Activity::Reserve) {
        return Err(cannot("it is out of service".to_owned()));
    }
    if let Activity::Landing { .. } = unit.activity {
        return Err(cannot("it is putting people ashore; order it when it has finished".to_owned()));
    }
    if matches!(unit.activity, Activity::InPort { .. }) && matches!(order, Order::Return) {
        return Err(cannot("it is in port".to_owned()));
    }
    let leaves_port = matches!(unit.activity, Activity::InPort { .. });
    if leaves_port && !spec.kind.flies() {
        let waves = environment::here(now.theatre, world, unit.position).wave_height_m;
        if waves > spec.max_wave_m {
            return Err(cannot(format!("waves are {waves:.1} m and its limit is {:.1} m", spec.max_wave_m)));
        }
    }
    let target = match order {
        Order::Proceed { to } => *to,
        Order::Search { area, spacing_m, .. } => {
            let good = |x: f64| x.is_finite() && x > 0.0 && x <= LARGEST_SIDE_M;
            if !good(area.length_m) || !good(area.width_m) || !area.axis_true_deg.is_finite() {
                return Err(Rejection::BadNumber {
                    what: "the search area".to_owned(),
                    rule: "a rectangle with sides up to 500 NM".to_owned(),
                });
            }
            let widest = area.length_m.max(area.width_m);
            if !(spacing_m.is_finite() && (LEAST_SPACING_M..=widest).contains(spacing_m)) {
                return Err(Rejection::BadNumber {
                    what: "the track spacing".to_owned(),
                    rule: format!("from {LEAST_SPACING_M} m to the longer side of the area"),
                });
            }
            let track_m = area.area_m2() / spacing_m;
            if track_m > LONGEST_SEARCH_M {
                return Err(cannot(format!(
                    "that search is {} NM long; widen the spacing or make the area smaller, to {} NM at most",
                    whole_nmi(track_m),
                    whole_nmi(LONGEST_SEARCH_M)
                )));
            }
            area.centre
        }
        Order::Recover { at } => {
            if spec.methods.is_empty() {
                return Err(cannot("it has no way of taking people aboard".to_owned()));
            }
            *at
        }
        Order::Escort { at } => *at,
        Order::Land { place } => {
            let place_spec = now
                .theatre
                .scenario
                .places
                .get(place.index())
                .ok_or_else(|| Rejection::Unknown { what: format!("{place}") })?;
            let fits = match place_spec.kind {
                PlaceKind::Port => !spec.kind.flies(),
                PlaceKind::Airfield => spec.kind.flies(),
            };
            if !fits {
                return Err(cannot(format!("{} is not a place for it", place_spec.name)));
            }
            authority::landing_agreed(now, world, seat, *place)?;
            place_spec.position
        }
        Order::Return => match spec.home {
            Some(home) => now.theatre.scenario.places[home.index()].position,
            None => return Err(cannot("it is on passage; order it to resume instead".to_owned())),
        },
        Order::Resume => {
            if !is_merchant(spec) {
                return Err(cannot("it has no passage of its own; order it to return instead".to_owned()));
            }
            if leaves_port {
                return Err(cannot("it is in port".to_owned()));
            }
            if people::aboard_sru(world, id) != (0, 0) {
                return Err(cannot("it has people aboard who must first be landed".to_owned()));
            }
            // Back to the passage where it was left, round any land that lies between now.
            return match unit.passage.first() {
                Some(next) => way(now, spec, unit.position, *next).map(|(waypoints, _)| waypoints),
                None => Ok(Vec::new()),
            };
        }
    };
    let (waypoints, length_m) = way(now, spec, unit.position, target)?;
    if !matches!(order, Order::Return | Order::Land { .. }) {
        enough_fuel(now, world, id, spec, target, length_m)?;
    }
    Ok(waypoints)
}

/// The way to a position: straight by air, round land by sea. The start is left out.
pub(super) fn way(
    now: &Now<'_>,
    spec: &scenario::Sru,
    from: Position,
    to: Position,
) -> Result<(Vec<Position>, f64), Rejection> {
    if spec.kind.flies() {
        return Ok((vec![to], from.distance_m(to)));
    }
    match now.theatre.coast.route(from, to) {
        Ok(route) => Ok((route.waypoints.into_iter().skip(1).collect(), route.length_m)),
        Err(why) => Err(Rejection::Unreachable { sru: spec.name.clone(), to: to.to_string(), why: why.to_string() }),
    }
}

/// Where an order leads. `None` for a passage resumed, whose way is its own.
pub(super) fn destination(now: &Now<'_>, spec: &scenario::Sru, order: &Order) -> Option<Position> {
    let place = |place: PlaceId| now.theatre.scenario.places[place.index()].position;
    match order {
        Order::Proceed { to } => Some(*to),
        Order::Search { area, .. } => Some(area.centre),
        Order::Recover { at } | Order::Escort { at } => Some(*at),
        Order::Land { place: at } => Some(place(*at)),
        Order::Return => spec.home.map(place),
        Order::Resume => None,
    }
}

/// Share of the direct distance that a way round land and wind costs, for planning the way back.
pub(super) fn way_back_factor(kind: SruKind) -> f64 {
    if kind.flies() { 1.0 } else { 1.2 }
}

/// Fuel kept for what was not planned, as distance at transit speed \[m\].
pub(super) fn reserve_m(spec: &scenario::Sru) -> f64 {
    if spec.kind.flies() { RESERVE_AIR_H * 3600.0 * spec.transit_mps } else { RESERVE_SEA * spec.range_m }
}

/// Half an hour by air, a tenth of full by sea (sar-models.md 5.5, recalled).
const RESERVE_AIR_H: f64 = 0.5;
const RESERVE_SEA: f64 = 0.1;

/// The nearest place a unit can refuel: its home, or any place of its country that suits it.
pub(super) fn refuge(now: &Now<'_>, spec: &scenario::Sru, from: Position) -> Option<(PlaceId, Position)> {
    let suits = |kind: PlaceKind| (kind == PlaceKind::Airfield) == spec.kind.flies();
    now.theatre
        .scenario
        .places
        .iter()
        .zip(0..)
        .filter(|(place, _)| place.party == spec.party && suits(place.kind))
        .min_by(|(a, _), (b, _)| a.position.distance_m(from).total_cmp(&b.position.distance_m(from)))
        .map(|(place, i)| (PlaceId(i), place.position))
}

fn enough_fuel(
    now: &Now<'_>,
    world: &World,
    id: SruId,
    spec: &scenario::Sru,
    target: Position,
    way_m: f64,
) -> Result<(), Rejection> {
    let Some((_, refuge)) = refuge(now, spec, target) else {
        return Ok(());
    };
    let have_m = now.theatre.range_left_m(&world.srus[id.index()]);
    let need_m = way_m + target.distance_m(refuge) * way_back_factor(spec.kind) + reserve_m(spec);
    if need_m <= have_m {
        return Ok(());
    }
    let have_nmi = whole_nmi(have_m);
    let need_nmi = whole_nmi(need_m).max(have_nmi + 1);
    Err(Rejection::NotEnoughFuel { sru: spec.name.clone(), have_nmi, need_nmi })
}

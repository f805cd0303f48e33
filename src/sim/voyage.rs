//! What an order asks of a unit: whether it can be carried out, the way, the fuel, the place to refuel at.
//!
//! **No world is read here**: a data sheet, the places, the coast, and how the unit stands. One rule for the host,
//! which refuses, and for a desk, which says so beforehand.

use crate::base::ids::PlaceId;
use crate::base::time::TICK_HOURS;
use crate::base::{Position, Tick};
use crate::chart::Coast;
use crate::sar::pattern::Rectangle;
use crate::scenario::{Place, PlaceKind, Sru, SruKind};

use super::alongside;
use super::command::{Order, Rejection};
use super::theatre::{is_merchant, whole_nmi};

/// A search whose legs are closer than this would never end \[m\].
pub(crate) const LEAST_SPACING_M: f64 = 50.0;
/// The axis of a search area is a direction, though people may have added some turns to it \[degrees\]: what is ordered
/// can be told on in a form.
pub(crate) const LARGEST_AXIS_DEG: f64 = 3600.0;

/// Largest side of a search area \[m\].
const LARGEST_SIDE_M: f64 = 500.0 * 1852.0;

/// Longest track of one search \[m\]: some ten days' steaming.
pub(crate) const LONGEST_SEARCH_M: f64 = 4000.0 * 1852.0;

/// Half an hour by air, a tenth of full by sea (sar-models.md 5.5, recalled).
const RESERVE_AIR_H: f64 = 0.5;
const RESERVE_SEA: f64 = 0.1;

/// Share of the reserve at which a unit breaks off: orders are refused at the whole of it, so that an order just given
/// is not broken off in the next minute.
const BREAK_OFF: f64 = 0.9;

/// Hours to refuel and turn round a vessel, and an aircraft (proposed).
const TURN_ROUND_H: (f64, f64) = (3.0, 1.0);

/// An aircraft back for fuel, or a vessel, does not leave with less than this share of full.
pub(super) const LEAVES_WITH: f64 = 0.95;

/// Where ways lead: the coast, and the places of the scenario in order of `PlaceId`.
#[derive(Clone, Copy)]
pub(crate) struct Waters<'a> {
    /// The coast.
    pub(crate) coast: &'a Coast,
    /// The places.
    pub(crate) places: &'a [Place],
}

/// What a unit is at, as far as orders care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Berth {
    /// At sea or in the air.
    Out,
    /// In port or on the apron.
    InPort,
    /// Putting people ashore.
    Landing,
    /// Out of service.
    Failed,
}

/// How a unit stands when it is given an order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Standing {
    /// Where it is.
    pub(crate) position: Position,
    /// What it is at.
    pub(crate) berth: Berth,
    /// Distance it can still go at transit speed \[m\].
    pub(crate) range_left_m: f64,
    /// Whether survivors or bodies are aboard.
    pub(crate) carries_people: bool,
    /// Significant wave height where it is \[m\].
    pub(crate) waves_m: f64,
    /// Where its own passage goes on. Exists when and only when that is known and it has one.
    pub(crate) passage: Option<Position>,
    /// Where the other ship is that the order names. Exists when and only when it names one that is known.
    pub(crate) meets: Option<Position>,
}

/// Where an order leads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Voyage {
    /// Waypoints, without the start.
    pub(crate) ahead: Vec<Position>,
    /// Length of the way \[m\].
    pub(crate) length_m: f64,
    /// Its end. Exists unless a passage is resumed.
    pub(crate) target: Option<Position>,
}

/// The way to where an order leads, after all checks but those of who may give it. `agreed` says whether people may
/// come ashore at a place.
pub(crate) fn voyage(
    waters: &Waters<'_>,
    spec: &Sru,
    standing: &Standing,
    order: &Order,
    agreed: impl FnOnce(PlaceId) -> Result<(), Rejection>,
) -> Result<Voyage, Rejection> {
    let cannot = |why: String| Rejection::CannotDo { sru: spec.name.clone(), what: order.verb().to_owned(), why };
    let in_port = standing.berth == Berth::InPort;
    match standing.berth {
        Berth::Failed => return Err(cannot("it is out of service".to_owned())),
        Berth::Landing => {
            return Err(cannot("it is putting people ashore; order it when it has finished".to_owned()));
        }
        Berth::InPort if matches!(order, Order::Return) => return Err(cannot("it is in port".to_owned())),
        Berth::InPort if !spec.kind.flies() && standing.waves_m > spec.max_wave_m => {
            let (waves_m, limit_m) = (standing.waves_m, spec.max_wave_m);
            return Err(cannot(format!("waves are {waves_m:.1} m and its limit is {limit_m:.1} m")));
        }
        Berth::InPort | Berth::Out => {}
    }
    let target = match order {
        Order::Proceed { to } => *to,
        Order::Search { area, spacing_m, .. } => {
            sound_search(spec, area, *spacing_m)?;
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
            let written =
                waters.places.get(place.index()).ok_or_else(|| Rejection::Unknown { what: format!("{place}") })?;
            if !suits(spec.kind, written.kind) {
                return Err(cannot(format!("{} is not a place for it", written.name)));
            }
            agreed(*place)?;
            written.position
        }
        Order::Return => match spec.home {
            Some(home) => waters.places[home.index()].position,
            None => return Err(cannot("it is on passage; order it to resume instead".to_owned())),
        },
        Order::Resume => {
            if !is_merchant(spec) {
                return Err(cannot("it has no passage of its own; order it to return instead".to_owned()));
            }
            if in_port {
                return Err(cannot("it is in port".to_owned()));
            }
            if standing.carries_people {
                return Err(cannot("it has people aboard who must first be landed".to_owned()));
            }
            // Back to the passage where it was left, round any land that lies between now.
            let (ahead, length_m) = match standing.passage {
                Some(next) => way(waters.coast, spec, standing.position, next)?,
                None => (Vec::new(), 0.0),
            };
            return Ok(Voyage { ahead, length_m, target: None });
        }
        Order::Alongside(errand) => alongside::target(waters, spec, standing, errand, agreed)?,
    };
    let (ahead, length_m) = way(waters.coast, spec, standing.position, target)?;
    if !matches!(order, Order::Return | Order::Land { .. }) {
        enough_fuel(waters.places, spec, standing.range_left_m, target, length_m)?;
    }
    Ok(Voyage { ahead, length_m, target: Some(target) })
}

/// Whether a search is one that can be made at all.
pub(crate) fn sound_search(spec: &Sru, area: &Rectangle, spacing_m: f64) -> Result<(), Rejection> {
    let good = |x: f64| x.is_finite() && x > 0.0 && x <= LARGEST_SIDE_M;
    if !good(area.length_m) || !good(area.width_m) {
        return Err(Rejection::BadNumber {
            what: "the search area".to_owned(),
            rule: "a rectangle with sides up to 500 NM".to_owned(),
        });
    }
    // No number is not in the range either.
    if !(-LARGEST_AXIS_DEG..=LARGEST_AXIS_DEG).contains(&area.axis_true_deg) {
        return Err(Rejection::BadNumber {
            what: "the axis of the search area".to_owned(),
            rule: "a direction in degrees".to_owned(),
        });
    }
    let widest = area.length_m.max(area.width_m);
    if !(spacing_m.is_finite() && (LEAST_SPACING_M..=widest).contains(&spacing_m)) {
        return Err(Rejection::BadNumber {
            what: "the track spacing".to_owned(),
            rule: format!("from {LEAST_SPACING_M} m to the longer side of the area"),
        });
    }
    let track_m = area.area_m2() / spacing_m;
    if track_m > LONGEST_SEARCH_M {
        return Err(Rejection::CannotDo {
            sru: spec.name.clone(),
            what: "search".to_owned(),
            why: format!(
                "that search is {} NM long; widen the spacing or make the area smaller, to {} NM at most",
                whole_nmi(track_m),
                whole_nmi(LONGEST_SEARCH_M)
            ),
        });
    }
    Ok(())
}

/// The way to a position: straight by air, round land by sea. The start is left out.
pub(crate) fn way(coast: &Coast, spec: &Sru, from: Position, to: Position) -> Result<(Vec<Position>, f64), Rejection> {
    if spec.kind.flies() {
        return Ok((vec![to], from.distance_m(to)));
    }
    match coast.route(from, to) {
        Ok(route) => Ok((route.waypoints.into_iter().skip(1).collect(), route.length_m)),
        Err(why) => Err(Rejection::Unreachable { sru: spec.name.clone(), to: to.to_string(), why: why.to_string() }),
    }
}

/// Whether a kind of unit can use a kind of place.
pub(crate) fn suits(kind: SruKind, place: PlaceKind) -> bool {
    (place == PlaceKind::Airfield) == kind.flies()
}

/// Share of the direct distance that a way round land and wind costs, for planning the way back.
pub(crate) fn way_back_factor(kind: SruKind) -> f64 {
    if kind.flies() { 1.0 } else { 1.2 }
}

/// Fuel kept for what was not planned, as distance at transit speed \[m\].
pub(crate) fn reserve_m(spec: &Sru) -> f64 {
    if spec.kind.flies() { RESERVE_AIR_H * 3600.0 * spec.transit_mps } else { RESERVE_SEA * spec.range_m }
}

/// The nearest place a unit can refuel: its home, or any place of its country that suits it.
pub(crate) fn refuge(places: &[Place], spec: &Sru, from: Position) -> Option<(PlaceId, Position)> {
    places
        .iter()
        .zip(0..)
        .filter(|(place, _)| place.party == spec.party && suits(spec.kind, place.kind))
        .min_by(|(a, _), (b, _)| a.position.distance_m(from).total_cmp(&b.position.distance_m(from)))
        .map(|(place, i)| (PlaceId(i), place.position))
}

/// Distance at transit speed a unit reckons with from a position to a refuge, without reserve \[m\].
pub(crate) fn way_back_m(spec: &Sru, from: Position, refuge: Position) -> f64 {
    from.distance_m(refuge) * way_back_factor(spec.kind)
}

/// Distance left \[m\] below which a unit at a position gives up what it does and makes for a refuge.
pub(crate) fn turns_back_at_m(spec: &Sru, from: Position, refuge: Position) -> f64 {
    way_back_m(spec, from, refuge) + BREAK_OFF * reserve_m(spec)
}

fn enough_fuel(places: &[Place], spec: &Sru, have_m: f64, target: Position, way_m: f64) -> Result<(), Rejection> {
    let Some((_, refuge)) = refuge(places, spec, target) else {
        return Ok(());
    };
    let need_m = way_m + way_back_m(spec, target, refuge) + reserve_m(spec);
    if need_m <= have_m {
        return Ok(());
    }
    let have_nmi = whole_nmi(have_m);
    let need_nmi = whole_nmi(need_m).max(have_nmi.saturating_add(1));
    Err(Rejection::NotEnoughFuel { sru: spec.name.clone(), have_nmi, need_nmi })
}

/// Share of full that a unit burns in an hour at a speed \[m/s\]; nothing for merchant ships, whose bunkers outlast any
/// exercise.
pub(crate) fn burn_per_h(spec: &Sru, speed_mps: f64) -> f64 {
    if is_merchant(spec) {
        return 0.0;
    }
    // At low speed endurance limits; at speed a ship's power grows with its cube, so fuel per hour does too.
    let idle = 1.0 / spec.endurance.as_hours().max(0.1);
    let flat_out = spec.transit_mps * 3600.0 / spec.range_m.max(1.0);
    let ratio = speed_mps / spec.transit_mps.max(0.1);
    if spec.kind.flies() { idle.max(flat_out * ratio) } else { idle.max(flat_out * ratio * ratio * ratio) }
}

/// Share of full that a unit takes on in one tick in port.
pub(crate) fn refuels_per_tick(kind: SruKind) -> f64 {
    TICK_HOURS / if kind.flies() { TURN_ROUND_H.1 } else { TURN_ROUND_H.0 }
}

/// When a unit in port gets under way: ready at `ready_at`, with so much fuel now, at `now`.
pub(crate) fn leaves_at(kind: SruKind, fuel: f64, now: Tick, ready_at: Tick) -> Tick {
    let short = ((LEAVES_WITH - fuel) / refuels_per_tick(kind)).ceil().clamp(1.0, 1e6);
    ready_at.max(Tick(now.0.saturating_add(short as u32)))
}

//! Putting units and vessels elsewhere by EXCON's hand, with their ways found anew so that no ship crosses land.
//!
//! Everything is worked out first and refused as a whole: **nothing here changes a world before it is sure to hold**.

use crate::base::Position;
use crate::base::ids::{CraftId, PlaceId, SruId};
use crate::scenario::{self, PlaceKind, Stage};

use super::intervention::exists;
use super::ledger::Report;
use super::step::{Now, within};
use super::theatre::is_merchant;
use super::world::*;
use super::{orders, people, units, voyage};

/// A unit repaired this near a port or airfield of its country lies there \[m\] (assumed).
const IN_PORT_M: f64 = 1000.0;

/// A unit as it shall be, and what it says to those who see it.
pub(super) struct Placed {
    unit: Sru,
    says: Says,
}

enum Says {
    Nothing,
    Ready,
    Departed,
}

impl Placed {
    /// Puts the unit there.
    pub(super) fn apply(self, now: &mut Now<'_>, world: &mut World) {
        let id = self.unit.id;
        world.srus[id.index()] = self.unit;
        match self.says {
            Says::Nothing => {}
            Says::Ready => units::report(now, world, id, &Report::Ready),
            Says::Departed => units::departed(now, world, id),
        }
    }
}

/// A unit put somewhere else. Whom it had in sight it has no longer, and it goes on with its order from there.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn sru(now: &Now<'_>, world: &World, id: SruId, to: Position) -> Result<Placed, String> {
    exists(id.index(), world.srus.len(), &id)?;
    let spec = now.theatre.sru(id);
    let mut unit = world.srus[id.index()].clone();
    if unit.activity == Activity::Reserve {
        return Err(format!("{} is held in reserve; bring it in instead", spec.name));
    }
    habitable(now, spec, to)?;
    unit.position = to;
    unit.in_sight.clear();
    unit.lifting = 0.0;
    unit.idle_ticks = 0;
    let left_port = matches!(unit.activity, Activity::InPort { .. });
    let way = |target| {
        voyage::way(now.theatre.coast, spec, to, target).map(|(ahead, _)| ahead).map_err(|why| why.to_string())
    };
    let destination = unit.order.as_ref().and_then(|order| orders::destination(now, world, spec, order));
    match (unit.activity, destination) {
        (Activity::Failed | Activity::Waiting | Activity::Escorting | Activity::Alongside, _) => {}
        (Activity::Searching, _) => {
            // The legs stay as they are; only the way to the next of them is new. Where a pattern lies over land the
            // unit leaves out what is not water, as always.
            if let Some(next) = unit.ahead.first().copied()
                && let Ok(ahead) = way(next)
            {
                unit.ahead.splice(0..1, ahead);
            }
        }
        (_, Some(target)) => {
            unit.ahead = way(target)?;
            unit.activity = Activity::UnderWay;
            unit.on_station = false;
            if left_port {
                return Ok(Placed { unit, says: Says::Departed });
            }
        }
        (Activity::UnderWay, None) => unit.passage = passage(now, spec, &unit)?,
        (_, None) => {
            unit.activity = Activity::Waiting;
            unit.order = None;
        }
    }
    Ok(Placed { unit, says: Says::Nothing })
}

/// A unit of the reserve, at sea or in the air and waiting for orders, or without a position at its home.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn bring_in(now: &Now<'_>, world: &World, id: SruId, at: Option<Position>) -> Result<Placed, String> {
    exists(id.index(), world.srus.len(), &id)?;
    let spec = now.theatre.sru(id);
    let mut unit = world.srus[id.index()].clone();
    if unit.activity != Activity::Reserve {
        return Err(format!("{} is not held in reserve", spec.name));
    }
    match (at, spec.home) {
        (Some(at), _) => {
            habitable(now, spec, at)?;
            unit.position = at;
            unit.activity = Activity::Waiting;
        }
        (None, Some(place)) => {
            unit.position = now.theatre.scenario.places[place.index()].position;
            unit.activity = Activity::InPort { place, ready_at: None };
        }
        (None, None) => return Err(format!("{} has no home to come in at", spec.name)),
    }
    Ok(Placed { unit, says: Says::Ready })
}

/// A failed unit in service again: in port if it lies there with nobody aboard, on its passage if it has one, else
/// waiting for orders.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn repair(now: &Now<'_>, world: &World, id: SruId) -> Result<Placed, String> {
    exists(id.index(), world.srus.len(), &id)?;
    let spec = now.theatre.sru(id);
    let mut unit = world.srus[id.index()].clone();
    if unit.activity != Activity::Failed {
        return Err(format!("{} is not out of service", spec.name));
    }
    unit.order = None;
    unit.ahead.clear();
    unit.lifting = 0.0;
    unit.idle_ticks = 0;
    let empty = people::aboard_sru(world, id) == (0, 0);
    unit.activity = match place_at(now, spec, unit.position) {
        Some(place) if empty && !is_merchant(spec) => Activity::InPort { place, ready_at: None },
        _ => Activity::Waiting,
    };
    let goes_on = is_merchant(spec) && empty && unit.lent_to.is_none() && !unit.passage.is_empty();
    if goes_on && let Ok(passage) = passage(now, spec, &unit) {
        unit.passage = passage;
        unit.activity = Activity::UnderWay;
    }
    Ok(Placed { unit, says: Says::Ready })
}

/// A vessel in distress as it shall lie.
pub(super) struct Moved {
    case: CraftId,
    to: Position,
    ahead: Vec<Position>,
}

impl Moved {
    /// Puts the vessel there, out of sight of all who had it in sight.
    pub(super) fn apply(self, world: &mut World) {
        world.hull_mut(self.case).position = self.to;
        world.casualties[self.case.index()].ahead = self.ahead;
        let hull = world.hull(self.case).id;
        for unit in &mut world.srus {
            unit.in_sight.retain(|seen| *seen != hull);
        }
    }
}

/// A vessel in distress put somewhere else, with everybody aboard it or on it.
///
/// # Errors
/// Why not, in a sentence.
pub(super) fn craft(now: &Now<'_>, world: &World, case: CraftId, to: Position) -> Result<Moved, String> {
    exists(case.index(), world.casualties.len(), &case)?;
    let name = &now.theatre.scenario.craft[case.index()].name;
    match world.hull(case).afloat {
        Afloat::Yes => {}
        Afloat::Stranded => return Err(format!("{name} is ashore")),
        Afloat::Gone if now.theatre.scenario.is_only_reported(case) => {
            return Err(format!("{name} is only reported: there is no such vessel"));
        }
        Afloat::Gone => return Err(format!("{name} has sunk")),
    }
    afloat(now, name, to)?;
    let casualty = &world.casualties[case.index()];
    let ahead = match casualty.ahead.split_first() {
        Some((next, rest)) if casualty.stage < Stage::Capsized => round_land(now, to, *next, rest)
            .map_err(|why| format!("{name} cannot go on with its passage from there: {why}"))?,
        _ => Vec::new(),
    };
    Ok(Moved { case, to, ahead })
}

/// A merchant ship's passage from where it is.
fn passage(now: &Now<'_>, spec: &scenario::Sru, unit: &Sru) -> Result<Vec<Position>, String> {
    let Some((next, rest)) = unit.passage.split_first() else { return Ok(Vec::new()) };
    round_land(now, unit.position, *next, rest)
        .map_err(|why| format!("{} cannot go on with its passage from there: {why}", spec.name))
}

/// The way by sea to the next waypoint, and those after it.
fn round_land(now: &Now<'_>, from: Position, next: Position, rest: &[Position]) -> Result<Vec<Position>, String> {
    let route = now.theatre.coast.route(from, next).map_err(|why| why.to_string())?;
    Ok(route.waypoints.into_iter().skip(1).chain(rest.iter().copied()).collect())
}

/// Whether a unit can be at a position: on the chart, and a ship at sea.
fn habitable(now: &Now<'_>, spec: &scenario::Sru, at: Position) -> Result<(), String> {
    if spec.kind.flies() { on_chart(now, at) } else { afloat(now, &spec.name, at) }
}

fn afloat(now: &Now<'_>, name: &str, at: Position) -> Result<(), String> {
    on_chart(now, at)?;
    if now.theatre.coast.is_land(at) { Err(format!("{at} is on land, and {name} floats")) } else { Ok(()) }
}

fn on_chart(now: &Now<'_>, at: Position) -> Result<(), String> {
    if now.theatre.coast.covers(at) { Ok(()) } else { Err(format!("{at} is outside the chart")) }
}

/// The nearest place of a unit's own country that suits it, if it lies there.
fn place_at(now: &Now<'_>, spec: &scenario::Sru, at: Position) -> Option<PlaceId> {
    let suits = |kind: PlaceKind| (kind == PlaceKind::Airfield) == spec.kind.flies();
    let places = now.theatre.scenario.places.iter().enumerate();
    places
        .filter(|(_, place)| place.party == spec.party && suits(place.kind) && within(place.position, at, IN_PORT_M))
        .min_by(|(_, a), (_, b)| a.position.distance_m(at).total_cmp(&b.position.distance_m(at)))
        .map(|(i, _)| PlaceId::new(i))
}

//! Whether an errand is one that a ship can be given, and where it leads. No world is read but to know the other ship.

use super::super::command::Rejection;
use super::super::step::Now;
use super::super::theatre::is_merchant;
use super::super::voyage::{self, Standing, Waters};
use super::super::world::World;
use super::{Bound, Errand};
use crate::base::Position;
use crate::base::ids::{PlaceId, SeatId, SruId};
use crate::scenario::{PlaceKind, Sru};

/// Most water one order may name \[L\]; more than any ship carries.
const MOST_WATER_L: f64 = 1e9;

/// Where an errand begins, after all checks of what the ship is and of what was written. `agreed` says whether people
/// may come ashore at a place.
pub(crate) fn target(
    waters: &Waters<'_>,
    spec: &Sru,
    standing: &Standing,
    errand: &Errand,
    agreed: impl FnOnce(PlaceId) -> Result<(), Rejection>,
) -> Result<Position, Rejection> {
    let cannot =
        |why: &str| Rejection::CannotDo { sru: spec.name.clone(), what: errand.verb().to_owned(), why: why.to_owned() };
    if spec.kind.flies() {
        return Err(cannot("it is an aircraft; send a ship"));
    }
    let leads_to = |from: Position, to: Position| voyage::way(waters.coast, spec, from, to).map(|_| ());
    match errand {
        Errand::Provide { at, water_l } => {
            if spec.stores.is_none() {
                return Err(cannot("it carries no stores for others"));
            }
            if water_l.is_some_and(|litres| !(litres.is_finite() && (0.0..=MOST_WATER_L).contains(&litres))) {
                return Err(Rejection::BadNumber {
                    what: "the water to be given".to_owned(),
                    rule: "a number of litres, 0 or more".to_owned(),
                });
            }
            Ok(*at)
        }
        Errand::TurnBack { at, to } => {
            if is_merchant(spec) {
                return Err(cannot("a merchant ship has no power over another vessel; send a state's unit"));
            }
            leads_to(*at, *to)?;
            Ok(*at)
        }
        Errand::Tow { at, to } => {
            match to {
                Bound::For(place) => {
                    let port = waters
                        .places
                        .get(place.index())
                        .ok_or_else(|| Rejection::Unknown { what: format!("{place}") })?;
                    if port.kind != PlaceKind::Port {
                        return Err(cannot(&format!("{} is no port", port.name)));
                    }
                    agreed(*place)?;
                    leads_to(*at, port.position)?;
                }
                Bound::Towards(to) => leads_to(*at, *to)?,
            }
            Ok(*at)
        }
        Errand::Repair { at } => {
            if !spec.technicians {
                return Err(cannot("it has no technicians aboard"));
            }
            Ok(*at)
        }
        Errand::Transfer { .. } => {
            if !standing.carries_people {
                return Err(cannot("it has nobody aboard to pass over"));
            }
            standing.meets.ok_or_else(|| Rejection::Unknown { what: "that ship".to_owned() })
        }
    }
}

/// Where the errand's other ship is, if the seat may order both.
pub(in crate::sim) fn may_transfer(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    id: SruId,
    errand: &Errand,
) -> Result<Option<Position>, Rejection> {
    let Errand::Transfer { to } = errand else { return Ok(None) };
    if !now.theatre.knows_of(world, seat, *to) {
        return Err(Rejection::Unknown { what: "that ship".to_owned() });
    }
    let (giver, other) = (now.theatre.sru(id), now.theatre.sru(*to));
    let cannot = |why: String| Rejection::CannotDo { sru: giver.name.clone(), what: errand.verb().to_owned(), why };
    if *to == id {
        return Err(cannot("that is the ship itself".to_owned()));
    }
    if !now.theatre.commands(world, seat, *to) {
        let commander = now.theatre.seat(other.seat).name.clone();
        return Err(Rejection::NotUnderYou { sru: other.name.clone(), commander });
    }
    if other.kind.flies() {
        return Err(cannot(format!("{} is no ship", other.name)));
    }
    if giver.methods.is_empty() && other.methods.is_empty() {
        return Err(cannot("neither ship has a way of taking people aboard".to_owned()));
    }
    let there = &world.srus[to.index()];
    if !there.activity.is_out() {
        return Err(cannot(format!("{} is in port; order it to sea first", other.name)));
    }
    Ok(Some(there.position))
}

/// Where an errand leads once given: for a ship that leaves port later.
pub(in crate::sim) fn given(world: &World, errand: &Errand) -> Option<Position> {
    match errand {
        Errand::Transfer { to } => world.srus.get(to.index()).map(|other| other.position),
        other => other.at(),
    }
}

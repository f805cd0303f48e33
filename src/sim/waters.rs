//! Territorial seas: which foreign government units are in them, whether with leave, and who sees them there.
//!
//! Merchant ships have innocent passage. A port is no way in: a unit that lies in another state's port is there
//! already. Entry to save lives needs leave too (SAR Convention annex 3.1.2 to 3.1.4 by sar-models.md 5.1, *read*
//! there).

use serde::{Deserialize, Serialize};

use crate::base::ids::{PartyId, SeatId, SruId};
use crate::base::time::TICKS_PER_MINUTE;
use crate::base::{Position, Tick};
use crate::sar::detection;
use crate::scenario::{self, SruKind};

use super::command::Ask;
use super::dealings::{Dealing, Notice};
use super::environment;
use super::event::Event;
use super::ledger::Fact;
use super::step::Now;
use super::world::{Activity, World};

/// A foreign government unit in a territorial sea.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Presence {
    /// Whose sea.
    pub party: PartyId,
    /// Since when it has been there.
    pub since: Tick,
    /// The seats of that state that have been told.
    pub told: Vec<SeatId>,
}

/// Once a minute: who has come in, who has left, and who is seen.
pub(super) fn advance(now: &mut Now<'_>, world: &mut World) {
    if now.theatre.scenario.territories.is_empty() || !now.tick.0.is_multiple_of(TICKS_PER_MINUTE) {
        return;
    }
    for i in 0..world.srus.len() {
        let id = SruId::new(i);
        let spec = now.theatre.sru(id);
        if !is_government(now.theatre, spec) || world.srus[i].activity == Activity::Reserve {
            continue;
        }
        let position = world.srus[i].position;
        let here = now.theatre.scenario.territory_at(position).filter(|party| *party != spec.party);
        let Some(party) = here else {
            world.presences.remove(&id);
            continue;
        };
        let out = world.srus[i].activity.is_out();
        if world.presences.get(&id).is_none_or(|presence| presence.party != party) {
            world.presences.insert(id, Presence { party, since: now.tick, told: Vec::new() });
            // Where a unit is when the exercise begins it was before.
            if out && now.tick.0 > TICKS_PER_MINUTE {
                let (case, leave) = (world.srus[i].case, leave(now, world, id, party));
                now.emit(Event::Dealing(Dealing::EnteredTerritory { sru: id, party, case, leave, position }));
            }
        }
        if out {
            tell(now, world, id, party, position);
        }
    }
}

/// Whether a unit is a state's, and no merchant ship.
fn is_government(theatre: &super::Theatre, spec: &scenario::Sru) -> bool {
    spec.kind != SruKind::Merchant && theatre.scenario.is_country(spec.party)
}

/// Whether a unit has leave to be in a state's territorial sea: it is at that state's disposal, leave was given for its
/// case to those who order it, or people may be landed there from it.
fn leave(now: &Now<'_>, world: &World, sru: SruId, state: PartyId) -> bool {
    let unit = &world.srus[sru.index()];
    let party_of = |seat: SeatId| now.theatre.seat(seat).party;
    let lent_to = unit.lent_to.map(party_of);
    let theirs = |party: PartyId| party == now.theatre.sru(sru).party || Some(party) == lent_to;
    lent_to == Some(state)
        || world.requests.iter().any(|r| {
            matches!(r.what, Ask::Enter | Ask::Land { .. })
                && party_of(r.to) == state
                && theirs(party_of(r.from))
                && unit.case == Some(r.case)
                && r.granted().is_some_and(|terms| terms.hold_at(now.tick))
        })
}

/// Tells the state's seats that see a foreign unit in its waters, each once: by AIS heard since it came in, or by a
/// unit of theirs within sight of it.
fn tell(now: &mut Now<'_>, world: &mut World, sru: SruId, state: PartyId, position: Position) {
    let Some(presence) = world.presences.get(&sru) else { return };
    let (since, told) = (presence.since, presence.told.clone());
    let spec = now.theatre.sru(sru);
    let seats: Vec<SeatId> = now
        .theatre
        .seats()
        .filter(|seat| now.theatre.seat(*seat).party == state && !told.contains(seat))
        .filter(|seat| {
            let heard = world.ledgers[seat.index()].traffic.iter().any(|t| t.sru == sru && t.heard_at >= since);
            heard || in_sight_of(now, world, *seat, sru)
        })
        .collect();
    for seat in seats {
        // A name only for what has a name at that desk: a stranger seen from the air is a stranger.
        let named = now.theatre.knows_of(world, seat, sru).then_some(sru);
        let notice = Notice::Intruder { party: spec.party, kind: spec.kind, sru: named, position };
        now.tell(world, seat, Fact::Notice(notice));
        if let Some(presence) = world.presences.get_mut(&sru) {
            presence.told.push(seat);
        }
    }
}

/// Whether a unit that a seat sees live, and that looks out, has another above its horizon and within the visibility.
fn in_sight_of(now: &Now<'_>, world: &World, seat: SeatId, sru: SruId) -> bool {
    let height = |spec: &scenario::Sru| if spec.kind.flies() { spec.altitude_m } else { spec.eye_height_m };
    let (target, position) = (now.theatre.sru(sru), world.srus[sru.index()].position);
    (0..world.srus.len()).map(SruId::new).any(|own| {
        let (unit, spec) = (&world.srus[own.index()], now.theatre.sru(own));
        if own == sru || !unit.activity.is_out() || unit.activity == Activity::Failed {
            return false;
        }
        // The unit itself reports to its own side, not to the state it has come to.
        if spec.party != now.theatre.seat(seat).party || !now.theatre.sees(world, seat, own) {
            return false;
        }
        let horizon = detection::horizon_m(height(spec).max(1.0), height(target).max(1.0));
        let reach = horizon.min(environment::here(now.theatre, world, unit.position).visibility_m);
        super::step::within(unit.position, position, reach)
    })
}

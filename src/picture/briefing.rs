//! What a seat may know before the first tick, and the cards of the units it comes to know.
//!
//! **Nothing of what will happen is here**: no casualty, no inject, no expectation, no other side's units.

use serde::{Deserialize, Serialize};

use crate::base::ids::{PartyId, SeatId, SruId};
use crate::base::{Span, Utc};
use crate::scenario::{self, Antenna, Channels, Manner, Party, Place, Region, Seat, SruKind, Territory};
use crate::sea::Sea;
use crate::sim::{Theatre, World};

/// The shelf of an office: who is who, whose waters, which ports, and the forecast. The same at every seat, but for
/// the instructions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    /// The exercise's short name.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What this seat is told before it begins. Exists when and only when the scenario says something.
    pub instructions: Option<String>,
    /// Moment of tick 0.
    pub start: Utc,
    /// The exercise ends here at the latest.
    pub length: Span,
    /// Local time minus UTC at the scene \[min\], for display.
    pub local_offset_min: i32,
    /// States, companies, agencies, in order of `PartyId`.
    pub parties: Vec<Party>,
    /// Chairs at the table, in order of `SeatId`, each without its instructions and its manner.
    pub seats: Vec<Seat>,
    /// Search and rescue regions; where they overlap, the earlier answers.
    pub regions: Vec<Region>,
    /// Ports, airfields, anchorages, in order of `PlaceId`.
    pub places: Vec<Place>,
    /// How each means of communication behaves.
    pub channels: Channels,
    /// The forecast. The truth differs.
    pub forecast: Sea,
    /// Territorial seas, as the author drew them.
    pub territories: Vec<Territory>,
    /// Coast stations, as the lists of radio signals have them.
    pub antennas: Vec<Antenna>,
}

/// The briefing of one seat; with none, of somebody who sits at no seat.
pub fn briefing(theatre: &Theatre, seat: Option<SeatId>) -> Briefing {
    let scenario = &theatre.scenario;
    // The errors of the forecast are the trainer's knob; how wrong it may be is for the seat to reckon with.
    Briefing {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        instructions: seat.and_then(|seat| scenario.seats[seat.index()].instructions.clone()),
        start: scenario.start,
        length: scenario.length,
        local_offset_min: scenario.local_offset_min,
        parties: scenario.parties.clone(),
        seats: scenario
            .seats
            .iter()
            .map(|seat| Seat { instructions: None, manner: Manner::default(), ..seat.clone() })
            .collect(),
        regions: scenario.regions.clone(),
        places: scenario.places.clone(),
        channels: scenario.channels,
        forecast: scenario.sea.clone(),
        territories: scenario.territories.clone(),
        antennas: scenario.signals.antennas.clone(),
    }
}

/// What a seat knows of a unit or ship itself, apart from where it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SruCard {
    /// Which.
    pub sru: SruId,
    /// The name shown.
    pub name: String,
    /// Ship or aircraft.
    pub kind: SruKind,
    /// Whose it is.
    pub party: PartyId,
    /// Its data sheet. Exists when and only when the seat sees the unit live: its own, its state's, or lent to it.
    pub data: Option<Box<scenario::Sru>>,
}

/// The cards of all units a seat sees live or has heard on AIS, in order of `SruId`.
pub(super) fn cards(theatre: &Theatre, world: &World, seat: SeatId) -> Vec<SruCard> {
    let heard = &world.ledgers[seat.index()].traffic;
    (0..world.srus.len())
        .map(SruId::new)
        .filter_map(|sru| {
            let sees = theatre.sees(world, seat, sru);
            (sees || heard.binary_search_by_key(&sru, |t| t.sru).is_ok()).then(|| card(theatre, sru, sees))
        })
        .collect()
}

/// The card of a unit, with or without its data sheet.
pub(super) fn card(theatre: &Theatre, sru: SruId, with_data: bool) -> SruCard {
    let spec = theatre.sru(sru);
    SruCard {
        sru,
        name: spec.name.clone(),
        kind: spec.kind,
        party: spec.party,
        data: with_data.then(|| Box::new(spec.clone())),
    }
}

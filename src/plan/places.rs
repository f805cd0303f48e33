//! Where things lie: whose region, the nearest place of safety, and who must agree before people land.

use crate::base::Position;
use crate::base::ids::{PlaceId, SeatId};
use crate::chart::Coast;
use crate::picture::{Briefing, Picture};
use crate::scenario::{PartyKind, Role, Sru};
use crate::sim::{Ask, Terms, voyage};

/// The centre in whose region a position lies; where regions overlap, the earlier in the list. None where no region is.
pub fn region(briefing: &Briefing, position: Position) -> Option<SeatId> {
    briefing.regions.iter().find(|region| region.contains(position)).map(|region| region.rcc)
}

/// The nearest place of safety a unit can land people at, of whatever country, and the way there \[m\]: straight by
/// air, round land by sea. None when none can be reached.
pub fn nearest_safe(briefing: &Briefing, data: &Sru, position: Position) -> Option<(PlaceId, f64)> {
    let mut fit: Vec<(f64, PlaceId)> = briefing
        .places
        .iter()
        .enumerate()
        .filter(|(_, place)| place.place_of_safety && voyage::suits(data.kind, place.kind))
        .map(|(i, place)| (position.distance_m(place.position), PlaceId::new(i)))
        .collect();
    fit.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut best: Option<(PlaceId, f64)> = None;
    for (straight_m, place) in fit {
        // No way is shorter than the straight one.
        if best.is_some_and(|(_, way_m)| way_m <= straight_m) {
            break;
        }
        let to = briefing.places[place.index()].position;
        if let Ok((_, way_m)) = voyage::way(Coast::region(), data, position, to)
            && best.is_none_or(|(_, known_m)| way_m < known_m)
        {
            best = Some((place, way_m));
        }
    }
    best
}

/// The centre that has to be asked before a seat may land people at a place. None when nobody need be asked any more:
/// the place is the seat's own country's, or this seat's request for it was agreed to. None also for a place that does
/// not exist or that no centre answers for.
pub fn consent(briefing: &Briefing, picture: &Picture, place: PlaceId) -> Option<SeatId> {
    let there = briefing.places.get(place.index())?;
    let country = briefing.parties.get(picture.party.index()).is_some_and(|party| party.kind == PartyKind::Country);
    let agreed = picture.requests.iter().filter(|request| !request.of_us).any(|request| {
        let Ask::Land { place: asked, .. } = request.what else { return false };
        let holds = |terms: &Terms| terms.hold_at(picture.tick) && terms.place.unwrap_or(asked) == place;
        request.granted().as_ref().is_some_and(holds)
    });
    if country && there.party == picture.party || agreed {
        return None;
    }
    let seat = briefing.seats.iter().position(|seat| seat.role == Role::Rcc && seat.party == there.party)?;
    Some(SeatId::new(seat))
}

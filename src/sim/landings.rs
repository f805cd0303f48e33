//! Who may put people ashore where, and how many: one's own country, or what was agreed to and its terms.

use crate::base::ids::{PlaceId, SeatId, SruId};

use super::command::{Ask, Rejection};
use super::people;
use super::step::Now;
use super::terms::Terms;
use super::world::{Request, World};

/// Whether people may be landed at a place from a unit by order of a seat: its own country, or an agreed request.
pub(super) fn landing_agreed(
    now: &Now<'_>,
    world: &World,
    seat: SeatId,
    sru: SruId,
    place: PlaceId,
) -> Result<(), Rejection> {
    let scenario = &now.theatre.scenario;
    let (target, party) = (&scenario.places[place.index()], now.theatre.seat(seat).party);
    if target.party == party && scenario.is_country(party) {
        return Ok(());
    }
    let of_party = |r: &&Request| now.theatre.seat(r.from).party == party;
    let grants: Vec<(u32, Terms)> = world
        .requests
        .iter()
        .filter(of_party)
        .filter_map(|r| Some((r.life.landed, landing_at(r, place)?)))
        .filter(|(_, terms)| terms.hold_at(now.tick))
        .collect();
    if grants.is_empty() {
        return Err(Rejection::LandingNotAgreed {
            place: target.name.clone(),
            country: scenario.parties[target.party.index()].name.clone(),
        });
    }
    let full = || Err(Rejection::LandingFull { place: target.name.clone() });
    match left(&grants) {
        Some(0) => full(),
        // An aircraft cannot keep people aboard on the apron: it lands all it has or none.
        Some(left) if now.theatre.sru(sru).kind.flies() && people::aboard_sru(world, sru).0 > left => full(),
        _ => Ok(()),
    }
}

/// The terms under which a request lets people land at a place. None when it does not.
fn landing_at(request: &Request, place: PlaceId) -> Option<Terms> {
    let Ask::Land { place: asked, .. } = request.what else { return None };
    request.granted().filter(|terms| terms.place.unwrap_or(asked) == place)
}

/// How many more may be landed under some agreements, each with the number landed so far. None when any number may.
fn left(grants: &[(u32, Terms)]) -> Option<u32> {
    let mut sum = 0_u32;
    for (landed, terms) in grants {
        sum = sum.saturating_add(terms.at_most?.saturating_sub(*landed));
    }
    Some(sum)
}

/// How many more living persons a unit that lies at a place may put ashore there. None when any number may: in its own
/// country, by an agreement without limit, and where a unit put in without any, as one short of fuel does.
pub(super) fn room(now: &Now<'_>, world: &World, sru: SruId, place: PlaceId) -> Option<u32> {
    let grants: Vec<(u32, Terms)> =
        limited(now, world, sru, place)?.into_iter().map(|(_, landed, terms)| (landed, terms)).collect();
    left(&grants)
}

/// The agreements a unit lands people under at a place, with the index of each. None when it needs none.
fn limited(now: &Now<'_>, world: &World, sru: SruId, place: PlaceId) -> Option<Vec<(usize, u32, Terms)>> {
    let lent_to = world.srus[sru.index()].lent_to.map(|seat| now.theatre.seat(seat).party);
    let parties = [Some(now.theatre.sru(sru).party), lent_to];
    if parties.contains(&Some(now.theatre.scenario.places[place.index()].party)) {
        return None;
    }
    let theirs = |r: &Request| parties.contains(&Some(now.theatre.seat(r.from).party));
    let grants: Vec<_> = world
        .requests
        .iter()
        .enumerate()
        .filter(|(_, r)| theirs(r))
        .filter_map(|(i, r)| Some((i, r.life.landed, landing_at(r, place)?)))
        .collect();
    (!grants.is_empty()).then_some(grants)
}

/// Counts one living person landed from a unit against the agreement that lets it.
pub(super) fn count(now: &Now<'_>, world: &mut World, sru: SruId, place: PlaceId) {
    let Some(grants) = limited(now, world, sru, place) else { return };
    let open = grants.iter().find(|(_, landed, terms)| terms.at_most.is_some_and(|most| *landed < most));
    if let Some((i, ..)) = open {
        world.requests[*i].life.landed += 1;
    }
}

//! Who takes part and where: parties, places, seats, regions.

use super::super::diagnostic::{ID, IDLE_SEAT, OVERLAP, ROLE, SAME_PARTY, TOO_MANY};
use super::super::doc::{Id, PartyDoc, PlaceDoc, RegionDoc, SeatDoc};
use super::super::leaf::Leaf;
use super::super::model::{Party, PartyKind, Place, PlaceKind, Region, Role, Seat, Sru, Start};
use super::super::reading::{Chair, Harbour, Reading};
use super::Written;
use super::units::RESERVE;
use crate::base::Position;
use crate::base::ids::{PartyId, SeatId};

/// Corners of all regions together at most; the Australian region has some twenty.
const CORNERS: usize = 2_000;

/// How near \[degrees\] a corner may come to another region's side and still be on it, not inside: 100 m.
const ON_SIDE_DEG: f64 = 0.001;

pub(super) fn parties<'a>(reading: &mut Reading<'a>, written: &[Written<'a, PartyDoc<'a>>]) -> Vec<Option<Party>> {
    reading.names_differ("party", &written.iter().map(|entry| entry.form.name).collect::<Vec<_>>());
    written.iter().map(|entry| party(reading, &entry.form)).collect()
}

fn party<'a>(reading: &mut Reading<'a>, form: &PartyDoc<'a>) -> Option<Party> {
    let name = reading.text(form.name);
    let kinds =
        [("Country", PartyKind::Country), ("Shipping", PartyKind::Shipping), ("Organisation", PartyKind::Organisation)];
    let kind = reading.word(form.kind, &kinds);
    Some(Party { id: known_id(form.id), name: name?, kind: kind? })
}

/// An id that was judged when it was entered.
pub(super) fn known_id<'a>(id: impl Leaf<'a>) -> String {
    ron::from_str(id.raw().text()).unwrap_or_default()
}

pub(super) fn places<'a>(reading: &mut Reading<'a>, written: &[Written<'a, PlaceDoc<'a>>]) -> Vec<Option<Place>> {
    reading.names_differ("place", &written.iter().map(|entry| entry.form.name).collect::<Vec<_>>());
    written.iter().map(|entry| place(reading, &entry.form)).collect()
}

fn place<'a>(reading: &mut Reading<'a>, form: &PlaceDoc<'a>) -> Option<Place> {
    if known_id(form.id) == RESERVE {
        let message = format!("a place is called \"{RESERVE}\", which as the start of a unit means held in reserve");
        let _: Option<()> = reading.error(ID, form.id.raw(), message, "give the place another id");
    }
    let name = reading.text(form.name);
    let party = reading.reference(|r| &mut r.parties, form.party).map(PartyId::new);
    let kind = reading.word(form.kind, &[("Port", PlaceKind::Port), ("Airfield", PlaceKind::Airfield)]);
    let position = reading.position(form.position).and_then(|position| match kind? {
        PlaceKind::Port => reading.by_the_sea(form.position.raw(), position),
        PlaceKind::Airfield => Some(position),
    });
    let place_of_safety = form.place_of_safety.map_or(Some(true), |switch| reading.switch(switch));
    let hospital = form.hospital.map_or(Some(false), |switch| reading.switch(switch));
    reading.harbours.push(Harbour { position, party, kind });
    Some(Place {
        id: known_id(form.id),
        name: name?,
        position: position?,
        party: party?,
        kind: kind?,
        place_of_safety: place_of_safety?,
        hospital: hospital?,
    })
}

pub(super) fn seats<'a>(reading: &mut Reading<'a>, written: &[Written<'a, SeatDoc<'a>>]) -> Vec<Option<Seat>> {
    reading.names_differ("seat", &written.iter().map(|entry| entry.form.name).collect::<Vec<_>>());
    let seats = written.iter().map(|entry| seat(reading, &entry.form)).collect();
    let mut centres: Vec<(PartyId, usize)> = Vec::new();
    for (place, entry) in written.iter().enumerate() {
        let Chair { party: Some(party), role: Some(Role::Rcc) } = reading.chairs[place] else { continue };
        match centres.iter().find(|(of, _)| *of == party) {
            Some((_, first)) => {
                let message = format!(
                    "\"{}\" is a second rescue coordination centre of \"{}\", beside \"{}\"",
                    known_id(entry.form.id),
                    known_id(entry.form.party),
                    known_id(written[*first].form.id),
                );
                let help = "make it `Operations`, or give it a party of its own";
                let _: Option<()> = reading.error(SAME_PARTY, entry.form.role.raw(), message, help);
            }
            None => centres.push((party, place)),
        }
    }
    seats
}

fn seat<'a>(reading: &mut Reading<'a>, form: &SeatDoc<'a>) -> Option<Seat> {
    let name = reading.text(form.name);
    let party = reading.reference(|r| &mut r.parties, form.party).map(PartyId::new);
    let roles = [
        ("Rcc", Role::Rcc),
        ("Operations", Role::Operations),
        ("Masters", Role::Masters),
        ("ForeignMinistry", Role::ForeignMinistry),
        ("Immigration", Role::Immigration),
        ("Police", Role::Police),
        ("FocalPoint", Role::FocalPoint),
        ("Unhcr", Role::Unhcr),
        ("Iom", Role::Iom),
    ];
    let role = reading.word(form.role, &roles);
    let position = reading.spot(form.position).and_then(|spot| reading.position_of(spot));
    let instructions = form.instructions.map(|words| reading.text(words));
    reading.chairs.push(Chair { party, role });
    let instructions = match instructions {
        Some(text) => Some(text?),
        None => None,
    };
    Some(Seat { id: known_id(form.id), name: name?, party: party?, role: role?, position: position?, instructions })
}

pub(super) fn regions<'a>(reading: &mut Reading<'a>, written: &[Written<'a, RegionDoc<'a>>]) -> Vec<Option<Region>> {
    let mut left = CORNERS;
    let mut regions: Vec<Option<Region>> = Vec::with_capacity(written.len());
    for entry in written {
        let region = region(reading, &entry.form, &mut left);
        if let Some(region) = &region {
            let earlier = regions.iter().flatten().filter(|other| other.rcc != region.rcc);
            if let Some(other) = earlier.into_iter().find(|other| overlap(other, region)) {
                let message = format!("the regions \"{}\" and \"{}\" of two centres overlap", other.name, region.name);
                let help = "where they do, the earlier answers; move corners apart if that is not meant";
                reading.warning(OVERLAP, entry.form.name.raw(), message, help);
            }
        }
        regions.push(region);
    }
    regions
}

fn region<'a>(reading: &mut Reading<'a>, form: &RegionDoc<'a>, left: &mut usize) -> Option<Region> {
    let name = reading.text(form.name);
    let rcc = centre(reading, form.rcc);
    let corners = reading.list(form.corners, "corners", 3..=CORNERS)?;
    let Some(rest) = left.checked_sub(corners.len()) else {
        let message = format!("all regions together have more than {CORNERS} corners");
        return reading.error(TOO_MANY, form.corners.raw(), message, "leave corners out");
    };
    *left = rest;
    let corners: Vec<_> = corners.into_iter().map(|corner| reading.any_position(corner)).collect();
    Some(Region { name: name?, rcc: rcc?, corners: corners.into_iter().collect::<Option<_>>()? })
}

/// A seat whose role must be `Rcc`.
pub(super) fn centre<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<SeatId> {
    let seat = reading.reference(|r| &mut r.seats, id)?;
    match reading.chairs.get(seat)?.role? {
        Role::Rcc => Some(SeatId::new(seat)),
        _ => {
            let message = format!("{} is not a rescue coordination centre", id.raw().text());
            reading.error(ROLE, id.raw(), message, "name a seat whose role is `Rcc`")
        }
    }
}

/// Whether two regions share more than sides: a corner or the middle of a side of one lies inside the other, or sides
/// cross.
fn overlap(one: &Region, other: &Region) -> bool {
    let inside = |region: &Region, of: &Region| {
        let is_inside = |p: Position| of.contains(p) && !on_side(of, p);
        let middle = |a: (f64, f64), b: (f64, f64)| Position::clamped((a.1 + b.1) / 2.0, (a.0 + b.0) / 2.0);
        region.corners.iter().any(|corner| is_inside(*corner)) || sides(region).any(|(a, b)| is_inside(middle(a, b)))
    };
    inside(one, other) || inside(other, one) || sides(one).any(|(a, b)| sides(other).any(|(c, d)| cross(a, b, c, d)))
}

fn sides(region: &Region) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    let at = |corner: Position| (corner.lon_deg(), corner.lat_deg());
    let next = region.corners.iter().cycle().skip(1);
    region.corners.iter().zip(next).map(move |(a, b)| (at(*a), at(*b)))
}

fn on_side(region: &Region, corner: Position) -> bool {
    let p = (corner.lon_deg(), corner.lat_deg());
    sides(region).any(|(a, b)| {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let length = dx * dx + dy * dy;
        let share = if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        let (ex, ey) = (a.0 + share * dx - p.0, a.1 + share * dy - p.1);
        ex * ex + ey * ey < ON_SIDE_DEG * ON_SIDE_DEG
    })
}

/// Whether two lines cross, not only touch.
fn cross(a: (f64, f64), b: (f64, f64), c: (f64, f64), d: (f64, f64)) -> bool {
    // Twice the area of a triangle; below this two lines touch rather than cross.
    const TOUCHING: f64 = 1e-3;
    let turn = |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    let apart = |one: f64, other: f64| one.abs() > TOUCHING && other.abs() > TOUCHING && (one > 0.0) != (other > 0.0);
    apart(turn(a, b, c), turn(a, b, d)) && apart(turn(c, d, a), turn(c, d, b))
}

/// Warns of centres without a region.
pub(super) fn idle_centres<'a>(reading: &mut Reading<'a>, seats: &[Written<'a, SeatDoc<'a>>], regions: &[Region]) {
    for (place, entry) in seats.iter().enumerate() {
        let is_centre = reading.chairs[place].role == Some(Role::Rcc);
        if is_centre && !regions.iter().any(|region| region.rcc == SeatId::new(place)) {
            let at = entry.form.id.raw();
            let message = format!("the centre {} answers for no region", at.text());
            reading.warning(IDLE_SEAT, at, message, "name it in an entry of `regions`");
        }
    }
}

/// Warns of seats that are there to order units and have none.
pub(super) fn idle_orderers<'a>(reading: &mut Reading<'a>, seats: &[Written<'a, SeatDoc<'a>>], srus: &[Option<Sru>]) {
    if srus.iter().any(Option::is_none) {
        return;
    }
    for (place, entry) in seats.iter().enumerate() {
        let orders = matches!(reading.chairs[place].role, Some(Role::Operations | Role::Masters));
        let mut own = srus.iter().flatten().filter(|sru| sru.seat == SeatId::new(place)).peekable();
        if !orders {
            continue;
        }
        let at = entry.form.id.raw();
        if own.peek().is_none() {
            let message = format!("the seat {} orders no unit", at.text());
            reading.warning(IDLE_SEAT, at, message, "name it as the `seat` of a unit");
        } else if own.all(|sru| sru.start == Start::Reserve) {
            let message = format!("all units of the seat {} are held in reserve", at.text());
            reading.warning(IDLE_SEAT, at, message, "let one of them start at a place, or at sea");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, side: f64) -> Region {
        let corner = |x: f64, y: f64| Position::new(south + y * side, west + x * side).unwrap();
        Region {
            name: String::new(),
            rcc: SeatId(0),
            corners: vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0), corner(0.0, 1.0)],
        }
    }

    #[test]
    fn neighbours_share_a_border_and_do_not_overlap() {
        assert!(!overlap(&square(90.0, 0.0, 5.0), &square(95.0, 0.0, 5.0)));
        assert!(!overlap(&square(90.0, 0.0, 5.0), &square(95.0, 2.0, 1.0)));
        assert!(!overlap(&square(90.0, 0.0, 5.0), &square(95.0, 5.0, 5.0)));
    }

    #[test]
    fn regions_that_share_sea_overlap() {
        assert!(overlap(&square(90.0, 0.0, 5.0), &square(94.0, 1.0, 5.0)));
        assert!(overlap(&square(90.0, 0.0, 5.0), &square(91.0, 1.0, 1.0)));
        // Along one meridian: no corner inside, no sides that cross.
        let south = Region {
            corners: corners(&[(-5.0, 90.0), (1.0, 90.0), (1.0, 95.0), (-5.0, 95.0)]),
            ..square(0.0, 0.0, 1.0)
        };
        assert!(overlap(&square(90.0, 0.0, 5.0), &south));
        // A cross: no corner of one inside the other.
        let tall = Region {
            corners: corners(&[(-5.0, 92.0), (-5.0, 93.0), (9.0, 93.0), (9.0, 92.0)]),
            ..square(0.0, 0.0, 1.0)
        };
        assert!(overlap(&square(90.0, 0.0, 5.0), &tall));
    }

    fn corners(at: &[(f64, f64)]) -> Vec<Position> {
        at.iter().map(|(lat, lon)| Position::new(*lat, *lon).unwrap()).collect()
    }
}

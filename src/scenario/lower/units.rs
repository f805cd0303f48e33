//! Units and merchant ships: class, overrides, base, passage.

use super::super::classes::{self, UnitClass, unit_classes};
use super::super::diagnostic::{
    CLASS, FOREIGN_BASE, HABITAT, NO_HOME, NO_ROUTE, OTHER_PARTY, REACH, ROLE, STANDSTILL, TOO_MANY, UNLIKELY, suggest,
};
use super::super::doc::{Id, MerchantDoc, Part, UnitDoc, Where};
use super::super::leaf::{Leaf, Raw};
use super::super::model::{PlaceKind, Role, Sru, SruKind, Start};
use super::super::reading::{Reading, shown};
use super::super::values::{Spot, Within};
use super::Written;
use super::parties::known_id;
use super::stores;
use crate::base::Position;
use crate::base::ids::{PartyId, PlaceId, SeatId};
use crate::chart::NoRoute;

/// Units and merchant ships together at most.
const SRUS: usize = 500;

/// Points of one passage as written at most, and legs of all passages together.
const WAYPOINTS: usize = 100;
const LEGS: usize = 2_000;

/// Legs that cross land, and for which a way is sought, at most; one takes some milliseconds.
const WAYS: usize = 300;

/// A passage shorter than this goes nowhere \[m\].
const SHORTEST_M: f64 = 100.0;

pub(super) fn srus<'a>(
    reading: &mut Reading<'a>,
    list: Raw<'a>,
    units: &[Written<'a, UnitDoc<'a>>],
    merchants: &[Written<'a, MerchantDoc<'a>>],
) -> Vec<Option<Sru>> {
    let names = units.iter().map(|entry| entry.form.name).chain(merchants.iter().map(|entry| entry.form.name));
    reading.names_differ("unit", &names.collect::<Vec<_>>());
    let count = units.len() + merchants.len();
    if count > SRUS {
        let message = format!("there are {count} units and merchant ships, more than {SRUS}");
        let _: Option<()> = reading.error(TOO_MANY, list, message, "leave some out");
    }
    let mut srus: Vec<_> = units.iter().map(|entry| unit(reading, &entry.form)).collect();
    srus.extend(merchants.iter().map(|entry| merchant(reading, &entry.form)));
    srus
}

fn unit<'a>(reading: &mut Reading<'a>, form: &UnitDoc<'a>) -> Option<Sru> {
    let name = reading.text(form.name);
    let class = class(reading, form.class);
    let party = reading.reference(|r| &mut r.parties, form.party).map(PartyId::new);
    let seat = orders(reading, form.seat, party, &[Role::Operations, Role::Masters]);
    let flies = class.map(|class| class.kind.flies());
    let start = if is_reserve(form.start) {
        Some(Start::Reserve)
    } else {
        reading.spot(form.start).and_then(|spot| start(reading, form.start.raw(), spot, flies))
    };
    let home = match (form.home, &start) {
        (Some(home), _) => {
            let home = reading.reference(|r| &mut r.places, home).map(PlaceId::new);
            home.and_then(|home_place| base(reading, form.home?.raw(), home_place, flies))
        }
        (None, Some(Start::At(place))) => Some(*place),
        (None, Some(start)) => {
            let begins = match (start, flies) {
                (Start::Reserve, _) => "is held in reserve",
                (_, Some(true)) => "begins in the air",
                _ => "begins at sea",
            };
            let message = format!("{} {begins} and has nowhere to return to", form.id.raw().text());
            reading.error(NO_HOME, form.start.raw(), message, "add `home: \"…\"` with the id of a place")
        }
        (None, None) => None,
    };
    let home_at = form.home.map_or(form.start.raw(), Leaf::raw);
    foreign_base(reading, home_at, home, party);

    let notice = form.notice.map(|span| reading.span(span));
    let speed = form.speed.map(|speed| classes::speed_mps(reading, speed));
    let search = form.search_speed.map(|speed| classes::speed_mps(reading, speed));
    let range = form.range.map(|range| classes::range_m(reading, range));
    let endurance = form.endurance.map(|span| reading.span(span));
    let capacity = form.capacity.map(|count| classes::capacity(reading, count));
    let max_wave = form.max_wave.map(|wave| classes::wave_m(reading, wave));
    let altitude = form.altitude.map(|height| classes::height_m(reading, height));
    let eye_height = form.eye_height.map(|height| classes::height_m(reading, height));
    let sensors = form.sensors.map(|list| classes::sensors(reading, list));
    let methods = form.methods.map(|list| classes::methods(reading, list));
    let ais = form.ais.map(|switch| reading.switch(switch));
    let rafts = super::craft::rafts(reading, form.rafts);
    let carried = stores::stores(reading, form.id, form.stores, flies);
    let technicians = form.technicians.map_or(Some(false), |switch| reading.switch(switch));
    let cost = form.cost_per_hour.map(|cost| classes::cost_per_hour(reading, cost));

    let class = class?;
    let sru = Sru {
        id: known_id(form.id),
        name: name?,
        class: class.id.clone(),
        party: party?,
        seat: seat?,
        kind: class.kind,
        start: start?,
        home: Some(home?),
        notice: notice.unwrap_or(Some(class.notice))?,
        transit_mps: speed.unwrap_or(Some(class.transit_mps))?,
        search_mps: search.unwrap_or(Some(class.search_mps))?,
        range_m: range.unwrap_or(Some(class.range_m))?,
        endurance: endurance.unwrap_or(Some(class.endurance))?,
        capacity: capacity.unwrap_or(Some(class.capacity))?,
        max_wave_m: max_wave.unwrap_or(Some(class.max_wave_m))?,
        platform: class.platform,
        altitude_m: altitude.unwrap_or(Some(class.altitude_m))?,
        eye_height_m: eye_height.unwrap_or(Some(class.eye_height_m))?,
        sensors: sensors.unwrap_or_else(|| Some(class.sensors.clone()))?,
        methods: methods.unwrap_or_else(|| Some(class.methods.clone()))?,
        ais: ais.unwrap_or(Some(class.ais))?,
        rafts: rafts?,
        stores: None,
        technicians: technicians?,
        cost_per_hour_usd: cost.unwrap_or(Some(class.cost_per_hour_usd))?,
    };
    let carried = carried?.map(|carried| carried.of(sru.capacity));
    let sru = Sru { stores: carried, ..sru };
    let at = form.id.raw();
    can_reach(reading, form.speed.map_or(at, Leaf::raw), sru.transit_mps, "speed", "\"20 kn\"", at)?;
    can_reach(reading, form.search_speed.map_or(at, Leaf::raw), sru.search_mps, "search_speed", "\"15 kn\"", at)?;
    can_reach(reading, form.range.map_or(at, Leaf::raw), sru.range_m, "range", "\"400 NM\"", at)?;
    let endurance = form.endurance.map_or(at, Leaf::raw);
    can_reach(reading, endurance, sru.endurance.as_hours(), "endurance", "\"12h\"", at)?;
    let wave = form.max_wave.map_or(at, Leaf::raw);
    can_reach(reading, wave, sru.max_wave_m, "max_wave", "\"3 m\"", at)?;
    if !sru.kind.flies() && sru.altitude_m > 0.0 {
        let raw = form.altitude.map_or(at, Leaf::raw);
        return reading.error(HABITAT, raw, format!("{} is a ship and has an altitude", at.text()), "leave it out");
    }
    if sru.search_mps > sru.transit_mps {
        let raw = form.search_speed.or(form.speed).map_or(at, Leaf::raw);
        let message = format!("{} searches faster than it can go", at.text());
        reading.warning(UNLIKELY, raw, message, "write a `search_speed` below `speed`");
    }
    if (sru.capacity == 0) != sru.methods.is_empty() {
        let raw = form.capacity.map_or(at, Leaf::raw);
        let message = format!(
            "{} has room for {} and {} ways of getting people aboard",
            at.text(),
            sru.capacity,
            sru.methods.len()
        );
        reading.warning(UNLIKELY, raw, message, "write both `capacity` and `methods`, or neither");
    }
    Some(sru)
}

fn merchant<'a>(reading: &mut Reading<'a>, form: &MerchantDoc<'a>) -> Option<Sru> {
    let name = reading.text(form.name);
    let class = class(reading, form.class).and_then(|class| {
        if class.kind == SruKind::Merchant {
            return Some(class);
        }
        let message = format!("the class {} is not of merchant ships", form.class.raw().text());
        let known = unit_classes().iter().filter(|class| class.kind == SruKind::Merchant);
        reading.error(HABITAT, form.class.raw(), message, suggest("", known.map(|class| class.id.as_str()), true))
    });
    let party = reading.reference(|r| &mut r.parties, form.party).map(PartyId::new);
    let seat = orders(reading, form.seat, party, &[Role::Masters]);
    let from_s = reading.seconds(form.from, Within::PastToEnd);
    let waypoints = passage(reading, form.passage);
    let speed = form.speed.map(|speed| classes::speed_mps(reading, speed));
    let capacity = form.capacity.map(|count| classes::capacity(reading, count));
    let eye_height = form.eye_height.map(|height| classes::height_m(reading, height));
    let methods = form.methods.map(|list| classes::methods(reading, list));
    let ais = form.ais.map(|switch| reading.switch(switch));
    let carried = stores::stores(reading, form.id, form.stores, Some(false));
    let per_day = form.cost_per_day.map(|cost| stores::cost_per_day(reading, cost));
    let per_hour = form.cost_per_hour.map(|cost| classes::cost_per_hour(reading, cost));
    // One price: a day's is another way of writing an hour's, which goes before it.
    let cost = per_hour.or(per_day.map(|usd| usd.map(|usd| usd / 24.0)));

    let class = class?;
    let capacity = capacity.unwrap_or(Some(class.capacity))?;
    let transit_mps = speed.unwrap_or(Some(class.transit_mps))?;
    let at = form.id.raw();
    can_reach(reading, form.speed.map_or(at, Leaf::raw), transit_mps, "speed", "\"14 kn\"", at)?;
    Some(Sru {
        id: known_id(form.id),
        name: name?,
        class: class.id.clone(),
        party: party?,
        seat: seat?,
        kind: class.kind,
        start: Start::OnPassage { waypoints: waypoints?, from_s: from_s? },
        home: None,
        notice: class.notice,
        transit_mps,
        search_mps: class.search_mps.min(transit_mps),
        range_m: class.range_m,
        endurance: class.endurance,
        capacity,
        max_wave_m: class.max_wave_m,
        platform: class.platform,
        altitude_m: 0.0,
        eye_height_m: eye_height.unwrap_or(Some(class.eye_height_m))?,
        sensors: class.sensors.clone(),
        methods: methods.unwrap_or_else(|| Some(class.methods.clone()))?,
        ais: ais.unwrap_or(Some(class.ais))?,
        rafts: Vec::new(),
        stores: carried?.map(|carried| carried.of(capacity)),
        technicians: false,
        cost_per_hour_usd: cost.unwrap_or(Some(class.cost_per_hour_usd))?,
    })
}

fn class<'a>(reading: &mut Reading<'a>, id: Id<'a>) -> Option<&'static UnitClass> {
    let wanted = reading.id(id)?;
    unit_classes().iter().find(|class| class.id == wanted).or_else(|| {
        let help = suggest(&wanted, unit_classes().iter().map(|class| class.id.as_str()), true);
        reading.error(CLASS, id.raw(), format!("there is no class of units \"{}\"", shown(&wanted)), help)
    })
}

/// The seat that orders a unit of a party: of that party, with one of the roles.
fn orders<'a>(reading: &mut Reading<'a>, id: Id<'a>, party: Option<PartyId>, roles: &[Role]) -> Option<SeatId> {
    let seat = reading.reference(|r| &mut r.seats, id)?;
    let chair = *reading.chairs.get(seat)?;
    if let Some(role) = chair.role
        && !roles.contains(&role)
    {
        let words: Vec<String> = roles.iter().map(|role| format!("`{role:?}`")).collect();
        let message = format!("{} has the role {role:?}, which does not order this", id.raw().text());
        return reading.error(ROLE, id.raw(), message, format!("name a seat whose role is {}", words.join(" or ")));
    }
    if let (Some(own), Some(party)) = (chair.party, party)
        && own != party
    {
        let message = format!("the seat {} is of another party than the unit", id.raw().text());
        return reading.error(OTHER_PARTY, id.raw(), message, "name a seat of the unit's party, or change `party`");
    }
    Some(SeatId::new(seat))
}

/// The word for a unit that is held in reserve, where others write a place; no place has it as its id.
pub(super) const RESERVE: &str = "reserve";

fn is_reserve(start: Where<'_>) -> bool {
    known_id(start) == RESERVE
}

fn start<'a>(reading: &mut Reading<'a>, at: Raw<'a>, spot: Spot, flies: Option<bool>) -> Option<Start> {
    match (spot, flies) {
        (Spot::Place(place), _) => base(reading, at, place, flies).map(Start::At),
        (Spot::At(position), Some(true)) => Some(Start::AtSea(position)),
        (Spot::At(position), _) => reading.at_sea(at, position).map(Start::AtSea),
    }
}

/// A place a unit can lie at: ships in ports, aircraft on airfields.
fn base<'a>(reading: &mut Reading<'a>, at: Raw<'a>, place: PlaceId, flies: Option<bool>) -> Option<PlaceId> {
    match (reading.harbours.get(place.index())?.kind, flies) {
        (Some(PlaceKind::Port), Some(true)) => {
            let message = format!("an aircraft cannot be based in the port {}", at.text());
            reading.error(HABITAT, at, message, "type the id of an `Airfield`")
        }
        (Some(PlaceKind::Airfield), Some(false)) => {
            let message = format!("a ship cannot be based on the airfield {}", at.text());
            reading.error(HABITAT, at, message, "type the id of a `Port`")
        }
        _ => Some(place),
    }
}

fn foreign_base<'a>(reading: &mut Reading<'a>, at: Raw<'a>, home: Option<PlaceId>, party: Option<PartyId>) {
    let owner = home.and_then(|home| reading.harbours.get(home.index())).and_then(|harbour| harbour.party);
    if let (Some(owner), Some(party)) = (owner, party)
        && owner != party
    {
        let message = format!("the base {} is of another party than the unit", at.text());
        reading.warning(FOREIGN_BASE, at, message, "name a base of its own party, if that is not meant");
    }
}

/// Something a unit gets nowhere without must be more than zero.
fn can_reach<'a>(
    reading: &mut Reading<'a>,
    at: Raw<'a>,
    value: f64,
    field: &str,
    example: &str,
    unit: Raw<'a>,
) -> Option<()> {
    if value > 0.0 {
        return Some(());
    }
    let message = format!("{} has a `{field}` of nothing and can reach nothing", unit.text());
    reading.error(REACH, at, message, format!("type one like `{field}: {example}`, or leave it out for the class's"))
}

/// A passage of ships: the points written, and round land between them.
pub(super) fn passage<'a>(reading: &mut Reading<'a>, list: Part<'a, Vec<Where<'a>>>) -> Option<Vec<Position>> {
    let points = reading.list(list, "points of this passage", 2..=WAYPOINTS)?;
    reading.legs += points.len() - 1;
    if reading.legs > LEGS {
        let message = format!("all passages together have more than {LEGS} legs");
        return reading.error(TOO_MANY, list.raw(), message, "leave waypoints out");
    }
    let stops: Vec<Option<(Where<'a>, Position)>> = points
        .into_iter()
        .map(|point| {
            let spot = reading.spot(point)?;
            let position = reading.position_of(spot)?;
            reading.at_sea(point.raw(), position).map(|position| (point, position))
        })
        .collect();
    let stops = stops.into_iter().collect::<Option<Vec<_>>>()?;
    let mut waypoints = vec![stops.first()?.1];
    let mut whole = true;
    for leg in stops.windows(2) {
        let ((_, from), (at, to)) = (leg[0], leg[1]);
        if from == to {
            continue;
        }
        if reading.coast.first_land(from, to).is_none() {
            waypoints.push(to);
            continue;
        }
        let key = [from.lat_deg(), from.lon_deg(), to.lat_deg(), to.lon_deg()].map(f64::to_bits);
        if !reading.ways.contains_key(&key) {
            if reading.ways.len() >= WAYS {
                let message = format!("more than {WAYS} legs of all passages cross land");
                return reading.error(TOO_MANY, at.raw(), message, "write waypoints that lead round it");
            }
            reading.ways.insert(key, reading.coast.route(from, to));
        }
        match reading.ways[&key].clone() {
            Ok(route) => waypoints.extend(route.waypoints.into_iter().skip(1)),
            Err(why) => {
                whole = false;
                let message = format!("from {from} to {to}: {}", no_route(why));
                let _: Option<()> = reading.error(NO_ROUTE, at.raw(), message, "choose another point, on the same sea");
            }
        }
    }
    let length_m: f64 = waypoints.windows(2).map(|leg| leg[0].distance_m(leg[1])).sum();
    if whole && length_m < SHORTEST_M {
        return reading.error(STANDSTILL, list.raw(), "this passage goes nowhere", "write two points that differ");
    }
    whole.then_some(waypoints)
}

fn no_route(why: NoRoute) -> &'static str {
    match why {
        NoRoute::NoSeaPath => "there is no way by sea",
        NoRoute::OnLand(_) => "one of them is on land",
        NoRoute::OutsideRegion(_) => "one of them is outside the chart",
    }
}

//! From the forms to the scenario: every name becomes an index, every quantity SI, every rule is checked.
//!
//! Order of work: the clock, then all ids, then each list. A list's entries are judged even where another list is
//! broken, but what only follows from another mistake is not put down a second time.

mod craft;
mod parties;
mod plan;
mod sea;
mod units;

use serde::Deserialize;

use super::diagnostic::{DURATION, FORMAT, MOMENT, NONE};
use super::doc::{Id, Part, ScenarioDoc, Words};
use super::leaf::{Leaf, Raw};
use super::model::Scenario;
use super::parse;
use super::reading::{Clock, Names, Reading, shown, zone_min};
use crate::base::Span;

/// A form together with the text it was read from.
struct Written<'a, T> {
    raw: Raw<'a>,
    form: T,
}

/// Reads a scenario's text. Gives something if nothing was found that is in the way of it; whether there was any
/// error at all only the findings know.
pub(super) fn scenario<'a>(reading: &mut Reading<'a>, text: &'a str) -> Option<Scenario> {
    let doc: ScenarioDoc<'a> = parse::read(&mut reading.findings, text, "a scenario")?;
    format(reading, &doc)?;

    let id = reading.id(doc.id);
    let title = reading.text(doc.title);
    let summary = reading.text(doc.summary);
    let start = reading.absolute(doc.start);
    let length = reading.span(doc.length).and_then(|length| {
        if length > Span::ZERO {
            return Some(length);
        }
        reading.error(DURATION, doc.length.raw(), "an exercise takes time", "type one like \"36h\"")
    });
    let settles_after = doc.settles_after.map_or(Some(Span::hours(2)), |span| reading.span(span));
    let local_offset_min = match doc.local_time {
        Some(zone) => local_time(reading, zone),
        None => start.map(|(_, zone_min)| zone_min),
    };
    let start = start.map(|(start, _)| start);
    reading.clock = start.zip(length).map(|(start, length)| Clock { start, length });

    let parties = entries(reading, doc.parties, "parties", "a party", 1..=50);
    let seats = entries(reading, doc.seats, "seats", "a seat", 1..=100);
    let regions = entries(reading, doc.regions, "regions", "a region", 1..=100);
    let places = entries(reading, doc.places, "places", "a place", 0..=500);
    let units = entries(reading, doc.units, "units", "a unit", 0..=500);
    let merchants = match doc.merchants {
        Some(merchants) => entries(reading, merchants, "merchants", "a merchant ship", 0..=500),
        None => Entries::none(),
    };
    let crafts = entries(reading, doc.craft, "craft", "a craft", 1..=50);
    enter(reading, |r| &mut r.parties, &parties, |form| form.id);
    enter(reading, |r| &mut r.seats, &seats, |form| form.id);
    enter(reading, |r| &mut r.places, &places, |form| form.id);
    enter(reading, |r| &mut r.srus, &units, |form| form.id);
    enter(reading, |r| &mut r.srus, &merchants, |form| form.id);
    enter(reading, |r| &mut r.crafts, &crafts, |form| form.id);
    if units.written.is_empty() && merchants.written.is_empty() && !units.has_gaps && !merchants.has_gaps {
        let message = "there is neither a unit nor a merchant ship";
        let _: Option<()> = reading.error(NONE, doc.units.raw(), message, "write at least one in `units`");
    }

    let sea = reading.form(doc.sea, "the sea").map(|form| sea::sea(reading, &form));
    let channels = match doc.channels {
        Some(part) => reading.form(part, "the channels").and_then(|form| sea::channels(reading, &form)),
        None => Some(sea::CHANNELS),
    };
    let parties = parties::parties(reading, &parties.written);
    let places = parties::places(reading, &places.written);
    let seats = parties::seats(reading, &seats.written);
    let regions = parties::regions(reading, &regions.written, &seats);
    let ships = units::Count { srus: units.written.len() + merchants.written.len() };
    let srus = units::srus(reading, &units.written, &merchants.written, &seats, &places, ships);
    parties::idle_seats(reading, &seats, &regions, &srus);
    let crafts = craft::crafts(reading, &crafts.written, &seats, &regions);
    let injects = plan::injects(reading, doc.injects);
    let expectations = plan::expectations(reading, doc.expectations);

    Some(Scenario {
        id: id?,
        title: title?,
        summary: summary?,
        start: start?,
        length: length?,
        settles_after: settles_after?,
        local_offset_min: local_offset_min?,
        sea: sea??,
        channels: channels?,
        parties: whole(parties)?,
        seats: whole(seats)?,
        regions: whole(regions)?,
        places: whole(places)?,
        srus: whole(srus)?,
        craft: whole(crafts)?,
        injects: whole(injects)?,
        expectations: whole(expectations)?,
    })
}

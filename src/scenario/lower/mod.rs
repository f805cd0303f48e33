//! From the forms to the scenario: every name becomes an index, every quantity SI, every rule is checked.
//!
//! Order of work: the clock, then all ids, then each list. A list's entries are judged even where another list is
//! broken, but what only follows from another mistake is not put down a second time.

mod assessment;
mod beacons;
mod channels;
mod conditions;
mod craft;
mod forcing;
mod means;
mod parties;
mod plan;
mod portal;
mod reception;
mod reports;
mod rescued;
mod sea;
mod units;
mod stores;
mod waters;

use std::ops::RangeInclusive;

use serde::Deserialize;

use super::diagnostic::{DURATION, FORMAT, MOMENT, NONE};
use super::doc::{Id, Part, ScenarioDoc, Words};
use super::files::Files;
use super::leaf::{Leaf, Raw};
use super::model::{Channels, Craft, Scenario, Signals};
use super::parse;
use super::reading::{Clock, Names, Reading, shown};
use super::reception::Reception;
use super::values::{LONGEST_S, zone_min};
use crate::base::Span;

/// A form together with the text it was read from.
struct Written<'a, T> {
    raw: Raw<'a>,
    form: T,
}

/// Reads a scenario's text. Gives something if nothing was found that is in the way of it; whether there was any
/// error at all only the findings know.
pub(super) fn scenario<'a>(reading: &mut Reading<'a>, text: &'a str, files: &Files) -> Option<Scenario> {
    format(reading, text)?;
    let doc: ScenarioDoc<'a> = parse::read(&mut reading.findings, text, "a scenario")?;

    let id = reading.id(doc.id);
    let title = reading.text(doc.title);
    let summary = reading.text(doc.summary);
    let start = reading.absolute(doc.start);
    let length = reading.span(doc.length).and_then(|length| {
        if (1..=LONGEST_S).contains(&length.0) {
            return Some(length);
        }
        let message = format!("an exercise of {length} is not between no time and 30 days");
        reading.error(DURATION, doc.length.raw(), message, "type one like \"36h\", at most \"30d\"")
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
    let merchants = entries_or_none(reading, doc.merchants, "merchants", "a merchant ship", 500);
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

    let channels = match doc.channels {
        Some(part) => reading.form(part, "the channels").and_then(|form| channels::channels(reading, &form)),
        None => Some(Channels::default()),
    };
    let bodies = parties.written;
    let parties = parties::parties(reading, &bodies);
    let kinds: Vec<_> = parties.iter().map(|party| party.as_ref().map(|party| party.kind)).collect();
    let places = parties::places(reading, &places.written);
    let chairs = seats.written;
    let seats = parties::seats(reading, &chairs);
    let at: Vec<_> = seats.iter().map(|seat| seat.as_ref().map(|seat| seat.position)).collect();
    let antennas = channels::antennas(reading, &chairs, &at);
    waters::ministries(reading, &chairs, &kinds);
    let territories = entries_or_none(reading, doc.territories, "territories", "a territory", 200);
    let territories = waters::territories(reading, &territories.written, &kinds);
    // A region or unit that cannot be read may be what a seat is there for.
    let regions_whole = !regions.has_gaps;
    let units_whole = !units.has_gaps && !merchants.has_gaps;
    let regions = parties::regions(reading, &regions.written);
    let known_regions = regions.iter().cloned().collect::<Option<Vec<_>>>().filter(|_| regions_whole);
    let srus = units::srus(reading, doc.units.raw(), &units.written, &merchants.written);
    if let Some(regions) = &known_regions {
        parties::idle_centres(reading, &chairs, regions);
    }
    if units_whole {
        parties::idle_orderers(reading, &chairs, &srus);
    }
    let sites = entries_or_none(reading, doc.reception, "reception", "a reception site", 100);
    let sites_whole = !sites.has_gaps;
    let sites = reception::sites(reading, &sites.written);
    let site_places: Option<Vec<_>> = sites.iter().map(|site| site.as_ref().map(|site| site.place)).collect();
    reading.site_places = site_places.filter(|_| sites_whole);
    let means = means::means(reading, doc.fund, doc.task_force, &bodies, &kinds);
    let portal = portal::portal(reading, doc.portal);
    let known = assessment::Known { kinds: &kinds, sites: &sites, fund: doc.fund.is_some() };
    let assessment = assessment::assessment(reading, doc.assessment, &known);
    let vessels = crafts.written;
    let crafts = craft::crafts(reading, &vessels, known_regions.as_deref());
    let sets = channels::all_sets(reading, &vessels, &crafts, &kinds);
    let registers = beacons::registers(reading, &vessels);
    reports::check(reading, doc.craft.raw(), &vessels, &crafts);
    let rescued = entries_or_none(reading, doc.rescued, "rescued", "people rescued", 200);
    let rescued = rescued::rescued(reading, &rescued.written, &crafts, &srus);
    let aboard = |craft: &Craft| craft.groups.iter().map(|group| group.count).sum();
    reading.aboard = crafts.iter().map(|craft| craft.as_ref().map(aboard)).collect();
    let known_crafts: Vec<_> = crafts.iter().flatten().collect();
    let sea =
        reading.form(doc.sea, "the sea").and_then(|form| sea::sea(reading, doc.sea.raw(), &form, &known_crafts, files));
    let injects = entries_or_none(reading, doc.injects, "injects", "an inject", 1_000);
    let expectations = entries_or_none(reading, doc.expectations, "expectations", "an expectation", 1_000);
    let objectives = entries_or_none(reading, doc.objectives, "objectives", "an objective", 200);
    enter(reading, |r| &mut r.injects, &injects, |form| form.id);
    enter(reading, |r| &mut r.expectations, &expectations, |form| form.id);
    enter(reading, |r| &mut r.objectives, &objectives, |form| form.id);
    let (planned, expected) = (injects.written, expectations.written);
    let injects = plan::injects(reading, &planned, &plan::Things { srus: &srus, sites: &sites });
    reports::untold(reading, &vessels, &injects);
    let expectations = plan::expectations(reading, &expected);
    let objectives = plan::objectives(reading, &objectives.written);
    conditions::loops(reading, (&planned, &injects), (&expected, &expectations));

    Some(Scenario {
        id: id?,
        title: title?,
        summary: summary?,
        start: start?,
        length: length?,
        settles_after: settles_after?,
        local_offset_min: local_offset_min?,
        sea: sea?,
        channels: channels?,
        parties: parties.into_iter().collect::<Option<_>>()?,
        seats: seats.into_iter().collect::<Option<_>>()?,
        regions: regions.into_iter().collect::<Option<_>>()?,
        places: places.into_iter().collect::<Option<_>>()?,
        srus: srus.into_iter().collect::<Option<_>>()?,
        craft: crafts.into_iter().collect::<Option<_>>()?,
        injects: injects.into_iter().collect::<Option<_>>()?,
        expectations: expectations.into_iter().collect::<Option<_>>()?,
        territories: territories.into_iter().collect::<Option<_>>()?,
        reception: Reception {
            sites: sites.into_iter().collect::<Option<_>>().filter(|_| sites_whole)?,
            nationalities: std::mem::take(&mut reading.nationalities),
            languages: std::mem::take(&mut reading.languages),
            assessment: assessment?,
        },
        objectives: objectives.into_iter().collect::<Option<_>>()?,
        means: means?,
        portal: portal?,
        signals: Signals { antennas: antennas?, sets: sets?, registers: registers? },
        rescued: rescued.into_iter().collect::<Option<_>>()?,
    })
}

/// Only the format this program knows is read any further: findings about another would mislead. Where the format
/// cannot be made out, reading on says why.
fn format<'a>(reading: &mut Reading<'a>, text: &'a str) -> Option<()> {
    /// The one field that every format has.
    #[derive(Deserialize)]
    struct FormatDoc<'a> {
        #[serde(borrow)]
        format: Raw<'a>,
    }

    let Some(form) = parse::try_read::<FormatDoc<'a>>(text) else { return Some(()) };
    if form.format.text() == "1" {
        return Some(());
    }
    let message = format!("this program reads format 1, not {}", shown(form.format.text()));
    reading.error(FORMAT, form.format, message, "type `format: 1`, or use a newer sarex")
}

fn local_time<'a>(reading: &mut Reading<'a>, zone: Words<'a>) -> Option<i32> {
    let text = reading.text(zone)?;
    zone_min(&text).or_else(|| {
        let message = format!("\"{}\" is not a zone", shown(&text));
        reading.error(MOMENT, zone.raw(), message, "type one like \"+08:00\"")
    })
}

/// The entries of a list that could be read.
struct Entries<'a, T> {
    written: Vec<Written<'a, T>>,
    /// Some could not.
    has_gaps: bool,
}

/// Reads the entries of a list, each by itself. `kind` names them, `one` one of them: "units", "a unit".
fn entries<'a, T: Deserialize<'a>>(
    reading: &mut Reading<'a>,
    list: Part<'a, Vec<Part<'a, T>>>,
    kind: &str,
    one: &str,
    count: RangeInclusive<usize>,
) -> Entries<'a, T> {
    let Some(parts) = reading.list(list, kind, count) else {
        return Entries { written: Vec::new(), has_gaps: true };
    };
    let listed = parts.len();
    let written: Vec<_> = parts
        .into_iter()
        .filter_map(|part| reading.form(part, one).map(|form| Written { raw: part.raw(), form }))
        .collect();
    let has_gaps = written.len() < listed;
    Entries { written, has_gaps }
}

/// The same for a list that may be left out, which is empty.
fn entries_or_none<'a, T: Deserialize<'a>>(
    reading: &mut Reading<'a>,
    list: Option<Part<'a, Vec<Part<'a, T>>>>,
    kind: &str,
    one: &str,
    most: usize,
) -> Entries<'a, T> {
    match list {
        Some(list) => entries(reading, list, kind, one, 0..=most),
        None => Entries { written: Vec::new(), has_gaps: false },
    }
}

/// Enters the ids of a list's entries under the names `of` picks.
fn enter<'a, T>(
    reading: &mut Reading<'a>,
    of: for<'r> fn(&'r mut Reading<'a>) -> &'r mut Names,
    entries: &Entries<'a, T>,
    id: impl Fn(&T) -> Id<'a>,
) {
    if entries.has_gaps {
        of(reading).leave_gap();
    }
    for entry in &entries.written {
        reading.name(of, id(&entry.form));
    }
}

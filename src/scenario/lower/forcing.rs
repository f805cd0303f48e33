//! The forcing files and the climatology of a scenario: what they have for the water round its craft, and what not.

use super::super::diagnostic::{COVERAGE, FILE, FORCING, TAKEN_AS, TOO_MANY};
use super::super::doc::{Part, SeaDoc, Words};
use super::super::files::{Files, MAX_FILES_BYTES, MOST_FILES, is_plain};
use super::super::leaf::{Leaf, Raw};
use super::super::model::{Claim, Craft};
use super::super::reading::{Clock, Reading, shown};
use crate::base::{Position, Tick};
use crate::sea::climatology;
use crate::sea::forcing::{self, Forcing, ForcingError, Lack, Layers, Quantity, Window};

/// How fast things drift at most, as far as files must cover it \[m/s\]: with 25 kn of wind a light boat does 0.8, in a
/// current of half a knot.
const DRIFT_MPS: f64 = 1.0;

/// Water round the passages of the craft that is wanted in any case, and at most \[degrees of latitude\].
const MARGIN_DEG: (f64, f64) = (1.0, 6.0);

/// Metres in a degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// The chart \[degrees\]: south, north, west, east. Nothing is beyond.
const CHART: [f64; 4] = [-45.0, 30.0, 60.0, 160.0];

/// Numbers of all layers together at most: each desk is sent them.
const MOST_NUMBERS: usize = 6_000_000;

/// What the files named and the climatology have. `has_field` says what is written as a field as well, and so is there
/// where they have nothing. Nothing if a file cannot be used, or if it is not known for when and where it is wanted.
pub(super) fn layers<'a>(
    reading: &mut Reading<'a>,
    form: &SeaDoc<'a>,
    crafts: &[&Craft],
    files: &Files,
    has_field: impl Fn(Quantity) -> bool,
) -> Option<Layers> {
    let wants_climatology = match form.climatology {
        Some(switch) => reading.switch(switch)?,
        None => false,
    };
    let opened = match form.forcing {
        Some(part) => open(reading, part, files)?,
        None => Vec::new(),
    };
    if opened.is_empty() && !wants_climatology {
        return Some(Layers::default());
    }
    // Where the clock or every craft is badly written that is put down, and nothing here follows from it.
    let clock = reading.clock?;
    let window = window(crafts, clock)?;
    let (named, files): (Vec<Raw<'a>>, Vec<Forcing>) = opened.into_iter().unzip();
    for (at, file) in named.iter().zip(&files) {
        for note in file.notes() {
            reading.warning(TAKEN_AS, *at, note, "check that this is meant; if not, name the variables as CF does");
        }
    }
    let mut layers = match forcing::layers_within(&files, clock.start, &window, MOST_NUMBERS / 2) {
        Ok(layers) => layers,
        Err(error) => {
            let at = named.iter().zip(&files).find(|(_, file)| file.name() == error.file).map(|(at, _)| *at);
            return refused(reading, at.or(named.first().copied())?, error);
        }
    };
    if layers.numbers() > MOST_NUMBERS {
        let message =
            format!("the files have {} numbers for this exercise, more than {MOST_NUMBERS}", layers.numbers());
        let help = "take a coarser grid or fewer times, e.g. with cdo gridboxmean or cdo seltimestep";
        return reading.error(TOO_MANY, form.forcing?.raw(), message, help);
    }
    // Quantities of one file lack the same as a rule, and are told of together.
    let mut lacks: Vec<(Lack, bool, Vec<Quantity>)> = Vec::new();
    let climate = |quantity| wants_climatology && climatology::has(quantity);
    for quantity in Quantity::ALL {
        let Some(lack) = layers.lack(quantity, &window) else { continue };
        let is_given = has_field(quantity) || climate(quantity);
        match lacks.iter_mut().find(|(known, given, _)| (known, *given) == (&lack, is_given)) {
            Some((_, _, quantities)) => quantities.push(quantity),
            None => lacks.push((lack, is_given, vec![quantity])),
        }
    }
    let mut whole = true;
    for (lack, is_given, quantities) in lacks {
        let file = files.iter().position(|file| lack.files.iter().any(|name| name == file.name()));
        let at = named.get(file.unwrap_or(0)).copied().unwrap_or(form.forcing?.raw());
        let names: Vec<String> = quantities.iter().map(ToString::to_string).collect();
        let message = lack.words(&names.join(", "));
        if is_given {
            let instead = match quantities.iter().all(|quantity| climate(*quantity)) {
                true => "the climatology holds there",
                false => "what is written here holds there",
            };
            reading.warning(COVERAGE, at, message, format!("{instead}; take a larger part of the producer's file"));
        } else {
            whole = false;
            let help = "take a larger part of the producer's file, or write what holds there as a field of the sea";
            let _: Option<()> = reading.error(COVERAGE, at, message, help);
        }
    }
    if wants_climatology {
        layers.append(climatology::layers(clock.start, &window));
    }
    whole.then_some(layers)
}

/// Opens the files, each with the place where it is named.
fn open<'a>(
    reading: &mut Reading<'a>,
    part: Part<'a, Vec<Words<'a>>>,
    files: &Files,
) -> Option<Vec<(Raw<'a>, Forcing)>> {
    let names = reading.list(part, "forcing files", 0..=MOST_FILES)?;
    if files.len_bytes() > MAX_FILES_BYTES {
        let message = format!("the files have {} bytes together, more than {MAX_FILES_BYTES}", files.len_bytes());
        let help = "cut them to the exercise, e.g. with cdo sellonlatbox and cdo seldate";
        return reading.error(TOO_MANY, part.raw(), message, help);
    }
    let opened: Vec<_> = names.into_iter().map(|name| one(reading, name, files)).collect();
    opened.into_iter().collect()
}

fn one<'a>(reading: &mut Reading<'a>, name: Words<'a>, files: &Files) -> Option<(Raw<'a>, Forcing)> {
    let text = reading.string(name.raw())?;
    if !is_plain(&text) {
        let message = format!("\"{}\" is not the name of a file beside the scenario", shown(&text));
        let help = "put the file into the scenario's folder and type its name alone, as in \"wind.nc\"";
        return reading.error(FILE, name.raw(), message, help);
    }
    let Some(bytes) = files.get(&text) else {
        let message = format!("there is no file \"{text}\" beside the scenario");
        return reading.error(
            FILE,
            name.raw(),
            message,
            "put it into the scenario's folder, or take it out of the list",
        );
    };
    match forcing::read(&text, bytes.to_vec()) {
        Ok(file) => Some((name.raw(), file)),
        Err(error) => refused(reading, name.raw(), error),
    }
}

fn refused<'a, T>(reading: &mut Reading<'a>, at: Raw<'a>, error: ForcingError) -> Option<T> {
    let ForcingError { file, variable, found, help, .. } = error;
    let place = variable.map_or(file.clone(), |variable| format!("{file}, {variable}"));
    reading.error(FORCING, at, format!("{place}: {found}"), help)
}

/// The water round the craft, as far as things drift in the time there is. `None` without a craft.
fn window(crafts: &[&Craft], clock: Clock) -> Option<Window> {
    let told = |craft: &&Craft| {
        let claims = craft.calls.iter().filter_map(|call| match call.position {
            Claim::Stated(position) => Some(position),
            _ => None,
        });
        craft.passage.iter().copied().chain(claims).collect::<Vec<_>>()
    };
    let places: Vec<Position> = crafts.iter().flat_map(told).collect();
    let (first, rest) = places.split_first()?;
    let start = [first.lat_deg(), first.lat_deg(), first.lon_deg(), first.lon_deg()];
    let [south, north, west, east] = rest.iter().fold(start, |[south, north, west, east], place| {
        let (lat, lon) = (place.lat_deg(), place.lon_deg());
        [south.min(lat), north.max(lat), west.min(lon), east.max(lon)]
    });
    let (least, most) = MARGIN_DEG;
    let margin = (least + clock.length.as_hours() * 3600.0 * DRIFT_MPS / DEGREE_M).min(most);
    Some(Window {
        south_deg: (south - margin).max(CHART[0]),
        north_deg: (north + margin).min(CHART[1]),
        west_deg: (west - margin).max(CHART[2]),
        east_deg: (east + margin).min(CHART[3]),
        from: clock.start,
        to: clock.start.at(Tick::START.after(clock.length)),
    })
}

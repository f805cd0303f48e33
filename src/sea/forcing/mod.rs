//! Wind, current and other fields from CF NetCDF files, as Copernicus Marine, HYCOM, ECMWF and NCEP write them.
//!
//! [`read`] opens a file held in memory and finds what of the sea is in it: by CF standard name, or else by the names
//! of those producers. [`layers`] takes several files in order of priority and cuts from each the part that is wanted;
//! [`super::Field::layered`] makes fields of them. What a file does not cover is put into words by [`Layers::missing`].
//!
//! Read are NetCDF-3 and NetCDF-4 with regular (evenly or unevenly stepped) latitudes and longitudes. Other grids,
//! units and calendars are refused with a word about what to do. A file is judged before it is believed: sizes have
//! limits, and values that cannot be are an error.
//!
//! **No file is opened here**: bytes come in.

mod coverage;
mod error;
mod layout;
mod quantity;
mod time;
mod values;
mod window;

use std::fmt;
use std::sync::Arc;

use netcdf_reader::{NcFile, NcGroup, NcOpenOptions, NcVariable};

use super::field::Sampled;
use super::gridded::{Axis, Gridded};
use super::model::Flow;
use crate::base::Utc;

pub(crate) use coverage::Lack;
pub use coverage::{Coverage, Layers};
pub use error::{ForcingError, Problem};
pub use quantity::Quantity;
pub use window::Window;

use error::At;
use layout::Layout;
use quantity::{Conversion, Names};
use values::Cut;

/// Values of one layer at most \[numbers\]: a global forecast on a quarter of a degree for two days by the three hours.
pub const MOST_VALUES: usize = 1 << 24;

/// The largest piece that a file may have packed as one \[bytes, unpacked\]: a global plane on a twelfth of a degree
/// has 37 million.
const MOST_CHUNK: usize = 1 << 26;

/// An open forcing file: what of the sea is in it, and where.
pub struct Forcing {
    name: String,
    file: NcFile,
    found: Vec<Found>,
    notes: Vec<String>,
}

/// A quantity found in a file.
#[derive(Debug)]
struct Found {
    quantity: Quantity,
    /// Its variable, or its eastward and northward ones, each with how its values become the sea's.
    variables: Vec<(String, Conversion)>,
    layout: Layout,
}

impl fmt::Debug for Forcing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Forcing").field("name", &self.name).field("found", &self.found).finish_non_exhaustive()
    }
}

/// Opens a CF NetCDF-3 or NetCDF-4 file held in memory and finds its quantities. `name` is the file's, for words.
///
/// # Errors
/// If it is no such file, is damaged, has nothing the exercise knows, or has it on another grid, in another calendar or
/// in a unit that is not known.
pub fn read(name: &str, bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Forcing, ForcingError> {
    let at = At::file(name);
    let options = NcOpenOptions {
        max_chunk_bytes: MOST_CHUNK,
        max_read_bytes: MOST_VALUES * 8,
        max_object_header_bytes: 1 << 22,
        chunk_cache_bytes: MOST_CHUNK,
        ..NcOpenOptions::default()
    };
    let file = NcFile::from_owner(bytes, options).map_err(|error| match error {
        netcdf_reader::Error::InvalidMagic | netcdf_reader::Error::UnsupportedVersion(_) => {
            let help = "name a NetCDF-3 or NetCDF-4 file; GRIB can be converted with cdo -f nc copy";
            at.error(Problem::Damaged, "it is not NetCDF", help)
        }
        error => at.damaged(&error),
    })?;
    let root = file.root_group().map_err(|error| at.damaged(&error))?;
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for quantity in Quantity::ALL {
        let Some((variables, word)) = variables_of(root, at, quantity)? else { continue };
        let first = at.variable(variables[0].name());
        let layout = Layout::of(&file, root, first, variables[0], quantity)?;
        if let Some(second) = variables.get(1) {
            let of_second = Layout::of(&file, root, at.variable(second.name()), second, quantity)?;
            if (Layout { note: layout.note.clone(), ..of_second }) != layout {
                let found = format!("it lies on another grid than {}", second.name());
                let help = "bring both on one grid, e.g. with cdo remapbil";
                return Err(first.error(Problem::Grid, found, help));
            }
        }
        let converted = variables.iter().map(|variable| {
            let conversion = conversion_of(at.variable(variable.name()), variable, quantity)?;
            Ok((variable.name().to_owned(), conversion))
        });
        let variables = converted.collect::<Result<Vec<_>, ForcingError>>()?;
        notes.extend(word.map(|word| format!("{name}: {word}")));
        notes.extend(layout.note.as_ref().map(|note| format!("{name}: {note}")));
        found.push(Found { quantity, variables, layout });
    }
    if found.is_empty() {
        let known: Vec<String> = Quantity::ALL.iter().map(ToString::to_string).collect();
        let here: Vec<&str> = root.variables.iter().take(12).map(|variable| variable.name()).collect();
        let message = format!("it has none of {}, but {}", known.join(", "), listed(&here));
        let help = "give its variables CF standard names, such as eastward_wind and northward_wind, e.g. with ncatted";
        return Err(at.error(Problem::NoQuantity, message, help));
    }
    Ok(Forcing { name: name.to_owned(), file, found, notes })
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "no variables at all".to_owned() } else { names.join(", ") }
}

impl Forcing {
    /// The file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What of the sea is in it.
    pub fn quantities(&self) -> impl Iterator<Item = Quantity> {
        self.found.iter().map(|found| found.quantity)
    }

    /// What whoever chose the file should know of it, in words.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Where and when it has values of a quantity; `None` if it has none.
    pub fn coverage(&self, quantity: Quantity) -> Option<Coverage> {
        self.found(quantity).map(|found| Coverage::of(self.name(), &found.layout))
    }

    fn found(&self, quantity: Quantity) -> Option<&Found> {
        self.found.iter().find(|found| found.quantity == quantity)
    }

    /// The values of a quantity in a window, if there are any.
    fn cut<T: Sampled>(
        &self,
        quantity: Quantity,
        start: Utc,
        window: &Window,
        most: usize,
        cell: impl Fn(&[Vec<f32>], usize) -> T::Cell,
    ) -> Result<Option<Arc<Gridded<T>>>, ForcingError> {
        let Some(found) = self.found(quantity) else { return Ok(None) };
        let Some(cut) = Cut::of(&found.layout, window) else { return Ok(None) };
        let at = At::file(&self.name).variable(&found.variables[0].0);
        if cut.size() > most.min(MOST_VALUES) {
            let found = format!("{} values are wanted of it, more than {}", cut.size(), most.min(MOST_VALUES));
            let help =
                "take a coarser grid or fewer times, e.g. with cdo sellonlatbox, cdo gridboxmean or cdo seltimestep";
            return Err(at.error(Problem::TooLarge, found, help));
        }
        let parts = found.variables.iter().map(|(name, conversion)| {
            let at = At::file(&self.name).variable(name);
            let variable = self.file.variable(name).map_err(|error| at.damaged(&error))?;
            values::read(&self.file, at, variable, &found.layout, &cut, (quantity, *conversion))
        });
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let names: Vec<&str> = found.variables.iter().map(|(name, _)| name.as_str()).collect();
        let source = format!("{} ({})", self.name, names.join(", "));
        let (south, north) = cut.rows;
        let lons = Axis::of(cut.columns.iter().map(|column| column.lon_deg).collect());
        let lats = Axis::of(found.layout.lats[south..=north].to_vec());
        let times = cut.times.map_or(&[][..], |(first, last)| &found.layout.times[first..=last]);
        let times_s = times.iter().map(|moment| moment.0 - start.0).collect();
        let values = (0..cut.size()).map(|i| cell(&parts, i)).collect();
        let gridded = lons.zip(lats).and_then(|(lons, lats)| Gridded::new(source, lons, lats, times_s, values));
        // Axes that were judged when the file was opened make a grid.
        gridded
            .map(|gridded| Some(Arc::new(gridded)))
            .ok_or_else(|| at.error(Problem::Grid, "its axes and values do not fit together", "fetch the file again"))
    }
}

/// All layers of some files, those of the first file first, cut to a window. Times count from `start`.
///
/// # Errors
/// If a file is damaged inside, holds values that cannot be, or has more in the window than [`MOST_VALUES`].
pub fn layers(files: &[Forcing], start: Utc, window: &Window) -> Result<Layers, ForcingError> {
    layers_within(files, start, window, MOST_VALUES)
}

/// The same with another limit for the values of each layer.
pub(crate) fn layers_within(
    files: &[Forcing],
    start: Utc,
    window: &Window,
    most: usize,
) -> Result<Layers, ForcingError> {
    let mut layers = Layers::default();
    for file in files {
        let flow = |quantity| file.cut::<Flow>(quantity, start, window, most, |parts, i| [parts[0][i], parts[1][i]]);
        let plain = |quantity| file.cut::<f64>(quantity, start, window, most, |parts, i| parts[0][i]);
        layers.wind.extend(flow(Quantity::Wind)?);
        layers.current.extend(flow(Quantity::Current)?);
        layers.wave_height_m.extend(plain(Quantity::WaveHeight)?);
        layers.visibility_m.extend(plain(Quantity::Visibility)?);
        layers.water_c.extend(plain(Quantity::WaterTemperature)?);
        layers.air_c.extend(plain(Quantity::AirTemperature)?);
        layers.rain_mm_h.extend(plain(Quantity::Rain)?);
        layers.cover(file);
    }
    Ok(layers)
}

/// The variables of a quantity, and a word about them if one is due.
type Variables<'a> = (Vec<&'a NcVariable>, Option<String>);

/// The one or two variables of a quantity: by standard name, or else by the names producers use.
fn variables_of<'a>(root: &'a NcGroup, at: At<'_>, quantity: Quantity) -> Result<Option<Variables<'a>>, ForcingError> {
    let standard = |variable: &NcVariable| layout::text(variable, "standard_name").unwrap_or_default().to_lowercase();
    // A coordinate is no field, whatever its name: HYCOM's `water_temp` is one, a height called `air_temperature` is
    // not.
    let fields = || root.variables.iter().filter(|variable| variable.ndim() >= 2);
    let rank = |variable: &NcVariable| {
        let name = variable.name().to_lowercase();
        let known = quantity.short_names().iter().position(|names| names.contains(&name.as_str()));
        known.unwrap_or(usize::MAX)
    };
    let best = |candidates: &mut dyn Iterator<Item = &'a NcVariable>| candidates.min_by_key(|variable| rank(variable));
    let mut half = None;
    for names in quantity.standard_names() {
        let found = pair(quantity, names, |name| best(&mut fields().filter(|variable| standard(variable) == name)));
        match found {
            Pair::Whole(variables) => return Ok(Some((variables, grid_word(names)))),
            Pair::Half(variable) => half = half.or(Some((variable, *names))),
            Pair::Nothing => {}
        }
    }
    for names in quantity.short_names() {
        let named = |name: &str| fields().find(|variable| variable.name().to_lowercase() == name);
        match pair(quantity, names, named) {
            Pair::Whole(variables) => return Ok(Some((variables, grid_word(names)))),
            Pair::Half(variable) => half = half.or(Some((variable, *names))),
            Pair::Nothing => {}
        }
    }
    let Some((variable, [east, north])) = half else { return Ok(None) };
    let found = format!("it is one part of the {quantity} ({east} or {north}), and the other is not in the file");
    Err(at.variable(variable.name()).error(
        Problem::NoQuantity,
        found,
        "take both parts into one file, e.g. with cdo merge",
    ))
}

/// What was found under a pair of names.
enum Pair<'a> {
    Whole(Vec<&'a NcVariable>),
    Half(&'a NcVariable),
    Nothing,
}

fn pair<'a>(quantity: Quantity, [first, second]: &Names, find: impl Fn(&str) -> Option<&'a NcVariable>) -> Pair<'a> {
    let one = find(first);
    if !quantity.is_flow() {
        return one.map_or(Pair::Nothing, |variable| Pair::Whole(vec![variable]));
    }
    match (one, find(second)) {
        (Some(east), Some(north)) => Pair::Whole(vec![east, north]),
        (Some(only), None) | (None, Some(only)) => Pair::Half(only),
        (None, None) => Pair::Nothing,
    }
}

/// Names that speak of a grid's own axes deserve a word: on latitudes and longitudes these are east and north.
fn grid_word([first, second]: &Names) -> Option<String> {
    let is_of_grid = first.starts_with("x_") || first.ends_with("_x_velocity");
    is_of_grid.then(|| format!("{first} and {second} are taken as eastward and northward"))
}

/// How the values of a variable become the sea's.
fn conversion_of(at: At<'_>, variable: &NcVariable, quantity: Quantity) -> Result<Conversion, ForcingError> {
    // NCEP's GrADS server has no attribute for units, and writes them at the end of the long name.
    let written = layout::text(variable, "units").or_else(|| {
        let long = layout::text(variable, "long_name")?;
        long.strip_suffix(']')?.rsplit_once('[').map(|(_, unit)| unit.to_owned())
    });
    let help = format!("give it one of {}, e.g. with ncatted -a units", quantity.accepted());
    let Some(unit) = written else {
        return Err(at.error(Problem::Unit, format!("the {quantity} has no unit"), help));
    };
    quantity.conversion(&unit).ok_or_else(|| {
        let unit: String = unit.chars().take(40).collect();
        at.error(Problem::Unit, format!("the unit \"{unit}\" is not known for {quantity}"), help)
    })
}

//! How a variable lies in its file: which dimension is longitude, latitude, time or level, and the points of each.

use netcdf_reader::{NcFile, NcGroup, NcType, NcVariable};

use super::error::{At, ForcingError, Problem};
use super::quantity::Quantity;
use super::time::Counting;
use super::window::Lons;
use crate::base::Utc;

/// Points of one axis at most. A minute of arc round the globe is 21,600; a century by the hour is 876,600.
const MOST_POINTS: u64 = 1_000_000;

/// What to do about a grid that is not regular.
const REGRID: &str = "re-grid it to a regular latitude-longitude grid, e.g. with cdo remapbil";

/// How a variable lies in its file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// What each dimension is, in the order of the variable.
    pub(super) dimensions: Vec<Dimension>,
    pub(super) lons: Lons,
    /// Latitudes \[degrees\], rising.
    pub(super) lats: Vec<f64>,
    /// Whether the file has latitudes from north to south.
    pub(super) is_north_first: bool,
    /// The moments, rising; none if the variable has no time.
    pub(super) times: Vec<Utc>,
    /// Where its level is, if that is worth a word.
    pub(super) note: Option<String>,
}

/// What one dimension of a variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dimension {
    Lon,
    Lat,
    Time,
    /// One index of it is wanted.
    At(u64),
}

/// What a coordinate tells of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Lon,
    Lat,
    Time,
    /// Height or depth.
    Level,
    /// Degrees of a rotated pole, or metres on a projection.
    Projected,
}

/// A text attribute.
pub(super) fn text(variable: &NcVariable, name: &str) -> Option<String> {
    let text = variable.attribute(name)?.value.as_string()?;
    Some(text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned())
}

/// The values of a small variable.
fn points(file: &NcFile, at: At<'_>, variable: &NcVariable) -> Result<Vec<f64>, ForcingError> {
    let n = variable.num_elements().map_err(|error| at.damaged(&error.into()))?;
    if n > MOST_POINTS {
        let found = format!("it has {n} points, more than {MOST_POINTS}");
        return Err(at.error(Problem::TooLarge, found, "cut the file to the exercise, e.g. with cdo sellonlatbox"));
    }
    let values = file.read_variable_unpacked(variable.name()).map_err(|error| at.damaged(&error))?;
    Ok(values.iter().copied().collect())
}

impl Layout {
    /// How a variable lies in its file.
    pub(super) fn of(
        file: &NcFile,
        root: &NcGroup,
        at: At<'_>,
        variable: &NcVariable,
        quantity: Quantity,
    ) -> Result<Self, ForcingError> {
        if !is_number(variable.dtype()) {
            let help = "it should be numbers on a latitude-longitude grid";
            return Err(at.error(Problem::Values, "it holds no numbers", help));
        }
        if let Some(error) = scattered(root, at, variable) {
            return Err(error);
        }
        let (mut lons, mut lats, mut times) = (None, None, None);
        let mut dimensions = Vec::new();
        let mut note = None;
        for dimension in variable.dimensions() {
            let coordinate = coordinate(root, variable, &dimension.name);
            let name = &dimension.name;
            let twice = || at.error(Problem::Grid, format!("it has two dimensions like {name}"), REGRID);
            let of = coordinate.map(|found| At { variable: Some(found.name()), ..at });
            dimensions.push(match coordinate.zip(of).map(|(found, of)| (role(found), found, of)) {
                Some((Some(Role::Lon), found, of)) => {
                    if lons.replace(Lons::of(of, &points(file, of, found)?)?).is_some() {
                        return Err(twice());
                    }
                    Dimension::Lon
                }
                Some((Some(Role::Lat), found, of)) => {
                    if lats.replace(latitudes(of, points(file, of, found)?)?).is_some() {
                        return Err(twice());
                    }
                    Dimension::Lat
                }
                Some((Some(Role::Time), found, of)) => {
                    if times.replace(moments(of, found, &points(file, of, found)?)?).is_some() {
                        return Err(twice());
                    }
                    Dimension::Time
                }
                Some((Some(Role::Projected), found, _)) => {
                    let found = format!("its grid is projected or rotated ({})", found.name());
                    return Err(at.error(Problem::Grid, found, REGRID));
                }
                Some((Some(Role::Level), found, of)) => {
                    let (index, words) = level(of, found, &points(file, of, found)?, quantity)?;
                    note = words.map(|words| format!("{}: {words}", variable.name()));
                    Dimension::At(index)
                }
                _ if dimension.size == 1 => Dimension::At(0),
                _ => return Err(no_coordinate(root, at, variable, name, dimension.size)),
            });
        }
        let (Some(lons), Some((lats, is_north_first))) = (lons, lats) else {
            return Err(not_on_a_grid(root, at, variable));
        };
        Ok(Self { dimensions, lons, lats, is_north_first, times: times.unwrap_or_default(), note })
    }
}

fn is_number(kind: &NcType) -> bool {
    !matches!(kind, NcType::Char | NcType::String) && kind.is_primitive()
}

/// The one-dimensional variable that gives the points of a dimension: its namesake, or one that the variable calls its
/// coordinate.
fn coordinate<'a>(root: &'a NcGroup, variable: &NcVariable, dimension: &str) -> Option<&'a NcVariable> {
    let runs_along = |candidate: &NcVariable| {
        matches!(candidate.dimensions(), [only] if only.name == dimension) && is_number(candidate.dtype())
    };
    let namesake = root.variable(dimension).filter(|candidate| runs_along(candidate));
    let named = text(variable, "coordinates").unwrap_or_default();
    let mut named = named.split_whitespace().filter_map(|name| root.variable(name));
    // A namesake that says what it is comes first; a bare index along the dimension must not hide the degrees.
    namesake
        .filter(|candidate| role(candidate).is_some())
        .or_else(|| named.find(|candidate| runs_along(candidate) && role(candidate).is_some()))
        .or(namesake)
}

/// What a coordinate tells of itself, by standard name, unit, axis, and at last by its name.
fn role(coordinate: &NcVariable) -> Option<Role> {
    let lower = |name| text(coordinate, name).map(|text| text.to_lowercase()).unwrap_or_default();
    match lower("standard_name").as_str() {
        "longitude" => return Some(Role::Lon),
        "latitude" => return Some(Role::Lat),
        "time" => return Some(Role::Time),
        "depth" | "height" | "altitude" | "air_pressure" | "height_above_mean_sea_level" => return Some(Role::Level),
        "grid_longitude" | "grid_latitude" | "projection_x_coordinate" | "projection_y_coordinate" => {
            return Some(Role::Projected);
        }
        _ => {}
    }
    let units = lower("units");
    match units.replace('_', "").as_str() {
        "degreeseast" | "degreeeast" | "degreese" | "degreee" | "degreest" => return Some(Role::Lon),
        "degreesnorth" | "degreenorth" | "degreesn" | "degreen" => return Some(Role::Lat),
        "pa" | "hpa" | "mb" | "mbar" | "millibar" | "millibars" | "dbar" | "decibar" | "decibars" => {
            return Some(Role::Level);
        }
        _ => {}
    }
    if units.contains(" since ") {
        return Some(Role::Time);
    }
    if !lower("positive").is_empty() {
        return Some(Role::Level);
    }
    let (axis, name) = (lower("axis"), coordinate.name().to_lowercase());
    match (axis.as_str(), name.as_str()) {
        (_, "lon" | "longitude" | "longitudes") => Some(Role::Lon),
        (_, "lat" | "latitude" | "latitudes") => Some(Role::Lat),
        (_, "time" | "valid_time" | "ocean_time") | ("t", _) => Some(Role::Time),
        (_, "depth" | "lev" | "level" | "deptht" | "isobaric" | "plev") | ("z", _) => Some(Role::Level),
        (_, name) if name.starts_with("height_above_ground") || name.starts_with("isobaric") => Some(Role::Level),
        ("x" | "y", _) => Some(Role::Projected),
        _ => None,
    }
}

/// Latitudes, rising, and whether the file has them falling.
fn latitudes(at: At<'_>, mut points: Vec<f64>) -> Result<(Vec<f64>, bool), ForcingError> {
    let is_north_first = points.len() > 1 && points[0] > points[1];
    if is_north_first {
        points.reverse();
    }
    let rises = points.windows(2).all(|two| two[0] < two[1]);
    if !rises || points.iter().any(|x| !(-90.001..=90.001).contains(x)) {
        return Err(at.error(Problem::Grid, "its degrees do not rise or fall from pole to pole", REGRID));
    }
    if points.len() < 2 {
        let help = "a grid needs two or more; take a larger part of the producer's file";
        return Err(at.error(Problem::Grid, format!("it has {} latitude", points.len()), help));
    }
    Ok((points, is_north_first))
}

fn moments(at: At<'_>, coordinate: &NcVariable, counts: &[f64]) -> Result<Vec<Utc>, ForcingError> {
    let units = text(coordinate, "units").unwrap_or_default();
    let counting = Counting::of(at, &units, text(coordinate, "calendar").as_deref())?;
    let moments: Option<Vec<Utc>> = counts.iter().map(|count| counting.moment(*count)).collect();
    let help = "sort the times, e.g. with cdo sorttime, and write each once";
    match moments {
        Some(moments) if moments.windows(2).all(|two| two[0] < two[1]) => Ok(moments),
        Some(_) => Err(at.error(Problem::Time, "its times do not rise, by a second or more each", help)),
        None => Err(at.error(Problem::Time, "some of its times are missing or beyond all calendars", help)),
    }
}

/// The level nearest to where a quantity is wanted, and a word if that is not near.
fn level(
    at: At<'_>,
    coordinate: &NcVariable,
    values: &[f64],
    quantity: Quantity,
) -> Result<(u64, Option<String>), ForcingError> {
    let units = text(coordinate, "units").unwrap_or_default();
    let is_pressure = matches!(units.to_lowercase().as_str(), "pa" | "hpa" | "mb" | "mbar" | "millibar" | "millibars");
    let is_sea = matches!(quantity, Quantity::Current | Quantity::WaterTemperature);
    // The air is densest at the surface; in the water, and on heights, the nearest number is the nearest level.
    let distance = |value: f64| match is_pressure {
        true => -value,
        false if is_sea => value.abs(),
        false => (value - quantity.height_m()).abs(),
    };
    let nearest = values.iter().enumerate().filter(|(_, value)| value.is_finite());
    let nearest = nearest.min_by(|(_, a), (_, b)| distance(**a).total_cmp(&distance(**b)));
    let Some((index, value)) = nearest else {
        return Err(at.error(
            Problem::Grid,
            "it has no level",
            "take the level at the surface, e.g. with cdo sellevel",
        ));
    };
    /// Farther than this from where it is wanted is worth a word \[m\]. The uppermost level of ocean models is at 0 to
    /// 5 m, and the winds of some are given at the lowest of theirs.
    const NEAR_M: f64 = 6.0;
    let is_far = is_pressure || distance(*value) > NEAR_M;
    let words = is_far.then(|| format!("the level nearest the surface is at {value} {units}"));
    Ok((index as u64, words))
}

/// Words for a dimension that nothing describes.
fn no_coordinate(root: &NcGroup, at: At<'_>, variable: &NcVariable, dimension: &str, size: u64) -> ForcingError {
    let lower = dimension.to_lowercase();
    if ["number", "expver", "member", "ensemble", "realization", "ens"].contains(&lower.as_str()) {
        let help = format!("choose one, e.g. with ncks -d {dimension},0");
        return at.error(Problem::Grid, format!("it has {size} members along {dimension}"), help);
    }
    match curvilinear(root, at, variable) {
        Some(error) => error,
        None => {
            let found = format!("its dimension {dimension} of {size} points has no coordinate that says what it is");
            let help = "give the file coordinates as the CF conventions have them (units degrees_east, degrees_north, \
                        \"hours since …\")";
            at.error(Problem::Grid, found, help)
        }
    }
}

/// Words for a variable that lies along neither latitude nor longitude.
fn not_on_a_grid(root: &NcGroup, at: At<'_>, variable: &NcVariable) -> ForcingError {
    curvilinear(root, at, variable)
        .unwrap_or_else(|| at.error(Problem::Grid, "it does not lie along latitude and longitude", REGRID))
}

/// Words for latitudes that vary along two dimensions.
fn curvilinear(root: &NcGroup, at: At<'_>, variable: &NcVariable) -> Option<ForcingError> {
    let along = |coordinate: &NcVariable| {
        coordinate.dimensions().iter().all(|one| variable.dimensions().iter().any(|other| other.name == one.name))
    };
    let mut latitudes = root.variables.iter().filter(|v| v.ndim() > 1 && role(v) == Some(Role::Lat) && along(v));
    latitudes.next().map(|latitude| {
        let found = format!("its latitude {} is {}-D: a curvilinear grid", latitude.name(), latitude.ndim());
        at.error(Problem::Grid, found, REGRID)
    })
}

/// Words for latitudes and longitudes that vary along one dimension together.
fn scattered(root: &NcGroup, at: At<'_>, variable: &NcVariable) -> Option<ForcingError> {
    let is_both = |dimension: &str| {
        let has = |wanted| {
            let runs_along = |v: &NcVariable| matches!(v.dimensions(), [only] if only.name == dimension);
            root.variables.iter().any(|v| runs_along(v) && role(v) == Some(wanted))
        };
        has(Role::Lat) && has(Role::Lon)
    };
    let dimension = variable.dimensions().iter().find(|dimension| is_both(&dimension.name))?;
    let found = format!("its values lie at the scattered points of {}, not on a grid", dimension.name);
    Some(at.error(Problem::Grid, found, REGRID))
}

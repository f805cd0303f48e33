//! Values on a latitude-longitude grid at several times, as files have them: with edges, and with holes over land.

use serde::{Deserialize, Serialize};

use super::field::Sampled;
use crate::base::Position;

/// How far a point of an even axis may lie from its place \[steps\]: files keep degrees in four bytes.
const UNEVEN: f64 = 0.002;

/// How far outside an axis still counts as on its edge \[steps\]: what is lost in arithmetic.
const EDGE: f64 = 1e-9;

/// Degrees of latitude or longitude. They rise strictly, and there are two or more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Axis {
    /// All steps alike.
    Even {
        /// The first point \[degrees\].
        first_deg: f64,
        /// From each to the next \[degrees\]; above zero.
        step_deg: f64,
        /// How many points; two or more.
        len: usize,
    },
    /// Each point by itself \[degrees\].
    Uneven(Vec<f64>),
}

impl Axis {
    /// The axis of these points \[degrees\]; `None` if they do not rise strictly, are no numbers, or fewer than two.
    pub fn of(points: Vec<f64>) -> Option<Self> {
        let [first_deg, .., last] = points[..] else { return None };
        if !points.iter().all(|x| x.is_finite()) || points.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let len = points.len();
        let step_deg = (last - first_deg) / (len - 1) as f64;
        let is_even =
            points.iter().enumerate().all(|(i, x)| (x - first_deg - i as f64 * step_deg).abs() <= UNEVEN * step_deg);
        Some(if is_even { Self::Even { first_deg, step_deg, len } } else { Self::Uneven(points) })
    }

    /// How many points.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        match self {
            Self::Even { len, .. } => *len,
            Self::Uneven(points) => points.len(),
        }
    }

    /// A point \[degrees\].
    pub fn at(&self, i: usize) -> f64 {
        match self {
            Self::Even { first_deg, step_deg, .. } => first_deg + i as f64 * step_deg,
            Self::Uneven(points) => points[i],
        }
    }

    /// The first point \[degrees\].
    pub fn first(&self) -> f64 {
        self.at(0)
    }

    /// The last point \[degrees\].
    pub fn last(&self) -> f64 {
        self.at(self.len() - 1)
    }

    /// The place of `x` \[degrees\]: the point before it, at most the last but one, and how far it lies from there to
    /// the next, 0 to 1. `None` if it lies outside.
    pub fn cell(&self, x: f64) -> Option<(usize, f64)> {
        match self {
            Self::Even { first_deg, step_deg, len } => {
                let steps = (x - first_deg) / step_deg;
                let most = (len - 1) as f64;
                if !(-EDGE..=most + EDGE).contains(&steps) {
                    return None;
                }
                let steps = steps.clamp(0.0, most);
                let i = (steps as usize).min(len - 2);
                Some((i, steps - i as f64))
            }
            Self::Uneven(points) => between(points.len(), |i| points[i], x),
        }
    }

    /// Whether it is what the type says.
    fn is_sound(&self) -> bool {
        match self {
            Self::Even { first_deg, step_deg, len } => {
                *len >= 2 && *step_deg > 0.0 && first_deg.is_finite() && self.last().is_finite()
            }
            Self::Uneven(points) => {
                points.len() >= 2
                    && points.iter().all(|x| x.is_finite())
                    && points.windows(2).all(|two| two[0] < two[1])
            }
        }
    }
}

/// Values on a latitude-longitude grid at one or more times, some of them missing.
///
/// A place and time has a value if it lies inside the axes and between the times, and no corner of the cell around it
/// is missing. The value is linear in longitude, latitude and time.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "Written<T>", bound = "")]
pub struct Gridded<T: Sampled> {
    source: String,
    lons: Axis,
    lats: Axis,
    times_s: Vec<i64>,
    values: Vec<T::Cell>,
}

impl<T: Sampled> Gridded<T> {
    /// Values by time, latitude and longitude, longitude fastest; times in seconds after tick 0, rising, or none if one
    /// plane holds always. `source` says where they are from. `None` if there are not as many as the axes ask for.
    pub fn new(source: String, lons: Axis, lats: Axis, times_s: Vec<i64>, values: Vec<T::Cell>) -> Option<Self> {
        let wanted = lons.len().checked_mul(lats.len())?.checked_mul(times_s.len().max(1))?;
        let is_sound = lons.is_sound()
            && lats.is_sound()
            && times_s.windows(2).all(|two| two[0] < two[1])
            && values.len() == wanted;
        is_sound.then_some(Self { source, lons, lats, times_s, values })
    }

    /// Where they are from, in words: `wind.nc (u10, v10)`.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Longitudes \[degrees east\]. They may run beyond 180, and then a position is to be found on them with 360 added.
    pub fn lons(&self) -> &Axis {
        &self.lons
    }

    /// Latitudes \[degrees north\].
    pub fn lats(&self) -> &Axis {
        &self.lats
    }

    /// Times \[s after tick 0\], rising; none if the one plane holds always.
    pub fn times_s(&self) -> &[i64] {
        &self.times_s
    }

    /// All values: by time, latitude, longitude; longitude fastest.
    pub fn values(&self) -> &[T::Cell] {
        &self.values
    }

    /// The values of one time, by latitude and longitude.
    pub fn plane(&self, k: usize) -> &[T::Cell] {
        let size = self.lons.len() * self.lats.len();
        &self.values[k * size..(k + 1) * size]
    }

    /// The value at a place and time \[s after tick 0\]; `None` outside, and where a value around it is missing.
    pub fn at(&self, position: Position, seconds: f64) -> Option<T> {
        let (i, north) = self.lats.cell(position.lat_deg())?;
        let (j, east) = self.lons.cell(self.along(position.lon_deg()))?;
        let width = self.lons.len();
        let plane = |k: usize| {
            let plane = self.plane(k);
            let row = |i: usize| Some(T::between(T::of(plane[i * width + j])?, T::of(plane[i * width + j + 1])?, east));
            Some(T::between(row(i)?, row(i + 1)?, north))
        };
        match self.times_s[..] {
            [] => plane(0),
            [only] => {
                if seconds == only as f64 {
                    plane(0)
                } else {
                    None
                }
            }
            _ => {
                let (k, later) = between(self.times_s.len(), |k| self.times_s[k] as f64, seconds)?;
                Some(T::between(plane(k)?, plane(k + 1)?, later))
            }
        }
    }

    /// The mean of all values; `None` if all are missing.
    pub fn mean(&self) -> Option<T> {
        let present = self.values.iter().filter_map(|cell| T::of(*cell));
        (1..)
            .zip(present)
            .fold(None, |mean, (n, value)| Some(mean.map_or(value, |mean| T::between(mean, value, 1.0 / f64::from(n)))))
    }

    /// A longitude as the axis counts it.
    fn along(&self, lon_deg: f64) -> f64 {
        if lon_deg < self.lons.first() {
            lon_deg + 360.0
        } else if lon_deg > self.lons.last() {
            lon_deg - 360.0
        } else {
            lon_deg
        }
    }
}

impl<T: Sampled> PartialEq for Gridded<T> {
    /// Bit by bit, so that a missing value equals itself.
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
            && self.lons == other.lons
            && self.lats == other.lats
            && self.times_s == other.times_s
            && self.values.len() == other.values.len()
            && self.values.iter().zip(&other.values).all(|(a, b)| T::bits(*a) == T::bits(*b))
    }
}

/// As it comes over a wire, before it is known to be sound.
#[derive(Deserialize)]
#[serde(bound = "")]
struct Written<T: Sampled> {
    source: String,
    lons: Axis,
    lats: Axis,
    times_s: Vec<i64>,
    values: Vec<T::Cell>,
}

impl<T: Sampled> TryFrom<Written<T>> for Gridded<T> {
    type Error = &'static str;

    fn try_from(written: Written<T>) -> Result<Self, Self::Error> {
        let Written { source, lons, lats, times_s, values } = written;
        Self::new(source, lons, lats, times_s, values).ok_or("a grid whose values do not fit its axes")
    }
}

/// The place of `x` on a rising axis of two or more points: the point before it, at most the last but one, and how far
/// it lies from there to the next. `None` outside.
fn between(n: usize, axis: impl Fn(usize) -> f64, x: f64) -> Option<(usize, f64)> {
    if !(axis(0)..=axis(n - 1)).contains(&x) {
        return None;
    }
    let (mut low, mut high) = (0, n - 1);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if axis(middle) <= x { low = middle } else { high = middle }
    }
    Some((low, (x - axis(low)) / (axis(high) - axis(low))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sea::Flow;

    fn grid(lons: [f64; 3], hole: bool) -> Gridded<Flow> {
        let lats = [-10.0, -8.0];
        let mut values = Vec::new();
        for time in [0.0, 100.0_f32] {
            for lat in lats {
                values.extend(lons.map(|lon| [lon as f32 + time, lat as f32]));
            }
        }
        if hole {
            values[2] = [f32::NAN, 0.0];
        }
        let axis = |points: &[f64]| Axis::of(points.to_vec()).unwrap();
        Gridded::new("a test".to_owned(), axis(&lons), axis(&lats), vec![-3600, 3600], values).unwrap()
    }

    #[test]
    fn it_is_linear_inside_and_nothing_outside() {
        let grid = grid([100.0, 102.0, 104.0], false);
        let at = |lat, lon, seconds| grid.at(Position::clamped(lat, lon), seconds);
        assert_eq!(at(-9.0, 101.0, 0.0), Some(Flow { east_mps: 151.0, north_mps: -9.0 }));
        assert_eq!(at(-8.0, 104.0, 3600.0), Some(Flow { east_mps: 204.0, north_mps: -8.0 }));
        for (lat, lon, seconds) in
            [(-7.9, 101.0, 0.0), (-9.0, 99.9, 0.0), (-9.0, 104.1, 0.0), (-9.0, 101.0, 3601.0), (-9.0, 101.0, -3601.0)]
        {
            assert_eq!(at(lat, lon, seconds), None, "{lat} {lon} {seconds}");
        }
    }

    #[test]
    fn a_missing_corner_takes_its_cells_with_it_and_no_other() {
        let grid = grid([100.0, 102.0, 104.0], true);
        assert_eq!(grid.at(Position::clamped(-9.0, 103.0), 0.0), None);
        assert!(grid.at(Position::clamped(-9.0, 101.0), 0.0).is_some());
        assert_eq!(grid, grid.clone(), "a missing value equals itself");
    }

    #[test]
    fn the_date_line_is_no_edge() {
        let grid = grid([178.0, 180.0, 182.0], false);
        let east = grid.at(Position::clamped(-9.0, -179.0), -3600.0).unwrap().east_mps;
        assert_eq!(east, 181.0);
        assert_eq!(grid.at(Position::clamped(-9.0, -177.0), 0.0), None);
    }

    #[test]
    fn axes_are_even_up_to_the_rounding_of_files() {
        let rounded = |i: usize| f64::from(100.0_f32 + i as f32 / 12.0);
        assert!(matches!(Axis::of((0..40).map(rounded).collect()), Some(Axis::Even { len: 40, .. })));
        let gaussian = Axis::of(vec![-3.0, -1.1, 0.9, 2.8]).unwrap();
        assert!(matches!(gaussian, Axis::Uneven(_)));
        assert_eq!(gaussian.cell(-0.1).unwrap().0, 1);
        for points in [vec![], vec![1.0], vec![1.0, 1.0], vec![2.0, 1.0], vec![1.0, f64::NAN]] {
            assert_eq!(Axis::of(points), None);
        }
    }

    #[test]
    fn what_a_wire_brings_is_checked() {
        let bytes = postcard::to_stdvec(&grid([100.0, 102.0, 104.0], true)).unwrap();
        assert!(postcard::from_bytes::<Gridded<Flow>>(&bytes).is_ok());
        let mut written: (String, Axis, Axis, Vec<i64>, Vec<[f32; 2]>) = postcard::from_bytes(&bytes).unwrap();
        written.4.pop();
        let bytes = postcard::to_stdvec(&written).unwrap();
        assert!(postcard::from_bytes::<Gridded<Flow>>(&bytes).is_err());
    }
}

//! Where and when values are wanted, and which rows, columns and times of a file those are.

use super::error::{At, ForcingError, Problem};
use crate::base::Utc;

/// Where and when values are wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Southern edge \[degrees north\].
    pub south_deg: f64,
    /// Northern edge \[degrees north\].
    pub north_deg: f64,
    /// Western edge \[degrees east\].
    pub west_deg: f64,
    /// Eastern edge \[degrees east\]; not less than the western one, and at most 360 more.
    pub east_deg: f64,
    /// From when.
    pub from: Utc,
    /// Until when.
    pub to: Utc,
}

/// The longitudes of a file, in whatever order, and round the globe or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lons {
    /// Rising without a seam \[degrees east\].
    degrees: Vec<f64>,
    /// How many the file has: one more, if it has the first again at the end.
    written: usize,
    /// Whether the file has them falling.
    is_east_first: bool,
    /// Whether the last is followed by the first.
    is_global: bool,
}

/// A column that is wanted: where the file has it, and its longitude \[degrees east\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) index: usize,
    pub(super) lon_deg: f64,
}

/// Turns of the globe differ by this \[degrees\].
const TURN: f64 = 360.0;

impl Lons {
    /// Longitudes as a file has them: 0 to 360 or -180 to 180, rising or falling, with the seam anywhere.
    pub(super) fn of(at: At<'_>, points: &[f64]) -> Result<Self, ForcingError> {
        let wrong = |found: String| {
            let help = "write longitudes as degrees east in order, e.g. with cdo sellonlatbox,-180,180,-90,90";
            Err(at.error(Problem::Grid, found, help))
        };
        if points.len() < 2 {
            let help = "a grid needs two or more; take a larger part of the producer's file";
            return Err(at.error(Problem::Grid, format!("it has {} longitude", points.len()), help));
        }
        if points.iter().any(|x| !(-720.0..=720.0).contains(x)) {
            return wrong("its degrees are missing or beyond all longitudes".to_owned());
        }
        // Each step the short way round, so that a seam between two columns disappears.
        let mut degrees = vec![points[0]];
        for two in points.windows(2) {
            let step = (two[1] - two[0] + TURN / 2.0).rem_euclid(TURN) - TURN / 2.0;
            degrees.push(degrees[degrees.len() - 1] + step);
        }
        let is_east_first = degrees[1] < degrees[0];
        if is_east_first {
            degrees.reverse();
        }
        if degrees.windows(2).any(|two| two[0] >= two[1]) {
            return wrong("its degrees neither rise nor fall throughout".to_owned());
        }
        let step = (degrees[degrees.len() - 1] - degrees[0]) / (degrees.len() - 1) as f64;
        // Some files have the first column again at the end.
        let is_closed = (degrees[degrees.len() - 1] - degrees[0] - TURN).abs() < 0.01 * step;
        if is_closed {
            degrees.pop();
        }
        let round = degrees[degrees.len() - 1] - degrees[0] + step;
        if round > TURN + 0.01 * step {
            return wrong("its degrees go round the globe more than once".to_owned());
        }
        Ok(Self { is_global: (round - TURN).abs() <= 0.01 * step, degrees, written: points.len(), is_east_first })
    }

    /// Western and eastern edge \[degrees east\]; `None` if it goes round the globe.
    pub(super) fn edges(&self) -> Option<(f64, f64)> {
        (!self.is_global).then(|| (self.degrees[0], self.degrees[self.degrees.len() - 1]))
    }

    /// The columns from `west` to `east` \[degrees east\] and one more on each side, if there are any.
    pub(super) fn columns(&self, west: f64, east: f64) -> Option<Vec<Column>> {
        let n = self.degrees.len();
        let file_index = |i: usize| if self.is_east_first { self.written - 1 - i } else { i };
        let degrees: Vec<f64> = if self.is_global {
            // Twice round from the last column not east of the western edge.
            let turns = ((west - self.degrees[0]) / TURN).floor() * TURN;
            (0..=2 * n).map(|i| self.degrees[i % n] + turns + TURN * (i / n) as f64).collect()
        } else {
            let first = self.degrees[0];
            let last = self.degrees[n - 1];
            let overlap = |turn: &f64| (last + turn).min(east) - (first + turn).max(west);
            let turn = [0.0, TURN, -TURN].into_iter().max_by(|a, b| overlap(a).total_cmp(&overlap(b)))?;
            self.degrees.iter().map(|x| x + turn).collect()
        };
        let (from, to) = span(&degrees, west, east)?;
        Some((from..=to).map(|i| Column { index: file_index(i % n), lon_deg: degrees[i] }).collect())
    }
}

/// The points of a rising axis from `low` to `high` and one more on each side where there is one: the first and the
/// last of them. `None` if the axis lies wholly beside.
pub(super) fn span<T: PartialOrd>(axis: &[T], low: T, high: T) -> Option<(usize, usize)> {
    let (first, last) = (axis.first()?, axis.last()?);
    if high < *first || low > *last {
        return None;
    }
    let from = axis.partition_point(|x| *x <= low).saturating_sub(1);
    let to = axis.partition_point(|x| *x < high).min(axis.len() - 1);
    let from = if from == to { from.saturating_sub(1) } else { from };
    let to = if from == to { (to + 1).min(axis.len() - 1) } else { to };
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lons(points: &[f64]) -> Lons {
        Lons::of(At::file("x.nc"), points).unwrap()
    }

    fn found(lons: &Lons, west: f64, east: f64) -> Option<Vec<(usize, f64)>> {
        Some(lons.columns(west, east)?.iter().map(|column| (column.index, column.lon_deg)).collect())
    }

    #[test]
    fn a_part_of_the_globe_is_found_however_it_is_written() {
        let rising = lons(&[98.0, 100.0, 102.0, 104.0, 106.0]);
        assert_eq!(found(&rising, 100.5, 103.0).unwrap(), [(1, 100.0), (2, 102.0), (3, 104.0)]);
        assert_eq!(found(&rising, 90.0, 99.0).unwrap(), [(0, 98.0), (1, 100.0)]);
        assert_eq!(found(&rising, 107.0, 110.0), None);
        let falling = lons(&[106.0, 104.0, 102.0, 100.0]);
        assert_eq!(found(&falling, 100.5, 101.5).unwrap(), [(3, 100.0), (2, 102.0)]);
        // Across the date line, written either way.
        let seam = lons(&[178.0, 179.0, -180.0, -179.0]);
        assert_eq!(found(&seam, 179.5, 180.5).unwrap(), [(1, 179.0), (2, 180.0), (3, 181.0)]);
        let west = lons(&[188.0, 189.0, 190.0]);
        assert_eq!(found(&west, -171.5, -171.0).unwrap(), [(0, -172.0), (1, -171.0)]);
    }

    #[test]
    fn round_the_globe_there_is_no_edge() {
        for globe in [
            lons(&(0..36).map(|i| f64::from(i) * 10.0).collect::<Vec<_>>()),
            lons(&(0..=36).map(|i| f64::from(i) * 10.0).collect::<Vec<_>>()),
        ] {
            assert_eq!(globe.edges(), None);
            assert_eq!(found(&globe, -5.0, 5.0).unwrap(), [(35, -10.0), (0, 0.0), (1, 10.0)]);
            assert_eq!(found(&globe, 355.0, 358.0).unwrap(), [(35, 350.0), (0, 360.0)]);
            assert_eq!(found(&globe, -180.0, 180.0).unwrap().len(), 37);
        }
        let falling = lons(&(0..=36).map(|i| 360.0 - f64::from(i) * 10.0).collect::<Vec<_>>());
        assert_eq!(found(&falling, -5.0, 5.0).unwrap(), [(1, -10.0), (36, 0.0), (35, 10.0)]);
        let half = lons(&[-180.0, -90.0, 0.0, 90.0]);
        assert_eq!(found(&half, 100.0, 170.0).unwrap(), [(3, 90.0), (0, 180.0)]);
    }

    #[test]
    fn what_is_no_axis_is_said() {
        for points in [&[1.0][..], &[1.0, 1.0], &[1.0, 2.0, 1.5], &[f64::NAN, 2.0], &[0.0, 150.0, 300.0, 90.0]] {
            assert!(Lons::of(At::file("x.nc"), points).is_err(), "{points:?}");
        }
    }

    #[test]
    fn a_span_has_one_more_on_each_side() {
        let axis = [0, 10, 20, 30];
        assert_eq!(span(&axis, 10, 20), Some((1, 2)));
        assert_eq!(span(&axis, 11, 19), Some((1, 2)));
        assert_eq!(span(&axis, 9, 21), Some((0, 3)));
        assert_eq!(span(&axis, 30, 40), Some((2, 3)));
        assert_eq!(span(&axis, -5, 0), Some((0, 1)));
        assert_eq!(span(&axis, 31, 40), None);
        assert_eq!(span::<i32>(&[], 0, 1), None);
        assert_eq!(span(&[7], 0, 9), Some((0, 0)));
    }
}

//! The value of a field at a place and time.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::model::{Field, Flow, Grid};
use crate::base::{Position, Tick};

/// A value that lies on grids and between two others.
pub trait Sampled: Copy + Debug + PartialEq {
    /// As a grid read from a file holds it: four bytes for each number, none of them a number where it is missing.
    type Cell: Copy + Debug + Send + Sync + Serialize + DeserializeOwned;

    /// The value a fraction `t` (0 to 1) of the way from `a` to `b`.
    fn between(a: Self, b: Self, t: f64) -> Self;

    /// The value of a cell; `None` if it is missing.
    fn of(cell: Self::Cell) -> Option<Self>;

    /// The bits of a cell, by which it equals another.
    fn bits(cell: Self::Cell) -> u64;
}

impl Sampled for f64 {
    type Cell = f32;

    fn between(a: Self, b: Self, t: f64) -> Self {
        a + (b - a) * t
    }

    fn of(cell: f32) -> Option<Self> {
        (!cell.is_nan()).then(|| Self::from(cell))
    }

    fn bits(cell: f32) -> u64 {
        u64::from(cell.to_bits())
    }
}

impl Sampled for Flow {
    /// Eastward and northward \[m/s\].
    type Cell = [f32; 2];

    fn between(a: Self, b: Self, t: f64) -> Self {
        Self { east_mps: f64::between(a.east_mps, b.east_mps, t), north_mps: f64::between(a.north_mps, b.north_mps, t) }
    }

    fn of([east, north]: [f32; 2]) -> Option<Self> {
        (!east.is_nan() && !north.is_nan()).then(|| Self { east_mps: east.into(), north_mps: north.into() })
    }

    fn bits([east, north]: [f32; 2]) -> u64 {
        u64::from(east.to_bits()) << 32 | u64::from(north.to_bits())
    }
}

impl<T: Sampled> Field<T> {
    /// The value at a place and time. It is linear between the points given and held beyond them; of layers, which
    /// end at their edges, the first that has one.
    pub fn at(&self, position: Position, tick: Tick) -> T {
        match self {
            Self::Constant(value) => *value,
            Self::Schedule(points) => {
                let (i, j, t) = bracket(points.len(), |k| f64::from(points[k].0.0), f64::from(tick.0));
                T::between(points[i].1, points[j].1, t)
            }
            Self::Grid(grid) => grid.at(position, tick),
            Self::Layered { layers, otherwise } => {
                let seconds = tick.seconds() as f64;
                let found = layers.iter().find_map(|layer| layer.at(position, seconds));
                found.unwrap_or_else(|| otherwise.at(position, tick))
            }
        }
    }
}

impl<T: Sampled> Grid<T> {
    /// Linear in latitude, longitude and time; held at the edges.
    fn at(&self, position: Position, tick: Tick) -> T {
        let (k0, k1, tk) = bracket(self.ticks.len(), |k| f64::from(self.ticks[k].0), f64::from(tick.0));
        let (i0, i1, ti) = bracket(self.lats_deg.len(), |k| self.lats_deg[k], position.lat_deg());
        let (j0, j1, tj) = bracket(self.lons_deg.len(), |k| self.lons_deg[k], position.lon_deg());
        let value = |k: usize, i: usize, j: usize| self.values[(k * self.lats_deg.len() + i) * self.lons_deg.len() + j];
        let plane = |k: usize| {
            let south = T::between(value(k, i0, j0), value(k, i0, j1), tj);
            let north = T::between(value(k, i1, j0), value(k, i1, j1), tj);
            T::between(south, north, ti)
        };
        if k0 == k1 { plane(k0) } else { T::between(plane(k0), plane(k1), tk) }
    }
}

/// The two neighbours of `x` on a rising axis of `n` points, and how far `x` lies from the first to the second.
fn bracket(n: usize, axis: impl Fn(usize) -> f64, x: f64) -> (usize, usize, f64) {
    let last = n.saturating_sub(1);
    if n < 2 || x <= axis(0) {
        return (0, 0, 0.0);
    }
    if x >= axis(last) {
        return (last, last, 0.0);
    }
    let (mut low, mut high) = (0, last);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if axis(middle) <= x { low = middle } else { high = middle }
    }
    (low, high, (x - axis(low)) / (axis(high) - axis(low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_linear_and_held() {
        let field = Field::Schedule(vec![(Tick(10), 1.0), (Tick(20), 3.0)]);
        let p = Position::clamped(0.0, 0.0);
        assert_eq!(field.at(p, Tick(0)), 1.0);
        assert_eq!(field.at(p, Tick(15)), 2.0);
        assert_eq!(field.at(p, Tick(99)), 3.0);
    }

    #[test]
    fn a_grid_is_linear_in_all_three() {
        let grid = Grid {
            lats_deg: vec![-10.0, -8.0],
            lons_deg: vec![100.0, 104.0],
            ticks: vec![Tick(0), Tick(100)],
            values: vec![0.0, 4.0, 2.0, 6.0, 100.0, 104.0, 102.0, 106.0],
        };
        let field = Field::Grid(grid);
        assert_eq!(field.at(Position::clamped(-9.0, 102.0), Tick(0)), 3.0);
        assert_eq!(field.at(Position::clamped(-9.0, 101.0), Tick(50)), 52.0);
        assert_eq!(field.at(Position::clamped(5.0, 150.0), Tick(0)), 6.0);
    }
}

//! Finds the shore nearest to a place, by looking into ever smaller blocks of cells, nearest first.

use super::index::{CELL, Cell, Index, Point, UNITS_PER_DEGREE};
use crate::base::math;
use crate::base::position::EARTH_RADIUS_M;

/// Cells along the side of a small block, and small blocks along the side of a large one.
const SIDE: usize = 8;

/// Length of one unit of latitude \[m\].
pub(super) const METRES_PER_UNIT: f64 = EARTH_RADIUS_M * math::PI / 180.0 / UNITS_PER_DEGREE as f64;

/// Which blocks of cells have shore in them, and how long a degree of longitude is on each row.
pub(super) struct ShoreFinder {
    /// Length of one unit of longitude as a share of one of latitude, per row of cells: the cosine of the latitude.
    narrowing: Vec<f64>,
    /// The least of them.
    narrowest: f64,
    small: Blocks,
    large: Blocks,
}

/// A point of a shore line, and its distance \[m\] on a chart flat between here and there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shore {
    pub(super) distance_m: f64,
    pub(super) point: Point,
}

struct Blocks {
    columns: usize,
    rows: usize,
    has_shore: Vec<bool>,
}

impl Blocks {
    fn new(columns: usize, rows: usize, has_shore: impl Fn(usize, usize) -> bool) -> Self {
        let (across, up) = (columns.div_ceil(SIDE), rows.div_ceil(SIDE));
        let mut blocks = Self { columns: across, rows: up, has_shore: vec![false; across * up] };
        for row in 0..rows {
            for column in 0..columns {
                if has_shore(column, row) {
                    blocks.has_shore[row / SIDE * across + column / SIDE] = true;
                }
            }
        }
        blocks
    }

    fn has_shore(&self, column: usize, row: usize) -> bool {
        self.has_shore[row * self.columns + column]
    }
}

impl ShoreFinder {
    pub(super) fn new(index: &Index) -> Self {
        let narrowing: Vec<f64> =
            (0..index.rows).map(|row| math::cos(index.latitude_of_row(row).to_radians())).collect();
        let has_shore = |column, row| match index.cell(column, row) {
            Cell::Mixed(mixed) => index.shore_of(mixed).next().is_some(),
            Cell::Sea | Cell::Land => false,
        };
        let small = Blocks::new(index.columns, index.rows, has_shore);
        let large = Blocks::new(small.columns, small.rows, |column, row| small.has_shore(column, row));
        let narrowest = narrowing.iter().copied().fold(1.0, f64::min);
        Self { narrowing, narrowest, small, large }
    }

    /// Length of one unit of longitude as a share of one of latitude, at a northing \[units\]; beyond the region's
    /// northern and southern limits that of the limit.
    pub(super) fn narrowing(&self, y: i64) -> f64 {
        let row = y.div_euclid(CELL).clamp(0, self.narrowing.len() as i64 - 1);
        self.narrowing[row as usize]
    }

    /// The nearest shore. Exists unless the coast is empty.
    pub(super) fn nearest(&self, index: &Index, p: Point) -> Option<Shore> {
        // Looks near by first, because most who ask are near the shore and a short reach leaves little to search.
        [5_000.0, 50_000.0, 500_000.0, f64::INFINITY].into_iter().find_map(|reach_m| {
            let mut best: Option<Shore> = None;
            self.search(index, p, reach_m, |shore| {
                best = Some(shore);
                shore.distance_m
            });
            best
        })
    }

    /// The nearest point of each shore edge within `max_m` \[m\], nearest first.
    pub(super) fn nearby(&self, index: &Index, p: Point, max_m: f64) -> Vec<Shore> {
        let mut found = Vec::new();
        self.search(index, p, max_m, |shore| {
            found.push(shore);
            max_m
        });
        found.sort_by(|a, b| {
            a.distance_m.total_cmp(&b.distance_m).then(a.point.x.cmp(&b.point.x)).then(a.point.y.cmp(&b.point.y))
        });
        found.dedup_by(|a, b| a.point == b.point);
        found
    }

    /// Calls `found` with shore points within reach \[m\], which it may shorten by its answer.
    fn search(&self, index: &Index, p: Point, reach_m: f64, mut found: impl FnMut(Shore) -> f64) {
        let mut reach_m = reach_m;
        let mut order: Vec<(f64, usize, usize)> = Vec::new();
        let block = (SIDE * SIDE) as i64 * CELL;
        let blocks = |middle: i64, reach: f64, limit: usize| {
            let reach = reach.min(1e12) as i64 + CELL;
            let line = |units: i64| units.div_euclid(block).clamp(0, limit as i64) as usize;
            line(middle - reach)..(line(middle + reach) + 1).min(limit)
        };
        let reach = reach_m / METRES_PER_UNIT;
        for row in blocks(p.y, reach, self.large.rows) {
            for column in blocks(p.x, reach / self.narrowest, self.large.columns) {
                let at_least = self.at_least_m(p, column, row, SIDE * SIDE);
                if self.large.has_shore(column, row) && at_least <= reach_m {
                    order.push((at_least, row, column));
                }
            }
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        for (at_least, large_row, large_column) in order {
            if at_least > reach_m {
                break;
            }
            let mut inner: Vec<(f64, usize, usize)> = Vec::new();
            for row in children(large_row, self.small.rows) {
                for column in children(large_column, self.small.columns) {
                    let at_least = self.at_least_m(p, column, row, SIDE);
                    if self.small.has_shore(column, row) && at_least <= reach_m {
                        inner.push((at_least, row, column));
                    }
                }
            }
            inner.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            for (at_least, small_row, small_column) in inner {
                if at_least > reach_m {
                    break;
                }
                for row in children(small_row, index.rows) {
                    for column in children(small_column, index.columns) {
                        let Cell::Mixed(mixed) = index.cell(column, row) else { continue };
                        if self.at_least_m(p, column, row, 1) > reach_m {
                            continue;
                        }
                        for edge in index.shore_of(mixed) {
                            let (a, b) = edge.ends();
                            let shore = self.nearest_on(p, a, b);
                            if shore.distance_m <= reach_m {
                                reach_m = found(shore);
                            }
                        }
                    }
                }
            }
        }
    }

    /// A distance \[m\] that no place in a block of cells is nearer than.
    fn at_least_m(&self, p: Point, column: usize, row: usize, cells: usize) -> f64 {
        let size = cells as i64 * CELL;
        let gap = |p: i64, low: i64| (low - p).max(p - low - size).max(0);
        // Cells begin a little before their multiple of the cell size; the thousand units make up for it.
        let (low_x, low_y) = (column as i64 * size, row as i64 * size);
        let (dx, dy) = ((gap(p.x, low_x) - 1000).max(0), (gap(p.y, low_y) - 1000).max(0));
        // The cosine is least at one of the latitudes' ends.
        let narrowest = self.narrowing(p.y).min(self.narrowing(low_y)).min(self.narrowing(low_y + size));
        let (dx, dy) = (dx as f64 * narrowest, dy as f64);
        (dx * dx + dy * dy).sqrt() * METRES_PER_UNIT
    }

    /// The point of a line nearest to `p`, on a chart true to scale half way between.
    fn nearest_on(&self, p: Point, a: Point, b: Point) -> Shore {
        let narrowing = self.narrowing((p.y + (a.y + b.y) / 2) / 2);
        let share = share_nearest(p, a, b, narrowing);
        let point = a.towards(b, share);
        Shore { distance_m: flat_distance_m(p, point, narrowing), point }
    }
}

/// The blocks or cells that a block is made of.
fn children(block: usize, limit: usize) -> std::ops::Range<usize> {
    block * SIDE..((block + 1) * SIDE).min(limit)
}

/// How far along the way from `a` to `b` \[0 to 1\] it is nearest to `p`.
fn share_nearest(p: Point, a: Point, b: Point, narrowing: f64) -> f64 {
    let (dx, dy) = ((b.x - a.x) as f64 * narrowing, (b.y - a.y) as f64);
    let (px, py) = ((p.x - a.x) as f64 * narrowing, (p.y - a.y) as f64);
    let length_squared = dx * dx + dy * dy;
    if length_squared == 0.0 { 0.0 } else { ((px * dx + py * dy) / length_squared).clamp(0.0, 1.0) }
}

/// Distance \[m\] on a flat chart with that many units of latitude to one of longitude.
pub(super) fn flat_distance_m(a: Point, b: Point, narrowing: f64) -> f64 {
    let (dx, dy) = ((b.x - a.x) as f64 * narrowing, (b.y - a.y) as f64);
    (dx * dx + dy * dy).sqrt() * METRES_PER_UNIT
}

/// Least distance \[m\] between two straight lines that do not cross.
pub(super) fn distance_between_m(a: Point, b: Point, c: Point, d: Point, narrowing: f64) -> f64 {
    let from = |p: Point, low: Point, high: Point| {
        // Not rounded to a unit, so that the answer is smooth.
        let share = share_nearest(p, low, high, narrowing);
        let dx = (low.x - p.x) as f64 + share * (high.x - low.x) as f64;
        let dy = (low.y - p.y) as f64 + share * (high.y - low.y) as f64;
        (dx * narrowing * dx * narrowing + dy * dy).sqrt() * METRES_PER_UNIT
    };
    from(a, c, d).min(from(b, c, d)).min(from(c, a, b)).min(from(d, a, b))
}
